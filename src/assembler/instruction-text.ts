// One instruction of an image as text, as the assembler would take it.
import type { DebugInfo } from '../image/debug';
import type { Image, LoadedImage } from '../image/image';
import { decodeSys, opcodeOf, operandOf } from '../isa/encoding';
import { instructionOf, Op, type Instruction } from '../isa/instructions';
import { typeText } from '../isa/types';
import { callName, ImageNames, isWholeSwitch } from './image-names';

/** An f64 as the language writes it. */
export function floatText(value: number): string {
  if (value !== value) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Writes the instructions of one image. */
export class InstructionPrinter {
  readonly names: ImageNames;

  constructor(private readonly image: Image, debug: DebugInfo | undefined) {
    this.names = new ImageNames(image, debug);
  }

  /** The instruction at an address of code: `get i`, `jump loop`; a `case` word says where it leads. */
  text(address: number): string {
    const word = this.image.code[address], instruction = instructionOf(opcodeOf(word));
    if (instruction === undefined) return `image.word ${word}`;
    const operand = this.operand(address, instruction, operandOf(word, instruction));
    return operand === undefined ? `image.word ${word}` : `${instruction.mnemonic}${operand === '' ? '' : ' '}${operand}`;
  }

  /** The operand as text; undefined where it means nothing. */
  private operand(address: number, instruction: Instruction, operand: number): string | undefined {
    const { image, names } = this;
    switch (instruction.operand) {
      case 'none': return operand === 0 ? '' : undefined;
      case 'small': return String(operand);
      case 'integer': return image.integers[operand]?.toString();
      case 'float': return operand < image.floats.length ? floatText(image.floats[operand]) : undefined;
      case 'local': return names.of(names.functionAt(address)).locals[operand];
      case 'code': return names.of(names.functionAt(address)).labels.get(operand)?.[0];
      case 'cases': return this.cases(address);
      case 'function': return names.functions[operand];
      case 'type': return operand < image.types.length ? typeText(image.types[operand]) : undefined;
      case 'offset': return operand === 0 ? '' : `+${operand}`;
      case 'sys': return sysText(operand);
    }
  }

  private cases(address: number): string | undefined {
    const { image, names } = this;
    const index = names.functionAt(address), { start, length } = image.functions[index];
    if (!isWholeSwitch(image, address, start + length)) return undefined;
    const count = (image.code[address] >>> 8) + 1;
    const { labels } = names.of(index);
    return `[${Array.from({ length: count }, (_, i) => labels.get(image.code[address + 1 + i] >>> 8)?.[0] ?? '?').join(' ')}]`;
  }
}

function sysText(operand: number): string | undefined {
  const name = callName(operand), sys = decodeSys(operand);
  return name ?? (sys && `${sys.number} ${typeText(sys.type)}`);
}

/** Words that a switch takes together with its cases, for those who walk over code; 1 for all else. */
export function wordsOf(image: Image, address: number, limit: number): number {
  return opcodeOf(image.code[address]) === Op.switch_ && isWholeSwitch(image, address, limit) ? (image.code[address] >>> 8) + 2 : 1;
}

const printers = new WeakMap<Image, InstructionPrinter>();

/** The instruction at an address of an image's code, with the names of the image's own debug information. */
export function instructionText(image: LoadedImage, address: number): string {
  let printer = printers.get(image);
  if (printer === undefined) {
    printer = new InstructionPrinter(image, image.debug.get(image.identity));
    printers.set(image, printer);
  }
  return printer.text(address);
}
