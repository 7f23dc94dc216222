// Random programs that verify by construction: a generator that knows the stack while it writes, joins ways only where
// they agree, and otherwise does what it likes. The same random numbers give the same program.
import { defined } from '../../src/base/assert';
import type { Random } from '../../src/base/random';
import { effectOf, encode, encodeSys, OPERAND_MAX, SMALL_MAX, SMALL_MIN } from '../../src/isa/encoding';
import { INSTRUCTIONS, Op, type InstructionRow } from '../../src/isa/instructions';
import { sameType, type FunctionType, type ValueType } from '../../src/isa/types';
import type { Image, ImageFunction } from '../../src/image/image';

const DEPTH = 12;
const INTEGERS = [0, 1, -1, 2, 31, 32, 33, 255, 65_535, 0x7fff_ffff, -0x8000_0000, -0x7fff_ffff, 0x5555_5555, 123_456_789, -8_388_609,
  8_388_608];
const FLOATS = [0, -0, 1, -1, 0.5, -0.1, 1e10, -1e10, 2147483647.5, 2147483648, -2147483648.9, 4294967295.9, 4294967296, 1e300, -1e300,
  5e-324, Infinity, -Infinity, NaN, 2 ** 53 + 2];

/** Instructions that neither jump nor call nor are privileged, with effects that do not depend on their operand. */
const PLAIN: InstructionRow[] = (Object.values(INSTRUCTIONS) as InstructionRow[]).filter((row) =>
  !row.privileged && row.flow === 'next' && effectOf(row.code) !== undefined && (row.operand === 'none' || row.operand === 'offset')
    && row.code !== Op.break_);

interface Label {
  readonly stack: readonly ValueType[];
  /** Words that go there. */
  readonly words: number[];
}

/** Writes the code of one function. */
class Body {
  readonly code: number[] = [];
  deepest = 0;
  private stack: ValueType[] = [];
  private readonly open: Label[] = [];
  private readonly behind: { stack: readonly ValueType[]; at: number }[] = [];

  constructor(private readonly random: Random, private readonly start: number, private readonly result: ValueType | undefined,
    private readonly locals: readonly ValueType[], private readonly types: readonly FunctionType[],
    private readonly callees: readonly number[]) {}

  write(length: number): void {
    while (this.code.length < length) this.statement();
    this.close();
  }

  private emit(op: Op, operand = 0): void {
    this.code.push(encode(op, operand));
  }

  private push(...types: ValueType[]): void {
    this.stack.push(...types);
    this.deepest = Math.max(this.deepest, this.stack.length);
  }

  private constant(type: ValueType): void {
    if (type === 'f64') this.emit(Op.push_f64, this.random.below(FLOATS.length));
    else if (this.random.below(2) === 0) this.emit(Op.push_i32, this.random.below(INTEGERS.length));
    else this.emit(Op.push, this.random.pick([0, 1, 2, 3, 4, 5, 100, SMALL_MIN, SMALL_MAX, this.random.below(1000)]));
    this.push(type);
  }

  /** Makes the top of the stack be of these types, deepest first, pushing what is not there. */
  private demand(types: readonly ValueType[]): void {
    for (let have = Math.min(types.length, this.stack.length); have >= 0; have--) {
      const top = this.stack.slice(this.stack.length - have);
      if (!top.every((type, i) => type === types[i])) continue;
      if (this.stack.length + types.length - have > DEPTH) {
        while (this.stack.length + types.length > DEPTH) this.drop();
        have = 0;
      }
      for (const type of types.slice(have)) this.constant(type);
      return;
    }
  }

  private drop(): void {
    this.emit(Op.drop);
    this.stack.pop();
  }

  /** Makes the stack be exactly this. */
  private become(wanted: readonly ValueType[]): void {
    while (this.stack.length > wanted.length || !this.stack.every((type, i) => type === wanted[i])) this.drop();
    for (const type of wanted.slice(this.stack.length)) this.constant(type);
  }

