// What each line that was just executed left on the operand stack, at the end of the line, while a program stands still.
import * as vscode from 'vscode';
import { EMPTY_STACK } from '../language/inlay';
import type { LineStacksBody } from '../protocol/past';
import { DEBUG_TYPE } from './configuration';
import { LANGUAGE } from './open-texts';
import { quietAnswer } from './quiet-answers';

/** Operands that show, those on top. */
const OPERANDS_SHOWN = 8;

export function registerLineStacks(): vscode.Disposable {
  return vscode.languages.registerInlineValuesProvider({ language: LANGUAGE }, {
    async provideInlineValues(document, visible, { frameId }, token): Promise<vscode.InlineValue[]> {
      const session = vscode.debug.activeDebugSession;
      if (session?.type !== DEBUG_TYPE) return [];
      const body = await quietAnswer<LineStacksBody>(session, 'strata/lineStacks', { frameId }, token);
      const lines = (body?.lines ?? []).map(({ line, operands }) => ({ line: line - 1, text: stackText(operands) }));
      return lines.filter(({ line }) => line >= visible.start.line && line <= visible.end.line && line < document.lineCount)
        .map(({ line, text }) => new vscode.InlineValueText(document.lineAt(line).range, text));
    },
  });
}

/** Deepest first, as in the margin. */
function stackText(operands: readonly string[]): string {
  const shown = operands.slice(-OPERANDS_SHOWN);
  return `→ ${operands.length === 0 ? EMPTY_STACK : [...(shown.length < operands.length ? ['…'] : []), ...shown].join(' ')}`;
}
