// Requests about call stacks and what a frame holds: operands, locals, the context, data.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { message, render, type Text } from '../base/message';
import type { FrameEntry, FrameRef } from '../debugger';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { inPieces, then } from './long';
import { codeReference } from './memory-reference';
import { SAYS } from './messages';
import { stopped } from './serve-values';

export function serveStack(adapter: Adapter): Handlers {
  return {
    stackTrace: (given, call) => {
      const { debug } = stopped(adapter);
      const total = debug.frameCount(given.threadId);
      const start = given.startFrame ?? 0;
      const count = given.levels === undefined || given.levels === 0 ? total : given.levels;
      const make = (from: number, length: number): P.StackFrame[] => (
        debug.frames(given.threadId, from, length).map((entry) => frameOf(adapter, entry)));
      const frames = inPieces(adapter, call, start, Math.max(0, Math.min(count, total - start)), make);
      return then(frames, (stackFrames) => ({ stackFrames, totalFrames: total }));
    },
    scopes: (given) => ({ scopes: scopesOf(adapter, adapter.frames.get(given.frameId)) }),
  };
}

function frameOf(adapter: Adapter, entry: FrameEntry): P.StackFrame {
  const { form, debuggee, frames } = adapter;
  if (entry.kind === 'label') {
    const frame = { context: entry.context, depth: 0 };
    return { id: frames.give(frame), name: render(entry.text, form.language), line: 0, column: 0, presentationHint: 'label' };
  }
  const base = { id: frames.give(entry.ref), name: entry.name, instructionPointerReference: codeReference(entry.address), moduleId: entry.module };
  const { location } = entry;
  if (location === undefined) return { ...base, line: 0, column: 0, presentationHint: 'subtle' };
  const source = debuggee.sources.toClient(location.source);
  if (!debuggee.sources.canShow(location.source)) return { ...base, source, line: 0, column: 0, presentationHint: 'subtle' };
  return { ...base, source, ...form.toRange(location.span) };
}

function scopesOf(adapter: Adapter, frame: FrameRef): P.Scope[] {
  const { language } = adapter.form;
  const { debug } = adapter.debuggee;
  const scope = (text: Text, kind: 'operands' | 'locals' | 'data' | 'context', named: number | undefined, hint?: string): P.Scope => ({
    name: render(message(text), language),
    variablesReference: adapter.containers.give({ kind, frame }),
    expensive: false,
    ...(named === undefined ? {} : { namedVariables: named }),
    ...(hint === undefined ? {} : { presentationHint: hint }),
  });
  const data = debug.data(frame.context);
  return [
    scope(SAYS.scope_stack, 'operands', undefined, 'registers'),
    scope(SAYS.scope_locals, 'locals', debug.locals(frame).length, 'locals'),
    scope(SAYS.scope_context, 'context', undefined),
    ...(data.length === 0 ? [] : [scope(SAYS.scope_data, 'data', data.length)]),
  ];
}
