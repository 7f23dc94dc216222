// The text of a build file as instructions. One a line; `\` at the end of a line goes on in the next, `#` begins a comment.
import type { Arguments, MessageRow } from '../base/message';
import { BUILD, BuildError } from './messages';

/** One instruction, with the line at which it begins (from 1) and its text as the history of the image has it. */
export type Instruction = { readonly line: number; readonly text: string } & (
  | { readonly kind: 'FROM'; readonly base: string }
  | { readonly kind: 'COPY'; readonly sources: readonly string[]; readonly target: string; readonly mode?: number }
  | { readonly kind: 'DELETE'; readonly path: string }
  | { readonly kind: 'ENV' | 'LABEL'; readonly pairs: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: 'ENTRYPOINT' | 'CMD'; readonly words: readonly string[] }
  | { readonly kind: 'WORKDIR'; readonly path: string });

/** The instruction of one kind. */
export type InstructionOf<K extends Instruction['kind']> = Extract<Instruction, { readonly kind: K }>;

/** The instructions of a build file; refuses (`BuildError`) the first line that is none. `file` is what messages call it. */
export function readBuildFile(text: string, file: string): Instruction[] {
  const instructions = logicalLines(text).map((line) => new LineReader(file, line).instruction());
  const [first] = instructions;
  if (first === undefined) throw new BuildError(BUILD.empty, file, 1);
  const wrong = instructions.find(({ kind }, index) => (kind === 'FROM') !== (index === 0));
  if (wrong !== undefined) throw new BuildError(BUILD.from_first, file, wrong.line);
  return instructions;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Lines without comments and empty ones, those that go on put together. */
function logicalLines(text: string): Line[] {
  const lines: Line[] = [];
  let open: Line | undefined;
  text.split(/\r\n|\r|\n/).forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    const goesOn = line.endsWith('\\'), part = goesOn ? line.slice(0, -1) : line;
    const whole: Line = open === undefined ? { number: index + 1, text: part } : { number: open.number, text: open.text + part };
    open = goesOn ? whole : undefined;
    if (!goesOn) lines.push(whole);
  });
  return open === undefined ? lines : [...lines, open];
}

/** What each instruction must read, for messages. */
const FORMS: Readonly<Record<Instruction['kind'], string>> = {
  FROM: 'FROM scratch | NAME:TAG | oci:FOLDER:NAME:TAG', COPY: 'COPY [--chmod=MODE] SOURCE... TARGET', DELETE: 'DELETE PATH', ENV: 'ENV NAME=VALUE...',
  LABEL: 'LABEL NAME=VALUE...', ENTRYPOINT: 'ENTRYPOINT ["WORD", ...]', CMD: 'CMD ["WORD", ...]', WORKDIR: 'WORKDIR PATH',
};

/** Every kind of instruction. */
export const KINDS_OF_INSTRUCTIONS: readonly string[] = Object.keys(FORMS);

class LineReader {
  private readonly name: string;
  private readonly rest: string;

  constructor(private readonly file: string, private readonly line: Line) {
    const match = /^\s*(\S+)\s*([^]*)$/.exec(line.text);
    this.name = (match?.[1] ?? '').toUpperCase();
    this.rest = (match?.[2] ?? '').trimEnd();
  }

  instruction(): Instruction {
    const instruction = this.read();
    // Behind JSON's escapes, too.
    if (JSON.stringify(instruction).includes('\\u0000')) throw this.error(BUILD.zero);
    return instruction;
  }

  private read(): Instruction {
    const place = { line: this.line.number, text: `${this.name} ${this.rest}`.trim() };
    switch (this.name) {
      case 'FROM': return { ...place, kind: this.name, base: this.single('FROM') };
      case 'COPY': return { ...place, ...this.copy() };
      case 'DELETE': return { ...place, kind: this.name, path: this.single('DELETE') };
      case 'ENV': case 'LABEL': return { ...place, kind: this.name, pairs: this.pairs(this.name) };
      case 'ENTRYPOINT': case 'CMD': return { ...place, kind: this.name, words: this.list() };
      case 'WORKDIR': return { ...place, kind: this.name, path: this.single('WORKDIR') };
      case 'RUN': throw this.error(BUILD.run);
      default: throw this.error(BUILD.instruction, { name: this.name });
    }
  }

  private single(kind: Instruction['kind']): string {
    const words = this.words();
    if (words.length !== 1 || words[0] === '') throw this.form(kind);
    return words[0];
  }

  private copy(): { readonly kind: 'COPY'; readonly sources: readonly string[]; readonly target: string; readonly mode?: number } {
    const words = this.words(), flag = words[0]?.startsWith('--') ? words.shift() : undefined;
    const target = words.pop();
    if (target === undefined || words.length === 0 || words.includes('')) throw this.form('COPY');
    return { kind: 'COPY', sources: words, target, ...(flag === undefined ? {} : { mode: this.mode(flag) }) };
  }

  private mode(flag: string): number {
    const [, found] = /^--chmod=(.*)$/.exec(flag) ?? [];
    if (found === undefined) throw this.form('COPY');
    if (!/^0?[0-7]{3}$/.test(found)) throw this.error(BUILD.mode, { found });
    return Number.parseInt(found, 8);
  }

  private pairs(kind: 'ENV' | 'LABEL'): (readonly [string, string])[] {
    const pairs = this.words().map((word) => /^([^=]+)=([^]*)$/.exec(word));
    if (pairs.length === 0) throw this.form(kind);
    return pairs.map((pair) => {
      if (pair === null) throw this.form(kind);
      return [pair[1], pair[2]] as const;
    });
  }

  /** A list in JSON, or words: there is no shell that could read them in another way. */
  private list(): string[] {
    if (!this.rest.startsWith('[')) return this.words();
    const list = parsed(this.rest);
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) throw this.error(BUILD.list);
    return list;
  }

  /** Words between blanks; in quotation marks a word may have blanks, and `\` takes the next character as it is. */
  private words(): string[] {
    const words: string[] = [];
    const pattern = /(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*")+/gy;
    for (let at = blanksAt(this.rest, 0); at < this.rest.length; at = blanksAt(this.rest, pattern.lastIndex)) {
      pattern.lastIndex = at;
      const word = pattern.exec(this.rest)?.[0];
      if (word === undefined || !/^(\s|$)/.test(this.rest.slice(pattern.lastIndex))) throw this.error(BUILD.quote);
      words.push(word.replace(/\\(.)|"/g, '$1'));
    }
    return words;
  }

  private form(kind: Instruction['kind']): BuildError {
    return this.error(BUILD.operands, { form: FORMS[kind] });
  }

  private error(row: MessageRow, args: Arguments = {}): BuildError {
    return new BuildError(row, this.file, this.line.number, args);
  }
}

/** The first place from `at` on that is no blank. */
function blanksAt(text: string, at: number): number {
  return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (trouble) {
    if (!(trouble instanceof SyntaxError)) throw trouble;
    return undefined;
  }
}
