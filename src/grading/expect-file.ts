// The file of expectations: cases that somebody other than the author of the program wrote, as JSON. It is read whole and strictly,
// since a misspelt field would pass what should fail.
import { message, Refusal, type Text } from '../base/message';
import { CAUSES, type CauseName } from '../isa/causes';
import type { InputPiece } from '../options/table';
import { SIZE_PATTERN, show, sizeOf } from '../options/values';
import type { CaseLaunch, CaseLimits, Expected, OutputExpected, TestCase } from './cases';
import { WANTED, WRONG } from './messages';
import { numbersOf } from './seeded';
import { expressionProblem } from './stated';

type Fields = Readonly<Record<string, unknown>>;

const FILE_FIELDS = ['cases', 'limits', 'seed'];
const CASE_FIELDS = ['name', 'args', 'input', 'seed', 'leaky', 'disk', 'machine', 'expect', 'limits'];
const EXPECT_FIELDS = ['output', 'contains', 'matches', 'exit', 'trap'];
const LIMIT_FIELDS = ['instructions', 'output', 'memory', 'time'];
const NUMBERS_FIELDS = ['seed', 'count', 'least', 'most'];
const MACHINE_FIELDS = ['contexts', 'frames', 'slots', 'images'];
const SEED_MAX = 2 ** 32 - 1;
const NUMBERS_MAX = 100_000;

/**
 * The cases of a file.
 * @param path for messages
 * @param limits those of all cases that state no others
 * @throws Refusal for everything that is not as it should be
 */
export function readExpectations(path: string, text: string, limits: CaseLimits): TestCase[] {
  return new Reading(path).file(parsed(path, text), limits);
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (trouble) {
    if (trouble instanceof SyntaxError) throw new Refusal(WRONG.json, { path, reason: trouble.message });
    throw trouble;
  }
}

class Reading {
  constructor(private readonly path: string) {}

  file(given: unknown, defaults: CaseLimits): TestCase[] {
    const fields = this.object('.', given, FILE_FIELDS), limits = this.limits('limits', fields.limits, defaults);
    const list = this.list('cases', fields.cases), seed = this.count('seed', fields.seed, SEED_MAX);
    if (list.length === 0) throw new Refusal(WRONG.empty, { path: this.path });
    const names = new Set<string>();
    return list.map((each, index) => {
      const read = this.case(`cases[${index}]`, each, { limits, seed, name: list.length === 1 ? '' : String(index + 1) });
      if (names.has(read.name)) throw this.wrong(`cases[${index}].name`, WANTED.own_name, read.name);
      names.add(read.name);
      return read;
    });
  }

  private case(at: string, given: unknown, common: { readonly limits: CaseLimits; readonly seed?: number; readonly name: string }): TestCase {
    const fields = this.object(at, given, CASE_FIELDS);
    return {
      name: this.text(`${at}.name`, fields.name) ?? common.name, launch: this.launch(at, fields, common.seed),
      expected: this.expected(`${at}.expect`, fields.expect), limits: this.limits(`${at}.limits`, fields.limits, common.limits),
    };
  }

  private launch(at: string, fields: Fields, common: number | undefined): CaseLaunch {
    const seed = this.count(`${at}.seed`, fields.seed, SEED_MAX) ?? common, args = this.texts(`${at}.args`, fields.args);
    const input = this.input(`${at}.input`, fields.input, seed ?? 1), machine = this.machine(`${at}.machine`, fields.machine);
    const leaky = this.flag(`${at}.leaky`, fields.leaky), disk = this.text(`${at}.disk`, fields.disk);
    return {
      ...(args.length > 0 && { args }), ...(input !== undefined && { input }), ...(seed !== undefined && { seed }),
      ...(leaky !== undefined && { leaky }), ...(disk !== undefined && { disk }), ...(machine !== undefined && { machine }),
    };
  }

  private machine(at: string, given: unknown): Readonly<Record<string, number>> | undefined {
    if (given === undefined) return undefined;
    return Object.fromEntries(Object.entries(this.object(at, given, MACHINE_FIELDS)).map(([name, value]) => [name, this.count(`${at}.${name}`, value) ?? 0]));
  }

  /** A text, pieces with their steps, or numbers by a seed. */
  private input(at: string, given: unknown, seed: number): readonly InputPiece[] | undefined {
    if (given === undefined) return undefined;
    if (typeof given === 'string') return [{ at: 0, text: given }];
    if (Array.isArray(given)) return given.map((piece, index) => this.piece(`${at}[${index}]`, piece));
    if (typeof given !== 'object') throw this.wrong(at, WANTED.input, given);
    const fields = this.object(at, given, NUMBERS_FIELDS);
    const text = numbersOf({
      seed: this.count(`${at}.seed`, fields.seed, SEED_MAX) ?? seed, count: this.needed(`${at}.count`, this.count(`${at}.count`, fields.count, NUMBERS_MAX)),
      least: this.integer(`${at}.least`, fields.least) ?? 0, most: this.integer(`${at}.most`, fields.most) ?? 999,
    });
    return [{ at: 0, text }];
  }

