// Small changes of images for shrinking. Each gives another image, or undefined where there is nothing to change; whether
// the image still verifies is for whoever asks to test.
import { encode, opcodeOf } from '../../src/isa/encoding';
import { instructionOf, Op } from '../../src/isa/instructions';
import type { ValueType } from '../../src/isa/types';
import type { Image, ImageFunction } from '../../src/image/image';
import { UNREACHED } from '../../src/verifier/flow';
import { analyze, type Analysis } from '../../src/verifier/verify';

/** Words that make one operand stack of another: drops what differs, pushes zeros. Places 0 of the pools must be there. */
function adapter(from: readonly ValueType[], to: readonly ValueType[]): number[] {
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  const drops = Array.from({ length: from.length - same }, () => encode(Op.drop));
  return [...drops, ...to.slice(same).map((type) => encode(type === 'f64' ? Op.push_f64 : Op.push))];
}

/** The words `from` to `to` (not included) replaced by the least that leaves the same stack; the rest are `nop`s. */
export function flatten(image: Image, analysis: Analysis, from: number, to: number): Image | undefined {
  const { states, stateAt } = analysis;
  if (stateAt[from] === UNREACHED || stateAt[to] === UNREACHED) return undefined;
  const words = adapter(states.types(stateAt[from]), states.types(stateAt[to]));
  if (words.length > to - from) return undefined;
  const code = image.code.slice();
  code.fill(encode(Op.nop), from, to);
  code.set(words, to - words.length);
  return sameWords(code, image.code) ? undefined : { ...image, code };
}

/** The word replaced by another. */
export function replaceWord(image: Image, address: number, word: number): Image | undefined {
  if (image.code[address] === word) return undefined;
  const code = image.code.slice();
  code[address] = word;
  return { ...image, code };
}

function sameWords(a: Int32Array, b: Int32Array): boolean {
  return a.every((word, i) => word === b[i]);
}

/** All words that nothing reaches taken out, and where it is asked for all `nop`s; code that went there goes to what comes next. */
export function compact(image: Image, analysis: Analysis, nops: boolean): Image | undefined {
  const keep = Array.from(image.code, (word, i) => (nops ? opcodeOf(word) !== Op.nop : true) && analysis.stateAt[i] !== UNREACHED);
  keepSwitches(image, keep);
  for (const { start, length } of image.functions) if (!keep.slice(start, start + length).includes(true)) keep[start] = true;
  return keep.includes(false) ? without(image, keep) : undefined;
}

/** The cases of a switch that goes go with it. */
function keepSwitches(image: Image, keep: boolean[]): void {
  let kept = true;
  image.code.forEach((word, i) => {
    if (opcodeOf(word) === Op.case_) keep[i] = kept;
    else kept = keep[i];
  });
}

/** The image without the words that are not to be kept. */
function without(image: Image, keep: readonly boolean[]): Image {
  const places = new Int32Array(keep.length + 1);
  for (let i = 0; i < keep.length; i++) places[i + 1] = places[i] + (keep[i] ? 1 : 0);
  const code = image.code.filter((_, i) => keep[i]).map((word) => {
    return instructionOf(opcodeOf(word))?.operand === 'code' ? encode(opcodeOf(word), places[word >>> 8]) : word;
  });
  const functions = image.functions.map((fn): ImageFunction => {
    const start = places[fn.start];
    return { ...fn, start, length: places[fn.start + fn.length] - start };
  });
  return { ...image, code, functions };
}

/** The image without a function that nobody names; undefined where somebody does. */
export function withoutFunction(image: Image, index: number): Image | undefined {
  const { start, length } = image.functions[index];
  const named = [...image.table].includes(index) || image.entry === index
    || image.code.some((word, i) => opcodeOf(word) === Op.call && word >>> 8 === index && (i < start || i >= start + length));
  if (named) return undefined;
  const rest = without(image, Array.from(image.code, (_, i) => i < start || i >= start + length));
  const renumbered = (number: number): number => (number > index ? number - 1 : number);
  return {
    ...rest, functions: rest.functions.filter((_, i) => i !== index), table: rest.table.map(renumbered), entry: renumbered(rest.entry),
    code: rest.code.map((word) => (opcodeOf(word) === Op.call ? encode(Op.call, renumbered(word >>> 8)) : word)),
  };
}

/** The image with the depths of operands that it really needs. */
export function tightened(image: Image): Image {
  const { deepest, problems } = analyze(image);
  return problems.length > 0 ? image : { ...image, functions: image.functions.map((fn, i) => ({ ...fn, operands: deepest[i] })) };
}
