// Colours of what the debugger itself says in the Debug Console, for clients that show them. What the program prints is
// never touched: its own escape sequences, if it writes any, reach the client as they are.

const RESET = '\u001b[0m';

const STYLES = { console: '\u001b[38;5;244m', stderr: '\u001b[31m', important: '\u001b[1;33m' } as const satisfies Record<string, string>;

/** A line in the colour of its category: remarks grey, which can be read on dark and on light, errors red, what must be seen bold. */
export function styled(text: string, category: keyof typeof STYLES): string {
  return `${STYLES[category]}${text}${RESET}`;
}