  private piece(at: string, given: unknown): InputPiece {
    const fields = this.object(at, given, ['at', 'text']);
    return { at: this.needed(`${at}.at`, this.count(`${at}.at`, fields.at)), text: this.text(`${at}.text`, fields.text) ?? '' };
  }

  private expected(at: string, given: unknown): Expected {
    const fields = this.object(at, given, EXPECT_FIELDS), output = this.output(at, fields);
    const exit = this.count(`${at}.exit`, fields.exit, 255, WANTED.exit), trap = this.trap(`${at}.trap`, fields.trap);
    if (exit !== undefined && trap !== undefined) throw this.wrong(`${at}.exit`, WANTED.one_end, exit);
    return { ...(output !== undefined && { output }), ...(exit !== undefined && { exit }), ...(trap !== undefined && { trap }) };
  }

  private output(at: string, fields: Fields): OutputExpected | undefined {
    const exact = this.text(`${at}.output`, fields.output), contains = this.texts(`${at}.contains`, fields.contains), matches = this.texts(`${at}.matches`, fields.matches);
    for (const each of matches) if (expressionProblem(each) !== undefined) throw this.wrong(`${at}.matches`, WANTED.expression, each);
    if (exact === undefined && contains.length + matches.length === 0) return undefined;
    return { ...(exact !== undefined && { exact }), ...(contains.length > 0 && { contains }), ...(matches.length > 0 && { matches }) };
  }

  private trap(at: string, given: unknown): CauseName | undefined {
    const name = this.text(at, given);
    if (name !== undefined && !Object.hasOwn(CAUSES, name)) throw this.wrong(at, WANTED.trap, given);
    return name as CauseName | undefined;
  }

  private limits(at: string, given: unknown, defaults: CaseLimits): CaseLimits {
    const { instructions, output, memory, time } = this.object(at, given ?? {}, LIMIT_FIELDS);
    if (time !== undefined && (typeof time !== 'number' || !(time > 0))) throw this.wrong(`${at}.time`, WANTED.seconds, time);
    return {
      instructions: this.count(`${at}.instructions`, instructions) ?? defaults.instructions, outputBytes: this.size(`${at}.output`, output) ?? defaults.outputBytes,
      memory: this.size(`${at}.memory`, memory) ?? defaults.memory, time_ms: time === undefined ? defaults.time_ms : Math.ceil(time * 1000),
    };
  }

  private object(at: string, given: unknown, names: readonly string[]): Fields {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) throw this.wrong(at, WANTED.object, given);
    const unknown = Object.keys(given).find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Refusal(WRONG.unknown, { path: this.path, field: at === '.' ? unknown : `${at}.${unknown}`, names: names.join(', ') });
    return given as Fields;
  }

  private list(at: string, given: unknown): readonly unknown[] {
    if (Array.isArray(given)) return given;
    throw this.wrong(at, WANTED.list, given);
  }

  private text(at: string, given: unknown): string | undefined {
    if (given === undefined || typeof given === 'string') return given;
    throw this.wrong(at, WANTED.text, given);
  }

  private texts(at: string, given: unknown): readonly string[] {
    if (given === undefined) return [];
    if (typeof given === 'string') return [given];
    if (Array.isArray(given) && given.every((each): each is string => typeof each === 'string')) return given;
    throw this.wrong(at, WANTED.texts, given);
  }

  private flag(at: string, given: unknown): boolean | undefined {
    if (given === undefined || typeof given === 'boolean') return given;
    throw this.wrong(at, WANTED.switch, given);
  }

  private integer(at: string, given: unknown, wanted: Text = WANTED.count): number | undefined {
    if (given === undefined || (typeof given === 'number' && Number.isSafeInteger(given))) return given;
    throw this.wrong(at, wanted, given);
  }

  private count(at: string, given: unknown, most = Number.MAX_SAFE_INTEGER, wanted: Text = WANTED.count): number | undefined {
    const count = this.integer(at, given, wanted);
    if (count !== undefined && (count < 0 || count > most)) throw this.wrong(at, wanted, given);
    return count;
  }

  private size(at: string, given: unknown): number | undefined {
    if (typeof given === 'string' && new RegExp(SIZE_PATTERN).test(given)) return sizeOf(given);
    return this.count(at, given, Number.MAX_SAFE_INTEGER, WANTED.size);
  }

  private needed(at: string, given: number | undefined): number {
    if (given !== undefined) return given;
    throw this.wrong(at, WANTED.count, given);
  }

  private wrong(field: string, wanted: Text, found: unknown): Refusal {
    return new Refusal(WRONG.field, { path: this.path, field, wanted: message(wanted), found: show(found) });
  }
}
