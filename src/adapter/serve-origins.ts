// The request that asks where a value came from. While the answer is in the making the machine is in the past: whoever asks for
// something else meanwhile hears that the program does not stand still.
import { Refusal } from '../base/message';
import type { OriginLine, WatchTarget } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { OriginArguments, OriginValue } from '../protocol/own';
import type { Adapter } from './adapter';
import { codeReference } from './memory-reference';
import { NOT_WATCHABLE } from './messages';
import { runJob } from './runner';
import { frameOf, stopped, Values } from './serve-values';

export function serveOrigins(adapter: Adapter): Handlers {
  return {
    'strata/origin': async (given, call) => {
      const steps = adapter.debuggee.debug.origin(targetOf(adapter, given), given.brief);
      if (given.brief === true) {
        // Whoever is served next finds the machine where it was.
        call.onCancel(() => steps.return(undefined as never));
        adapter.giveWay(call);
      }
      try {
        const lines = await runJob(adapter.platform, call, steps, () => undefined);
        return { values: lines.map((line) => valueOf(adapter, line)) };
      } finally {
        // Where it was called off the machine is still elsewhere.
        steps.return(undefined as never);
      }
    },
    'strata/ownHovers': ({ own }) => {
      adapter.ownHovers = own;
    },
  };
}

function targetOf(adapter: Adapter, { expression, frameId, variablesReference, name }: OriginArguments): WatchTarget {
  const { debug } = stopped(adapter);
  if (expression !== undefined) return debug.watchTarget(expression, frameOf(adapter, frameId));
  if (variablesReference === undefined || name === undefined) throw new Refusal(NOT_WATCHABLE, { name: name ?? '' });
  return new Values(adapter, false).watchTarget(adapter.containers.get(variablesReference), name);
}

function valueOf(adapter: Adapter, { depth, kind, steps, value, code, main, again, open }: OriginLine): OriginValue {
  return { depth, kind, steps, value, ...placeOf(adapter, code), main, ...(again ? { again } : {}), ...(open ? { open } : {}) };
}

function placeOf({ debuggee: { sources }, form }: Adapter, code: OriginLine['code']): Partial<OriginValue> {
  if (code === undefined) return {};
  const { location } = code;
  const place = location === undefined ? {} : { source: sources.toClient(location.source), ...startOf(form.toRange(location.span)) };
  return { instruction: code.text, threadId: code.context, function: code.function, instructionPointerReference: codeReference(code.address), ...place };
}

function startOf({ line, column }: { readonly line: number; readonly column: number }): { line: number; column: number } {
  return { line, column };
}
