// The requests about the past of a recorded run: what log points would have printed, what values something has had, what lines have
// left on the operand stack and how often they ran. While an answer is in the making the machine is elsewhere; called off or not, it
// is where it was afterwards.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Refusal, render } from '../base/message';
import type { FileCounts, PastLine, PastLog, PastPointWish, PastValue, ValueHistory } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { HistoryValue, PastLogBody, PastLogLine, PastLogPoint, SourceCounts, ValueHistoryBody } from '../protocol/past';
import type { Adapter } from './adapter';
import { codePlace } from './code-place';
import { answerBriefly, answerLater } from './journey';
import { parseCodeReference } from './memory-reference';
import { NO_LOG_PLACE, SAYS } from './messages';
import { watchedTarget } from './serve-origins';
import { stopped } from './serve-values';

export function servePast(adapter: Adapter): Handlers {
  return {
    'strata/pastLog': async ({ points }, call) => {
      const steps = stopped(adapter).debug.pastLog(points.map((point) => wishOf(adapter, point)));
      return logBody(adapter, await answerLater(adapter, call, { text: SAYS.logging }, steps));
    },
    'strata/valueHistory': async (given, call) => {
      const { debug } = stopped(adapter);
      const steps = debug.valueHistory(watchedTarget(adapter, given));
      return historyBody(adapter, await answerLater(adapter, call, { text: SAYS.following }, steps));
    },
    'strata/lineStacks': async ({ frameId }, call) => {
      const steps = stopped(adapter).debug.lineStacks(adapter.frames.get(frameId));
      const lines = await answerBriefly(adapter, call, steps);
      return { lines: lines.map(({ line, operands, steps: at }) => ({ line: adapter.form.toLine(line), operands: [...operands], steps: at })) };
    },
    'strata/lineCounts': async (_given, call) => {
      const { debug } = stopped(adapter), { steps } = debug.position;
      const files = await answerBriefly(adapter, call, debug.lineCounts());
      return { sources: files.map((file) => countsOf(adapter, file)), steps };
    },
  };
}

function countsOf({ form, debuggee: { sources } }: Adapter, { source, lines }: FileCounts): SourceCounts {
  return { source: sources.toClient(source), lines: [...lines].map(([line, count]) => ({ line: form.toLine(line), count })) };
}

function wishOf(adapter: Adapter, { logMessage, condition, hitCondition, threadId, ...place }: PastLogPoint): PastPointWish {
  return {
    target: targetOf(adapter, place), logMessage,
    ...(condition === undefined ? {} : { condition }), ...(hitCondition === undefined ? {} : { hitCondition }), ...(threadId === undefined ? {} : { context: threadId }),
  };
}

function targetOf({ debuggee: { sources }, form }: Adapter, { source, line, column, name, instructionReference }: Partial<PastLogPoint>): PastPointWish['target'] {
  if (source !== undefined && line !== undefined) {
    const place = { source: sources.query(source), line: form.fromLine(line) };
    return { kind: 'source', ...place, ...(column === undefined ? {} : { column: form.fromColumn(column) }) };
  }
  if (name !== undefined) return { kind: 'function', name };
  if (instructionReference !== undefined) return { kind: 'instruction', address: parseCodeReference(instructionReference) };
  throw new Refusal(NO_LOG_PLACE);
}

function logBody(adapter: Adapter, { points, lines, leftOut, end }: PastLog): PastLogBody {
  const { form: { language }, debuggee: { debug } } = adapter;
  return {
    points: points.map(({ verified, message, hits }) => ({ verified, hits, ...(message === undefined ? {} : { message: render(message, language) }) })),
    lines: lines.map((line) => lineOf(adapter, line)), leftOut, steps: debug.position.steps, end,
  };
}

function lineOf(adapter: Adapter, { point, steps, text, failed, context, function: name, location }: PastLine): PastLogLine {
  const said = failed === undefined ? { text } : { text: render(failed, adapter.form.language), failed: true };
  return { steps, ...said, point, threadId: context, function: name, ...(location === undefined ? {} : placeOf(adapter, location)) };
}

function placeOf({ debuggee: { sources }, form }: Adapter, { source, span }: NonNullable<PastLine['location']>): { source: DebugProtocol.Source; line: number; column: number } {
  const { line, column } = form.toRange(span);
  return { source: sources.toClient(source), line, column };
}

function historyBody(adapter: Adapter, { target, values, start, ended, earlier, later }: ValueHistory): ValueHistoryBody {
  return {
    name: target.name, scope: target.kind === 'memory' ? 'memory' : 'frame', values: values.map((value) => valueOf(adapter, value)),
    start, ...(ended === undefined ? {} : { returned: ended }), earlier, later, steps: adapter.debuggee.debug.position.steps,
  };
}

function valueOf(adapter: Adapter, { steps, value, index, how, code }: PastValue): HistoryValue {
  return { steps, value, kind: how, ...(index === undefined ? {} : { index }), ...(code === undefined ? {} : codePlace(adapter, code)) };
}
