// Requests that go to other moments of a recorded run, compare its branches, and show what was printed.
import { Refusal } from '../base/message';
import type { BranchComparison, Granularity, OriginCode, StepKind } from '../debugger';
import type { Call } from '../protocol/call';
import type { Handlers } from '../protocol/connection';
import type { HistoryBody } from '../protocol/own';
import type { CompareBranchesBody, OutputBody } from '../protocol/travelling';
import type { Adapter } from './adapter';
import { codePlace } from './code-place';
import { answerLater, tellContinued, travel } from './journey';
import { NOT_BACK_ALONE, SAYS } from './messages';

/** Bytes of a character in UTF-8 behind its first one. */
const UTF8_MASK = 0xc0, UTF8_FURTHER = 0x80;

export function serveTravelling(adapter: Adapter): Handlers {
  const back = (call: Call, kind: StepKind, threadId: number, granularity: Granularity = 'statement'): void => {
    travel(adapter, call, () => adapter.debuggee.debug.stepBack(kind, granularity, threadId));
  };
  return {
    stepBack: ({ threadId, granularity, singleThread }, call) => {
      refuseAlone(singleThread);
      back(call, 'in', threadId, granularity);
    },
    reverseContinue: ({ singleThread }, call) => {
      refuseAlone(singleThread);
      travel(adapter, call, () => adapter.debuggee.debug.reverseContinue());
    },
    'strata/stepBack': ({ kind, threadId, granularity }, call) => {
      back(call, kind, threadId, granularity);
      tellContinued(adapter, call, threadId);
    },
    'strata/backTo': ({ source, line }, call) => {
      const { debug, sources } = adapter.debuggee;
      const { context } = debug.stop ?? {};
      travel(adapter, call, () => debug.backTo(sources.query(source), adapter.form.fromLine(line)));
      tellContinued(adapter, call, context);
    },
    'strata/goTo': ({ steps, branch }, call) => {
      const { debug } = adapter.debuggee;
      const { context } = debug.stop ?? {};
      travel(adapter, call, () => debug.goTo(steps, branch));
      tellContinued(adapter, call, context);
    },
    'strata/history': () => historyOf(adapter),
    'strata/compareBranches': async ({ one, other }, call) => comparisonOf(adapter, await compare(adapter, call, one, other)),
    'strata/output': (_given, call) => outputOf(adapter, call),
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

function compare(adapter: Adapter, call: Call, one: number, other: number): Promise<BranchComparison> {
  return answerLater(adapter, call, { text: SAYS.comparing, args: { one, other } }, adapter.debuggee.debug.compareBranches(one, other));
}

function comparisonOf(adapter: Adapter, { shared, until, state, execution }: BranchComparison): CompareBranchesBody {
  const [one, other] = execution?.next ?? [];
  const at = (name: string, code: OriginCode | undefined): object => (code === undefined ? {} : { [name]: codePlace(adapter, code) });
  return {
    shared, until, ...(state === undefined ? {} : { state }), ...(execution === undefined ? {} : { execution: execution.steps }),
    ...at('decided', execution?.decided), ...at('one', one), ...at('other', other),
  };
}

async function outputOf(adapter: Adapter, call: Call): Promise<OutputBody> {
  const { debug } = adapter.debuggee;
  const { steps, branch } = debug.position;
  const { bytes, omitted } = await answerLater(adapter, call, { text: SAYS.printing }, debug.outputSoFar());
  return { output: textOf(bytes, omitted), omittedBytes: omitted, steps, branch };
}

/** The characters that are whole: of one that is being printed at the end nothing is there yet, of a cut one at the beginning nothing any more. */
function textOf(bytes: Uint8Array, omitted: number): string {
  let start = 0;
  while (omitted > 0 && start < bytes.length && (bytes[start] & UTF8_MASK) === UTF8_FURTHER) start++;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start), { stream: true });
}
