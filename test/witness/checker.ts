// A second verifier, as plain as can be: it walks every way through every function with stacks that are arrays. It says
// yes or no, and is slow; it was written from the manual, not from the verifier.
import { INSTRUCTIONS, instructionOf, type Mnemonic } from '../../src/isa/instructions';
import type { FunctionType, ValueType } from '../../src/isa/types';
import type { Image, ImageFunction } from '../../src/image/image';

class No extends Error {}

function must(condition: boolean): void {
  if (!condition) throw new No();
}

interface Step {
  readonly mnemonic: Mnemonic;
  readonly operand: number;
}

function decode(word: number): Step {
  const instruction = instructionOf(word & 0xff);
  if (instruction === undefined) throw new No();
  return { mnemonic: instruction.mnemonic, operand: word >>> 8 };
}

/** The types of a `sys` operand: above the number two bits each, the result first, and no gap between operands. */
function sysType(operand: number): FunctionType {
  const codes = [0, 1, 2, 3, 4, 5].map((i) => (operand >>> (12 + 2 * i)) & 3);
  must(!codes.includes(3));
  const [result, ...rest] = codes;
  const count = rest.indexOf(0) < 0 ? rest.length : rest.indexOf(0);
  must(rest.slice(count).every((code) => code === 0));
  const typeOf = (code: number): ValueType => (code === 1 ? 'i32' : 'f64');
  const params = rest.slice(0, count).map(typeOf);
  return result === 0 ? { params } : { params, result: typeOf(result) };
}

class FunctionCheck {
  private readonly known = new Map<number, string>();
  private readonly todo: [number, ValueType[]][] = [];
  private readonly locals: readonly ValueType[];
  private readonly type: FunctionType;

  constructor(private readonly image: Image, private readonly fn: ImageFunction) {
    this.type = image.types[fn.type];
    this.locals = [...this.type.params, ...fn.locals];
  }

  private get end(): number {
    return this.fn.start + this.fn.length;
  }

  run(): void {
    for (let at = this.fn.start; at < this.end; at++) this.word(at);
    this.arrive(this.fn.start, []);
    for (let next = this.todo.pop(); next !== undefined; next = this.todo.pop()) this.step(...next);
  }

  /** What a word must be whether or not a way leads there. */
  private word(at: number): void {
    const { mnemonic, operand } = decode(this.image.code[at]);
    const { image } = this;
    switch (INSTRUCTIONS[mnemonic].operand) {
      case 'none': must(operand === 0); break;
      case 'integer': must(operand < image.integers.length); break;
      case 'float': must(operand < image.floats.length); break;
      case 'local': must(operand < this.locals.length); break;
      case 'function': must(operand < image.functions.length); break;
      case 'type': must(operand < image.types.length); break;
      case 'sys': sysType(operand); break;
      case 'code': must(operand >= this.fn.start && operand < this.end && decode(image.code[operand]).mnemonic !== 'case'); break;
      case 'cases': for (let i = 1; i <= operand + 1; i++) must(at + i < this.end && decode(image.code[at + i]).mnemonic === 'case'); break;
    }
    if (mnemonic === 'case') this.belongs(at);
  }

  /** A case must be one of those that the switch before it counts. */
  private belongs(at: number): void {
    let before = at - 1;
    while (before >= this.fn.start && decode(this.image.code[before]).mnemonic === 'case') before--;
    must(before >= this.fn.start);
    const { mnemonic, operand } = decode(this.image.code[before]);
    must(mnemonic === 'switch' && at - before <= operand + 1);
  }

  private arrive(at: number, stack: ValueType[]): void {
    must(at < this.end);
    must(stack.length <= this.fn.operands);
    const text = stack.join(' ');
    const known = this.known.get(at);
    must(known === undefined || known === text);
    if (known === undefined) this.todo.push([at, stack]);
    this.known.set(at, text);
  }

  private step(at: number, before: ValueType[]): void {
    const { mnemonic, operand } = decode(this.image.code[at]);
    const stack = [...before];
    const take = (types: readonly ValueType[]): void => [...types].reverse().forEach((type) => must(stack.pop() === type));
    const apply = ({ params, result }: FunctionType): void => {
      take(params);
      if (result !== undefined) stack.push(result);
    };
    switch (mnemonic) {
      case 'get': stack.push(this.locals[operand]); break;
      case 'set': take([this.locals[operand]]); break;
      case 'tee': apply({ params: [this.locals[operand]], result: this.locals[operand] }); break;
      case 'call': apply(this.image.types[this.image.functions[operand].type]); break;
      case 'call.table': take(['i32']); apply(this.image.types[operand]); break;
      case 'sys': apply(sysType(operand)); break;
      case 'ret': must(stack.join(' ') === (this.type.result ?? '')); break;
      default: this.listed(mnemonic, stack);
    }
    must(stack.length <= this.fn.operands);
    for (const next of this.successors(at, mnemonic, operand)) this.arrive(next, stack);
  }

  /** Effects as the table writes them. */
  private listed(mnemonic: Mnemonic, stack: ValueType[]): void {
    const [left, right] = INSTRUCTIONS[mnemonic].effect.split('->').map((side) => side.trim().split(/\s+/).filter((part) => part !== ''));
    const letters: Record<string, ValueType> = { i32: 'i32', f64: 'f64' };
    for (const name of left.map((part) => part.split(':')[1]).reverse()) {
      const value = stack.pop();
      if (value === undefined) throw new No();
      letters[name] ??= value;
      must(letters[name] === value);
    }
    for (const name of right) stack.push(letters[name]);
  }

  private successors(at: number, mnemonic: Mnemonic, operand: number): number[] {
    switch (INSTRUCTIONS[mnemonic].flow) {
      case 'end': return [];
      case 'jump': return [operand];
      case 'branch': return [operand, at + 1];
      case 'switch': return Array.from({ length: operand + 1 }, (_, i) => this.image.code[at + 1 + i] >>> 8);
      default: return [at + 1];
    }
  }
}

/** Whether the code of an image may run. */
export function mayRun(image: Image): boolean {
  try {
    for (const fn of image.functions) new FunctionCheck(image, fn).run();
    return true;
  } catch (error) {
    if (error instanceof No) return false;
    throw error;
  }
}
