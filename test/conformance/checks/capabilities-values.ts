// Capabilities that show a stopped program and change what is in it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Check, expect, NotApplicable } from '../check';
import { listOf } from '../conversation';
import type { Body, Session } from '../session';
import type { Probe } from './capability';

/** Another value for the variable of the loop than it has in the first round. */
const OTHER = '2';

/** A place in memory that a value or the code has. */
async function memoryOf(session: Session): Promise<string> {
  const { variable } = await session.counter();
  const reference = variable.memoryReference ?? (await session.top()).instructionPointerReference;
  if (typeof reference !== 'string') throw new NotApplicable('neither the variable of the loop nor the code has a place in memory');
  return reference;
}

async function counterIs(session: Session, value: string): Promise<void> {
  const { variable } = await session.counter();
  expect(variable.value === value, `the variable of the loop is ${String(variable.value)} instead of ${value}`);
}

/** What an expression gives in a context in which it has no other effect. */
function evaluates(context: string): Probe['announced'] {
  return async (session, kit) => {
    const result = await session.evaluate(kit.description.program.loop.variable, context);
    expect(result === '0', `the variable of the loop is ${result} instead of 0`);
  };
}

export const VALUE_PROBES: readonly Probe[] = [
  { capability: 'supportsEvaluateForHovers', explains: '`evaluate` with context `hover` gives the value of a variable.', announced: evaluates('hover') },
  { capability: 'supportsClipboardContext', explains: '`evaluate` with context `clipboard` gives the value of a variable.', announced: evaluates('clipboard') },
  {
    capability: 'supportsSetVariable', explains: '`setVariable` changes a variable, and it stays changed.',
    announced: async (session) => {
      const { container, variable } = await session.counter();
      const { value } = await session.ask('setVariable', { variablesReference: container, name: variable.name, value: OTHER });
      expect(value === OTHER, `the answer is ${String(value)}`);
      await counterIs(session, OTHER);
    },
    request: async (session) => {
      const { container, variable } = await session.counter();
      return ['setVariable', { variablesReference: container, name: variable.name, value: OTHER }];
    },
  },
  {
    capability: 'supportsSetExpression', explains: '`setExpression` changes a variable, and it stays changed.',
    announced: async (session, kit) => {
      const { variable: expression } = kit.description.program.loop;
      await session.ask('setExpression', { expression, value: OTHER, frameId: await session.frameId() });
      await counterIs(session, OTHER);
    },
    request: async (session) => {
      const { variable: expression } = session.description.program.loop;
      return ['setExpression', { expression, value: OTHER, frameId: await session.frameId() }];
    },
  },
  {
    capability: 'supportsValueFormattingOptions', explains: '`format.hex` shows a number in another way.',
    announced: async (session) => {
      const { container, variable } = await session.counter();
      const { value } = (await session.variables(container, { format: { hex: true } })).find(({ name }) => name === variable.name) ?? {};
      expect(value !== variable.value && Number(value) === Number(variable.value), `with \`hex\` it is ${String(value)}`);
    },
  },
  {
    capability: 'supportsCompletionsRequest', explains: '`completions` offers the variable of the loop for its beginning.',
    announced: async (session, kit) => {
      const { variable } = kit.description.program.loop;
      const text = variable.slice(0, Math.max(1, variable.length - 1));
      const { targets } = await session.ask('completions', { text, column: text.length + 1, frameId: await session.frameId() });
      const labels = listOf(targets).map(({ label, text: full }) => String(full ?? label));
      expect(labels.some((label) => label === variable || text + label === variable), `it offers ${JSON.stringify(labels.slice(0, 10))}`);
    },
    request: async () => ['completions', { text: 'a', column: 2 }],
  },
  {
    capability: 'supportsDelayedStackTraceLoading', explains: 'Frames come in pieces: those from `startFrame` on, at most `levels`.',
    announced: async (session) => {
      await session.goAndStop('stepIn');
      const all = await session.frames();
      const first = await session.frames({ levels: 1 });
      expect(first.length === 1 && first[0].name === all[0].name, 'the first frame comes alone');
      if (all.length < 2) return;
      const second = await session.frames({ startFrame: 1, levels: 1 });
      expect(second.length === 1 && second[0].name === all[1].name && second[0].line === all[1].line, 'the second frame comes alone');
    },
  },
  {
    capability: 'supportsModulesRequest', explains: '`modules` names at least one, and each has a number and a name.',
    announced: async (session) => {
      // Some adapters learn of modules while they make a stack trace.
      await session.frames();
      const { modules } = await session.ask('modules', { startModule: 0, moduleCount: 0 });
      expect(listOf(modules).length > 0, 'there is no module');
      expect(listOf(modules).every(({ id, name }) => id !== undefined && typeof name === 'string'), 'a module has no number or no name');
    },
    request: async () => ['modules', {}],
  },
  {
    capability: 'supportsLoadedSourcesRequest', explains: '`loadedSources` names the source of the program.',
    announced: async (session, kit) => {
      const { sources } = await session.ask('loadedSources', {});
      expect(listOf(sources).some(({ path }) => path === kit.description.program.source), 'the source of the program is not among them');
    },
    request: async () => ['loadedSources', {}],
  },
  {
    capability: 'supportsReadMemoryRequest', explains: '`readMemory` gives as many bytes as asked for, in base64.',
    announced: async (session) => {
      const { data, unreadableBytes = 0 } = await session.ask('readMemory', { memoryReference: await memoryOf(session), count: 4 });
      const length = Buffer.from(String(data ?? ''), 'base64').length;
      expect(length + Number(unreadableBytes) === 4 && length > 0, `${length} bytes came`);
    },
    request: async () => ['readMemory', { memoryReference: '0x0', count: 4 }],
  },
  {
    capability: 'supportsWriteMemoryRequest', explains: 'What `writeMemory` wrote is read back.',
    announced: async (session) => {
      const memoryReference = (await session.counter()).variable.memoryReference;
      if (typeof memoryReference !== 'string') throw new NotApplicable('the variable of the loop has no place in memory');
      if (!session.has('supportsReadMemoryRequest')) {
        const { bytesWritten } = await session.ask('writeMemory', { memoryReference, data: 'AAAAAA==', allowPartial: true });
        return expect(bytesWritten === 4, 'what was written can neither be read nor is it told how much');
      }
      const read = async (): Promise<unknown> => (await session.ask('readMemory', { memoryReference, count: 4 })).data;
      const before = Buffer.from(String(await read()), 'base64');
      const data = Buffer.from(before.map((byte) => byte ^ 1)).toString('base64');
      await session.ask('writeMemory', { memoryReference, data });
      expect(await read() === data, 'other bytes are read back');
    },
    request: async () => ['writeMemory', { memoryReference: '0x0', data: 'AAAA' }],
  },
  {
    capability: 'supportsDisassembleRequest', explains: '`disassemble` gives exactly as many instructions as asked for, the current one first.',
    announced: async (session) => {
      const { instructionPointerReference } = await session.top();
      expect(typeof instructionPointerReference === 'string', 'a frame names its instruction');
      const { instructions } = await session.ask('disassemble', { memoryReference: instructionPointerReference, instructionCount: 5 });
      expect(Array.isArray(instructions) && instructions.length === 5, 'five instructions come');
      expect(Number((instructions as Body[])[0].address) === Number(instructionPointerReference), 'the first is another one');
    },
    request: async () => ['disassemble', { memoryReference: '0x0', instructionCount: 5 }],
  },
];

