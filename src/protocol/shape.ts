// Checks a value against a shape: the small interpreter behind the generated tables of shapes. A type is one phrase:
//
//   string  boolean  null  object  any        int32 1..      int32, uint32, int64, uint64 or number, with bounds
//   Source                                    "a"|"b"        another shape by name; one of several types
//   Source[]                                  string{}       a list; an object with any names
//
// In a shape, a name that ends in `?` may be left out.

/** The fields of an object with their types, or a name for a type. */
export type Shape = string | Readonly<Record<string, string>>;
export type Shapes = Readonly<Record<string, Shape>>;

/** A value that is not of its type. */
export interface Problem {
  /** Where it stands, such as `arguments.breakpoints[3].line`. */
  readonly path: string;
  /** What stands there; undefined where nothing does. */
  readonly found: string | undefined;
  /** What would be accepted, in the protocol's own words. */
  readonly accepted: string;
}

/** Problems of one value after which the search ends. */
const PROBLEMS_MAX = 20;
/** Shapes within shapes; a `Source` that contains itself for ever is cut off here. */
const DEPTH_MAX = 64;
/** Characters of a wrong value that a message repeats. */
const FOUND_MAX = 60;

const WHOLE_NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  uint64: [0, Number.MAX_SAFE_INTEGER],
  integer: [-Infinity, Infinity],
};

type Test = (value: unknown, path: string, depth: number, problems: Problem[]) => void;

/** Whether a value is an object with fields: neither null nor a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Checks values against one table of shapes. */
export class Checker {
  private readonly tests = new Map<string, Test>();

  /**
   * Of what is `received`, a field that may be left out may also be null, as some clients send it, and is then removed from
   * the value; names that a shape does not have are let through. What is `sent` must be exact.
   */
  constructor(private readonly shapes: Shapes, private readonly way: 'received' | 'sent') {}

  /** What is wrong with a value; nothing where it is of its type. At most 20 problems. */
  check(type: string, value: unknown, path: string): Problem[] {
    const problems: Problem[] = [];
    this.testOf(type)(value, path, 0, problems);
    return problems;
  }

  private testOf(type: string): Test {
    let test = this.tests.get(type);
    if (test === undefined) {
      test = this.makeTest(type);
      this.tests.set(type, test);
    }
    return test;
  }

  private makeTest(type: string): Test {
    if (type === 'any') return () => undefined;
    if (type.includes('|')) return this.oneOf(type);
    if (type.endsWith('[]')) return this.listOf(type.slice(0, -2));
    if (type.endsWith('{}')) return this.mapOf(type.slice(0, -2));
    const shape = this.shapes[type];
    if (typeof shape === 'string') return this.testOf(shape);
    return shape === undefined ? simple(type) : this.fields(shape);
  }

  private oneOf(type: string): Test {
    const kinds = type.split('|').map((each) => this.testOf(each));
    const accepted = type.split('|').map((each) => this.describe(each)).join(' | ');
    return (value, path, depth, problems) => {
      for (const kind of kinds) {
        const own: Problem[] = [];
        kind(value, path, depth, own);
        if (own.length === 0) return;
      }
      problems.push({ path, found: show(value), accepted });
    };
  }

  private listOf(type: string): Test {
    return (value, path, depth, problems) => {
      if (!Array.isArray(value)) {
        problems.push({ path, found: show(value), accepted: this.describe(`${type}[]`) });
        return;
      }
      const test = this.testOf(type);
      for (let i = 0; i < value.length && problems.length < PROBLEMS_MAX; i++) test(value[i], `${path}[${i}]`, depth, problems);
    };
  }

  private mapOf(type: string): Test {
    return (value, path, depth, problems) => {
      if (!isRecord(value)) {
        problems.push({ path, found: show(value), accepted: this.describe(`${type}{}`) });
        return;
      }
      const test = this.testOf(type);
      for (const [key, item] of Object.entries(value)) {
        if (problems.length < PROBLEMS_MAX) test(item, `${path}.${key}`, depth, problems);
      }
    };
  }

