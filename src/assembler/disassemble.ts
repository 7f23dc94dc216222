// An image as a program that assembles to the same image. What the assembler would choose by itself is left out; where
// an image chose otherwise (the order of its types, its pools, its segments), the exact forms of the language say so.
import type { DebugInfo } from '../image/debug';
import type { LoadedImage } from '../image/image';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { typeText, type FunctionType } from '../isa/types';
import { analyze } from '../verifier/verify';
import { WINDOW_DEFAULT } from './build';
import { DataText } from './disassemble-data';
import { floatText, InstructionPrinter, wordsOf } from './instruction-text';
import { Pools } from './pools';
import { quoted } from './quotes';

/** Labels, locals and table entries on a line. */
const NAMES_A_LINE = 8;

/** The text of an image, with the names of its debug information where it has any. */
export function disassemble(image: LoadedImage): string {
  return disassembleImage(image, image.debug);
}

/** {@link disassemble} for an image whose debug information, and that of what it embeds, is known by identity. */
export function disassembleImage(image: LoadedImage, debug: ReadonlyMap<string, DebugInfo>): string {
  return new Disassembler(image, debug).lines().join('\n') + '\n';
}

class Disassembler {
  private readonly printer: InstructionPrinter;
  private readonly out: string[] = [];
  private readonly pools = new Pools();
  private readonly deepest: Int32Array;

  constructor(private readonly image: LoadedImage, private readonly debug: ReadonlyMap<string, DebugInfo>) {
    this.printer = new InstructionPrinter(image, debug.get(image.identity));
    this.deepest = analyze(image).deepest;
  }

  lines(): string[] {
    const { image, out } = this;
    const { window } = image;
    if (window !== WINDOW_DEFAULT) out.push(`memory ${window ?? 'all'}`);
    this.lists();
    this.tables();
    out.push(...new DataText(image, this.debug, this.printer.names.others, (inner, map) => new Disassembler(inner, map).lines()).lines());
    image.functions.forEach((_, i) => this.func(i));
    return out;
  }

  /** Types and pools, where the assembler would not make the same ones by itself. */
  private lists(): void {
    const { image, out, pools } = this;
    const own = this.ownPools();
    const sameTypes = sameList(own.types.map(typeText), image.types.map(typeText));
    if (!sameTypes) out.push(`image.types ${image.types.map(typeText).join(' ')}`);
    if (!sameList(own.integers, image.integers)) out.push(`image.pool ${[...image.integers].join(', ')}`);
    if (!sameList(own.floats, image.floats)) out.push(`image.pool ${[...image.floats].map(floatText).join(', ')}`);
    image.types.forEach((type: FunctionType) => pools.addType(type));
    image.integers.forEach((value) => pools.addInteger(value));
    image.floats.forEach((value) => pools.addFloat(value));
  }

  /** The lists that the assembler would make for this code. */
  private ownPools(): Pools {
    const { image } = this;
    const own = new Pools();
    for (const fn of image.functions) own.type(image.types[fn.type]);
    for (const word of image.code) {
      const operand = word >>> 8;
      if (opcodeOf(word) === Op.push_i32 && operand < image.integers.length) own.integer(image.integers[operand]);
      if (opcodeOf(word) === Op.push_f64 && operand < image.floats.length) own.float(image.floats[operand]);
      if (opcodeOf(word) === Op.call_table && operand < image.types.length) own.type(image.types[operand]);
    }
    return own;
  }

  private tables(): void {
    const { image, out } = this;
    const { functions } = this.printer.names;
    for (let i = 0; i < image.table.length; i += NAMES_A_LINE) {
      out.push(`table ${[...image.table.subarray(i, i + NAMES_A_LINE)].map((index) => functions[index]).join(', ')}`);
    }
    for (const { name, function: index } of image.exports) {
      out.push(functions[index] === name ? `export ${name}` : `export ${functions[index]} as ${quoted(name)}`);
    }
  }

  private func(index: number): void {
    const { image, out } = this;
    const { start, length, type, operands, locals } = image.functions[index];
    const names = this.printer.names.of(index);
    out.push(...out.length > 0 ? [''] : [], this.header(index, names.locals));
    if (this.pools.type(image.types[type]) !== type) out.push(`  image.type ${type}`);
    if (operands !== this.deepest[index]) out.push(`  image.operands ${operands}`);
    const { params } = image.types[type];
    for (let i = 0; i < locals.length; i += NAMES_A_LINE) {
      const group = locals.slice(i, i + NAMES_A_LINE).map((local, j) => `${names.locals[params.length + i + j]}: ${local}`);
      out.push(`  local ${group.join(', ')}`);
    }
    for (let address = start; address < start + length; address += wordsOf(image, address, start + length)) {
      for (const label of names.labels.get(address) ?? []) out.push(`${label}:`);
      out.push(`  ${this.instruction(address)}`);
    }
    for (const label of names.labels.get(start + length) ?? []) out.push(`${label}:`);
    out.push('end');
  }

  private header(index: number, locals: readonly string[]): string {
    const { image } = this;
    const { params, result } = image.types[image.functions[index].type];
    const list = params.map((type, i) => `${locals[i]}: ${type}`).join(', ');
    const name = this.printer.names.functions[index];
    const parts = [index === image.entry ? 'entry func' : 'func', name];
    if (list !== '') parts.push(`(${list})`);
    if (result !== undefined) parts.push(`-> ${result}`);
    return parts.join(' ');
  }

  /** An instruction, or its word where the assembler would find another entry of a list for the same text. */
  private instruction(address: number): string {
    const { image, pools } = this;
    const word = image.code[address], operand = word >>> 8;
    let again = operand;
    switch (opcodeOf(word)) {
      case Op.push_i32: again = operand < image.integers.length ? pools.integer(image.integers[operand]) : operand; break;
      case Op.push_f64: again = operand < image.floats.length ? pools.float(image.floats[operand]) : operand; break;
      case Op.call_table: again = operand < image.types.length ? pools.type(image.types[operand]) : operand;
    }
    return again === operand ? this.printer.text(address) : `image.word ${word}`;
  }
}

function sameList<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
