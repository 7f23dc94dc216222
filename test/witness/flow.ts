// Writes where code goes: loops that end, choices, calls, ways that join with values on the stack, early exits, code that
// nothing reaches, and where it is wanted, control flow that no structured program has.
import { encodeSys } from '../../src/isa/encoding';
import { CALLS } from '../../src/isa/firmware';
import { Op } from '../../src/isa/instructions';
import { sameType, type FunctionType, type ValueType } from '../../src/isa/types';
import { Writer } from './writer';

/** A place that code goes to, and the operand stack there. */
export interface Label {
  readonly stack: readonly ValueType[];
  /** Its address; -1 as long as it has none. */
  at: number;
  /** Words that wait for the address. */
  readonly words: number[];
}

interface Loop {
  readonly next: Label;
  readonly exit: Label;
}

const NESTING_MAX = 4;
const BRANCHES = [Op.jumpz, Op.jumpnz] as const;
const DEAD = [Op.nop, Op.add, Op.fadd, Op.drop, Op.ret, Op.unreachable, Op.break_, Op.load, Op.select] as const;
const TRIPS: readonly number[] = [1, 2, 2, 3, 3, 4, 6, 10];
/** Trips of loops that are not inside of others. */
const LONG_TRIPS: readonly number[] = [3, 10, 40, 300, 2000];
/** Trips of the loop that goes around most entry functions. */
const ENTRY_TRIPS: readonly number[] = [5, 10, 20, 50, 100, 200];
const SYS_NUMBERS = 4096, FIRST_OWN_NUMBER = 16;

export class Flow extends Writer {
  private readonly loops: Loop[] = [];
  /** Locals that count the trips of loops, by how deep they are nested. */
  private readonly counters: number[] = [];

  /** Writes about so many words, then returns. */
  write(words: number): void {
    if (this.scope.irreducible && this.random.below(2) === 0) this.tangle(words, 1);
    else if (this.scope.self === 0 && this.random.below(5) > 0) this.loop(words, 1, this.random.pick(ENTRY_TRIPS));
    else this.block(words, 0);
    this.become(this.type.result === undefined ? [] : [this.type.result]);
    this.emit(Op.ret);
  }

  /** Statements that take about so many words. */
  protected block(words: number, nesting: number): void {
    const end = this.code.length + words;
    while (this.code.length < end) this.statement(end - this.code.length, nesting);
  }

  protected statement(words: number, nesting: number): void {
    if (words > 10 && nesting < NESTING_MAX && this.random.below(6) === 0) return this.compound(words, nesting);
    switch (this.random.below(36)) {
      case 0: return this.call();
      case 1: return this.callTable();
      case 2: return this.random.below(4) === 0 ? this.move() : this.access();
      case 3: return this.random.below(2) === 0 ? this.sys() : this.convert();
      case 4: return this.breakOut();
      case 5: return this.random.below(3) === 0 ? this.returnEarly() : this.divide();
      case 6: return this.mayStop() ? this.stopHere() : this.divide();
      case 7: case 8: return this.value(this.random.pick(['i32', 'f64'] as const));
      case 9: case 10: case 11: case 12: return this.access();
      case 13: case 14: case 15: case 16: case 17: case 18: return this.local();
      default: return this.plain();
    }
  }

  private compound(words: number, nesting: number): void {
    const share = 6 + this.random.below(words - 6);
    switch (this.random.below(this.scope.irreducible ? 11 : 9)) {
      case 0: case 1: case 2: return this.choice(share, nesting + 1);
      case 3: return this.choose(share, nesting + 1);
      case 4: case 5: case 6: case 7: case 8: return this.loop(share, nesting + 1, this.trips(nesting + 1));
      default: return this.tangle(share, nesting + 1);
    }
  }

  private loop(words: number, nesting: number, trips: number): void {
    switch (this.random.below(5)) {
      case 0: return this.countOnStack(words, nesting, trips);
      case 1: case 2: return this.whileLoop(words, nesting, trips);
      default: return this.untilLoop(words, nesting, trips);
    }
  }

