// The page of the machine room before it is told anything: it loads nothing but its own script and style sheet, and runs nothing else.
import type { Language } from '../base/message';
import { roomWord } from './room-words';

export interface RoomPage {
  readonly language: Language;
  /** Addresses of the script and of the style sheet. */
  readonly script: string;
  readonly style: string;
  /** Where style sheets may come from, in the words of a content security policy. */
  readonly source: string;
  /** Only a script that knows it runs. */
  readonly nonce: string;
}

/** The page as HTML. */
export function roomPage({ language, script, style, source, nonce }: RoomPage): string {
  const policy = `default-src 'none'; style-src ${source} 'unsafe-inline'; script-src 'nonce-${nonce}'; img-src data:`;
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">`
    + `<meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="stylesheet" href="${style}">`
    + `<title>${roomWord(language, 'room')}</title></head><body><script nonce="${nonce}" src="${script}"></script></body></html>`;
}
