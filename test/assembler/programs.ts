// Random programs that are in order: they assemble, whatever the seed.
import * as fc from 'fast-check';
import { Random } from '../../src/base/random';
import { effectOf } from '../../src/isa/encoding';
import { INSTRUCTIONS, type Instruction, type Mnemonic } from '../../src/isa/instructions';

type Type = 'i32' | 'f64';
const TYPES: readonly Type[] = ['i32', 'f64'];
const LOCALS: Readonly<Record<Type, readonly string[]>> = { i32: ['i', 'count'], f64: ['x', 'height'] };
const plain = Object.entries(INSTRUCTIONS)
  .map(([mnemonic, row]) => ({ ...row, mnemonic: mnemonic as Mnemonic }) as Instruction)
  .filter(({ operand, effect, flow }) => (operand === 'none' || operand === 'offset') && effect !== '*' && flow === 'next');
const LOCAL_LINE = 'local i: i32, count: i32, x: f64, height: f64';
const ITEMS = [
  'i8 1, 0, 255', 'i16 0x8000, -1', 'i32 0, 1, size', 'f64 0.0, -0.0, nan, ratio', '"text\\n"', '"한글\\0"', 'space 40', 'space size',
  'pair (second: 1.5)', 'i32 0, 0, 0, 0, 0, 0',
] as const;
const INTEGERS = [
  '1', '-5', '8388608', 'push.i32 3', 'push.i32 -2147483648', 'size', '(size * 3 - 1)', '\'x\'', 'get i', 'get count', 'cause.sys',
] as const;
const FLOATS = ['1.5', '-0.0', 'nan', 'inf', '1e300', 'ratio', 'get x', 'get height', 'push.f64 0.1'] as const;

/** Writes one program. */
class ProgramWriter {
  private readonly out: string[] = [];
  private readonly stack: Type[] = [];
  private labels = 0;
  private readonly functions: { readonly name: string; readonly params: readonly Type[]; readonly result: Type | undefined }[] = [];

  constructor(private readonly random: Random) {}

  write(): string {
    const { random, out } = this;
    out.push(random.pick(['', 'memory all', 'memory 1_000_000']), 'const size = 7', 'const ratio = 2.5');
    out.push('struct pair', 'first: i32', 'second: f64', 'end');
    for (let i = random.below(4); i >= 0; i--) {
      this.functions.push({ name: `f${i}_${random.below(9)}`, params: this.types(), result: random.pick([undefined, ...TYPES]) });
    }
    for (const name of random.pick([[], ['a'], ['a', 'b', 'c']])) this.data(name);
    if (random.below(2) === 0) out.push(`embed inner${random.pick(['', ' at 5000'])}`, ...new ProgramWriter(random).lines(), 'end');
    for (const { name } of this.functions) if (random.below(2) === 0) out.push(`table ${name} export ${name}`);
    this.functions.forEach((_, i) => this.func(i));
    out.push('entry func main', LOCAL_LINE);
    this.body();
    out.push('ret', 'end');
    return out.join('\n');
  }

  /** A small program to be embedded. */
  private lines(): string[] {
    this.data('a');
    this.out.push('entry func main', LOCAL_LINE);
    this.body();
    return [...this.out, 'ret', 'end'];
  }

  private types(): Type[] {
    return Array.from({ length: this.random.below(4) }, () => this.random.pick(TYPES));
  }

  private data(name: string): void {
    const { random } = this;
    const chosen = Array.from({ length: 1 + random.below(4) }, () => random.pick(ITEMS));
    this.out.push(`data ${name} = ${chosen.join(random.pick([' ', ', ', '\n']))}`);
  }

  private func(index: number): void {
    const { name, params, result } = this.functions[index];
    const list = params.map((type, i) => `p${i}: ${type}`).join(', ');
    this.out.push(`func ${name}${list === '' ? '' : ` (${list})`}${result === undefined ? '' : ` -> ${result}`}`, LOCAL_LINE);
    this.body();
    if (result !== undefined) this.value(result);
    this.out.push('ret', 'end');
    this.stack.length = 0;
  }

  /** Instructions that leave the stack empty. */
  private body(): void {
    for (let i = this.random.below(30); i > 0; i--) this.step();
    this.empty();
  }

  private step(): void {
    const { random, stack } = this;
    switch (random.below(8)) {
      case 0: return this.value(random.pick(TYPES));
      case 1: if (stack.length > 0) this.out.push(`set ${random.pick(LOCALS[stack.pop() as Type])}`); return;
      case 2: return this.call();
      case 3: return this.loop();
      case 4: if (stack.length > 0) this.out.push(`tee ${random.pick(LOCALS[stack[stack.length - 1]])}`); return;
      default: return this.plain(random.pick(plain));
    }
  }

  private value(type: Type): void {
    this.out.push(this.random.pick(type === 'i32' ? INTEGERS : FLOATS));
    this.stack.push(type);
  }

  /** A call of what this program has, by name or through the table, or of the parent. */
  private call(): void {
    const { random } = this;
    const fn = this.functions.length > 0 ? random.pick(this.functions) : undefined;
    const { params, result } = fn ?? { params: this.types(), result: random.pick([undefined, ...TYPES]) };
    const type = `(${[...params, ...(result === undefined ? [] : ['->', result])].join(' ')})`;
    const depth = this.stack.length;
    for (const param of params) this.value(param);
    const how = random.below(3);
    if (how === 0 && fn !== undefined) this.out.push(`call ${fn.name}`);
    else this.out.push(how === 1 ? `0 call.table ${type}` : `sys ${random.below(4096)} ${type}`);
    this.stack.length = depth;
    if (result !== undefined) this.stack.push(result);
  }

  /** Labels with a jump of each kind, which leave the stack as it is. */
  private loop(): void {
    const { random } = this;
    const label = `l${this.labels++}`, other = `l${this.labels++}`;
    const jumps = [`1 jumpz ${other}`, `get i jumpnz ${label}`, `jump ${other}`, `get count switch [${label} ${other} ${label}]`];
    this.out.push(`${label}:`, random.pick(jumps), `${other}:`);
  }

  private plain(instruction: Instruction): void {
    const effect = effectOf(instruction.code);
    if (effect === undefined || effect.pops.some((type) => type !== 'i32' && type !== 'f64')) return;
    const from = this.stack.length;
    for (const type of effect.pops) this.value(type as Type);
    this.out.push(instruction.mnemonic + (instruction.operand === 'offset' ? this.random.pick(['', ' +4', ' +16777215']) : ''));
    this.stack.length = from;
    this.stack.push(...effect.pushes as readonly Type[]);
  }

  private empty(): void {
    while (this.stack.pop() !== undefined) this.out.push('drop');
  }
}

/** A program from a seed. */
export function randomProgram(seed: number): string {
  return new ProgramWriter(new Random(seed)).write();
}

/** Programs that are in order. */
export const programText: fc.Arbitrary<string> = fc.integer().map(randomProgram);