  /** A label that wants the stack as it is now. */
  protected label(): Label {
    return { stack: [...this.stack], at: -1, words: [] };
  }

  /** The label is here. */
  protected place(label: Label): void {
    label.at = this.scope.start + this.code.length;
    for (const word of label.words) this.code[word] |= label.at << 8;
    this.stack = [...label.stack];
  }

  protected jump(op: Op, label: Label): void {
    if (label.at < 0) label.words.push(this.code.length);
    this.emit(op, Math.max(0, label.at));
  }

  /** Goes to the label where the i32 on the top says so. */
  protected branch(op: Op, label: Label): void {
    this.stack.pop();
    this.jump(op, label);
  }

  /** Leaves an i32 on the top that is 0 now and then. */
  private condition(): void {
    this.demand(['i32']);
    if (this.random.below(2) === 0) return;
    this.number(1 + this.random.below(3));
    this.operation(this.random.pick([Op.and, Op.and, Op.lt, Op.gt_u, Op.eq]), 2, 'i32');
  }

  /** Words that nothing reaches, sometimes. */
  private dead(): void {
    if (this.random.below(6) > 0) return;
    for (let left = this.random.below(3); left >= 0; left--) this.emit(this.random.pick(DEAD));
  }

  /** Goes to the label on a condition, with the stack that is wanted there. */
  private leave(label: Label): void {
    this.condition();
    this.stack.pop();
    if (label.stack.length === this.stack.length && label.stack.every((type, i) => type === this.stack[i])) {
      return this.jump(this.random.pick(BRANCHES), label);
    }
    this.aside(() => {
      this.become(label.stack);
      this.jump(Op.jump, label);
    });
  }

  /** A way that leaves the function or the loop, behind a condition that was popped already. */
  private aside(way: () => void): void {
    const on = this.label(), { floor } = this;
    this.jump(this.random.pick(BRANCHES), on);
    this.floor = 0;
    way();
    this.dead();
    this.floor = floor;
    this.place(on);
  }

  /** Leaves a loop around, or goes on with its next trip. */
  private breakOut(): void {
    if (this.loops.length === 0) return this.plain();
    const loop = this.loops[this.loops.length - 1 - this.random.below(Math.min(2, this.loops.length))];
    this.leave(this.random.below(2) === 0 ? loop.exit : loop.next);
  }

  private returnEarly(): void {
    this.condition();
    if (this.random.below(3) > 0) this.rarely();
    this.stack.pop();
    this.aside(() => {
      this.become(this.type.result === undefined ? [] : [this.type.result]);
      this.emit(Op.ret);
    });
  }

  /** Makes the condition on the top be 0 mostly, or hardly ever. */
  private rarely(): void {
    this.number(this.random.pick([255, 1023]));
    this.operation(Op.and, 2, 'i32');
  }

  /** Whether to stop the program; what has a parent goes on after that. */
  private mayStop(): boolean {
    return this.scope.devices ? this.random.below(40) === 0 : this.random.below(3) === 0;
  }

  /** Traps for good. */
  private stopHere(): void {
    if (this.random.below(2) === 0) return this.emit(Op.break_);
    this.condition();
    this.stack.pop();
    this.aside(() => this.emit(Op.unreachable));
  }

  /** One way or the other; what both leave on the stack stays there. */
  private choice(words: number, nesting: number): void {
    this.condition();
    this.stack.pop();
    const otherwise = this.label();
    this.jump(this.random.pick(BRANCHES), otherwise);
    this.block(words >> 1, nesting);
    if (this.random.below(3) === 0) {
      this.become(otherwise.stack);
      return this.place(otherwise);
    }
    const end = this.label();
    this.jump(Op.jump, end);
    this.dead();
    this.place(otherwise);
    this.block(words >> 1, nesting);
    this.become(end.stack);
    this.place(end);
  }