/** Lists among the capabilities: each of their members must be taken. */
export const LIST_CHECKS: readonly Check[] = [
  {
    name: 'exceptionBreakpointFilters', basis: 'protocol', explains: 'Each filter that is announced can be set.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const filters = listOf(session.capabilities.exceptionBreakpointFilters);
      if (filters.length === 0) throw new NotApplicable('not announced');
      for (const { filter } of filters) await session.ask('setExceptionBreakpoints', { filters: [filter] });
    },
  },
  {
    name: 'breakpointModes', basis: 'protocol', explains: 'A breakpoint can be set in each mode that is announced for source lines.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const modes = listOf(session.capabilities.breakpointModes);
      const wanted = modes.filter(({ appliesTo }) => Array.isArray(appliesTo) && appliesTo.includes('source'));
      if (wanted.length === 0) throw new NotApplicable('not announced');
      for (const { mode } of wanted) {
        const [set] = await session.setBreakpoints(kit.description.program, [{ line: kit.description.program.loop.line, mode }]);
        expect(set.verified === true, `the mode \`${String(mode)}\` is not taken`);
      }
    },
  },
  {
    name: 'supportedChecksumAlgorithms', basis: 'protocol', explains: 'Checksums of sources are of an algorithm that is announced, and right.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const { source } = await session.top();
      const { checksums, path } = source as Body;
      if (!Array.isArray(checksums) || checksums.length === 0) throw new NotApplicable('the source of a frame has no checksum');
      const announced = session.capabilities.supportedChecksumAlgorithms;
      for (const { algorithm, checksum } of checksums as Body[]) {
        expect(Array.isArray(announced) && announced.includes(algorithm), `\`${String(algorithm)}\` is not announced`);
        if (algorithm === 'timestamp') continue;
        const right = createHash(String(algorithm)).update(readFileSync(String(path))).digest('hex');
        expect(String(checksum).toLowerCase() === right, `the checksum is ${String(checksum)} instead of ${right}`);
      }
    },
  },
  {
    name: 'additionalModuleColumns', basis: 'protocol', explains: 'Each column that is announced for modules has a value in one of them.',
    run: async (kit) => {
      const session = await kit.inLoop();
      const columns = listOf(session.capabilities.additionalModuleColumns);
      if (columns.length === 0) throw new NotApplicable('not announced');
      await session.frames();
      const { modules } = await session.ask('modules', {});
      for (const { attributeName } of columns) {
        const name = String(attributeName);
        expect(listOf(modules).some((module) => module[name] !== undefined), `no module has \`${name}\``);
      }
    },
  },
];
