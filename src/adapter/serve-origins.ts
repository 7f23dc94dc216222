// The request that asks where a value came from. While the answer is in the making the machine is in the past: whoever asks for
// something else meanwhile hears that the program does not stand still.
import { Refusal } from '../base/message';
import type { OriginLine, WatchTarget } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { OriginArguments, OriginValue } from '../protocol/own';
import type { Adapter } from './adapter';
import { codePlace } from './code-place';
import { answerBriefly, answerLater } from './journey';
import { NOT_WATCHABLE, SAYS } from './messages';
import { frameOf, stopped, Values } from './serve-values';

export function serveOrigins(adapter: Adapter): Handlers {
  return {
    'strata/origin': async (given, call) => {
      const steps = adapter.debuggee.debug.origin(watchedTarget(adapter, given), given.brief);
      const lines = await (given.brief === true ? answerBriefly(adapter, call, steps) : answerLater(adapter, call, { text: SAYS.tracing }, steps));
      return { values: lines.map((line) => valueOf(adapter, line)) };
    },
    'strata/ownHovers': ({ own }) => {
      adapter.ownHovers = own;
    },
  };
}

/** What a request asks about: an expression that names a place in a frame, or a variable of a container. */
export function watchedTarget(adapter: Adapter, { expression, frameId, variablesReference, name }: OriginArguments): WatchTarget {
  const { debug } = stopped(adapter);
  if (expression !== undefined) return debug.watchTarget(expression, frameOf(adapter, frameId));
  if (variablesReference === undefined || name === undefined) throw new Refusal(NOT_WATCHABLE, { name: name ?? '' });
  return new Values(adapter, false).watchTarget(adapter.containers.get(variablesReference), name);
}

function valueOf(adapter: Adapter, { depth, kind, steps, value, code, main, again, open }: OriginLine): OriginValue {
  return { depth, kind, steps, value, ...(code === undefined ? {} : codePlace(adapter, code)), main, ...(again ? { again } : {}), ...(open ? { open } : {}) };
}
