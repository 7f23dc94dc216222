// Reads a command line by the rows that say what it may hold: `--name value`, `--name=value`, `-x value`, `-xvalue`,
// several short switches behind one dash, and `--` before operands that begin with a dash. What cannot be read is refused.
import { nearest } from '../base/suggest';
import { Given, type Flag, type FlagValue, type Operand } from './flags';
import { USAGE, withOperand, withSuggestion } from './messages';
import { UsageError } from './usage';

/** What a command line may hold. */
export interface Grammar {
  /** For messages. */
  readonly command: string;
  readonly flags: readonly Flag[];
  readonly operands: readonly Operand[];
  /** Whether all that stands behind the operands is passed on unread. */
  readonly rest?: Operand;
}

/** Reads into `given`, which holds what was read so far where the rest is refused. */
export function readArguments(grammar: Grammar, words: readonly string[], given: Given): void {
  const reader = new Reader(grammar, words, given);
  reader.read();
}

class Reader {
  private at = 0;
  private onlyOperands = false;

  constructor(private readonly grammar: Grammar, private readonly words: readonly string[], private readonly given: Given) {}

  read(): void {
    while (this.at < this.words.length && !this.passesOn()) this.word(this.words[this.at++]);
    this.given.rest.push(...this.words.slice(this.at));
    this.requireOperands();
    this.requireFlags();
  }

  /** Whether the rest of the words is no longer ours. */
  private passesOn(): boolean {
    return this.grammar.rest !== undefined && this.given.operands.length === this.grammar.operands.length;
  }

  private word(word: string): void {
    if (this.onlyOperands || word === '-' || !word.startsWith('-')) this.operand(word);
    else if (word === '--') this.onlyOperands = true;
    else if (word.startsWith('--')) this.long(word);
    else this.short(word);
  }

  private operand(word: string): void {
    const { command, operands } = this.grammar;
    if (this.given.operands.length >= operands.length && operands.at(-1)?.many !== true) {
      throw new UsageError(USAGE.operand_extra, { command, found: word });
    }
    this.given.operands.push(word);
  }

  private long(word: string): void {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const flag = this.grammar.flags.find((row) => row.name === name);
    if (flag === undefined) throw this.unknown(`--${name}`);
    if (flag.value !== undefined) this.take(flag, equals < 0 ? this.next(flag) : word.slice(equals + 1));
    else if (equals < 0) this.add(flag, true);
    else throw new UsageError(USAGE.value_given, { flag: `--${name}` });
  }

  private short(word: string): void {
    for (let i = 1; i < word.length; i++) {
      const flag = this.grammar.flags.find((row) => row.short === word[i]);
      if (flag === undefined) throw this.unknown(`-${word[i]}`);
      if (flag.value === undefined) this.add(flag, true);
      else return this.take(flag, i + 1 < word.length ? word.slice(i + 1) : this.next(flag));
    }
  }

  private next(flag: Flag): string {
    if (this.at < this.words.length) return this.words[this.at++];
    throw new UsageError(USAGE.value_missing, { flag: `--${flag.name}` });
  }

  private take(flag: Flag, text: string): void {
    this.add(flag, readValue(flag, text));
  }

  private add(flag: Flag, value: FlagValue): void {
    if (this.given.has(flag.name) && flag.many !== true && flag.value !== undefined) throw new UsageError(USAGE.once, { flag: `--${flag.name}` });
    this.given.add(flag.name, value);
  }

  private unknown(flag: string): UsageError {
    const { command, flags } = this.grammar;
    const near = nearest(flag, flags.map(({ name }) => `--${name}`));
    return near === undefined
      ? new UsageError(USAGE.flag, { command, flag })
      : new UsageError(withSuggestion(USAGE.flag), { command, flag, near });
  }

  /** Unless only an explanation is wanted, every operand that is not optional must be there. */
  private requireOperands(): void {
    const missing = this.grammar.operands[this.given.operands.length];
    if (missing === undefined || missing.optional === true || this.given.has('help')) return;
    throw new UsageError(withOperand(USAGE.operand_missing, missing.name), { command: this.grammar.command });
  }

  private requireFlags(): void {
    const { command, flags } = this.grammar;
    const missing = flags.find(({ name, needed }) => needed === true && !this.given.has(name));
    if (missing !== undefined && !this.given.has('help')) throw new UsageError(USAGE.flag_missing, { command, flag: `--${missing.name}` });
  }
}

/** The value of a flag from its text. */
function readValue(flag: Flag, text: string): FlagValue {
  const { takes = 'text' } = flag;
  if (takes === 'text') return text;
  if (takes === 'count') return readCount(flag, text);
  if (takes.includes(text)) return text;
  throw new UsageError(USAGE.choice, { flag: `--${flag.name}`, choices: takes.join(', '), found: text });
}

/** A whole number from 0 to 2^53 - 1; `_` may stand between its digits. */
function readCount(flag: Flag, text: string): number {
  const value = /^\d+(_\d+)*$/.test(text) ? Number(text.replaceAll('_', '')) : NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new UsageError(USAGE.count, { flag: `--${flag.name}`, found: text });
}
