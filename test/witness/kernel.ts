// Writes code that does what kernels do: it loads the images of children, makes contexts, resumes them with small budgets,
// serves their traps, moves their windows, interrupts them and makes them call handlers. Ports too.
import type { Random } from '../../src/base/random';
import { Cause } from '../../src/isa/causes';
import { Field } from '../../src/isa/fields';
import { Op } from '../../src/isa/instructions';
import { Port } from '../../src/isa/ports';
import type { ValueType } from '../../src/isa/types';
import { Flow, type Label } from './flow';
import type { Scope } from './writer';

/** The image of a child in a kernel's data: four bytes with its length, then its bytes. */
export interface Carried {
  readonly address: number;
  /** Bytes of the window that the child wants. */
  readonly window: number;
  /** Whether it is a kernel itself. */
  readonly kernel: boolean;
}

const HANDLES = 2;
/** Words of a kernel's entry function behind its first steps, at least. */
const KERNEL_WORDS_MIN = 60;
const BUDGETS: readonly number[] = [0, 1, 2, 3, 5, 9, 17, 40, 100, 300, 1000, -1];
const PORTS_IN: readonly Port[] = [Port.console, Port.disk_sector, Port.disk_sectors, Port.clock_low, Port.clock_high, Port.random,
  Port.memory];
const PORTS_OUT: readonly Port[] = [Port.console, Port.disk_sector, Port.alarm_low];
const FIELDS = 26;

/** Writes a function that may use ports and other privileged instructions; where it has no right to, they trap. */
export class Device extends Flow {
  protected override statement(words: number, nesting: number): void {
    if (this.random.below(this.scope.devices ? 60 : 90) === 0) this.device();
    else super.statement(words, nesting);
  }

  private device(): void {
    const { random } = this;
    switch (random.below(10)) {
      case 0: case 1: return this.in();
      case 2: case 3: return this.out();
      case 4: case 5: return this.transfer();
      case 6: return this.operation(Op.mode, 0, 'i32');
      case 7: return this.wait();
      case 8: return random.below(4) === 0 || !this.scope.devices ? this.misuse() : this.in();
      default: return random.below(4) === 0 || !this.scope.devices ? this.halt() : this.out();
    }
  }

  private in(): void {
    this.number(this.risky() ? 99 : this.random.pick(PORTS_IN));
    this.operation(Op.in_, 1, 'i32');
  }

  private out(): void {
    const port = this.risky() ? this.random.pick([Port.power, 77]) : this.random.pick(PORTS_OUT);
    this.number(port);
    if (port === Port.alarm_low) this.soon();
    else this.value('i32');
    this.operation(Op.out, 2);
  }

  /** Pushes what the clock says a little later. */
  private soon(): void {
    this.number(Port.clock_low);
    this.operation(Op.in_, 1, 'i32');
    this.number(1 + this.random.below(200));
    this.operation(Op.add, 2, 'i32');
  }

  /** A transfer from or to the disk, at most a sector or so. */
  private transfer(): void {
    const ins = this.random.below(2) === 0;
    this.number(this.risky() ? 5 : Port.disk);
    const offset = this.above(() => this.address(600, ins));
    this.number(offset);
    this.operation(Op.add, 2, 'i32');
    this.number(this.random.below(600));
    this.operation(ins ? Op.ins : Op.outs, 3, 'i32');
  }

  private wait(): void {
    if (this.random.below(10) > 0) {
      this.number(Port.alarm_low);
      this.soon();
      this.operation(Op.out, 2);
    }
    this.emit(Op.wait);
  }

  /** An instruction on contexts that names what may not be there. */
  protected misuse(): void {
    const { random } = this;
    const op = random.pick([Op.ctx_new, Op.ctx_drop, Op.ctx_get, Op.ctx_set, Op.ctx_getf, Op.ctx_setf, Op.resume, Op.image_load,
      Op.image_drop] as const);
    const kinds = OPERANDS[op];
    for (const kind of kinds) {
      if (kind === 'x') this.value('f64');
      else this.number(random.below(kind === 'c' ? 4 : kind === 'f' ? FIELDS + 4 : 3000));
    }
    this.operation(op, kinds.length, RESULTS[op]);
  }

