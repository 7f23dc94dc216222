// Everything that the adapter says it can do has an effect that a client sees: a row for each capability. A capability without
// a row is a type error, and so is a row without a capability.
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { CAPABILITIES } from '../../src/adapter/capabilities';
import { capabilities } from '../../src/adapter/capabilities';
import type { Session } from '../../src/client/session';
import { PROGRAMS, withAdapter, type Tester } from './session';

const VALUES = join(PROGRAMS, 'values.sasm');
const SOURCE = { path: VALUES };
const WATCHED = join(PROGRAMS, 'watched.sasm');

/** A session that stands at the entry of values.sasm. */
interface Stand {
  readonly tester: Tester;
  readonly client: Tester['client'];
  readonly session: Session;
}

/** Sets one breakpoint in line 20, which is reached five times with `i` from 0 to 4, and tells where the run then stops. */
async function stopsAt({ client, session }: Stand, options: object): Promise<string> {
  await client.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 20, ...options }] });
  const halt = await session.continue();
  return halt.kind === 'terminated' ? 'end' : session.evaluate('i');
}

async function pcOf({ session }: Stand): Promise<number> {
  return Number((await session.top()).instructionPointerReference);
}

async function local({ session }: Stand, name: string): Promise<{ value: string; reference: number }> {
  const { id } = await session.top();
  const scope = (await session.scopes(id)).find((one) => one.name === 'Locals');
  assert.ok(scope !== undefined);
  const found = (await session.variables(scope.variablesReference)).find((one) => one.name === name);
  assert.ok(found !== undefined);
  return { value: found.value, reference: scope.variablesReference };
}

/** Starts watched.sasm in the place of the program, at its entry. */
async function watched({ client, session }: Stand): Promise<void> {
  await client.request('restart', { arguments: { program: WATCHED, stopOnEntry: true } } as object);
  await session.halted();
}

/** Sets one data breakpoint and gives what was said of it. */
async function watch({ client }: Stand, info: object, options: object = {}): Promise<DebugProtocol.Breakpoint> {
  const { dataId, accessTypes } = await client.request('dataBreakpointInfo', info as DebugProtocol.DataBreakpointInfoArguments);
  assert.ok(dataId !== null && accessTypes?.includes('readWrite') === true);
  return (await client.request('setDataBreakpoints', { breakpoints: [{ dataId, accessType: 'write', ...options }] })).breakpoints[0];
}

/** What is said of each stop until the program has ended. */
async function said({ session }: Stand): Promise<string[]> {
  const found: string[] = [];
  for (let halt = await session.continue(); halt.kind === 'stopped'; halt = await session.continue()) {
    found.push(`${halt.body.reason}: ${halt.body.text ?? ''}`);
  }
  return found;
}

/** Values after the colon of each stop. */
async function values(stand: Stand): Promise<string[]> {
  return (await said(stand)).filter((each) => each.startsWith('data')).map((each) => each.split(': ')[2].split(' · ')[0]);
}

/** Those that differ with the client's language. */
type Made = 'additionalModuleColumns' | 'breakpointModes' | 'exceptionBreakpointFilters';

