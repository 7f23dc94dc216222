// Output streams, of the process and to files: backpressure, a reader that goes away, and colours where a person looks.
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import type { Language } from '../base/message';

/** Bytes that may wait in a stream before whoever writes should wait too. */
const WAITING_BYTES_MAX = 256 * 1024;

/** Cells of a line: the least that texts are laid out for, and what is taken where it is not known. */
const WIDTH_MIN = 40;
const WIDTH_DEFAULT = 80;

type OutputStream = Writable & Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

/** One output stream. */
export class Output {
  /** What keeps it from being written: the code of the system, such as `EPIPE` where nobody reads any more. */
  trouble: string | undefined;
  private opened: OutputStream | undefined;

  /** @param open gives the stream when it is first needed, because making one takes Node milliseconds */
  constructor(private readonly open: () => OutputStream) {}

  /** Opens the stream if that has not been done: a file is there then, even if nothing is written to it. */
  begin(): OutputStream {
    return this.opened ??= this.open().on('error', (error: NodeJS.ErrnoException) => { this.trouble ??= error.code ?? error.message; });
  }

  write(text: string | Uint8Array): void {
    if (this.trouble === undefined && text.length > 0) this.begin().write(text);
  }

  /** Resolves at once while little is waiting, else when all has been taken, or nobody takes it any more. */
  async ready(): Promise<void> {
    if (this.opened !== undefined && this.opened.writableLength > WAITING_BYTES_MAX) await this.drained();
  }

  /** Resolves when all that was written is on its way, or nobody takes it any more. */
  drained(): Promise<void> {
    const { opened } = this;
    if (opened === undefined || this.trouble !== undefined || !opened.writable) return Promise.resolve();
    return new Promise((resolve) => { opened.write('', () => resolve()); });
  }

  /** Cells of a line where a person looks, 80 where it is not known. */
  get width(): number {
    return Math.max(WIDTH_MIN, this.begin().columns ?? WIDTH_DEFAULT);
  }

  get isTerminal(): boolean {
    return this.begin().isTTY === true;
  }
}

/** A file that is written from its beginning. */
export function fileOutput(path: string): Output {
  const output = new Output(() => createWriteStream(path));
  output.begin();
  return output;
}

/** Colours by what they mean, as codes of ECMA-48. */
const COLOURS = { error: '1;31', warning: '1;35', hint: '1;36', caret: '1;32', strong: '1', faint: '2' } as const;

/** A text in the colour, or as it is. */
export type Paint = (colour: keyof typeof COLOURS, text: string) => string;

/** Paints where a person looks and has not said otherwise (NO_COLOR, https://no-color.org). */
export function painter(output: Output, environment: NodeJS.ProcessEnv): Paint {
  const colourful = output.isTerminal && (environment.NO_COLOR ?? '') === '' && environment.TERM !== 'dumb';
  return (colour, text) => (colourful ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text);
}

/** Where a command speaks to a person. */
export interface Terminal {
  language: Language;
  readonly out: Output;
  readonly error: Output;
  readonly environment: NodeJS.ProcessEnv;
}
