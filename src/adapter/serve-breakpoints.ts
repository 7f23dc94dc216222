// Requests about breakpoints and exceptions, which are traps here.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { message, Refusal, render } from '../base/message';
import { elementOf, type WatchTarget } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { dataId, isLasting } from './data-ids';
import { parseMemoryReference } from './memory-reference';
import { NO_EXCEPTION, SAYS } from './messages';
import { modeOf } from './modes';
import { frameOf, stopped, Values } from './serve-values';

export function serveBreakpoints(adapter: Adapter): Handlers {
  const { breakpoints } = adapter;
  return {
    setBreakpoints: (given) => ({ breakpoints: breakpoints.setSource(adapter.launched, given, adapter.form) }),
    setFunctionBreakpoints: (given) => ({ breakpoints: breakpoints.setFunctions(adapter.launched, given, adapter.form.language) }),
    setInstructionBreakpoints: (given) => ({ breakpoints: breakpoints.setInstructions(adapter.launched, given, adapter.form.language) }),
    setExceptionBreakpoints: (given) => ({ breakpoints: breakpoints.setTraps(adapter.launched, given, adapter.form.language) }),
    dataBreakpointInfo: (given) => dataInfo(adapter, given),
    setDataBreakpoints: (given) => ({ breakpoints: breakpoints.setData(adapter.launched, given, adapter.form.language) }),
    breakpointLocations: (given) => {
      if (given === undefined) return { breakpoints: [] };
      const { debuggee, form } = adapter;
      const start = form.fromPosition(given.line, given.column);
      const end = given.endLine === undefined && given.endColumn === undefined
        ? { line: start.line + 1, column: 0 }
        : form.fromPosition(given.endLine ?? given.line, given.endColumn ?? Number.MAX_SAFE_INTEGER);
      const spans = debuggee.debug.possibleLocations(debuggee.sources.query(given.source), { start, end });
      return { breakpoints: spans.map((span) => form.toRange(span)) };
    },
    exceptionInfo: (given) => {
      const { debuggee, form } = adapter;
      const info = debuggee.debug.trapInfo(given.threadId);
      if (info === undefined) throw new Refusal(NO_EXCEPTION, { context: given.threadId });
      const look = info.look.map((place) => render(place.message, form.language));
      const description = render(info.attempted, form.language);
      return {
        exceptionId: info.cause,
        description,
        breakMode: info.unhandled ? 'unhandled' : 'always',
        details: { message: description, typeName: info.cause, stackTrace: look.join('\n') },
      };
    },
  };
}

/** What a client may watch: an address, a variable of a container, or what an expression names. */
function dataInfo(adapter: Adapter, given: P.DataBreakpointInfoArguments): P.DataBreakpointInfoResponse['body'] {
  const { debug } = stopped(adapter);
  const mode = modeOf(given.mode, 'data');
  let target: WatchTarget;
  try {
    target = targetOf(adapter, given);
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble;
    return { dataId: null, description: trouble.text(adapter.form.language) };
  }
  const { name, context } = target;
  const said = target.kind === 'memory' ? message(SAYS.watch_bytes, { name, context, size: target.size, address: target.address })
    : message(SAYS.watch_slot, { name, context, frame: target.frame });
  return {
    dataId: dataId(debug, { target, mode }), description: render(said, adapter.form.language),
    accessTypes: ['read', 'write', 'readWrite'], canPersist: isLasting(debug, { target, mode }),
  };
}

function targetOf(adapter: Adapter, given: P.DataBreakpointInfoArguments): WatchTarget {
  const { debug } = stopped(adapter);
  const { name, bytes, variablesReference } = given;
  if (given.asAddress === true) {
    const { context, address } = parseMemoryReference(name);
    const size = bytes ?? 1;
    return { kind: 'memory', context, address, size, element: elementOf(size), name };
  }
  if (variablesReference === undefined) return debug.watchTarget(name, frameOf(adapter, given.frameId), bytes);
  const target = new Values(adapter, false).watchTarget(adapter.containers.get(variablesReference), name);
  return bytes === undefined || target.kind !== 'memory' ? target : { ...target, size: bytes, element: elementOf(bytes) };
}
