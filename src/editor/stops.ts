// Where the programs that are being debugged stand: stopped, and why, or running. The views ask here.
import * as vscode from 'vscode';
import type { PictureMark } from '../protocol/picture';
import { DEBUG_TYPE } from './configuration';

/** A program that stands still. */
export interface Stop {
  readonly session: vscode.DebugSession;
  readonly threadId: number;
  /** In the protocol's words. */
  readonly reason: string;
}

/** One session. */
export interface Standing {
  /** Undefined while the program runs. */
  stop: Stop | undefined;
  /** Where it has stopped so far, as far as somebody noted it. */
  readonly marks: PictureMark[];
}

/** What a tracker is given, as far as it matters here. */
interface Sent {
  readonly type: string;
  readonly event?: string;
  readonly body?: { readonly threadId?: number; readonly reason?: string };
}

export class Stops {
  private readonly sessions = new Map<string, Standing>();
  private readonly changes = new vscode.EventEmitter<void>();
  /** The session in front is another one, or has stopped, gone on or changed. */
  readonly onDidChange = this.changes.event;

  /** The session in front, where it is one of ours. */
  get current(): Standing | undefined {
    const session = vscode.debug.activeDebugSession;
    return session === undefined ? undefined : this.sessions.get(session.id);
  }

  /** Follows all sessions from now on. */
  follow(): vscode.Disposable {
    return vscode.Disposable.from(
      this.changes,
      vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, { createDebugAdapterTracker: (session) => this.tracker(session) }),
      vscode.debug.onDidChangeActiveDebugSession(() => this.changes.fire()),
    );
  }

  private tracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const standing: Standing = { stop: undefined, marks: [] };
    this.sessions.set(session.id, standing);
    const changed = (): void => { if (this.current === standing) this.changes.fire(); };
    return {
      onDidSendMessage: ({ type, event, body }: Sent) => {
        if (type !== 'event') return;
        if (event === 'stopped') standing.stop = { session, threadId: body?.threadId ?? 0, reason: body?.reason ?? '' };
        else if (event === 'continued') standing.stop = undefined;
        else if (event !== 'invalidated') return;
        changed();
      },
      onWillStopSession: () => {
        this.sessions.delete(session.id);
        this.changes.fire();
      },
    };
  }
}
