// The options of one launch: from what launch.json or a command line gave to `LaunchOptions`, with everything that is
// wrong. Whether files exist is left to who opens them.
import { type Arguments, type Message, message, type MessageRow, Refusal } from '../base/message';
import { nearest } from '../base/suggest';
import { OPTION_MISSING, OPTION_MISSPELT, OPTION_NEEDS, OPTION_UNKNOWN, OPTIONS_EXCLUDE, OPTIONS_NO_OBJECT } from './messages';
import { type LaunchOptions, LIMITS, OPTIONS, type OptionRow } from './table';
import { readValue, show } from './values';

/** What a launch came to. */
export interface LaunchReading {
  /** Undefined where something was refused. */
  readonly options: LaunchOptions | undefined;
  readonly refusals: readonly Refusal[];
  /** Names that are no options of ours, and are ignored. */
  readonly warnings: readonly Message[];
}

/** Names that editors add for themselves. All that begin with `__` are theirs too. */
const EDITOR_NAMES = new Set([
  'type', 'request', 'name', 'presentation', 'preLaunchTask', 'postDebugTask', 'internalConsoleOptions', 'debugServer',
  'serverReadyAction', 'suppressMultipleSessionWarning', 'windows', 'linux', 'osx', 'restart', 'timeout',
]);

/**
 * Reads launch options. Every problem is found in one go; a misspelt name is refused, because it would silently do nothing,
 * while one that resembles none of ours is only warned about: it is probably somebody else's.
 * `nameOf` turns the name of an option, such as `limits.frames`, into what a message calls it.
 */
export function examineLaunch(given: unknown, nameOf: (option: string) => string = quoted): LaunchReading {
  return new Examination(nameOf).run(given);
}

/** As {@link examineLaunch}, but throws the first refusal. */
export function readLaunch(given: unknown): { readonly options: LaunchOptions; readonly warnings: readonly Message[] } {
  const { options, refusals, warnings } = examineLaunch(given);
  if (options === undefined) throw refusals[0];
  return { options, warnings };
}

function quoted(option: string): string {
  return `\`${option}\``;
}

type Fields = Readonly<Record<string, unknown>>;
type Rows = Readonly<Record<string, OptionRow>>;

class Examination {
  private readonly refusals: Refusal[] = [];
  private readonly warnings: Message[] = [];

  constructor(private readonly nameOf: (option: string) => string) {}

  run(given: unknown): LaunchReading {
    const fields = this.fieldsOf('launch', given, '{"program": "${file}"}');
    if (this.refusals.length > 0) return { options: undefined, refusals: this.refusals, warnings: [] };
    const limits = this.fieldsOf('limits', fields.limits, '{"frames": 1000}');
    this.checkNames(fields, [...Object.keys(OPTIONS), 'limits'], '');
    this.checkNames(limits, Object.keys(LIMITS), 'limits.');
    const options = { ...this.readAll(OPTIONS, fields, ''), limits: this.readAll(LIMITS, limits, 'limits.') } as unknown as LaunchOptions;
    this.checkTogether(options);
    const { refusals, warnings } = this;
    return { options: refusals.length === 0 ? options : undefined, refusals, warnings };
  }

  private fieldsOf(option: string, given: unknown, example: string): Fields {
    if (given === undefined || given === null) return {};
    if (typeof given === 'object' && !Array.isArray(given)) return given as Fields;
    this.refuse(OPTIONS_NO_OBJECT, { name: this.nameOf(option), found: show(given), example });
    return {};
  }

  private checkNames(fields: Fields, known: readonly string[], prefix: string): void {
    for (const name of Object.keys(fields)) {
      if (known.includes(name) || (prefix === '' && (EDITOR_NAMES.has(name) || name.startsWith('__')))) continue;
      const near = nearest(name, known);
      const called = this.nameOf(prefix + name);
      if (near !== undefined) this.refuse(OPTION_MISSPELT, { name: called, near: this.nameOf(prefix + near) });
      else this.warnings.push(message(OPTION_UNKNOWN, { name: called, names: known.join(', ') }));
    }
  }

  private readAll(rows: Rows, fields: Fields, prefix: string): Record<string, unknown> {
    return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, this.readOne(row, prefix + name, valueOf(fields, name))]));
  }

  private readOne(row: OptionRow, option: string, given: unknown): unknown {
    const name = this.nameOf(option);
    try {
      if (given !== undefined) return readValue(row, name, given);
      if (row.required === true) throw new Refusal(OPTION_MISSING, { name, example: JSON.stringify(row.examples[0]) });
      return row.default;
    } catch (trouble) {
      if (!(trouble instanceof Refusal)) throw trouble;
      this.refusals.push(trouble);
      return undefined;
    }
  }

  /** What only two options together can get wrong. */
  private checkTogether({ input, inputFile, disk, diskWrite }: LaunchOptions): void {
    if (input !== undefined && inputFile !== undefined) {
      this.refuse(OPTIONS_EXCLUDE, { name: this.nameOf('input'), other: this.nameOf('inputFile') });
    }
    if (diskWrite && disk === undefined) this.refuse(OPTION_NEEDS, { name: this.nameOf('diskWrite'), other: this.nameOf('disk') });
  }

  private refuse(row: MessageRow, args: Arguments): void {
    this.refusals.push(new Refusal(row, args));
  }
}

/** A field's own value; null counts as absent. */
function valueOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] ?? undefined : undefined;
}
