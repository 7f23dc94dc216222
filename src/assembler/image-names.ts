// Names for the parts of an image: those of its debug information where they are good names in the language, made up
// otherwise. They are all different, so that a disassembly can be assembled.
import type { DebugInfo, FunctionNames } from '../image/debug';
import type { Image } from '../image/image';
import { operandOf, opcodeOf, decodeSys } from '../isa/encoding';
import { CALLS } from '../isa/firmware';
import { instructionOf, Op } from '../isa/instructions';
import { sameType } from '../isa/types';
import { BUILTIN_FAMILIES } from './builtins';
import { Block } from './syntax/block';
import { Lexer } from './syntax/lexer';
import { Token } from './syntax/tokens';

/** The most bytes of a name; see NAME_BYTES_MAX, in the longest that UTF-8 can be. */
const NAME_UNITS_MAX = 340;

/** Whether a text can be a name in a program: one word without a dot and without a meaning of its own. */
export function isName(text: string): boolean {
  if (text.length === 0 || text.length > NAME_UNITS_MAX || text.includes('.') || BUILTIN_FAMILIES.has(text)) return false;
  const block = new Block(4, 0);
  new Lexer(text, 0, block).more(2);
  return block.tokenCount === 2 && block.tokenKinds[0] === Token.word && block.tokenStarts[0] === 0 && block.tokenEnds[0] === text.length;
}

/** Hands out names, none twice. */
export class NameGiver {
  private readonly taken = new Set<string>();

  /** `wanted` where it can be had, else `fallback`, made longer until it is free and means nothing else (`f64`). */
  give(wanted: string | undefined, fallback: string): string {
    let name = wanted !== undefined && isName(wanted) && !this.taken.has(wanted) ? wanted : fallback;
    while (this.taken.has(name) || !isName(name)) name += '_';
    this.taken.add(name);
    return name;
  }
}

/** Names of what one function has. */
interface LocalNames {
  readonly locals: readonly string[];
  /** By address of code; several at one address keep their order. */
  readonly labels: ReadonlyMap<number, readonly string[]>;
}

/** The names of one image. */
export class ImageNames {
  readonly functions: readonly string[];
  /** What names are left for data. */
  readonly others = new NameGiver();
  private lastFunction = -1;
  private lastNames: LocalNames | undefined;

  constructor(private readonly image: Image, private readonly debug: DebugInfo | undefined) {
    this.functions = image.functions.map((_, i) => this.others.give(debug?.functions[i]?.name, `f${i}`));
  }

  /** The function that an address of code belongs to. */
  functionAt(address: number): number {
    const { functions } = this.image;
    let low = 0, high = functions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (functions[middle].start <= address) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Names of a function's locals and labels; the last function asked for is remembered. */
  of(index: number): LocalNames {
    if (this.lastNames === undefined || this.lastFunction !== index) {
      this.lastNames = localNames(this.image, index, this.debug?.functions[index]);
      this.lastFunction = index;
    }
    return this.lastNames;
  }
}

function localNames(image: Image, index: number, debug: FunctionNames | undefined): LocalNames {
  const fn = image.functions[index], params = image.types[fn.type].params.length;
  const giver = new NameGiver();
  const locals = Array.from({ length: params + fn.locals.length }, (_, i) => giver.give(debug?.locals[i], i < params ? `p${i}` : `l${i}`));
  return { locals, labels: labels(image, index, debug) };
}

function labels(image: Image, index: number, debug: FunctionNames | undefined): Map<number, string[]> {
  const { start, length } = image.functions[index];
  const giver = new NameGiver(), found = new Map<number, string[]>();
  for (const { name, address } of debug?.labels ?? []) {
    if (address < start || address > start + length || !isName(name)) continue;
    const given = giver.give(name, name), known = found.get(address);
    if (known === undefined) found.set(address, [given]);
    else known.push(given);
  }
  for (let address = start; address < start + length; address++) {
    const word = image.code[address], instruction = instructionOf(opcodeOf(word));
    if (instruction?.operand !== 'code') continue;
    const target = operandOf(word, instruction);
    if (!found.has(target)) found.set(target, [giver.give(undefined, `L${target}`)]);
  }
  return found;
}

/** The name of the firmware's call with the number and type of a `sys` operand, if it has one. */
export function callName(operand: number): string | undefined {
  const sys = decodeSys(operand);
  if (sys === undefined) return undefined;
  for (const [name, row] of Object.entries(CALLS)) if (row.code === sys.number && sameType(row.type, sys.type)) return name;
  return undefined;
}

/** Whether a word is a `switch` that all its `case` words follow inside its function. */
export function isWholeSwitch(image: Image, address: number, limit: number): boolean {
  const count = (image.code[address] >>> 8) + 1;
  if (opcodeOf(image.code[address]) !== Op.switch_ || address + count >= limit) return false;
  for (let at = address + 1; at <= address + count; at++) if (opcodeOf(image.code[at]) !== Op.case_) return false;
  return true;
}
