// Requests that set the program going or stop it.
import type { Handlers } from '../protocol/connection';
import type { StepKind } from '../debugger';
import type { Adapter } from './adapter';
import { tellContinued } from './journey';

interface StepArguments {
  readonly threadId: number;
  readonly granularity?: 'statement' | 'line' | 'instruction';
  readonly singleThread?: boolean;
  readonly targetId?: number;
}

export function serveRunning(adapter: Adapter): Handlers {
  const step = (kind: StepKind, given: StepArguments): void => {
    const target = given.targetId === undefined ? {} : { target: adapter.targets.get(given.targetId).address };
    const options = { alone: given.singleThread === true, ...target };
    adapter.debuggee.run(() => adapter.debuggee.debug.step(kind, given.granularity ?? 'statement', given.threadId, options));
  };
  return {
    continue: (given) => {
      const alone = given.singleThread === true ? given.threadId : undefined;
      adapter.debuggee.run(() => adapter.debuggee.debug.continue(alone));
      return { allThreadsContinued: alone === undefined };
    },
    next: (given) => step('over', given),
    stepIn: (given) => step('in', given),
    stepOut: (given) => step('out', given),
    'strata/step': (given, call) => {
      step('in', { ...given, granularity: 'instruction' });
      tellContinued(adapter, call, given.threadId);
    },
    pause: (_given, call) => {
      const { debuggee } = adapter;
      call.after(() => debuggee.pause());
    },
    threads: () => ({ threads: adapter.launched?.debug.contexts().map(({ id, name }) => ({ id, name })) ?? [] }),
  };
}
