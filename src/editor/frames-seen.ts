// Which place in which file each frame stands at that the editor was told of: the editor's own interface names frames by
// numbers only.
import * as vscode from 'vscode';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DEBUG_TYPE } from './configuration';

/** Where a frame stands; line and column as the protocol counts them, from 1. */
export interface FramePlace {
  /** Its file as the adapter names it; undefined where there is none. */
  readonly path: string | undefined;
  readonly line: number;
  readonly column: number;
}

/** Frames of all sessions, of the stop that each is at. */
export class FramesSeen implements vscode.Disposable {
  private readonly places = new Map<string, Map<number, FramePlace>>();
  private readonly registration = vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, {
    createDebugAdapterTracker: ({ id }) => ({
      onDidSendMessage: (message: DebugProtocol.ProtocolMessage) => this.hear(id, message),
      onExit: () => this.places.delete(id),
    }),
  });

  /** The place of the frame; undefined for one that the editor was never told of. */
  placeOf({ session, frameId }: vscode.DebugStackFrame): FramePlace | undefined {
    return this.places.get(session.id)?.get(frameId);
  }

  dispose(): void {
    this.registration.dispose();
  }

  private hear(session: string, message: DebugProtocol.ProtocolMessage): void {
    if (isStop(message)) this.places.delete(session);
    if (!isStackTrace(message)) return;
    const known = this.places.get(session) ?? new Map<number, FramePlace>();
    this.places.set(session, known);
    for (const { id, line, column, source } of message.body.stackFrames) known.set(id, { line, column, path: source?.path });
  }
}

function isStop(message: DebugProtocol.ProtocolMessage): boolean {
  return message.type === 'event' && (message as DebugProtocol.Event).event === 'stopped';
}

function isStackTrace(message: DebugProtocol.ProtocolMessage): message is DebugProtocol.StackTraceResponse {
  const { type, command, success } = message as DebugProtocol.Response;
  return type === 'response' && command === 'stackTrace' && success;
}
