// JSON whose every value knows the byte at which it stands, so that whatever is wrong with a manifest can be said with its place.
// Strict as RFC 8259 is, with one rule more: no field twice.
import { message, type Arguments, type MessageRow } from '../base/message';
import { DAMAGE, ImageDamage, KINDS } from './messages';

/** Values inside of values. */
const DEPTH_MAX = 64;

type Raw = string | number | boolean | null | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** Where a text came from. */
interface Origin {
  readonly section: string;
  readonly text: string;
}

/** The value of a text in JSON; refuses (`ImageDamage`) what is none. `section`: what messages call it. */
export function readJson(bytes: Uint8Array, section: string): JsonValue {
  return new Parser({ section, text: decode(bytes, section) }).document();
}

function decode(bytes: Uint8Array, section: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (trouble) {
    if (!(trouble instanceof TypeError)) throw trouble;
    throw new ImageDamage(DAMAGE.utf8, section, 0);
  }
}

/** A value and its place. What asks for another kind than it is refuses it. */
export class JsonValue {
  constructor(private readonly origin: Origin, private readonly at: number, private readonly raw: Raw) {}

  /** The text. */
  text(): string {
    if (typeof this.raw === 'string') return this.raw;
    throw this.damage(DAMAGE.field_kind, { expected: message(KINDS.text) });
  }

  /** A whole number from 0 to 2^53 - 1. */
  count(): number {
    if (typeof this.raw === 'number' && Number.isSafeInteger(this.raw) && this.raw >= 0) return this.raw;
    throw this.damage(DAMAGE.field_kind, { expected: message(KINDS.count) });
  }

  /** The values of a list. */
  items(): readonly JsonValue[] {
    if (Array.isArray(this.raw)) return this.raw as readonly JsonValue[];
    throw this.damage(DAMAGE.field_kind, { expected: message(KINDS.list) });
  }

  /** The fields of an object. */
  fields(): ReadonlyMap<string, JsonValue> {
    if (this.raw instanceof Map) return this.raw as ReadonlyMap<string, JsonValue>;
    throw this.damage(DAMAGE.field_kind, { expected: message(KINDS.object) });
  }

  /** A field that must be there. */
  field(name: string): JsonValue {
    const found = this.fields().get(name);
    if (found === undefined) throw this.damage(DAMAGE.field_missing, { name });
    return found;
  }

  /** A field that may be missing or `null`, which programs in Go write for an empty list. */
  optional(name: string): JsonValue | undefined {
    const found = this.fields().get(name);
    return found === undefined || found.raw === null ? undefined : found;
  }

  /** The value without its places, as `JSON.parse` would give it. */
  plain(): unknown {
    if (Array.isArray(this.raw)) return this.items().map((item) => item.plain());
    if (this.raw instanceof Map) return Object.fromEntries([...this.fields()].map(([name, value]) => [name, value.plain()]));
    return this.raw;
  }

  /** A refusal that names the place of this value. */
  damage(row: MessageRow, args: Arguments = {}): ImageDamage {
    return damageAt(this.origin, this.at, row, args);
  }
}

/** Places are counted in bytes. */
function damageAt({ section, text }: Origin, at: number, row: MessageRow, args: Arguments): ImageDamage {
  return new ImageDamage(row, section, new TextEncoder().encode(text.slice(0, at)).length, args);
}

const BLANKS = /[ \t\n\r]*/y;
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null/y;

class Parser {
  private at = 0;

  constructor(private readonly origin: Origin) {}

  document(): JsonValue {
    const value = this.value(0);
    this.take(BLANKS);
    if (this.at < this.origin.text.length) throw this.expected('end');
    return value;
  }

  private value(depth: number): JsonValue {
    this.take(BLANKS);
    const { at } = this;
    if (depth > DEPTH_MAX) throw damageAt(this.origin, at, DAMAGE.json_deep, { limit: DEPTH_MAX });
    return new JsonValue(this.origin, at, this.raw(depth));
  }

  private raw(depth: number): Raw {
    if (this.skip('{')) return this.object(depth);
    if (this.skip('[')) return this.list(depth);
    const word = this.take(TEXT) ?? this.take(WORD);
    if (word === undefined) throw this.expected('value');
    return JSON.parse(word) as string | number | boolean | null;
  }

  private object(depth: number): Raw {
    const fields = new Map<string, JsonValue>();
    if (this.skip('}')) return fields;
    do this.field(fields, depth); while (this.skip(','));
    if (!this.skip('}')) throw this.expected('comma');
    return fields;
  }

  private field(fields: Map<string, JsonValue>, depth: number): void {
    this.take(BLANKS);
    const { at } = this;
    const quoted = this.take(TEXT);
    if (quoted === undefined) throw this.expected('name');
    const name = JSON.parse(quoted) as string;
    if (fields.has(name)) throw damageAt(this.origin, at, DAMAGE.json_twice, { name });
    if (!this.skip(':')) throw this.expected('colon');
    fields.set(name, this.value(depth + 1));
  }

  private list(depth: number): Raw {
    const items: JsonValue[] = [];
    if (this.skip(']')) return items;
    do items.push(this.value(depth + 1)); while (this.skip(','));
    if (!this.skip(']')) throw this.expected('comma');
    return items;
  }

  /** Whether the sign stood here, behind blanks. */
  private skip(sign: string): boolean {
    this.take(BLANKS);
    if (!this.origin.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.origin.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private expected(kind: keyof typeof KINDS): ImageDamage {
    return damageAt(this.origin, this.at, DAMAGE.json, { expected: message(KINDS[kind]) });
  }
}
