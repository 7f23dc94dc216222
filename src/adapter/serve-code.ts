// Requests about code, sources and memory.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Refusal } from '../base/message';
import type { DisassemblyRow } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { fromBase64, toBase64 } from './base64';
import { codeReference, memoryReference, parseCodeReference, parseMemoryReference } from './memory-reference';
import { inPieces, inSteps, then } from './long';
import { TOO_MANY_ROWS } from './messages';
import { passingColumns } from './module-columns';
import { stopped } from './serve-values';

const INSTRUCTION_BYTES = 4;
/** Rows of disassembly in one answer: what can be made and sent without keeping others waiting. */
const ROWS_MAX = 20_000;

/** Bytes of memory that are read or written at once. */
const SMALL_BYTES = 65_536;

export function serveCode(adapter: Adapter): Handlers {
  return {
    disassemble: (given, call) => {
      if (given.instructionCount > ROWS_MAX) throw new Refusal(TOO_MANY_ROWS, { count: given.instructionCount, limit: ROWS_MAX });
      const address = parseCodeReference(given.memoryReference) + Math.trunc((given.offset ?? 0) / INSTRUCTION_BYTES) * INSTRUCTION_BYTES;
      const { debug } = adapter.debuggee;
      const make = (offset: number, count: number): P.DisassembledInstruction[] => (
        debug.disassemble(address, offset, count).map((row) => instructionOf(adapter, row)));
      return then(inPieces(adapter, call, given.instructionOffset ?? 0, given.instructionCount, make, true), (instructions) => ({ instructions }));
    },
    modules: (given) => {
      const { debuggee, debuggee: { debug } } = adapter, modules = debug.modules();
      const start = given.startModule ?? 0, count = given.moduleCount ?? 0;
      const wanted = modules.slice(start, count === 0 ? undefined : start + count);
      return { modules: wanted.map((module) => ({ ...debuggee.module(module), ...passingColumns(debug, module) })), totalModules: modules.length };
    },
    loadedSources: () => ({ sources: adapter.debuggee.debug.sources().map((source) => adapter.debuggee.sources.toClient(source)) }),
    source: (given) => ({ content: adapter.debuggee.sources.text(given.source, given.source?.sourceReference ?? given.sourceReference) }),
    readMemory: (given, call) => {
      const place = parseMemoryReference(given.memoryReference);
      const address = place.address + (given.offset ?? 0);
      if (address < 0) return { address: memoryReference(place), unreadableBytes: given.count };
      const { bytes, missing } = stopped(adapter).debug.readMemory(place.context, address, given.count);
      adapter.memoryRead(given.memoryReference, place, given.offset ?? 0, given.count);
      return then(inSteps(adapter, call, toBase64(bytes), bytes.length <= SMALL_BYTES), (data) => (
        { address: memoryReference({ ...place, address }), data, ...(missing === 0 ? {} : { unreadableBytes: missing }) }));
    },
    writeMemory: (given, call) => {
      const { context, address: start } = parseMemoryReference(given.memoryReference);
      const address = start + (given.offset ?? 0);
      return then(inSteps(adapter, call, fromBase64(given.data), given.data.length <= SMALL_BYTES), (bytes) => {
        const written = stopped(adapter).debug.writeMemory(context, address, bytes);
        call.after(() => adapter.memoryWritten({ context, address }, written));
        return { bytesWritten: written };
      });
    },
  };
}

function instructionOf(adapter: Adapter, row: DisassemblyRow): P.DisassembledInstruction {
  const { address, kind, text, bytes, symbol, location } = row;
  const base = { address: codeReference(Math.max(0, address)), instruction: text };
  if (kind === 'placeholder') return { ...base, presentationHint: 'invalid' };
  const place = location === undefined || !adapter.debuggee.sources.canShow(location.source) ? {}
    : { location: adapter.debuggee.sources.toClient(location.source), ...adapter.form.toRange(location.span) };
  const words = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return { ...base, instructionBytes: words, ...(symbol === undefined ? {} : { symbol }), ...place };
}
