// The first half of verification: every word is an instruction whose operand names something that exists. It does not
// ask whether the word can be reached.
import { OPERAND_MAX, decodeSys, opcodeOf, operandOf } from '../isa/encoding';
import { INSTRUCTIONS, instructionOf, Op, type Instruction, type OperandKind } from '../isa/instructions';
import { NO_FUNCTION, type Image, type ImageFunction } from '../image/image';
import type { Report } from './problem';

/** Operand kinds as numbers; 0: no instruction. */
const KINDS: readonly OperandKind[] = ['none', 'small', 'integer', 'float', 'local', 'function', 'type', 'offset', 'code', 'cases', 'sys'];
const LOCAL = KINDS.indexOf('local') + 1;
const kinds = new Uint8Array(256);
for (const row of Object.values(INSTRUCTIONS)) kinds[row.code] = KINDS.indexOf(row.operand) + 1;

/** Tests the words of an image, function by function. */
export class OperandCheck {
  private fn: ImageFunction = NO_FUNCTION;
  /** For each kind the greatest operand that is good whatever else there is; -1 where the word has to be looked at. */
  private readonly most = new Int32Array(KINDS.length + 1).fill(-1);

  constructor(private readonly image: Image, private readonly report: Report) {
    KINDS.forEach((kind, i) => { this.most[i + 1] = this.operandMax(kind); });
  }

  /** Goes on with another function. */
  begin(fn: ImageFunction): void {
    this.fn = fn;
    this.most[LOCAL] = this.image.types[fn.type].params.length + fn.locals.length - 1;
  }

  private operandMax(kind: OperandKind): number {
    const { image } = this;
    switch (kind) {
      case 'none': return 0;
      case 'integer': return image.integers.length - 1;
      case 'float': return image.floats.length - 1;
      case 'function': return image.functions.length - 1;
      case 'type': return image.types.length - 1;
      case 'small': case 'offset': return OPERAND_MAX;
      default: return -1;
    }
  }

  /** Tests the words `from` to `to` (not included) of the function. */
  check(from: number, to: number): void {
    const { most, image: { code } } = this;
    for (let address = from; address < to; address++) {
      const word = code[address];
      if (word >>> 8 > most[kinds[word & 0xff]]) this.look(address, word);
    }
  }

  private look(address: number, word: number): void {
    const instruction = instructionOf(opcodeOf(word));
    if (instruction === undefined) this.report('opcode', address, { opcode: opcodeOf(word) });
    else this.lookAtOperand(address, instruction, operandOf(word, instruction));
  }

  private lookAtOperand(address: number, { code, mnemonic, operand: kind }: Instruction, operand: number): void {
    if (kind === 'code') this.checkTarget(address, mnemonic, operand);
    if (code === Op.switch_) this.checkCases(address, operand);
    else if (code === Op.case_) this.checkCase(address);
    else if (kind !== 'code' && (kind !== 'sys' || decodeSys(operand) === undefined)) this.report('operand', address, { mnemonic, operand });
  }

  private checkTarget(address: number, mnemonic: string, target: number): void {
    const { fn, image } = this;
    const inside = target >= fn.start && target < fn.start + fn.length;
    if (!inside || opcodeOf(image.code[target]) === Op.case_) this.report('target', address, { mnemonic, target });
  }

  private checkCases(address: number, count: number): void {
    const { fn, image } = this;
    const last = address + count + 1;
    if (last >= fn.start + fn.length) return this.report('cases', address, {});
    for (let at = address + 1; at <= last; at++) {
      if (opcodeOf(image.code[at]) !== Op.case_) return this.report('cases', at, {});
    }
  }

  /** A `case` must have another `case` or the `switch` that counts it in front of it. */
  private checkCase(address: number): void {
    const { fn, image: { code } } = this;
    if (address === fn.start) return this.report('cases', address, {});
    const before = opcodeOf(code[address - 1]);
    if (before !== Op.case_ && before !== Op.switch_) return this.report('cases', address, {});
    const next = address + 1;
    if (next < fn.start + fn.length && opcodeOf(code[next]) === Op.case_) return;
    let first = address;
    while (first > fn.start && opcodeOf(code[first]) === Op.case_) first--;
    if (opcodeOf(code[first]) !== Op.switch_ || code[first] >>> 8 !== address - first - 1) this.report('cases', address, {});
  }
}
