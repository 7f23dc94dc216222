// The first half of verification: every word is an instruction whose operand names something that exists. It does not
// ask whether the word can be reached.
import { decodeSys, opcodeOf, operandOf } from '../isa/encoding';
import { instructionOf, Op, type Instruction } from '../isa/instructions';
import type { Image, ImageFunction } from '../image/image';
import type { Report } from './problem';

/** Tests the words `from` to `to` (not included) of a function. */
export function checkWords(image: Image, fn: ImageFunction, from: number, to: number, report: Report): void {
  for (let address = from; address < to; address++) {
    const word = image.code[address];
    const instruction = instructionOf(opcodeOf(word));
    if (instruction === undefined) report('opcode', address, { opcode: opcodeOf(word) });
    else checkOperand(image, fn, address, instruction, operandOf(word, instruction), report);
  }
}

function checkOperand(image: Image, fn: ImageFunction, address: number, instruction: Instruction, operand: number, report: Report): void {
  const { mnemonic } = instruction;
  if (instruction.operand === 'code') checkTarget(image, fn, address, mnemonic, operand, report);
  if (instruction.code === Op.switch_) checkCases(image, fn, address, operand, report);
  else if (instruction.code === Op.case_) checkCase(image, fn, address, report);
  else if (operand > operandMax(image, fn, instruction, operand)) report('operand', address, { mnemonic, operand });
}

/** The greatest operand that an instruction may have, -1 for none at all. */
function operandMax(image: Image, fn: ImageFunction, instruction: Instruction, operand: number): number {
  switch (instruction.operand) {
    case 'none': return 0;
    case 'integer': return image.integers.length - 1;
    case 'float': return image.floats.length - 1;
    case 'local': return image.types[fn.type].params.length + fn.locals.length - 1;
    case 'function': return image.functions.length - 1;
    case 'type': return image.types.length - 1;
    case 'sys': return decodeSys(operand) === undefined ? -1 : operand;
    default: return operand;
  }
}

function checkTarget(image: Image, fn: ImageFunction, address: number, mnemonic: string, target: number, report: Report): void {
  const inside = target >= fn.start && target < fn.start + fn.length;
  if (!inside || opcodeOf(image.code[target]) === Op.case_) report('target', address, { mnemonic, target });
}

function checkCases(image: Image, fn: ImageFunction, address: number, count: number, report: Report): void {
  const last = address + count + 1;
  if (last >= fn.start + fn.length) return report('cases', address, {});
  for (let at = address + 1; at <= last; at++) {
    if (opcodeOf(image.code[at]) !== Op.case_) return report('cases', at, {});
  }
}

/** A `case` must have another `case` or the `switch` that counts it in front of it. */
function checkCase(image: Image, fn: ImageFunction, address: number, report: Report): void {
  if (address === fn.start) return report('cases', address, {});
  const before = opcodeOf(image.code[address - 1]);
  if (before !== Op.case_ && before !== Op.switch_) return report('cases', address, {});
  const next = address + 1;
  if (next < fn.start + fn.length && opcodeOf(image.code[next]) === Op.case_) return;
  let first = address;
  while (first > fn.start && opcodeOf(image.code[first]) === Op.case_) first--;
  if (opcodeOf(image.code[first]) !== Op.switch_ || image.code[first] >>> 8 !== address - first - 1) report('cases', address, {});
}