  private statement(): void {
    if (this.open.length > 0 && this.random.below(6) === 0) this.land();
    switch (this.random.below(16)) {
      case 0: return this.constant(this.random.pick(['i32', 'f64']));
      case 1: case 2: return this.local();
      case 3: return this.call();
      case 4: return this.callTable();
      case 5: return this.branch();
      case 6: return this.back();
      case 7: return this.choose();
      case 8: return this.leave();
      case 9: return this.memory();
      case 10: return this.sys();
      default: return this.plain(this.random.pick(PLAIN));
    }
  }

  /** Here a jump from before comes down. */
  private land(): void {
    const [label] = this.open.splice(this.random.below(this.open.length), 1);
    this.become(label.stack);
    this.place(label);
  }

  private place(label: Label): void {
    const target = this.start + this.code.length;
    for (const word of label.words) this.code[word] = encode(this.code[word] & 0xff, target);
    if (this.random.below(2) === 0) this.behind.push({ stack: [...this.stack], at: target });
  }

  private plain(row: InstructionRow): void {
    const effect = defined(effectOf(row.code), 'a fixed effect');
    const letters = new Map<string, ValueType>();
    const typed = (name: string): ValueType => {
      if (name === 'i32' || name === 'f64') return name;
      const known = letters.get(name) ?? this.random.pick(['i32', 'f64'] as const);
      letters.set(name, known);
      return known;
    };
    // Values of any type are taken as they lie, where they do.
    effect.pops.forEach((name, i) => {
      const lies = this.stack[this.stack.length - effect.pops.length + i];
      if (name.length === 1 && !letters.has(name) && lies !== undefined) letters.set(name, lies);
    });
    this.demand(effect.pops.map(typed));
    if (this.stack.length - effect.pops.length + effect.pushes.length > DEPTH) return;
    this.emit(row.code, row.operand === 'offset' ? this.random.pick([0, 0, 1, 8, 4096, OPERAND_MAX]) : 0);
    this.stack.length -= effect.pops.length;
    this.push(...effect.pushes.map(typed));
  }

  private local(): void {
    if (this.locals.length === 0) return;
    const index = this.random.below(this.locals.length);
    const op = this.random.pick([Op.get, Op.set, Op.tee]);
    if (op === Op.get) {
      if (this.stack.length === DEPTH) this.drop();
      this.push(this.locals[index]);
    } else {
      this.demand([this.locals[index]]);
      if (op === Op.set) this.stack.pop();
    }
    this.emit(op, index);
  }

  /** An access that hits the window for the most part. */
  private memory(): void {
    const row = this.random.pick(PLAIN.filter((one) => one.operand === 'offset'));
    this.demand(['i32']);
    this.emit(Op.push, this.random.pick([0xff, 0xffc, 0xfff, 0x1fff]));
    this.emit(Op.and);
    this.deepest = Math.max(this.deepest, this.stack.length + 1);
    if (defined(effectOf(row.code), 'effect').pops.length === 2) {
      const type = row.code === Op.fstore ? 'f64' : 'i32';
      this.constant(type);
      this.stack.length -= 2;
    } else {
      this.stack.pop();
      this.push(row.code === Op.fload ? 'f64' : 'i32');
    }
    this.emit(row.code, this.random.below(9));
  }

  private apply(type: FunctionType): void {
    this.stack.length -= type.params.length;
    if (type.result !== undefined) this.push(type.result);
  }

  private call(): void {
    const callee = this.random.below(this.callees.length);
    const type = this.types[this.callees[callee]];
    this.demand(type.params);
    this.emit(Op.call, callee);
    this.apply(type);
  }

  private callTable(): void {
    const index = this.random.below(this.types.length);
    this.demand(this.types[index].params);
    if (this.stack.length === DEPTH) return;
    this.emit(Op.push, this.random.below(6));
    this.deepest = Math.max(this.deepest, this.stack.length + 1);
    this.emit(Op.call_table, index);
    this.apply(this.types[index]);
  }

  private sys(): void {
    const short = this.types.filter((type) => type.params.length <= 5);
    const type = this.random.pick(short);
    if (this.random.below(4) === 0) return this.emit(this.random.pick([Op.break_, Op.nop]));
    this.demand(type.params);
    this.emit(Op.sys, encodeSys(16 + this.random.below(4000), type));
    this.apply(type);
  }

