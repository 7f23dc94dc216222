// Images written by hand for tests: a few lines of text become words of code without the assembler, so that the machine
// has a witness of its own. The notation is the least that can be read; it is not Strata's assembly language.
//
//   build({ functions: { 'main (-> i32) n:i32': '20 twice 2 add ret', 'twice (a:i32 -> i32)': 'get a 2 mul ret' } })
//
// A bare integer is `push` (or `push.i32`), a number with a point, `inf` or `nan` is `push.f64`; `field.limit`,
// `port.console`, `cause.sys` and names of constants push their numbers; the name of a function calls it; `word:` is a
// label; `switch [a b]` takes its cases in brackets; `sys 20 (i32 -> i32)` and `sys print` take their types.
import { encode, encodeSys, SMALL_MAX, SMALL_MIN } from '../../src/isa/encoding';
import { CAUSES } from '../../src/isa/causes';
import { FIELDS } from '../../src/isa/fields';
import { CALLS } from '../../src/isa/firmware';
import { INSTRUCTIONS, Op, type Instruction } from '../../src/isa/instructions';
import { PORTS } from '../../src/isa/ports';
import { sameType, type FunctionType, type ValueType } from '../../src/isa/types';
import type { Export, Image, ImageFunction } from '../../src/image/image';
import { encodeStripped } from '../../src/image/write';

/** What an image is made of. */
export interface ImageText {
  /** Bytes of the window; undefined: 65,536. */
  readonly window?: number | 'all';
  /** Head and code; the first one is the entry. */
  readonly functions: Readonly<Record<string, string>>;
  /** Operands that each function may have; undefined: 64. */
  readonly operands?: number;
  readonly table?: readonly string[];
  /** Bytes by address. */
  readonly data?: Readonly<Record<number, Uint8Array>>;
  readonly constants?: Readonly<Record<string, number>>;
  readonly exports?: readonly Export[];
}

const predefined = new Map<string, number>();
for (const [prefix, rows] of Object.entries({ field: FIELDS, port: PORTS, cause: CAUSES })) {
  for (const [name, row] of Object.entries(rows)) predefined.set(`${prefix}.${name}`, row.code);
}

const mnemonics = new Map<string, Instruction>(
  Object.entries(INSTRUCTIONS).map(([mnemonic, row]) => [mnemonic, { ...row, mnemonic } as Instruction]));

interface Head {
  readonly name: string;
  readonly type: FunctionType;
  readonly names: readonly string[];
  readonly locals: readonly ValueType[];
}

function valueType(text: string): ValueType {
  if (text !== 'i32' && text !== 'f64') throw new Error(`no type: ${text}`);
  return text;
}

/** Reads `(i32 f64 -> i32)`, with or without names before the types. */
function readType(text: string): { type: FunctionType; names: string[] } {
  const [left, right] = text.replace(/[()]/g, '').split('->').map((side) => side.trim().split(/\s+/).filter((word) => word !== ''));
  const parts = left.map((word) => (word.includes(':') ? word.split(':') : ['', word]));
  const params = parts.map((part) => valueType(part[1]));
  return { type: right === undefined ? { params } : { params, result: valueType(right[0]) }, names: parts.map((part) => part[0]) };
}

/** Reads `name (a:i32 -> i32) local:f64`. */
function readHead(text: string): Head {
  const [, name, parentheses, rest] = /^(\S+)\s*(\([^)]*\))?\s*(.*)$/.exec(text) ?? ['', text, '()', ''];
  const { type, names } = readType(parentheses ?? '()');
  const locals = rest.split(/\s+/).filter((word) => word !== '').map((word) => word.split(':'));
  return { name, type, names: [...names, ...locals.map((local) => local[0])], locals: locals.map((local) => valueType(local[1])) };
}

