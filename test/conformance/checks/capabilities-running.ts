// Capabilities that decide where a program stops and how it goes on.
import { expect, NotApplicable } from '../check';
import { bodyOf, listOf } from '../conversation';
import type { Session } from '../session';
import type { Kit } from '../kit';
import type { Probe } from './capability';

/** A session whose program was begun anew with one breakpoint in its loop. */
function withLoopBreakpoint(kit: Kit, more: object): Promise<Session> {
  return kit.started({ breakpoints: [{ line: kit.description.program.loop.line, ...more }] });
}

async function expectCounter(session: Session, value: string): Promise<void> {
  const { variable } = await session.counter();
  expect(variable.value === value, `\`${String(variable.name)}\` is ${String(variable.value)} instead of ${value}`);
}

/** Stops where an exception is raised, by what `setExceptionBreakpoints` is given. */
async function stopAtException(kit: Kit, given: (filter: string) => object): Promise<Session> {
  const { failing } = kit.description;
  if (failing === undefined) throw new NotApplicable('the description has no failing program');
  const session = await kit.session();
  const set = { filters: [], ...given(failing.filter) };
  await session.start(failing, { more: async (one) => void await one.ask('setExceptionBreakpoints', set) });
  const { reason } = await session.stop();
  expect(reason === 'exception', `the reason is \`${String(reason)}\` instead of \`exception\``);
  return session;
}

const threadOf = async (session: Session): Promise<{ threadId: number }> => ({ threadId: session.threadId });

