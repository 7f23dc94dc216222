// What names mean at a place of a program: its locals, labels, constants, data and functions, then the machine's own.
import { BUILTIN_CONSTANTS } from '../../assembler/builtins';
import { nearest } from '../../assembler/suggest';
import type { DataLabel } from '../../image/debug';
import type { ValueType } from '../../isa/types';
import type { ProgramInfo } from '../program-info';
import type { Completion } from '../types';

/** Registers that an expression can name. */
export const REGISTERS = {
  pc: 'i32', sp: 'i32', depth: 'i32', frames: 'i32', steps: 'f64', context: 'i32',
} as const satisfies Record<string, ValueType>;

export type Register = keyof typeof REGISTERS;

/** What a name stands for. */
export type Meaning =
  | { readonly kind: 'local'; readonly index: number; readonly type: ValueType }
  | { readonly kind: 'constant'; readonly type: ValueType; readonly value: number }
  | { readonly kind: 'data'; readonly label: DataLabel }
  /** A label or function: a word of code. */
  | { readonly kind: 'code'; readonly address: number }
  | { readonly kind: 'register'; readonly register: Register }
  | { readonly kind: 'watched'; readonly part: WatchedPart; readonly type: ValueType };

/** What the expressions of a data breakpoint know of the access: the value, the one before, which element it is. */
export type WatchedPart = 'value' | 'old' | 'index';

function isRegister(name: string): name is Register {
  return Object.hasOwn(REGISTERS, name);
}

/** The names that can be used in one function of one program. */
export class Scope {
  readonly localTypes: readonly ValueType[];

  /** @param operandTypes of the frame's operands, deepest first */
  constructor(readonly info: ProgramInfo, readonly fn: number, readonly operandTypes: readonly ValueType[]) {
    const { image } = info.program;
    this.localTypes = [...image.types[image.functions[fn].type].params, ...image.functions[fn].locals];
  }

  meaning(name: string): Meaning | undefined {
    if (name.startsWith('$')) return isRegister(name.slice(1)) ? this.builtin(name.slice(1)) : undefined;
    return this.local(name) ?? this.label(name) ?? this.constant(name) ?? this.data(name) ?? this.function(name) ?? this.builtin(name);
  }

  private local(name: string): Meaning | undefined {
    const index = this.localTypes.findIndex((_, i) => this.info.localName(this.fn, i) === name);
    return index < 0 ? undefined : { kind: 'local', index, type: this.localTypes[index] };
  }

  private label(name: string): Meaning | undefined {
    for (const label of this.info.labelsOf(this.fn)) if (label.name === name) return { kind: 'code', address: label.address };
    return undefined;
  }

  private constant(name: string): Meaning | undefined {
    const constant = this.info.debug?.constants.find((each) => each.name === name);
    return constant === undefined ? undefined : { kind: 'constant', type: constant.type, value: constant.value };
  }

  /** Data by its label; `label.size` is its size. */
  private data(name: string): Meaning | undefined {
    const { info } = this;
    const label = info.debug?.data.find((each) => each.name === name);
    if (label !== undefined) return { kind: 'data', label };
    const sized = name.endsWith('.size') ? info.debug?.data.find((each) => `${each.name}.size` === name) : undefined;
    return sized === undefined ? undefined : { kind: 'constant', type: 'i32', value: sized.size | 0 };
  }

  private function(name: string): Meaning | undefined {
    const fn = this.info.functionsNamed(name).at(0);
    return fn === undefined ? undefined : { kind: 'code', address: this.info.program.image.functions[fn].start };
  }

  private builtin(name: string): Meaning | undefined {
    if (isRegister(name)) return { kind: 'register', register: name };
    const value = BUILTIN_CONSTANTS.get(name);
    return value === undefined ? undefined : { kind: 'constant', type: 'i32', value };
  }

  /** The name that was probably meant. */
  nearest(name: string): string | undefined {
    return nearest(name, this.names());
  }

  private *names(): Generator<string> {
    for (const { text } of this.proposals()) yield text;
  }

  /** Every name, with what it is. */
  *proposals(): Generator<Pick<Completion, 'text' | 'kind' | 'detail'>> {
    const { info, fn } = this;
    for (let i = 0; i < this.localTypes.length; i++) yield { text: info.localName(fn, i), kind: 'local', detail: this.localTypes[i] };
    for (const { name } of info.labelsOf(fn)) yield { text: name, kind: 'label', detail: '' };
    for (const { name, type, value } of info.debug?.constants ?? []) yield { text: name, kind: 'constant', detail: `${type} ${value}` };
    for (const { name, element, address } of info.debug?.data ?? []) yield { text: name, kind: 'data', detail: `${element} ${address}` };
    for (let i = 0; i < info.program.image.functions.length; i++) yield { text: info.functionName(i), kind: 'function', detail: '' };
    for (const [text, detail] of Object.entries(REGISTERS)) yield { text, kind: 'word', detail };
    for (const text of ['stack', 'i8', 'u8', 'i16', 'u16', 'i32', 'f64', 'text']) yield { text, kind: 'word', detail: `${text}[…]` };
    for (const [text, value] of BUILTIN_CONSTANTS) yield { text, kind: 'constant', detail: `i32 ${value}` };
  }
}

/** The names at a place where a watched value of a type was touched. */
export class WatchScope extends Scope {
  constructor(info: ProgramInfo, fn: number, operandTypes: readonly ValueType[], private readonly type: ValueType) {
    super(info, fn, operandTypes);
  }

  override meaning(name: string): Meaning | undefined {
    if (name === 'value' || name === 'old') return { kind: 'watched', part: name, type: this.type };
    return name === 'index' ? { kind: 'watched', part: name, type: 'i32' } : super.meaning(name);
  }
}
