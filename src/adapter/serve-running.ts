// Requests that set the program going or stop it.
import { Refusal } from '../base/message';
import type { Handlers } from '../protocol/connection';
import type { StepKind } from '../debugger';
import type { Adapter } from './adapter';
import { NOT_BACK_ALONE } from './messages';

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
    stepBack: ({ threadId, granularity = 'statement', singleThread }) => {
      refuseAlone(singleThread);
      adapter.debuggee.run(() => adapter.debuggee.debug.stepBack('in', granularity, threadId));
    },
    reverseContinue: ({ singleThread }) => {
      refuseAlone(singleThread);
      adapter.debuggee.run(() => adapter.debuggee.debug.reverseContinue());
    },
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

/** The past of one context only would be one that never was. */
function refuseAlone(singleThread: boolean | undefined): void {
  if (singleThread === true) throw new Refusal(NOT_BACK_ALONE);
}
