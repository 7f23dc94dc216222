// Links and code in Markdown that is shown under the pointer.

/** A link that runs a command with one argument. */
export function commandLink(text: string, command: string, given: unknown): string {
  return `[${text}](command:${command}?${encodeURIComponent(JSON.stringify([given]))})`;
}

/** Text as code within a line, whatever is in it. */
export function inCode(text: string): string {
  return `\`${text.replace(/\s+/g, ' ').replace(/`/g, '\u02cb')}\``;
}

/** Text that shows as it is, but for what stands in backticks. */
export function plainly(text: string): string {
  return text.replace(/[\\[\]<>*_]/g, '\\$&');
}