const TOKEN = /\[[^\]]*\]|\([^)]*\)|[^\s[(]+/g;

class Builder {
  readonly types: FunctionType[] = [];
  readonly integers: number[] = [];
  readonly floats: number[] = [];
  readonly code: number[] = [];
  readonly functions: ImageFunction[] = [];
  readonly heads: readonly Head[];
  private tokens: string[] = [];
  private at = 0;
  private labels = new Map<string, number>();
  private fixes: { word: number; label: string; op: Op }[] = [];

  constructor(private readonly text: ImageText) {
    this.heads = Object.keys(text.functions).map(readHead);
    Object.values(text.functions).forEach((code, i) => this.function(this.heads[i], code));
  }

  indexOf(name: string): number {
    const index = this.heads.findIndex((head) => head.name === name);
    if (index < 0) throw new Error(`no function ${name}`);
    return index;
  }

  private type(type: FunctionType): number {
    const known = this.types.findIndex((other) => sameType(other, type));
    return known >= 0 ? known : this.types.push(type) - 1;
  }

  private function(head: Head, code: string): void {
    const start = this.code.length;
    this.tokens = code.match(TOKEN) ?? [];
    this.labels = new Map();
    this.fixes = [];
    for (this.at = 0; this.at < this.tokens.length;) this.word(head, this.tokens[this.at++]);
    for (const { word, label, op } of this.fixes) this.code[word] = encode(op, this.target(label));
    const { operands = 64 } = this.text;
    this.functions.push({ type: this.type(head.type), locals: head.locals, operands, start, length: this.code.length - start });
  }

  private target(label: string): number {
    const address = this.labels.get(label);
    if (address === undefined) throw new Error(`no label ${label}`);
    return address;
  }

  private word(head: Head, token: string): void {
    const instruction = mnemonics.get(token);
    if (token.endsWith(':')) this.labels.set(token.slice(0, -1), this.code.length);
    else if (instruction !== undefined) this.instruction(head, instruction);
    else if (this.heads.some((other) => other.name === token)) this.emit(Op.call, this.indexOf(token));
    else this.push(token);
  }

  private emit(op: Op, operand = 0): void {
    this.code.push(encode(op, operand));
  }

  private push(token: string): void {
    const value = this.number(token);
    if (/^-?(\d[\d_]*)?\.|^-?\d.*e|^-?inf$|^nan$/.test(token) && !token.startsWith('0x')) this.emit(Op.push_f64, this.float(value));
    else if (value >= SMALL_MIN && value <= SMALL_MAX) this.emit(Op.push, value);
    else this.emit(Op.push_i32, this.integer(value));
  }

  private number(token: string): number {
    const known = this.text.constants?.[token] ?? predefined.get(token);
    if (known !== undefined) return known;
    if (token === 'nan') return NaN;
    const value = Number(token.replace('inf', 'Infinity').replace(/_/g, ''));
    if (value !== value) throw new Error(`neither instruction nor number: ${token}`);
    return value;
  }

  private integer(value: number): number {
    const known = this.integers.indexOf(value | 0);
    return known >= 0 ? known : this.integers.push(value | 0) - 1;
  }

  private float(value: number): number {
    const known = this.floats.findIndex((other) => Object.is(other, value));
    return known >= 0 ? known : this.floats.push(value) - 1;
  }

  private label(op: Op, label: string): void {
    this.fixes.push({ word: this.code.length, label, op });
    this.emit(op);
  }

  private next(): string {
    return this.tokens[this.at++] ?? '';
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private instruction(head: Head, instruction: Instruction): void {
    const { code, operand } = instruction;
    switch (operand) {
      case 'none': return this.emit(code);
      case 'small': return this.emit(code, this.number(this.next()));
      case 'integer': return this.emit(code, this.integer(this.number(this.next())));
      case 'float': return this.emit(code, this.float(this.number(this.next())));
      case 'local': return this.emit(code, this.local(head, this.next()));
      case 'code': return this.label(code, this.next());
      case 'cases': return this.cases(this.next());
      case 'function': return this.emit(code, this.indexOf(this.next()));
      case 'type': return this.emit(code, this.type(readType(this.next()).type));
      case 'offset': return this.emit(code, this.peek().startsWith('+') ? Number(this.next()) : 0);
      case 'sys': return this.emit(code, this.sys(this.next()));
    }
  }

  private local(head: Head, name: string): number {
    const index = head.names.indexOf(name);
    if (index < 0) throw new Error(`no local ${name} in ${head.name}`);
    return index;
  }

  private cases(brackets: string): void {
    const labels = brackets.slice(1, -1).trim().split(/\s+/);
    this.emit(Op.switch_, labels.length - 1);
    for (const label of labels) this.label(Op.case_, label);
  }

  private sys(name: string): number {
    const call = (CALLS as Readonly<Record<string, { code: number; type: FunctionType }>>)[name];
    if (call !== undefined) return encodeSys(call.code, call.type);
    return encodeSys(this.number(name), this.peek().startsWith('(') ? readType(this.next()).type : { params: [] });
  }
}

/** The image that the text describes. It throws where the text makes no sense, but leaves verification to the verifier. */
export function build(text: ImageText): Image {
  const builder = new Builder(text);
  const { types, functions } = builder;
  return {
    window: text.window === 'all' ? undefined : text.window ?? 65_536,
    entry: 0, types, functions,
    code: Int32Array.from(builder.code),
    integers: Int32Array.from(builder.integers),
    floats: Float64Array.from(builder.floats),
    table: Int32Array.from(text.table ?? [], (name) => builder.indexOf(name)),
    segments: Object.entries(text.data ?? {}).map(([address, bytes]) => ({ address: Number(address), bytes })),
    exports: text.exports ?? [],
  };
}

/** The image of one function without parameters. */
export function main(code: string, more: Omit<ImageText, 'functions'> = {}): Image {
  return build({ ...more, functions: { 'main () i:i32 j:i32 k:i32 x:f64': code } });
}

/** The bytes of an image as a program finds them in its data. */
export function bytesOfImage(text: ImageText): Uint8Array {
  return encodeStripped(build(text));
}
