// Requests that move a program to where it was not going, or ask where it could go; and where values come from.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Refusal } from '../base/message';
import type { CodeTarget } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { codeReference } from './memory-reference';
import { NO_THREADS } from './messages';
import { stopped } from './serve-values';

export function serveMoves(adapter: Adapter): Handlers {
  return {
    restartFrame: (given, call) => {
      const frame = adapter.frames.get(given.frameId);
      call.after(adapter.debuggee.move(() => adapter.debuggee.debug.restartFrame(frame)));
    },
    gotoTargets: (given) => {
      const { debug, sources } = stopped(adapter);
      const context = debug.stop?.context ?? 1;
      const found = debug.jumpTargets(context, sources.query(given.source), adapter.form.fromLine(given.line));
      return { targets: found.map((target) => ({ ...targetOf(adapter, target), instructionPointerReference: codeReference(target.address) })) };
    },
    goto: (given, call) => {
      const { address } = adapter.targets.get(given.targetId);
      call.after(adapter.debuggee.move(() => adapter.debuggee.debug.jump(given.threadId, address)));
    },
    stepInTargets: (given) => {
      const targets = stopped(adapter).debug.stepTargets(adapter.frames.get(given.frameId));
      return { targets: targets.map((target) => targetOf(adapter, target)) };
    },
    terminateThreads: (given, call) => {
      const ids = given.threadIds ?? [];
      if (ids.length === 0) throw new Refusal(NO_THREADS);
      const { debuggee } = adapter;
      for (const id of ids) if (isThere(adapter, id)) debuggee.debug.dropContext(id);
      call.after(() => debuggee.tellNews());
    },
    locations: (given) => {
      const { source, span } = adapter.locations.get(given.locationReference);
      return { source: adapter.debuggee.sources.toClient(source), ...adapter.form.toRange(span) };
    },
  };
}

/** A context may be gone with the one above it that was dropped before. */
function isThere(adapter: Adapter, id: number): boolean {
  return adapter.debuggee.debug.contexts().some((context) => context.id === id);
}

function targetOf(adapter: Adapter, target: CodeTarget): P.StepInTarget & { line: number } {
  const { text, location } = target;
  const range = location === undefined ? { line: 0 } : adapter.form.toRange(location.span);
  return { id: adapter.targets.give(target), label: text, ...range };
}
