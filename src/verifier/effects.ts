// What instructions do to the operand stack, in arrays by opcode: the walk looks them up for every word.
import { effectOf } from '../isa/encoding';
import { INSTRUCTIONS, type Flow } from '../isa/instructions';
import { codeOf } from './stack-states';

/** Where the program goes on, as a number. */
export const enum Way { next, jump, branch, switch_, end }

const WAYS: Readonly<Record<Flow, Way>> = { next: Way.next, jump: Way.jump, branch: Way.branch, switch: Way.switch_, end: Way.end };

export const ways = new Uint8Array(256);
/** How many values an instruction pops, where that does not depend on its operand. */
export const popCounts = new Uint8Array(256);
/** 1: neither the operand nor the types on the stack make a difference. */
export const isFixed = new Uint8Array(256);
/** The types that such an instruction pops, as bits (the lowest is that of the top), and the type that it pushes, or -1. */
export const popTypes = new Uint8Array(256);
export const pushTypes = new Int8Array(256).fill(-1);

function isType(name: string): name is 'i32' | 'f64' {
  return name === 'i32' || name === 'f64';
}

for (const { code, flow } of Object.values(INSTRUCTIONS)) {
  ways[code] = WAYS[flow];
  const effect = effectOf(code);
  if (effect === undefined) continue;
  popCounts[code] = effect.pops.length;
  if (!effect.pops.every(isType) || !effect.pushes.every(isType)) continue;
  isFixed[code] = 1;
  for (const type of effect.pops) popTypes[code] = (popTypes[code] << 1) | codeOf(type);
  for (const type of effect.pushes) pushTypes[code] = codeOf(type);
}