const EFFECTS: Readonly<Record<keyof typeof CAPABILITIES | Made, (stand: Stand) => Promise<void>>> = {
  supportsConfigurationDoneRequest: async ({ tester }) => {
    const order = tester.received.map((message) => (message as { command?: string; event?: string }).command ?? (message as { event?: string }).event);
    assert.ok(order.indexOf('stopped') > order.indexOf('configurationDone'));
  },
  supportsFunctionBreakpoints: async (stand) => {
    await stand.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'scale' }] });
    await stand.session.continue();
    assert.equal((await stand.session.top()).name, 'scale');
  },
  supportsConditionalBreakpoints: async (stand) => assert.equal(await stopsAt(stand, { condition: 'i == 3' }), '3'),
  supportsHitConditionalBreakpoints: async (stand) => assert.equal(await stopsAt(stand, { hitCondition: '3' }), '2'),
  supportsLogPoints: async (stand) => {
    assert.equal(await stopsAt(stand, { logMessage: 'i={i}' }), 'end');
    assert.match(stand.tester.said('console'), /^i=0\ni=1\ni=2\ni=3\ni=4\n/);
  },
  supportsEvaluateForHovers: async ({ session }) => assert.equal(await session.evaluate('numbers[2]', 'hover'), '30'),
  supportsSetVariable: async (stand) => {
    const { reference } = await local(stand, 'i');
    await stand.client.request('setVariable', { variablesReference: reference, name: 'i', value: '4' });
    assert.equal(await stopsAt(stand, {}), '4');
  },
  supportsSetExpression: async (stand) => {
    await stand.client.request('setExpression', { expression: 'i', value: '1 + 2' });
    assert.equal(await stopsAt(stand, {}), '3');
  },
  supportsCompletionsRequest: async ({ client }) => {
    const { targets } = await client.request('completions', { text: 'rat', column: 4 });
    assert.deepEqual(targets.map(({ label }) => label), ['ratio']);
  },
  completionTriggerCharacters: async ({ client }) => {
    for (const text of capabilities('en').completionTriggerCharacters ?? []) {
      const { targets } = await client.request('completions', { text: `numbers${text}`, column: 9 });
      assert.ok(targets.length > 0, text);
    }
  },
  supportsModulesRequest: async ({ client }) => assert.deepEqual((await client.request('modules', {})).modules.map(({ name }) => name), ['values.sasm']),
  supportsLoadedSourcesRequest: async ({ client }) => assert.deepEqual((await client.request('loadedSources', {})).sources.map(({ path }) => path), [VALUES]),
  supportedChecksumAlgorithms: async ({ session }) => {
    const { source } = await session.top();
    assert.deepEqual(source?.checksums?.map(({ algorithm }) => algorithm), capabilities('en').supportedChecksumAlgorithms);
  },
  supportsRestartRequest: async (stand) => {
    assert.equal(await stopsAt(stand, {}), '0');
    await stand.client.request('restart', {});
    await stand.client.next('stopped');
    assert.equal(await stand.session.evaluate('steps'), '0.0');
  },
  supportsStepBack: async (stand) => {
    const { client, session } = stand;
    assert.equal(await stopsAt(stand, { condition: 'i == 3' }), '3');
    await stopsAt(stand, {});
    assert.equal(await session.evaluate('i'), '4');
    const before = await pcOf(stand);
    const back = async (command: 'stepBack' | 'reverseContinue'): Promise<void> => {
      const stopped = client.next('stopped');
      await client.request(command, { threadId: 1, granularity: 'instruction' });
      await stopped;
    };
    await back('stepBack');
    assert.notEqual(await pcOf(stand), before);
    await back('reverseContinue');
    assert.equal(await session.evaluate('i'), '3');
    await session.step('stepIn', 'instruction');
    await back('stepBack');
    assert.deepEqual([await pcOf(stand), await session.evaluate('i')], [before, '3']);
  },
  supportsValueFormattingOptions: async ({ client }) => {
    assert.equal((await client.request('evaluate', { expression: '255', format: { hex: true } })).result, '0xff');
  },
  supportsExceptionInfoRequest: async ({ tester, client, session }) => {
    await client.request('setExceptionBreakpoints', { filters: ['memory'] });
    await client.request('restart', { arguments: { program: join(PROGRAMS, 'kernel.sasm') } } as object);
    await session.halted();
    const { threadId } = tester.events('stopped').at(-1) as { threadId: number };
    assert.match((await client.request('exceptionInfo', { threadId })).description ?? '', /70000/);
  },
  supportTerminateDebuggee: async ({ client, tester }) => {
    await client.request('disconnect', { terminateDebuggee: true });
    await client.ended;
    assert.deepEqual(tester.events('exited'), []);
  },
  supportsDelayedStackTraceLoading: async (stand) => {
    await stand.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'scale' }] });
    await stand.session.continue();
    const { stackFrames, totalFrames } = await stand.client.request('stackTrace', { threadId: 1, startFrame: 1, levels: 1 });
    assert.deepEqual([stackFrames.map(({ name }) => name), totalFrames], [['main'], 2]);
  },
  supportsTerminateRequest: async ({ client, tester }) => {
    await client.request('terminate', {});
    assert.equal(tester.events('terminated').length, 1);
  },
  supportsReadMemoryRequest: async ({ client }) => {
    assert.equal((await client.request('readMemory', { memoryReference: 'c1:8', count: 3 }))?.data, 'Af4D');
  },
  supportsWriteMemoryRequest: async ({ client, session }) => {
    assert.equal((await client.request('writeMemory', { memoryReference: 'c1:8', data: 'Cg==' }))?.bytesWritten, 1);
    assert.equal(await session.evaluate('bytes[0]'), '10');
  },
  supportsDisassembleRequest: async (stand) => {
    const memoryReference = `0x${(await pcOf(stand)).toString(16)}`;
    const answer = await stand.client.request('disassemble', { memoryReference, instructionCount: 2 });
    assert.deepEqual(answer?.instructions.map(({ instruction }) => instruction), ['get sum', 'get i']);
  },
  supportsSteppingGranularity: async (stand) => {
    const begin = await pcOf(stand);
    await stand.session.step('next', 'instruction');
    assert.equal(await pcOf(stand), begin + 4);
    await stand.session.step('next', 'line');
    assert.equal((await stand.session.top()).line, 20);
  },
  supportsInstructionBreakpoints: async (stand) => {
    const wanted = await pcOf(stand) + 8;
    await stand.client.request('setInstructionBreakpoints', { breakpoints: [{ instructionReference: `0x${wanted.toString(16)}` }] });
    await stand.session.continue();
    assert.equal(await pcOf(stand), wanted);
  },
  supportsBreakpointLocationsRequest: async ({ client }) => {
    const { breakpoints } = await client.request('breakpointLocations', { source: SOURCE, line: 21 });
    assert.deepEqual(breakpoints.map(({ column }) => column), [3, 5, 8]);
  },
  supportsClipboardContext: async ({ session }) => assert.equal(await session.evaluate('numbers[3]', 'clipboard'), '40'),
  supportsCancelRequest: async ({ client }) => {
    const restart = client.begin('restart', {});
    await client.request('cancel', { requestId: restart.seq });
    const { success, message } = await restart.answer;
    assert.ok(success || message === 'cancelled');
    assert.equal((await client.ask('cancel', { requestId: 999 })).success, true);
  },
  supportsDataBreakpoints: async (stand) => {
    await watched(stand);
    const { id, verified } = await watch(stand, { name: 'total' });
    assert.equal(verified, true);
    const halt = await stand.session.continue();
    assert.deepEqual(halt.kind === 'stopped' && [halt.body.reason, halt.body.hitBreakpointIds], ['data breakpoint', [id]]);
    assert.deepEqual(await values(stand), ['2 → 5', '5 → 8']);
  },
  supportsDataBreakpointBytes: async (stand) => {
    await watched(stand);
    const address = await stand.session.evaluate('row');
    await watch(stand, { name: `c1:${Number(/\d+/.exec(address)?.[0]) + 4}`, asAddress: true, bytes: 4 });
    assert.deepEqual(await values(stand), ['2 → 1']);
  },
  supportsExceptionFilterOptions: async (stand) => {
    await watched(stand);
    const filterOptions = [{ filterId: 'divide', condition: 'i == 4' }, { filterId: 'sys', condition: 'context == 2' }, { filterId: 'none' }, { filterId: 'divide', condition: 'i ==' }];
    const { breakpoints = [] } = await stand.client.request('setExceptionBreakpoints', { filters: [], filterOptions }) ?? {};
    assert.deepEqual(breakpoints.map(({ verified }) => verified), [true, true, false, false]);
    const stops = await said(stand);
    assert.deepEqual(stops.map((each) => each.split(' ')[1]), ['sys']);
  },
  supportsExceptionOptions: async (stand) => {
    const stops = async (...exceptionOptions: DebugProtocol.ExceptionOptions[]): Promise<string[]> => {
      await watched(stand);
      await stand.client.request('setExceptionBreakpoints', { filters: [], exceptionOptions });
      return (await said(stand)).map((each) => each.replace(/:.* calls|: \d+ div.*/, ''));
    };
    const sys = { names: ['sys'] }, divide = { names: ['divide'] };
    assert.equal((await stops({ breakMode: 'always', path: [{ names: ['traps'] }, sys] })).length, 1);
    assert.equal((await stops({ breakMode: 'unhandled', path: [sys] })).length, 0);
    assert.deepEqual(await stops({ breakMode: 'unhandled', path: [divide] }), ['exception']);
    assert.deepEqual(await stops({ breakMode: 'never', path: [divide] }), []);
    assert.equal((await stops({ breakMode: 'always', path: [{ names: ['exit', 'sys'], negate: true }] })).length, 1);
  },
  supportsANSIStyling: async ({ tester }) => {
    const ended = async (supportsANSIStyling: boolean): Promise<string> => {
      let text = '';
      await withAdapter(async (other) => {
        const { session } = await other.launch({ launch: { program: VALUES, stopOnEntry: true } as object, client: { supportsANSIStyling } });
        await session.continue();
        text = other.said('console');
      });
      return text;
    };
    assert.match(await ended(true), /\u001b\[38;5;244mThe program ended with exit code 0 after \d+ instructions\.\u001b\[0m\n$/);
    assert.ok(!`${await ended(false)}${tester.said('console')}`.includes('\u001b'));
  },
  additionalModuleColumns: async ({ client, session }) => {
    const names = session.capabilities.additionalModuleColumns?.map(({ attributeName }) => attributeName);
    assert.deepEqual(names, ['identity', 'codeBytes', 'contexts']);
    const [module] = (await client.request('modules', {})).modules as unknown as Record<string, unknown>[];
    assert.equal(module.contexts, 1);
    assert.match(String(module.identity), /^[0-9a-f]{64}$/);
    const [first, last] = String(module.addressRange).split('-').map(Number);
    assert.equal(module.codeBytes, last - first);
  },
  supportsRestartFrame: async (stand) => {
    await watched(stand);
    await stand.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'inner', hitCondition: '3' }] });
    await stand.session.continue();
    const [, outer] = await stand.session.stack();
    await stand.client.request('setVariable', { variablesReference: (await stand.session.scopes(outer.id)).find(({ name }) => name === 'Locals')?.variablesReference ?? 0, name: 'n', value: '50' });
    await stand.client.request('restartFrame', { frameId: outer.id });
    const halt = await stand.session.halted();
    assert.equal(halt.kind === 'stopped' && halt.body.reason, 'restart');
    const top = await stand.session.top();
    assert.deepEqual([top.name, top.line, await stand.session.evaluate('twice'), (await stand.session.stack()).length], ['outer', 24, '0', 2]);
    await stand.client.request('setFunctionBreakpoints', { breakpoints: [] });
    await watch(stand, { name: 'total' });
    assert.equal((await values(stand))[0], '2 → 152');
  },
  supportsGotoTargetsRequest: async (stand) => {
    await watched(stand);
    const source = { path: WATCHED };
    const { targets } = await stand.client.request('gotoTargets', { source, line: 36 });
    assert.deepEqual(targets.map(({ label, column }) => [label, column]), [['push 12', 3]]);
    await stand.client.request('goto', { threadId: 1, targetId: targets[0].id });
    const halt = await stand.session.halted();
    assert.deepEqual([halt.kind === 'stopped' && halt.body.reason, (await stand.session.top()).line], ['goto', 36]);
    await watch(stand, { name: 'total' });
    assert.deepEqual(await values(stand), []);
    assert.equal((await stand.client.ask('goto', { threadId: 1, targetId: targets[0].id })).success, false);
  },
  supportsStepInTargetsRequest: async (stand) => {
    await watched(stand);
    await stand.client.request('setBreakpoints', { source: { path: WATCHED }, breakpoints: [{ line: 25 }] });
    await stand.session.continue();
    const { targets } = await stand.client.request('stepInTargets', { frameId: (await stand.session.top()).id });
    assert.deepEqual(targets.map(({ label }) => label), ['call inner', 'call inner']);
    await stand.session.step('next', 'instruction');
    const again = (await stand.client.request('stepInTargets', { frameId: (await stand.session.top()).id })).targets;
    await stand.client.request('stepIn', { threadId: 1, targetId: again[1].id });
    await stand.session.halted();
    const [top, caller] = await stand.session.stack();
    assert.deepEqual([top.name, caller.column], ['inner', again[1].column]);
  },
  supportsTerminateThreadsRequest: async (stand) => {
    await watched(stand);
    await stand.client.request('setBreakpoints', { source: { path: WATCHED }, breakpoints: [{ line: 39 }] });
    await stand.session.continue();
    assert.equal((await stand.client.request('threads')).threads.length, 2);
    await stand.client.request('terminateThreads', { threadIds: [2] });
    assert.deepEqual((await stand.client.request('threads')).threads.map(({ id }) => id), [1]);
    assert.deepEqual(stand.tester.events('thread').at(-1), { reason: 'exited', threadId: 2 });
    assert.match((await stand.client.ask('terminateThreads', { threadIds: [1] })).message ?? '', /D322/);
    assert.match((await said(stand))[0], /^exception: ctx\.get|^exception: ctx\.set/);
  },
  supportsSingleThreadExecutionRequests: async (stand) => {
    await watched(stand);
    await stand.client.request('continue', { threadId: 1, singleThread: true });
    const halt = await stand.session.halted();
    assert.equal(halt.kind === 'stopped' && halt.body.threadId, 2);
    assert.equal(await stand.session.evaluate('steps > 0.0 && pc == 0'), '1');
    const { allThreadsContinued } = await stand.client.request('continue', { threadId: 2, singleThread: true });
    assert.equal(allThreadsContinued, false);
    await stand.session.halted();
    assert.equal((await stand.session.top()).line, 38);
    assert.match((await stand.client.ask('continue', { threadId: 2, singleThread: true })).message ?? '', /D324/);
  },
  exceptionBreakpointFilters: async (stand) => {
    await watched(stand);
    await stand.client.request('setExceptionBreakpoints', { filters: ['divide'] });
    assert.equal((await said(stand)).length, 1);
  },
  breakpointModes: async (stand) => {
    const source = { path: WATCHED };
    await watched(stand);
    await stand.client.request('setBreakpoints', { source, breakpoints: [{ line: 34, mode: 'backward' }, { line: 35, mode: 'forward', hitCondition: '3' }] });
    await stand.session.continue();
    assert.equal((await stand.session.top()).line, 35);
    await stand.client.request('setBreakpoints', { source, breakpoints: [] });
    await watch(stand, { name: 'c2:8', asAddress: true, bytes: 4 });
    assert.deepEqual(await values(stand), ['1 → 2', '2 → 5', '5 → 6']);
    await watched(stand);
    await watch(stand, { name: 'c2:8', asAddress: true, bytes: 4, mode: 'own' });
    assert.deepEqual(await values(stand), ['1 → 2', '5 → 6']);
    const refused = await stand.client.ask('setBreakpoints', { source, breakpoints: [{ line: 34, mode: 'own' }] });
    assert.match(refused.message ?? '', /both, forward, backward/);
  },
};

