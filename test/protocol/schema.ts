// The official schema of the protocol, read plainly: an independent witness of the generated tables, and a maker of
// random values of a definition. Knows of JSON schema only what that schema uses.
import { readFileSync } from 'node:fs';
import type { Random } from '../../src/base/random';

export interface Definition {
  readonly $ref?: string;
  readonly allOf?: readonly Definition[];
  readonly oneOf?: readonly Definition[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly required?: readonly string[];
  readonly items?: Definition;
  readonly additionalProperties?: Definition | boolean;
}

export interface Schema {
  readonly definitions: Readonly<Record<string, Definition>>;
}

export const schema = JSON.parse(readFileSync('test/protocol/debugAdapterProtocol.json', 'utf8')) as Schema;

const FORMATS: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  int64: [-9007199254740991, 9007199254740991],
  uint64: [0, 9007199254740991],
};

export function definition(reference: string): Definition {
  return schema.definitions[reference.replace('#/definitions/', '')];
}

/**
 * Whether a value is as a definition says. Of several that may apply, any will do: the schema's own `oneOf`
 * overlaps. `strict`: an object may only have names that the definition has.
 */
export function isValid(given: Definition, value: unknown, strict = false): boolean {
  if (given.$ref !== undefined) return isValid(definition(given.$ref), value, strict);
  if (given.allOf !== undefined) return given.allOf.every((each) => isValid(each, value));
  if (given.oneOf !== undefined) return given.oneOf.some((each) => isValid(each, value, strict));
  if (given.enum !== undefined) return given.enum.includes(value);
  const types = typeof given.type === 'string' ? [given.type] : given.type ?? [];
  return types.some((type) => isOfType(given, type, value, strict));
}

function isOfType(given: Definition, type: string, value: unknown, strict: boolean): boolean {
  switch (type) {
    case 'null': return value === null;
    case 'array': return Array.isArray(value) && value.every((item) => given.items === undefined || isValid(given.items, item, strict));
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value) && hasFields(given, value as Record<string, unknown>, strict);
    case 'integer': return Number.isInteger(value) && isInRange(given, value as number);
    case 'number': return typeof value === 'number' && isInRange(given, value);
    default: return typeof value === type;
  }
}

function isInRange({ format = '', minimum, maximum }: Definition, value: number): boolean {
  const [least, most] = FORMATS[format] ?? [-Infinity, Infinity];
  return value >= (minimum ?? least) && value <= (maximum ?? most);
}

function hasFields({ properties = {}, required = [], additionalProperties }: Definition, value: Record<string, unknown>, strict: boolean): boolean {
  if (!required.every((name) => value[name] !== undefined)) return false;
  return Object.entries(value).every(([name, field]) => {
    if (field === undefined) return true;
    if (Object.hasOwn(properties, name)) return isValid(properties[name], field, strict);
    return typeof additionalProperties === 'object' ? isValid(additionalProperties, field) : !strict || Object.keys(properties).length === 0;
  });
}

/** Any JSON value, small. */
export function anyValue(random: Random, depth = 2): unknown {
  const plain: readonly (() => unknown)[] = [
    () => null, () => random.below(2) === 1, () => random.word(), () => random.below(5) - 1, () => random.word() / 1000, () => 1e300, () => '',
    () => random.pick(['a', '한글', '\u0000', '__proto__', 'x'.repeat(200), 'line', 'path']),
  ];
  const nested: readonly (() => unknown)[] = [
    () => Array.from({ length: random.below(3) }, () => anyValue(random, depth - 1)),
    () => Object.fromEntries(Array.from({ length: random.below(3) }, (_, i) => [random.pick(['a', 'line', 'source', `k${i}`]), anyValue(random, depth - 1)])),
  ];
  return random.pick(depth > 0 ? [...plain, ...nested] : plain)();
}

/** A random value that is as a definition says. */
export function validValue(given: Definition, random: Random, depth = 4): unknown {
  if (given.$ref !== undefined) return validValue(definition(given.$ref), random, depth);
  if (given.allOf !== undefined) return Object.assign({}, ...given.allOf.map((each) => validValue(each, random, depth))) as unknown;
  if (given.oneOf !== undefined) return validValue(random.pick(given.oneOf), random, depth);
  if (given.enum !== undefined) return random.pick(given.enum);
  return valueOfType(given, typeof given.type === 'string' ? given.type : random.pick(given.type ?? ['null']), random, depth);
}

function valueOfType(given: Definition, type: string, random: Random, depth: number): unknown {
  switch (type) {
    case 'null': return null;
    case 'boolean': return random.below(2) === 1;
    case 'string': return random.pick(['', 'main', '/tmp/한글 a.sasm', '0x10', 'x+1']);
    case 'number': return given.maximum === undefined ? random.word() / 8 : random.below(given.maximum + 1);
    case 'integer': return integerOf(given, random);
    case 'array': return depth <= 0 || given.items === undefined ? [] : Array.from({ length: random.below(3) }, () => validValue(given.items as Definition, random, depth - 1));
    default: return objectOf(given, random, depth);
  }
}

function integerOf({ format = 'int32', minimum, maximum }: Definition, random: Random): number {
  const [least, most] = FORMATS[format];
  const low = minimum ?? least, high = maximum ?? most;
  return random.pick([low, high, Math.max(low, 0), Math.max(low, 1), Math.max(low, random.below(100))]);
}

function objectOf({ properties = {}, required = [] }: Definition, random: Random, depth: number): Record<string, unknown> {
  const names = Object.keys(properties).filter((name) => required.includes(name) || (depth > 0 && random.below(2) === 1));
  return Object.fromEntries(names.map((name) => [name, validValue(properties[name], random, depth - 1)]));
}

/** The value with one place in it changed to something else. */
export function mutated(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.below(4) === 0) return anyValue(random);
  if (Array.isArray(value)) {
    const at = random.below(value.length + 1);
    return [...value.slice(0, at), mutated(value[at] as unknown, random), ...value.slice(at + 1)];
  }
  const names = Object.keys(value);
  if (names.length === 0) return anyValue(random);
  const name = random.pick(names), fields = value as Record<string, unknown>;
  return random.below(3) === 0
    ? Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name))
    : { ...fields, [name]: mutated(fields[name], random) };
}
