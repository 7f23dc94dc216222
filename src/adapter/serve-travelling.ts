// Requests that go to other moments of a recorded run.
import { Refusal } from '../base/message';
import type { Granularity, StepKind } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { HistoryBody } from '../protocol/own';
import type { Adapter } from './adapter';
import { NOT_BACK_ALONE } from './messages';

export function serveTravelling(adapter: Adapter): Handlers {
  const back = (kind: StepKind, threadId: number, granularity: Granularity = 'statement'): void => {
    adapter.debuggee.run(() => adapter.debuggee.debug.stepBack(kind, granularity, threadId));
  };
  return {
    stepBack: ({ threadId, granularity, singleThread }) => {
      refuseAlone(singleThread);
      back('in', threadId, granularity);
    },
    reverseContinue: ({ singleThread }) => {
      refuseAlone(singleThread);
      adapter.debuggee.run(() => adapter.debuggee.debug.reverseContinue());
    },
    'strata/stepBack': ({ kind, threadId, granularity }) => back(kind, threadId, granularity),
    'strata/backTo': ({ source, line }) => {
      const { debug, sources } = adapter.debuggee;
      adapter.debuggee.run(() => debug.backTo(sources.query(source), adapter.form.fromLine(line)));
    },
    'strata/goTo': ({ steps, branch }) => adapter.debuggee.run(() => adapter.debuggee.debug.goTo(steps, branch)),
    'strata/history': () => historyOf(adapter),
  };
}

/** The past of one context only would be one that never was. */
function refuseAlone(singleThread: boolean | undefined): void {
  if (singleThread === true) throw new Refusal(NOT_BACK_ALONE);
}

function historyOf({ debuggee: { debug } }: Adapter): HistoryBody {
  const { steps, branch } = debug.position;
  const branches = debug.branches().map(({ from, ...rest }) => ({ ...rest, ...(from === undefined ? {} : { from: from.branch, fromSteps: from.steps }) }));
  return { steps, branch, branches };
}
