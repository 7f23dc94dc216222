// Answers for which the adapter leaves the moment at which the program stands, so that whatever is asked next calls them off: what the
// editor shows beside all else, asked for again when the editor has stopped asking.
import * as vscode from 'vscode';

const [PAUSE_MS, ATTEMPTS] = [250, 20];

/** The answer; undefined where the program went on, or it is refused for another reason than that somebody else asked something. */
export async function quietAnswer<T>(session: vscode.DebugSession, command: string, given: object, token: vscode.CancellationToken): Promise<T | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
    if (token.isCancellationRequested) return undefined;
    try {
      return await session.customRequest(command, given) as T;
    } catch (refusal) {
      if (!(refusal instanceof Error) || refusal.message !== 'cancelled') return undefined;
    }
  }
  return undefined;
}
