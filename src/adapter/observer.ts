// What nobody asked about, as lines of text for whoever reads the adapter's standard error.
import { message, render } from '../base/message';
import type { Observer } from '../protocol/connection';

/** An observer that writes lines. */
export function lineObserver(write: (line: string) => void): Observer {
  return {
    broken: (row, args) => write(`${row.code}: ${render(message(row, args), 'en')}`),
    mistake: (trouble) => write(trouble instanceof Error ? trouble.stack ?? trouble.message : String(trouble)),
  };
}