  /** A `switch` whose ways fall through or meet behind it. */
  private choose(words: number, nesting: number): void {
    const { random } = this;
    this.demand(['i32']);
    const cases = 1 + random.below(6);
    if (random.below(4) > 0) {
      this.number(cases + 1);
      this.operation(Op.rem_u, 2, 'i32');
    }
    this.operation(Op.switch_, 1, undefined, cases - 1);
    const arms = Array.from({ length: 1 + random.below(4) }, () => this.label());
    for (let i = 0; i < cases; i++) this.jump(Op.case_, random.pick(arms));
    this.dead();
    this.arms(arms.filter((arm) => arm.words.length > 0), words, nesting);
  }

  private arms(arms: readonly Label[], words: number, nesting: number): void {
    let end: Label | undefined;
    arms.forEach((arm, i) => {
      this.place(arm);
      this.block(Math.ceil(words / arms.length / 2), nesting);
      if (i + 1 < arms.length && this.random.below(3) === 0) return this.become(arms[i + 1].stack);
      end ??= this.label();
      this.become(end.stack);
      if (i + 1 === arms.length) return;
      this.jump(Op.jump, end);
      this.dead();
    });
    if (end !== undefined) this.place(end);
  }

  private trips(nesting: number): number {
    return this.random.pick(nesting === 1 && this.random.below(3) === 0 ? LONG_TRIPS : TRIPS);
  }

  /** The local that counts loops nested so deep. */
  private counter(nesting: number): number {
    return this.counters[nesting] ??= this.locals.push('i32') - 1;
  }

  private setCounter(nesting: number, value: number): number {
    const counter = this.counter(nesting);
    this.number(value);
    this.operation(Op.set, 1, undefined, counter);
    return counter;
  }

  /** The body of a loop, and the place where its next trip begins. */
  private body(words: number, nesting: number, next: Label, exit: Label): void {
    this.loops.push({ next, exit });
    this.block(words, nesting);
    this.loops.pop();
    this.become(next.stack);
  }

  /** Adds to a counter and leaves it on the stack. */
  private step(counter: number, op: Op.add | Op.sub): void {
    this.emit(Op.get, counter);
    this.push('i32');
    this.number(1);
    this.operation(op, 2, 'i32');
    this.emit(Op.tee, counter);
  }

  /** Tests at the head; counts down. */
  private whileLoop(words: number, nesting: number, trips: number): void {
    const counter = this.setCounter(nesting, trips);
    const head = this.label(), next = this.label(), exit = this.label();
    this.place(head);
    this.emit(Op.get, counter);
    this.push('i32');
    this.branch(Op.jumpz, exit);
    this.body(words, nesting, next, exit);
    this.place(next);
    this.step(counter, Op.sub);
    this.drop();
    this.jump(Op.jump, head);
    this.dead();
    this.place(exit);
  }

  /** Tests at the end, or in the middle; counts up. */
  private untilLoop(words: number, nesting: number, trips: number): void {
    const middle = this.random.below(3) === 0;
    const counter = this.setCounter(nesting, 0);
    const head = this.label(), next = this.label(), exit = this.label();
    this.place(head);
    this.body(words >> (middle ? 1 : 0), nesting, next, exit);
    this.place(next);
    this.step(counter, Op.add);
    this.number(trips);
    this.operation(this.random.pick(middle ? [Op.ge, Op.ge_u, Op.eq] : [Op.lt, Op.lt_u, Op.ne]), 2, 'i32');
    this.branch(Op.jumpnz, middle ? exit : head);
    if (middle) {
      this.body(words >> 1, nesting, next, exit);
      this.jump(Op.jump, head);
    }
    this.place(exit);
  }

  /** Its counter lies on the operand stack. */
  private countOnStack(words: number, nesting: number, trips: number): void {
    this.number(trips);
    const head = this.label(), next = this.label(), exit = this.label();
    this.place(head);
    this.above(() => this.body(words, nesting, next, exit));
    this.place(next);
    this.number(1);
    this.operation(Op.sub, 2, 'i32');
    this.emit(Op.dup);
    this.push('i32');
    this.branch(Op.jumpnz, head);
    this.place(exit);
  }

