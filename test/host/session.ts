// Follows a debug session from inside the editor: everything that the adapter says, in order, to be waited for.
import * as vscode from 'vscode';

/** A message of the adapter, as far as the tests look at it. */
export interface Message {
  readonly type: string;
  readonly event?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Watches all sessions that start while it is there. */
export class Watcher implements vscode.Disposable {
  private readonly messages: Message[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly registration = vscode.debug.registerDebugAdapterTrackerFactory('strata', {
    createDebugAdapterTracker: (session: vscode.DebugSession) => ({
      onDidSendMessage: (message: Message) => {
        leaveAtEnd(session, message);
        this.messages.push(message);
        this.changed.fire();
      },
    }),
  });

  /** The next event of a name that has not been asked for before. */
  async event(name: string): Promise<Message> {
    for (;;) {
      const at = this.messages.findIndex(({ event }) => event === name);
      if (at >= 0) {
        return this.messages.splice(at, 1)[0] as Message;
      }
      await new Promise<void>(resolve => {
        const waiting = this.changed.event(() => {
          waiting.dispose();
          resolve();
        });
      });
    }
  }

  /** All that the program has printed so far. */
  output(): string {
    const outputs = this.messages.filter(({ event, body }) => event === 'output' && body?.['category'] === 'stdout');
    return outputs.map(({ body }) => body?.['output']).join('');
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** Goes on from the stop at the end of the run, as a person does who has seen enough. */
export function leaveAtEnd(session: vscode.DebugSession, { event, body }: Pick<Message, 'event' | 'body'>): void {
  if (event === 'stopped' && body?.['reason'] === 'exit') void session.customRequest('continue', { threadId: body['threadId'] });
}

/** The end of a session; ask before it can end. */
export function sessionEnd(): Promise<void> {
  return new Promise(resolve => {
    const waiting = vscode.debug.onDidTerminateDebugSession(() => {
      waiting.dispose();
      resolve();
    });
  });
}
