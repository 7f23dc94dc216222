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
    pause: (_given, call) => {
      const { debuggee } = adapter;
      call.after(() => debuggee.pause());
    },
    threads: () => ({ threads: adapter.launched?.debug.contexts().map(({ id, name }) => ({ id, name })) ?? [] }),
  };
}