  /** Pieces of code that go to each other as they like, for a while: mostly loops with more than one entry. */
  private tangle(words: number, nesting: number): void {
    const { random } = this;
    const counter = this.setCounter(nesting, 2 + random.below(20));
    const pieces = Array.from({ length: 3 + random.below(4) }, () => this.label()), exit = this.label();
    this.leave(random.pick(pieces));
    for (const piece of pieces) {
      this.become(piece.stack);
      this.place(piece);
      this.block(Math.ceil(words / pieces.length), nesting);
      this.become(piece.stack);
      this.step(counter, Op.sub);
      this.branch(Op.jumpz, exit);
      this.leave(random.pick(pieces));
      if (random.below(4) > 0) continue;
      this.become(piece.stack);
      this.jump(Op.jump, random.pick(pieces));
    }
    this.become(exit.stack);
    this.place(exit);
  }

  private called(type: FunctionType, op: Op, operand: number, above = 0): void {
    this.operation(op, type.params.length + above, type.result, operand);
  }

  /** Whether a call of this function ends for sure. */
  private mayCall(fn: number): boolean {
    return fn > this.scope.self || this.scope.functions[fn].recursive || this.risky();
  }

  private call(): void {
    const fn = this.random.below(this.scope.functions.length);
    if (!this.mayCall(fn)) return this.local();
    this.callWith(fn, () => this.called(this.typeOf(fn), Op.call, fn));
  }

  private typeOf(fn: number): FunctionType {
    return this.scope.types[this.scope.functions[fn].type];
  }

  /** A call through the table, mostly of an entry that has the type named. */
  private callTable(): void {
    const { random, scope } = this;
    const index = random.below(scope.table.length), fn = scope.table[index];
    if (!this.mayCall(fn)) return this.access();
    this.callWith(fn, () => {
      this.number(this.risky() ? random.pick([-1, scope.table.length, random.below(scope.table.length)]) : index);
      this.called(this.typeOf(fn), Op.call_table, scope.functions[fn].type, 1);
    });
  }

  /** Pushes the operands and calls; a function that counts its calls down makes no more of them at 0. */
  private callWith(fn: number, call: () => void): void {
    const { functions, self } = this.scope, { params, result } = this.typeOf(fn);
    if (!functions[fn].recursive) {
      this.demand(params);
      return call();
    }
    if (!functions[self].recursive) {
      this.number(this.random.below(6));
      for (const type of params.slice(1)) this.value(type);
      return call();
    }
    if (result !== undefined) this.value(result);
    const skip = this.label();
    this.emit(Op.get, 0);
    this.push('i32');
    this.branch(Op.jumpz, skip);
    this.emit(Op.get, 0);
    this.push('i32');
    this.number(1);
    this.operation(Op.sub, 2, 'i32');
    for (const type of params.slice(1)) this.value(type);
    call();
    if (result !== undefined) {
      this.emit(Op.swap);
      this.drop();
    }
    this.place(skip);
  }

  /** A call of the parent, or of the firmware. */
  protected sys(): void {
    if (!this.scope.devices) return this.ask(FIRST_OWN_NUMBER + this.random.below(SYS_NUMBERS - FIRST_OWN_NUMBER), this.shortType());
    const { code, type } = this.random.pick(SERVED);
    if (sameType(type, TRANSFER)) {
      const offset = this.address(64, code === CALLS.read.code || code === CALLS.args.code);
      this.number(offset);
      this.operation(Op.add, 2, 'i32');
      this.number(this.random.below(64));
    }
    this.ask(code, type);
  }

  private ask(number: number, type: FunctionType): void {
    this.demand(type.params);
    this.called(type, Op.sys, encodeSys(number, type));
  }

  private shortType(): FunctionType {
    const type = this.random.pick(this.scope.types);
    return { params: type.params.slice(0, 5), result: type.result };
  }
}

/** Calls of the firmware that do not end the program. */
const SERVED: readonly { readonly code: number; readonly type: FunctionType }[] =
  [CALLS.write, CALLS.read, CALLS.print, CALLS.args, CALLS.clock, CALLS.random];
const TRANSFER: FunctionType = CALLS.write.type;