  private fields(shape: Readonly<Record<string, string>>): Test {
    const fields = Object.entries(shape).map(([name, type]) => new Field(name, type));
    const known = new Set(fields.map((field) => field.name));
    return (value, path, depth, problems) => {
      if (!isRecord(value) || depth >= DEPTH_MAX) {
        const accepted = depth < DEPTH_MAX ? 'object' : `at most ${DEPTH_MAX} objects within each other`;
        problems.push({ path, found: show(value), accepted });
        return;
      }
      for (const field of fields) {
        if (problems.length < PROBLEMS_MAX) this.checkField(field, value, path, depth + 1, problems);
      }
      if (this.way === 'sent') problems.push(...unknownNames(value, known, path));
    };
  }

  private checkField(field: Field, object: Record<string, unknown>, path: string, depth: number, problems: Problem[]): void {
    const { name, type } = field;
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const where = below(path, name);
    if (value === null && field.optional && this.way === 'received' && type !== 'any') delete object[name];
    else if (value !== undefined) this.testOf(type)(value, where, depth, problems);
    else if (!field.optional) problems.push({ path: where, found: undefined, accepted: this.describe(type) });
  }

  /** A type in words that both languages share. */
  private describe(type: string): string {
    if (type.includes('|')) return type.split('|').map((each) => this.describe(each)).join(' | ');
    if (type.endsWith('[]')) return `[${this.describe(type.slice(0, -2))}, …]`;
    if (type.endsWith('{}')) return `{name: ${this.describe(type.slice(0, -2))}, …}`;
    const shape = this.shapes[type];
    if (shape !== undefined) return typeof shape === 'string' ? this.describe(shape) : 'object';
    return describeSimple(type);
  }
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function unknownNames(value: Record<string, unknown>, known: ReadonlySet<string>, path: string): Problem[] {
  const unknown = Object.keys(value).filter((name) => !known.has(name) && value[name] !== undefined);
  return unknown.map((name) => ({ path: below(path, name), found: show(value[name]), accepted: [...known].join(', ') }));
}

/** One name of a shape. */
class Field {
  readonly name: string;
  readonly optional: boolean;

  constructor(name: string, readonly type: string) {
    this.optional = name.endsWith('?');
    this.name = this.optional ? name.slice(0, -1) : name;
  }
}

function simple(type: string): Test {
  const fits = fitting(type);
  const accepted = describeSimple(type);
  return (value, path, _depth, problems) => {
    if (!fits(value)) problems.push({ path, found: show(value), accepted });
  };
}

function fitting(type: string): (value: unknown) => boolean {
  if (type.startsWith('"')) {
    const wanted: unknown = JSON.parse(type);
    return (value) => value === wanted;
  }
  if (type === 'null') return (value) => value === null;
  if (type === 'object') return isRecord;
  if (type === 'string' || type === 'boolean') return (value) => typeof value === type;
  const { whole, low, high } = rangeOf(type);
  const isNumber: (value: unknown) => boolean = whole ? Number.isInteger : Number.isFinite;
  return (value) => isNumber(value) && (value as number) >= low && (value as number) <= high;
}

function rangeOf(type: string): { readonly whole: boolean; readonly low: number; readonly high: number } {
  const [name, bounds = '..'] = type.split(' ');
  const [low, high] = bounds.split('..');
  const [least, most] = WHOLE_NUMBERS[name] ?? [-Infinity, Infinity];
  return { whole: name in WHOLE_NUMBERS, low: low === '' ? least : Number(low), high: high === '' ? most : Number(high) };
}

function describeSimple(type: string): string {
  const name = type.split(' ')[0];
  if (name !== 'number' && !(name in WHOLE_NUMBERS)) return type;
  const { whole, low, high } = rangeOf(type);
  return low === -Infinity ? name : `${whole ? 'integer' : 'number'} ${low}..${high}`;
}

/** A wrong value as a message repeats it. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `[…]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > FOUND_MAX ? `${value.slice(0, FOUND_MAX)}…` : value);
}
