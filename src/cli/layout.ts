// Text in columns for a terminal: how wide it is, where lines break. Knows nothing of commands.

import { cells, padded } from '../base/cells';

export { cells, padded };

/** The text in lines of at most `width` cells, broken at spaces; a longer word gets a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && cells(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Widest a left column gets; what is wider has the right column below it. */
const LEFT_MAX = 30;
const GAP = 2;

/** Rows of two columns, indented by two, the right one wrapped. */
export function columns(rows: readonly (readonly [left: string, right: string])[], width: number): string {
  const left = Math.min(LEFT_MAX, Math.max(0, ...rows.map(([text]) => cells(text)))) + GAP;
  const indent = ' '.repeat(GAP + left);
  return rows.map(([name, text]) => {
    const lines = wrapped(text, Math.max(20, width - left - GAP));
    const first = cells(name) + GAP > left ? [`${' '.repeat(GAP)}${name}`, indent + lines[0]] : [' '.repeat(GAP) + padded(name, left) + lines[0]];
    return [...first, ...lines.slice(1).map((line) => indent + line)].join('\n');
  }).join('\n');
}
