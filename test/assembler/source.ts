// Texts inside tests, indented as the test is.

/** A text without its first line end, and without the indentation that all of its lines have. */
export function source(text: string): string {
  const lines = text.replace(/^\n/, '').replace(/ +$/, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}