  /** Turns the machine off, on a condition that is seldom true. */
  private halt(): void {
    const on = this.label();
    this.value('i32');
    this.number(63);
    this.operation(Op.and, 2, 'i32');
    this.branch(Op.jumpnz, on);
    this.emit(Op.halt);
    this.place(on);
  }
}

/** What instructions on contexts take: a handle, a field, a number, an f64. */
const OPERANDS = {
  [Op.ctx_new]: 'cnnc', [Op.ctx_drop]: 'c', [Op.ctx_get]: 'cf', [Op.ctx_set]: 'cfn', [Op.ctx_getf]: 'cf', [Op.ctx_setf]: 'cfx',
  [Op.resume]: 'cn', [Op.image_load]: 'nn', [Op.image_drop]: 'c',
} as const;
const RESULTS: Readonly<Record<keyof typeof OPERANDS, ValueType | undefined>> = {
  [Op.ctx_new]: 'i32', [Op.ctx_drop]: undefined, [Op.ctx_get]: 'i32', [Op.ctx_set]: 'i32', [Op.ctx_getf]: 'f64', [Op.ctx_setf]: 'i32',
  [Op.resume]: 'i32', [Op.image_load]: 'i32', [Op.image_drop]: undefined,
};

/** Writes the entry function of a kernel. */
export class Kernel extends Device {
  /** Locals that hold handles: of children, of the images carried; and the cause of the last return. */
  private readonly handles: readonly number[];
  private readonly images: readonly number[];
  private readonly cause: number;
  /** The local that counts how often a child is resumed. */
  private readonly turns: number;

  constructor(random: Random, scope: Scope, locals: readonly ValueType[], private readonly carried: readonly Carried[]) {
    super(random, scope, locals);
    const own = (): number => this.locals.push('i32') - 1;
    this.handles = Array.from({ length: HANDLES }, own);
    this.images = carried.map(own);
    this.cause = own();
    this.turns = own();
  }

  override write(words: number): void {
    this.images.forEach((local, i) => this.load(local, this.carried[i]));
    this.make(this.handles[0]);
    if (this.random.below(5) > 0) this.runs(this.handles[0]);
    super.write(Math.max(words, KERNEL_WORDS_MIN));
  }

  protected override statement(words: number, nesting: number): void {
    if (this.random.below(4) > 0) return super.statement(words, nesting);
    const handle = this.random.pick(this.handles);
    switch (this.random.below(16)) {
      case 0: case 1: case 2: return this.make(handle);
      case 3: case 4: return this.set(handle);
      case 5: return this.read(handle);
      case 6: return this.random.below(3) === 0 ? this.drop_(handle) : this.read(handle);
      case 7: return this.random.below(4) === 0 ? this.again() : this.run(handle);
      case 8: return this.risky() ? this.misuse() : this.run(handle);
      case 9: case 10: return this.run(handle);
      default: return this.runs(handle);
    }
  }

  /** Resumes a child again and again. */
  private runs(handle: number): void {
    this.number(2 + this.random.below(30));
    this.set_(this.turns);
    const head = this.label();
    this.place(head);
    this.run(handle);
    this.get(this.turns);
    this.number(1);
    this.operation(Op.sub, 2, 'i32');
    this.emit(Op.tee, this.turns);
    this.branch(Op.jumpnz, head);
  }

  private get(local: number): void {
    this.emit(Op.get, local);
    this.push('i32');
  }

  private set_(local: number): void {
    this.operation(Op.set, 1, undefined, local);
  }

  private load(local: number, { address }: Carried): void {
    this.number(address + 4);
    this.number(address);
    this.operation(Op.load, 1, 'i32');
    this.operation(Op.image_load, 2, 'i32');
    this.set_(local);
  }