/** Those whose effect is the end of the session. */
const ENDS: ReadonlySet<string> = new Set<keyof typeof CAPABILITIES>(['supportTerminateDebuggee']);

describe('what the adapter says it can do', () => {
  for (const [name, effect] of Object.entries(EFFECTS)) {
    it(name, async () => {
      const session = async (tester: Tester): Promise<void> => {
        const { session: started } = await tester.launch({ launch: { program: VALUES, stopOnEntry: true } as object });
        assert.ok(Object.hasOwn(started.capabilities, name));
        await effect({ tester, client: tester.client, session: started });
      };
      await withAdapter(session, !ENDS.has(name));
    });
  }

  it('tells where values come from, by `locations`', async () => {
    await withAdapter(async (tester) => {
      const { session } = await tester.launch({ launch: { program: VALUES, stopOnEntry: true } as object });
      await session.step('next', 'instruction');
      await session.step('next', 'instruction');
      const { id } = await session.top();
      const [top] = await session.scope(id, 'Operand Stack');
      const place = await tester.client.request('locations', { locationReference: top.valueLocationReference ?? 0 });
      assert.deepEqual([place?.source.path, place?.line, place?.column], [VALUES, 19, 11]);
      const code = await tester.client.request('evaluate', { expression: 'scale' });
      assert.equal((await tester.client.request('locations', { locationReference: code.valueLocationReference ?? 0 }))?.line, 11);
      await session.step('next', 'instruction');
      assert.equal((await tester.client.ask('locations', { locationReference: top.valueLocationReference ?? 0 })).success, false);
    });
  });

  it('tells clients that look at memory of what is written there by hand, through whichever window', async () => {
    await withAdapter(async (tester) => {
      const { session, halt } = await tester.launch({
        launch: { program: WATCHED } as object, client: { supportsMemoryEvent: true }, breakpoints: [{ source: { path: WATCHED }, breakpoints: [{ line: 39 }] }],
      });
      assert.equal(halt.kind, 'stopped');
      const { client } = tester;
      await client.request('readMemory', { memoryReference: 'c2:8', count: 16 });
      await client.request('readMemory', { memoryReference: 'c1:0', offset: 8, count: 8 });
      await client.request('setExpression', { expression: 'i32[16388]', value: '7' });
      assert.deepEqual(tester.events('memory'), []);
      await client.request('setExpression', { expression: 'i32[16392]', value: '7' });
      await client.request('threads');
      assert.deepEqual(tester.events('memory'), [{ memoryReference: 'c2:8', offset: 0, count: 4 }]);
      await client.request('writeMemory', { memoryReference: 'c1:12', data: 'AQIDBAUGBwg=' });
      await client.request('threads');
      assert.deepEqual(tester.events('memory').slice(1), [{ memoryReference: 'c1:0', offset: 12, count: 4 }]);
      assert.equal(await session.evaluate('i32[12]'), '67305985');
    });
  });

  it('lets every long request be cancelled', async () => {
    await withAdapter(async (tester) => {
      const { session } = await tester.launch({ launch: { program: WATCHED, stopOnEntry: true } as object });
      const { client } = tester;
      const memoryReference = (await session.top()).instructionPointerReference ?? '';
      const asks = [
        ['disassemble', { memoryReference, instructionCount: 20_000 }], ['readMemory', { memoryReference: 'c1:0', count: 60_000_000 }],
        ['writeMemory', { memoryReference: 'c1:0', data: 'A'.repeat(8_000_000) }],
      ] as const;
      for (const [command, given] of asks) {
        const asked = client.begin(command, given as never);
        const cancelled = client.request('cancel', { requestId: asked.seq });
        const { success, message } = await asked.answer;
        await cancelled;
        assert.deepEqual([command, success, message], [command, false, 'cancelled']);
      }
      assert.equal((await client.request('disassemble', { memoryReference, instructionCount: 20_000 }))?.instructions.length, 20_000);
    });
  });

  it('has a row for each, and each has a row', () => {
    assert.deepEqual(Object.keys(capabilities('en')).sort(), Object.keys(EFFECTS).sort());
  });
});
