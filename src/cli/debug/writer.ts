// Writes results of commands and output of the program: for people, or as JSON, an object a line.
import type { Terminal } from '../terminal';
import type { Sink } from './make-shell';
import type { Result } from './results';
import { Show } from './show';

/** Writes to the terminal. */
export class Writer implements Sink {
  private readonly show: Show;
  /** Whether the program's output ended within a line. */
  private withinLine = false;

  constructor(private readonly terminal: Terminal, private readonly json: boolean) {
    this.show = new Show(terminal.language);
  }

  result(result: Result): void {
    if (this.json) return this.terminal.out.write(`${JSON.stringify(result)}\n`);
    const text = this.show.text(result);
    if (this.withinLine && text !== '') this.terminal.out.write('\n');
    this.withinLine = text === '' && this.withinLine;
    (result.type === 'error' ? this.terminal.error : this.terminal.out).write(text);
  }

  /** What the program prints and the adapter says. */
  output(category: string, text: string): void {
    if (this.json) return this.terminal.out.write(`${JSON.stringify({ type: 'output', category, text })}\n`);
    if (category !== 'stdout' && this.withinLine) this.terminal.out.write('\n');
    this.withinLine = !text.endsWith('\n');
    (category === 'stderr' ? this.terminal.error : this.terminal.out).write(text);
  }
}