  /** Loads an image once more, or drops it. */
  private again(): void {
    const which = this.random.below(this.images.length), skip = this.label();
    this.get(this.images[which]);
    this.branch(Op.jumpz, skip);
    this.get(this.images[which]);
    this.operation(Op.image_drop, 1);
    this.load(this.images[which], this.carried[which]);
    this.place(skip);
  }

  /** Makes a child where the handle has none, in a window that may begin and end anywhere. */
  private make(handle: number): void {
    const { random, scope } = this, skip = this.label();
    const which = random.below(this.images.length), { window, kernel } = this.carried[which];
    this.get(handle);
    this.branch(Op.jumpnz, skip);
    this.get(this.images[which]);
    this.branch(Op.jumpz, skip);
    this.get(this.images[which]);
    const room = Math.max(1, scope.window - scope.kept - window);
    this.number(random.below(4) > 0 ? scope.kept + random.below(room) : random.below(scope.window));
    this.number(random.below(4) > 0 ? window : random.below(window * 2));
    this.number(kernel ? random.pick([0, 1, 1, 1, 1]) : random.pick([0, 0, 0, 1, this.risky() ? 2 : 0]));
    this.operation(Op.ctx_new, 4, 'i32');
    this.set_(handle);
    this.place(skip);
  }

  /** Code that only runs where there is a child. */
  private guarded(handle: number, code: (skip: Label) => void): void {
    const skip = this.label();
    this.get(handle);
    this.branch(Op.jumpz, skip);
    code(skip);
    this.place(skip);
  }

  /** Resumes a child and serves its trap. */
  private run(handle: number): void {
    this.guarded(handle, (skip) => {
      this.get(handle);
      this.number(this.random.pick(BUDGETS));
      this.operation(Op.resume, 2, 'i32');
      this.emit(Op.tee, this.cause);
      this.number(Cause.budget);
      this.operation(Op.ge_u, 2, 'i32');
      this.branch(Op.jumpnz, skip);
      if (this.random.below(2) === 0) this.read(handle);
      this.complete(handle, skip);
      this.dropNow(handle);
    });
  }

  /** Completes the trap of a child with a result of either type; goes to the label where that is taken. */
  private complete(handle: number, done: Label): void {
    for (const [op, type] of [[Op.ctx_set, 'i32'], [Op.ctx_setf, 'f64']] as const) {
      this.get(handle);
      this.number(Field.result);
      this.value(type);
      this.operation(op, 3, 'i32');
      this.branch(Op.jumpnz, done);
    }
  }

  private dropNow(handle: number): void {
    this.get(handle);
    this.operation(Op.ctx_drop, 1);
    this.number(0);
    this.set_(handle);
  }

  private drop_(handle: number): void {
    this.guarded(handle, () => this.dropNow(handle));
  }

  /** Stores a field of a child in memory. */
  private read(handle: number): void {
    this.guarded(handle, () => {
      this.number(this.random.below(8) * 8);
      this.get(handle);
      if (this.random.below(3) > 0) {
        this.number(this.random.below(Field.interrupt + 1));
        this.operation(Op.ctx_get, 2, 'i32');
        this.operation(Op.store, 2);
      } else {
        this.number(this.random.below(2) === 0 ? Field.time : Field.operand0 + this.random.below(8));
        this.operation(Op.ctx_getf, 2, 'f64');
        this.operation(Op.fstore, 2);
      }
    });
  }

  /** Writes a field of a child. */
  private set(handle: number): void {
    const { random, scope } = this;
    this.guarded(handle, () => {
      const [field, value] = random.pick([
        [Field.interrupt, random.below(4)], [Field.interrupt, 1], [Field.base, random.below(scope.window)],
        [Field.limit, random.below(scope.window)], [Field.mode, random.below(3)], [Field.call, random.below(6)],
        [Field.call, random.below(6)],
        [Field.frames, 4 + random.below(20)], [Field.contexts, random.below(3)], [Field.images, random.below(3)],
      ] as const);
      this.get(handle);
      this.number(field);
      this.number(value);
      this.operation(Op.ctx_set, 3, 'i32');
      this.drop();
    });
  }
}
