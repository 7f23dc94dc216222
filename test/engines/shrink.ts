// Makes a failing sample small while it still fails: less of a run, less of an observer, less code. Every step of it is
// tried on the whole sample, so what is left fails for whatever reason; the order of attempts is always the same.
import { encode, opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import type { Image } from '../../src/image/image';
import { analyze } from '../../src/verifier/verify';
import type { Layer } from '../witness/generate';
import { compact, flatten, replaceWord, tightened, withoutFunction } from './edit';
import type { Piece, Sample } from './sample';

/** Whether a sample fails. */
export type Fails = (sample: Sample) => boolean;

const ATTEMPTS_MAX = 4000;
/** Steps of a run up to which it is tried how many fewer a smaller program needs. */
const STEPS_TRIED_MAX = 400;

class Shrinker {
  private attempts = 0;

  constructor(private sample: Sample, private readonly fails: Fails) {}

  run(): Sample {
    for (let changed = true; changed && this.attempts < ATTEMPTS_MAX;) {
      changed = this.shrinkRun();
      changed = this.shrinkOptions() || changed;
      changed = this.shrinkLayers() || changed;
    }
    return this.sample;
  }

  /** Takes the change where the sample still fails with it. */
  private take(change: Partial<Sample>): boolean {
    if (this.attempts++ >= ATTEMPTS_MAX) return false;
    const changed = { ...this.sample, ...change };
    if (!this.fails(changed)) return false;
    this.sample = changed;
    return true;
  }

  private shrinkRun(): boolean {
    let changed = false;
    for (let count = 1; count < this.sample.pieces.length; count++) {
      if (this.take({ pieces: this.sample.pieces.slice(0, count) })) changed = true;
    }
    for (let i = this.sample.pieces.length - 1; i >= 0; i--) {
      changed = this.merge(i) || changed;
      changed = this.shrinkPiece(i) || changed;
    }
    for (const name of this.sample.properties) {
      changed = this.take({ properties: this.sample.properties.filter((other) => other !== name) }) || changed;
    }
    return changed;
  }

  /** Makes one of a piece and the next. */
  private merge(index: number): boolean {
    const { pieces } = this.sample;
    if (index + 1 >= pieces.length) return false;
    const merged = { ...pieces[index], steps: pieces[index].steps + pieces[index + 1].steps };
    return this.take({ pieces: [...pieces.slice(0, index), merged, ...pieces.slice(index + 2)] });
  }

  private shrinkPiece(index: number): boolean {
    let changed = false;
    const become = (change: Partial<Piece>): boolean => {
      const { pieces } = this.sample;
      const taken = this.take({ pieces: pieces.map((piece, i) => (i === index ? { ...piece, ...change } : piece)) });
      changed ||= taken;
      return taken;
    };
    const piece = (): Piece => this.sample.pieces[index];
    if (index >= this.sample.pieces.length) return false;
    if (piece().stops.length > 0) become({ stops: [] });
    for (let i = piece().stops.length - 1; i >= 0; i--) become({ stops: piece().stops.filter((_, at) => at !== i) });
    if (piece().causes !== 0) become({ causes: 0 });
    if (piece().entries) become({ entries: false });
    if (piece().settle) become({ settle: false });
    if (piece().work < 1e9) become({ work: 1e9 });
    for (let less = piece().steps >> 1; less > 0; less >>= 1) {
      while (piece().steps > less && become({ steps: piece().steps - less }));
    }
    return changed;
  }

  private shrinkOptions(): boolean {
    const { options } = this.sample;
    const changes: Partial<Sample['options']>[] = [
      ...(options.input.length > 1 ? [{ input: [{ step: 0, bytes: undefined }] }] : []),
      ...(options.disk.length > 0 ? [{ disk: new Uint8Array(0) }] : []),
      ...(options.leaky ? [{ leaky: false }] : []),
    ];
    return changes.map((change) => this.take({ options: { ...this.sample.options, ...change } })).includes(true);
  }

  /** Takes the `nop`s out of a program. What fails at a certain count then fails at a lower one, if it still does. */
  private shorten(path: readonly number[]): boolean {
    const { image } = layerAt(this.sample.layer, path);
    const changed = compact(image, analyze(image), true);
    if (changed === undefined || analyze(changed).problems.length > 0) return false;
    const layer = replaced(this.sample.layer, path, (each) => ({ ...each, image: tightened(changed) }));
    if (this.take({ layer })) return true;
    const [first, ...rest] = this.sample.pieces;
    if (first.steps > STEPS_TRIED_MAX) return false;
    for (let steps = first.steps - 1; steps > 0; steps--) if (this.take({ layer, pieces: [{ ...first, steps }, ...rest] })) return true;
    return false;
  }

  private shrinkLayers(): boolean {
    let changed = false;
    for (const path of pathsOf(this.sample.layer)) changed = this.shrinkLayer(path) || changed;
    return changed;
  }

  private shrinkLayer(path: readonly number[]): boolean {
    const image = (): Image => layerAt(this.sample.layer, path).image;
    const become = (changed: Image | undefined): boolean => {
      if (changed === undefined || analyze(changed).problems.length > 0) return false;
      return this.take({ layer: replaced(this.sample.layer, path, (layer) => ({ ...layer, image: tightened(changed) })) });
    };
    let changed = false;
    const shrinkers = [withoutData, withoutChunks, withoutWords, withoutDead, withoutFunctions];
    for (const shrinker of shrinkers) changed = shrinker(image, become) || changed;
    changed = this.shorten(path) || changed;
    const { children } = layerAt(this.sample.layer, path);
    if (children.length > 0) {
      changed = this.take({ layer: replaced(this.sample.layer, path, (layer) => ({ ...layer, children: [] })) }) || changed;
    }
    return changed;
  }
}

type Become = (image: Image | undefined) => boolean;

function withoutData(image: () => Image, become: Become): boolean {
  if (image().segments.length === 0) return false;
  return become({ ...image(), segments: [] });
}

/** Pieces of code, large ones first, become as little as leaves the same stack. */
function withoutChunks(image: () => Image, become: Become): boolean {
  let changed = false;
  for (let index = 0; index < image().functions.length; index++) {
    const { start, length } = image().functions[index];
    for (let size = length; size >= 1; size >>= 1) {
      for (let from = start; from < start + length; from += size) {
        const to = Math.min(from + size, start + length - 1);
        if (from < to && become(flatten(image(), analyze(image()), from, to))) changed = true;
      }
    }
  }
  return changed;
}

/** Single words become simpler ones. */
function withoutWords(image: () => Image, become: Become): boolean {
  let changed = false;
  for (let address = 0; address < image().code.length; address++) {
    for (const word of simpler(image().code[address])) {
      if (!become(replaceWord(image(), address, word))) continue;
      changed = true;
      break;
    }
  }
  return changed;
}

function simpler(word: number): number[] {
  const op = opcodeOf(word), operand = word >> 8;
  switch (op) {
    case Op.nop: case Op.case_: case Op.unreachable: case Op.ret: return [];
    case Op.jumpz: case Op.jumpnz: return [encode(Op.drop)];
    case Op.push: return operand === 0 ? [] : [0, 1, 2, operand >> 1, operand - 1].filter((value) => Math.abs(value) < Math.abs(operand))
      .map((value) => encode(Op.push, value));
    case Op.push_i32: return [encode(Op.push, 0), encode(Op.push, 1)];
    default: return [encode(Op.unreachable), encode(Op.nop)];
  }
}

function withoutDead(image: () => Image, become: Become): boolean {
  return become(compact(image(), analyze(image()), false));
}

function withoutFunctions(image: () => Image, become: Become): boolean {
  let changed = false;
  while (image().table.length > 0 && become({ ...image(), table: image().table.slice(0, -1) })) changed = true;
  for (let index = image().functions.length - 1; index > 0; index--) changed = become(withoutFunction(image(), index)) || changed;
  return changed;
}

/** Where the layers of a program are, innermost last: numbers of children. */
export function pathsOf(layer: Layer): number[][] {
  return [[], ...layer.children.flatMap((child, i) => pathsOf(child.layer).map((path) => [i, ...path]))];
}

export function layerAt(layer: Layer, path: readonly number[]): Layer {
  return path.reduce((at, index) => at.children[index].layer, layer);
}

function replaced(layer: Layer, path: readonly number[], change: (layer: Layer) => Layer): Layer {
  if (path.length === 0) return change(layer);
  const [first, ...rest] = path;
  const children = layer.children.map((child, i) => (i === first ? { ...child, layer: replaced(child.layer, rest, change) } : child));
  return { ...layer, children };
}

/** A smaller sample that fails, too. */
export function shrink(sample: Sample, fails: Fails): Sample {
  return new Shrinker(sample, fails).run();
}
