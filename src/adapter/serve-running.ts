// Requests that set the program going or stop it.
import type { Handlers } from '../protocol/connection';
import type { StepKind } from '../debugger';
import type { Adapter } from './adapter';

export function serveRunning(adapter: Adapter): Handlers {
  const step = (kind: StepKind, given: { threadId: number; granularity?: 'statement' | 'line' | 'instruction' }): void => {
    adapter.debuggee.run(() => adapter.debuggee.debug.step(kind, given.granularity ?? 'statement', given.threadId));
  };
  return {
    continue: () => {
      adapter.debuggee.run(() => adapter.debuggee.debug.continue());
      return { allThreadsContinued: true };
    },
    next: (given) => step('over', given),
    stepIn: (given) => step('in', given),
    stepOut: (given) => step('out', given),
    stepBack: ({ threadId, granularity = 'statement' }) => {
      adapter.debuggee.run(() => adapter.debuggee.debug.stepBack('in', granularity, threadId));
    },
    reverseContinue: () => adapter.debuggee.run(() => adapter.debuggee.debug.reverseContinue()),
    'strata/stepBack': ({ kind, threadId, granularity = 'statement' }) => {
      adapter.debuggee.run(() => adapter.debuggee.debug.stepBack(kind, granularity, threadId));
    },
    'strata/goTo': ({ steps, branch }) => {
      const { debug } = adapter.debuggee;
      adapter.debuggee.run(() => debug.goTo(steps ?? debug.branches().find(({ number }) => number === (branch ?? debug.position.branch))?.end ?? -1, branch));
    },
    'strata/history': () => {
      const { debug } = adapter.debuggee;
      const { steps, branch } = debug.position;
      const branches = debug.branches().map(({ from, ...rest }) => ({ ...rest, ...(from === undefined ? {} : { from: from.branch, fromSteps: from.steps }) }));
      return { steps, branch, branches };
    },
    pause: (_given, call) => {
      const { debuggee } = adapter;
      call.after(() => debuggee.pause());
    },
    threads: () => ({ threads: adapter.launched?.debug.contexts().map(({ id, name }) => ({ id, name })) ?? [] }),
  };
}