  private branch(): void {
    this.demand(['i32']);
    this.stack.pop();
    this.open.push({ stack: [...this.stack], words: [this.code.length] });
    this.emit(this.random.pick([Op.jumpz, Op.jumpnz]));
  }

  private back(): void {
    if (this.behind.length === 0) {
      this.behind.push({ stack: [...this.stack], at: this.start + this.code.length });
      return;
    }
    const { stack, at } = this.random.pick(this.behind);
    this.become(stack);
    if (this.stack.length === DEPTH) return;
    this.constant('i32');
    this.stack.pop();
    this.emit(this.random.pick([Op.jumpz, Op.jumpnz]), at);
  }

  private choose(): void {
    this.demand(['i32']);
    this.stack.pop();
    const cases = 1 + this.random.below(4);
    this.emit(Op.switch_, cases - 1);
    const labels: Label[] = [{ stack: [...this.stack], words: [] }];
    for (let i = 0; i < cases; i++) {
      if (labels.length < 3 && this.random.below(2) === 0) labels.push({ stack: [...this.stack], words: [] });
      this.random.pick(labels).words.push(this.code.length);
      this.emit(Op.case_);
    }
    // Nothing falls through a switch: one of its labels must come next.
    const [next, ...rest] = labels.filter((label) => label.words.length > 0);
    this.open.push(...rest);
    this.place(next);
  }

  /** Ends this way; the next words belong to one that comes down here. */
  private leave(): void {
    if (this.open.length === 0 || this.random.below(3) > 0) return;
    this.end();
    const [label] = this.open.splice(this.random.below(this.open.length), 1);
    this.stack = [...label.stack];
    this.place(label);
  }

  private end(): void {
    if (this.random.below(8) === 0) return this.emit(Op.unreachable);
    if (this.random.below(4) === 0 && this.open.length > 0) {
      const label = this.random.pick(this.open);
      this.become(label.stack);
      label.words.push(this.code.length);
      return this.emit(Op.jump);
    }
    this.become(this.result === undefined ? [] : [this.result]);
    this.emit(Op.ret);
  }

  private close(): void {
    for (;;) {
      this.end();
      const label = this.open.pop();
      if (label === undefined) break;
      this.stack = [...label.stack];
      this.place(label);
    }
  }
}

function someType(random: Random): FunctionType {
  const params = Array.from({ length: random.below(4) }, () => random.pick(['i32', 'f64'] as const));
  const result = random.pick(['i32', 'f64', undefined] as const);
  return result === undefined ? { params } : { params, result };
}

/** A program that verifies; its entry is of type () or (-> i32). */
export function generate(random: Random): Image {
  const entry: FunctionType = random.below(2) === 0 ? { params: [] } : { params: [], result: 'i32' };
  const types = [entry,
    ...Array.from({ length: 3 }, () => someType(random))].filter((type, i, list) => list.findIndex((other) => sameType(type, other)) === i);
  const callees = [0, ...Array.from({ length: 1 + random.below(4) }, () => random.below(types.length))];
  const code: number[] = [];
  const functions = callees.map((type): ImageFunction => {
    const locals = Array.from({ length: random.below(4) }, () => random.pick(['i32', 'f64'] as const));
    const body = new Body(random, code.length, types[type].result, [...types[type].params, ...locals], types, callees);
    body.write(5 + random.below(60));
    const fn = { type, locals, operands: body.deepest, start: code.length, length: body.code.length };
    code.push(...body.code);
    return fn;
  });
  return {
    window: 8192, entry: 0, types, functions, code: Int32Array.from(code),
    integers: Int32Array.from(INTEGERS), floats: Float64Array.from(FLOATS),
    table: Int32Array.from({ length: random.below(6) }, () => random.below(functions.length)),
    segments: [{ address: 64, bytes: Uint8Array.from({ length: 100 }, () => random.below(256)) }], exports: [],
  };
}
