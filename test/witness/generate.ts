// Random programs that verify by construction. The same random numbers give the same program.
import type { Random } from '../../src/base/random';
import { sameType, type FunctionType, type ValueType } from '../../src/isa/types';
import type { Image, ImageFunction, Segment } from '../../src/image/image';
import { encodeStripped } from '../../src/image/write';
import { Flow } from './flow';
import { Device, Kernel, type Carried } from './kernel';
import { FLOATS, INTEGERS, type Callee, type Scope } from './writer';

/** A program and the programs that it carries in its data, each as its length and its bytes. */
export interface Layer {
  /** Without the children's bytes. */
  readonly image: Image;
  readonly children: readonly Child[];
}

export interface Child {
  /** Where its length lies in the window, before its bytes. */
  readonly address: number;
  readonly layer: Layer;
}

/** What a program shall be like. */
export interface Wish {
  /** Words of code, about. */
  readonly words: number;
  /** Bytes of the window. */
  readonly window: number;
  readonly risk: number;
  readonly devices: boolean;
  /** Whether it may use privileged instructions, with or without a right to. */
  readonly privileged: boolean;
  readonly irreducible: boolean;
}

/** Data that a program begins with, behind what it carries. */
const DATA_BYTES = 96;
/** Where a kernel's scratch memory ends and the first child begins. */
const CHILDREN = 64;

function someType(random: Random): FunctionType {
  const params = Array.from({ length: random.below(4) }, () => random.pick(['i32', 'f64'] as const));
  const result = random.pick(['i32', 'f64', undefined] as const);
  return result === undefined ? { params } : { params, result };
}

/** The entry's type, that of handlers, some others and some whose first parameter can count. */
function someTypes(random: Random): FunctionType[] {
  const entry: FunctionType = random.below(2) === 0 ? { params: [] } : { params: [], result: 'i32' };
  const counting = someType(random);
  const params: ValueType[] = ['i32', ...counting.params];
  const all = [entry, { params: [] }, someType(random), someType(random), { ...counting, params }];
  return all.filter((type, i) => all.findIndex((other) => sameType(type, other)) === i);
}

function someCallees(random: Random, types: readonly FunctionType[]): Callee[] {
  return Array.from({ length: 1 + random.below(5) }, () => {
    const type = random.below(types.length);
    return { type, recursive: types[type].params[0] === 'i32' && random.below(3) > 0 };
  });
}

/** The words that each of the functions gets; the entry gets more. */
function shares(random: Random, words: number, count: number): number[] {
  const weights = Array.from({ length: count }, (_, i) => 1 + random.below(10) + (i === 0 ? 8 : 0));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.max(3, Math.floor(words * weight / sum)));
}

/** A program as wished; a kernel where it carries others. */
export function generateLayer(random: Random, wish: Wish, below: readonly Layer[] = []): Layer {
  const children: Child[] = [], carried: Carried[] = [];
  let kept = below.length === 0 ? 0 : CHILDREN;
  for (const layer of below) {
    children.push({ address: kept, layer });
    carried.push({ address: kept, window: layer.image.window ?? 0, kernel: layer.children.length > 0 });
    kept += 4 + encodeStripped(assembled(layer)).length;
  }
  const window = wish.window + kept;
  const data = { address: kept, bytes: Uint8Array.from({ length: Math.min(DATA_BYTES, wish.window) }, () => random.below(256)) };
  return { image: { ...code(random, { ...wish, window }, kept, carried), segments: data.bytes.length === 0 ? [] : [data] }, children };
}

function code(random: Random, wish: Wish, kept: number, carried: readonly Carried[]): Image {
  const types = someTypes(random);
  const functions = [{ type: 0, recursive: false }, ...someCallees(random, types)];
  const table = Array.from({ length: 1 + random.below(6) }, () => random.below(functions.length));
  const words: number[] = [];
  const parts = shares(random, wish.words, functions.length);
  const written = functions.map(({ type }, self): ImageFunction => {
    const scope: Scope = { ...wish, types, functions, table, self, start: words.length, kept };
    const locals = Array.from({ length: random.below(5) }, () => random.pick(['i32', 'f64'] as const));
    const writer = self === 0 && carried.length > 0 ? new Kernel(random, scope, locals, carried)
      : wish.privileged ? new Device(random, scope, locals) : new Flow(random, scope, locals);
    writer.write(parts[self]);
    const start = words.length;
    for (const word of writer.code) words.push(word);
    return { type, locals: writer.locals.slice(types[type].params.length), operands: writer.deepest, start, length: writer.code.length };
  });
  return {
    window: wish.window, entry: 0, types, functions: written, code: Int32Array.from(words), integers: Int32Array.from(INTEGERS),
    floats: Float64Array.from(FLOATS), table: Int32Array.from(table), segments: [], exports: [],
  };
}

/** The image of a layer with everything that it carries. */
export function assembled({ image, children }: Layer): Image {
  if (children.length === 0) return image;
  const segments = [...image.segments, ...children.map(({ address, layer }): Segment => {
    const bytes = encodeStripped(assembled(layer));
    const segment = new Uint8Array(4 + bytes.length);
    new DataView(segment.buffer).setUint32(0, bytes.length, true);
    segment.set(bytes, 4);
    return { address, bytes: segment };
  })];
  return { ...image, segments: segments.sort((a, b) => a.address - b.address) };
}

/** A program without privileged instructions that does many dangerous things, in a window of 8,192 bytes. */
export function generate(random: Random): Image {
  return generateLayer(random, {
    words: 40 + random.below(160), window: 8192, risk: 8, devices: false, privileged: false, irreducible: random.below(3) === 0,
  }).image;
}

/** How many words a program has: from 45 to 585, one half of them below 160; a program that is one of several gets more than asked for. */
function someWords(random: Random): number {
  return Math.floor(45 * 13 ** (random.below(1000) / 1000));
}

/** A root alone, or more than one in five times a root above kernels and workers. */
export function generateProgram(random: Random): Layer {
  const words = someWords(random), irreducible = random.below(7) === 0;
  const wish = { words, irreducible, window: someWindow(random), risk: 150, devices: true, privileged: true };
  if (random.below(9) > 1) return generateLayer(random, wish);
  const depth = random.below(4) === 0 ? 2 : 1;
  const part = { ...wish, words: Math.floor(words / (depth + 1)) };
  const child = { ...part, risk: random.pick([6, 20, 60]), devices: false };
  let below = [generateLayer(random, { ...child, window: someWindow(random) })];
  const another = { ...child, words: part.words >> 1, window: someWindow(random) };
  if (depth === 1 && random.below(3) === 0) below.push(generateLayer(random, another));
  if (depth === 2) below = [generateLayer(random, { ...child, risk: 40, window: 4096 + someWindow(random) }, below)];
  return generateLayer(random, { ...part, window: 6000 + someWindow(random) * 2, risk: 80 }, below);
}

/** Bytes of a window, seldom a round number. */
function someWindow(random: Random): number {
  return random.pick([512, 1000 + random.below(100), 2048 + random.below(9), 4096]);
}
