// Pages of text in place of an editor: they run no script and load nothing.

/** Looks like the editor around it. */
const STYLE = `body { padding: 1em 2em; max-width: 46em; line-height: 1.6 }
h2 { font-weight: 600 }
th { text-align: left; font-weight: normal; opacity: .75; padding: .2em 2em .2em 0; vertical-align: top; white-space: nowrap }
.button { display: inline-block; padding: .35em 1em; margin: .2em .5em .6em 0; border-radius: 2px; text-decoration: none;
  color: var(--vscode-button-foreground); background: var(--vscode-button-background) }
.button:hover { background: var(--vscode-button-hoverBackground) }`;

/** A page; `body` is HTML, in which texts stand {@link escaped}. */
export function page(title: string, body: string): string {
  const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">';
  return `<!DOCTYPE html><html><head>${policy}<style>${STYLE}</style></head><body><h2>${escaped(title)}</h2>${body}</body></html>`;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (unit) => `&#${unit.charCodeAt(0)};`);
}