export const RUNNING_PROBES: readonly Probe[] = [
  {
    capability: 'supportsConfigurationDoneRequest', explains: '`configurationDone` is answered once the program may begin.',
    announced: async (session) => {
      const asked = session.entries.find(({ message }) => message.command === 'configurationDone');
      expect(asked !== undefined && session.responsesTo(Number(asked.message.seq)).length === 1, 'it is answered', asked);
    },
  },
  {
    capability: 'supportsConditionalBreakpoints', explains: 'A condition stops when it is true and only then.',
    announced: async (_session, kit) => {
      const { loop } = kit.description.program;
      const session = await withLoopBreakpoint(kit, { condition: loop.condition });
      await session.stop();
      await expectCounter(session, '3');
      await session.setBreakpoints(kit.description.program, [{ line: loop.line, condition: loop.never }]);
      await session.go('continue');
      await session.end();
    },
  },
  {
    capability: 'supportsHitConditionalBreakpoints', explains: 'The hit condition `3` stops at the third hit first.',
    announced: async (_session, kit) => {
      const session = await withLoopBreakpoint(kit, { hitCondition: '3' });
      await session.stop();
      await expectCounter(session, '2');
    },
  },
  {
    capability: 'supportsLogPoints', explains: 'A log point prints in each round and does not stop.',
    announced: async (_session, kit) => {
      const { loop } = kit.description.program;
      const session = await withLoopBreakpoint(kit, { logMessage: loop.log ?? `at {${loop.variable}}` });
      await session.end();
      const said = (): string => session.events(['output']).map(({ message }) => String(bodyOf(message).output)).join('');
      await session.until('the line of the log point', () => (said().includes('at 3') ? true : undefined));
      expect(said().split('at ').length > loop.rounds, `it printed in each of ${loop.rounds} rounds`);
    },
  },
  {
    capability: 'supportsFunctionBreakpoints', explains: 'A breakpoint on a function stops in it.',
    announced: async (session, kit) => {
      await session.setBreakpoints(kit.description.program, []);
      const { breakpoints } = await session.ask('setFunctionBreakpoints', { breakpoints: [{ name: kit.description.program.function }] });
      expect(listOf(breakpoints).length === 1, 'one breakpoint is answered');
      const { reason } = await session.goAndStop('continue');
      const { name } = await session.top();
      expect(String(name).includes(kit.description.program.function), `it stops in \`${String(name)}\``);
      expect(reason === 'function breakpoint' || reason === 'breakpoint', `the reason is \`${String(reason)}\``);
    },
    request: async () => ['setFunctionBreakpoints', { breakpoints: [{ name: 'none' }] }],
  },
  {
    capability: 'supportsInstructionBreakpoints', explains: 'A breakpoint on the instruction of the loop stops in the next round.',
    announced: async (session, kit) => {
      const { instructionPointerReference } = await session.top();
      expect(typeof instructionPointerReference === 'string', 'a frame names its instruction');
      await session.setBreakpoints(kit.description.program, []);
      await session.ask('setInstructionBreakpoints', { breakpoints: [{ instructionReference: instructionPointerReference }] });
      await session.goAndStop('continue');
      expect((await session.top()).instructionPointerReference === instructionPointerReference, 'it stops at another instruction');
      await expectCounter(session, '1');
    },
    request: async () => ['setInstructionBreakpoints', { breakpoints: [{ instructionReference: '0x1' }] }],
  },
  {
    capability: 'supportsDataBreakpoints', explains: 'A breakpoint on the variable of the loop stops when it is written.',
    announced: async (session, kit) => {
      const { container, variable } = await session.counter();
      const { dataId } = await session.ask('dataBreakpointInfo', { variablesReference: container, name: variable.name });
      expect(typeof dataId === 'string', 'the variable of the loop can be watched');
      await session.setBreakpoints(kit.description.program, []);
      await session.ask('setDataBreakpoints', { breakpoints: [{ dataId, accessType: 'write' }] });
      const { reason } = await session.goAndStop('continue');
      expect(reason === 'data breakpoint' || reason === 'breakpoint', `the reason is \`${String(reason)}\``);
    },
    request: async (session) => {
      const { container, variable } = await session.counter();
      return ['dataBreakpointInfo', { variablesReference: container, name: variable.name }];
    },
  },
  {
    capability: 'supportsDataBreakpointBytes', explains: 'A range of bytes can be watched by its address.',
    announced: async (session) => {
      const { variable } = await session.counter();
      const name = variable.memoryReference ?? '0';
      const { dataId } = await session.ask('dataBreakpointInfo', { name, asAddress: true, bytes: 4 });
      expect(typeof dataId === 'string', 'four bytes can be watched');
    },
  },
  {
    capability: 'supportsBreakpointLocationsRequest', explains: '`breakpointLocations` names a place in the line of the loop.',
    announced: async (session, kit) => {
      const { source, loop } = kit.description.program;
      const { breakpoints } = await session.ask('breakpointLocations', { source: { path: source }, line: loop.line });
      expect(listOf(breakpoints).some(({ line }) => line === loop.line), 'no place in the line of the loop');
    },
    request: async ({ description: { program } }) => ['breakpointLocations', { source: { path: program.source }, line: program.loop.line }],
  },
  {
    capability: 'supportsSteppingGranularity', explains: 'A step by one instruction goes to another instruction.',
    announced: async (session) => {
      const before = (await session.top()).instructionPointerReference;
      const { reason } = await session.goAndStop('next', { granularity: 'instruction' });
      const after = (await session.top()).instructionPointerReference;
      expect(reason === 'step' && after !== undefined && after !== before, 'the instruction is the same after a step');
    },
  },
  {
    capability: 'supportsSingleThreadExecutionRequests', explains: 'A step of one thread alone is a step.',
    announced: async (session) => {
      expect((await session.goAndStop('next', { singleThread: true })).reason === 'step', 'the reason is `step`');
    },
  },
  {
    capability: 'supportsStepBack', explains: '`stepBack` undoes `stepIn`, and `reverseContinue` goes back to the breakpoint.',
    announced: async (session, kit) => {
      const { line, name } = await session.top();
      await session.goAndStop('stepIn');
      await session.goAndStop('stepBack');
      const after = await session.top();
      expect(after.line === line && after.name === name, `\`stepBack\` leads to line ${String(after.line)} of \`${String(after.name)}\``);
      await expectCounter(session, '0');
      await session.goAndStop('continue');
      await session.goAndStop('continue');
      await expectCounter(session, '2');
      await session.goAndStop('reverseContinue');
      await expectCounter(session, '1');
      expect((await session.top()).line === kit.description.program.loop.line, '`reverseContinue` leads to another line');
    },
    request: async (session) => ['stepBack', await threadOf(session)],
  },
  {
    capability: 'supportsRestartFrame', explains: '`restartFrame` stops at the beginning of the function again.',
    announced: async (session) => {
      const before = await session.top();
      const { reason } = await session.goAndStop('restartFrame', { frameId: before.id });
      const after = await session.top();
      expect(after.name === before.name && Number(after.line) <= Number(before.line), 'it stops elsewhere');
      expect(reason === 'restart' || reason === 'step', `the reason is \`${String(reason)}\``);
    },
    request: async (session) => ['restartFrame', { frameId: await session.frameId() }],
  },
  {
    capability: 'supportsGotoTargetsRequest', explains: '`goto` moves the thread to a line without running what is between.',
    announced: async (session, kit) => {
      const { source, line } = kit.description.program;
      const { targets } = await session.ask('gotoTargets', { source: { path: source }, line });
      const [target] = listOf(targets);
      expect(target !== undefined, 'the first line is no target');
      const { reason } = await session.goAndStop('goto', { targetId: target.id });
      expect(reason === 'goto', `the reason is \`${String(reason)}\``);
      expect((await session.top()).line === line, 'the thread stands elsewhere');
    },
    request: async ({ description: { program } }) => ['gotoTargets', { source: { path: program.source }, line: program.line }],
  },
  {
    capability: 'supportsStepInTargetsRequest', explains: '`stepInTargets` names the function that the line calls.',
    announced: async (session, kit) => {
      const { targets } = await session.ask('stepInTargets', { frameId: await session.frameId() });
      const labels = listOf(targets).map(({ label }) => String(label));
      expect(labels.some((label) => label.includes(kit.description.program.function)), `the targets are ${JSON.stringify(labels)}`);
    },
    request: async (session) => ['stepInTargets', { frameId: await session.frameId() }],
  },
  {
    capability: 'supportsRestartRequest', explains: '`restart` runs the program from its beginning in the same session.',
    announced: async (session, kit) => {
      await session.goAndStop('continue');
      await expectCounter(session, '1');
      const { success, text } = await session.go('restart', { arguments: kit.description.program.launch });
      expect(success, `it was refused: ${text}`);
      await session.stop();
      await expectCounter(session, '0');
    },
    request: async () => ['restart', {}],
  },
  {
    capability: 'supportsTerminateRequest', explains: '`terminate` ends the program, and `terminated` follows.',
    announced: async (session) => {
      await session.go('terminate');
      await session.end();
    },
    request: async () => ['terminate', {}],
  },
  {
    capability: 'supportTerminateDebuggee', explains: '`disconnect` with `terminateDebuggee` ends program and adapter.',
    announced: async (session) => {
      await session.ask('disconnect', { terminateDebuggee: true });
      await session.gone('the end of the adapter');
    },
  },
  {
    capability: 'supportSuspendDebuggee', explains: '`disconnect` with `suspendDebuggee` is answered.',
    announced: async (session) => void await session.ask('disconnect', { suspendDebuggee: true }),
  },
  {
    capability: 'supportsTerminateThreadsRequest', explains: '`terminateThreads` ends another thread: the event `thread` with `exited` follows.',
    announced: async (_session, kit) => {
      const { threaded } = kit.description;
      if (threaded === undefined) throw new NotApplicable('the description has no program of several threads');
      const session = await kit.session();
      await session.start(threaded, { breakpoints: [{ line: threaded.line }] });
      await session.stop();
      const other = (await session.threads()).find((id) => id !== session.threadId);
      expect(other !== undefined, 'there is only one thread');
      await session.ask('terminateThreads', { threadIds: [other] });
      await session.event(['thread'], 0, ({ reason, threadId }) => reason === 'exited' && threadId === other);
      expect(!(await session.threads()).includes(other), 'the thread is still there');
    },
    request: async (session) => ['terminateThreads', { threadIds: [session.threadId] }],
  },
  {
    capability: 'supportsExceptionInfoRequest', explains: '`exceptionInfo` tells what stopped the program.',
    announced: async (_session, kit) => {
      const session = await stopAtException(kit, (filter) => ({ filters: [filter] }));
      const { exceptionId } = await session.ask('exceptionInfo', { threadId: session.threadId });
      expect(typeof exceptionId === 'string' && exceptionId !== '', 'the exception has a name');
    },
    request: async (session) => ['exceptionInfo', await threadOf(session)],
  },
  {
    capability: 'supportsExceptionFilterOptions', explains: 'A filter given as an option stops as one given by name.',
    announced: async (_session, kit) => void await stopAtException(kit, (filterId) => ({ filterOptions: [{ filterId }] })),
  },
  {
    capability: 'supportsExceptionOptions', explains: 'The option to stop at all exceptions always does.',
    announced: async (_session, kit) => void await stopAtException(kit, () => ({ exceptionOptions: [{ breakMode: 'always' }] })),
  },
];
