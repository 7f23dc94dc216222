// One function of WebAssembly while it is written: its code and its locals. The bodies in it, one for the function itself
// and one for each that is inlined, are in `body.ts`.
import { Register } from './registers';
import { Labels } from './labels';
import { FIRST_PARAMETER, FRAME } from './signature';
import { Code, Type, Wasm } from './wasm';

/** What code does for an observer, beside its stops. */
export interface Observed {
  /** Whether it looks at the flags of pages before it writes, and before it reads; see Observation. */
  readonly writes: boolean;
  readonly reads: boolean;
  /** Where the counters of the program begin, as an index into `f64`; 0: nobody counts. */
  readonly counters: number;
}

export class Shell {
  readonly code = new Code(1024);
  readonly labels = new Labels(this.code);
  /** Types of the locals behind the parameters. */
  readonly localTypes: Type[] = [];
  private readonly firstLocal: number;
  private readonly ends = new Map<number, number>();
  private originLocal = -1;
  private siteLocal = -1;

  /**
   * @param parameters how many of the machine's function it takes
   * @param observed what the code does for an observer
   * @param endRegister where the engine keeps the end of the window for accesses that reach so many bytes; see {@link end}
   */
  constructor(parameters: number, readonly observed: Observed, private readonly endRegister: (reach: number) => number) {
    this.firstLocal = FIRST_PARAMETER + parameters;
  }

  makeLocal(type: Type): number {
    this.localTypes.push(type);
    return this.firstLocal + this.localTypes.length - 1;
  }

  /** The local that holds the first byte of the window. */
  get origin(): number {
    if (this.originLocal < 0) this.originLocal = this.makeLocal(Type.i32);
    return this.originLocal;
  }

  /** The local that says where code left; see Register.site. */
  get site(): number {
    if (this.siteLocal < 0) this.siteLocal = this.makeLocal(Type.i32);
    return this.siteLocal;
  }

  /**
   * The local that holds the first address at which an access that reaches `reach` bytes further is outside. The engine
   * keeps the number in memory: if it were computed here, V8 would compute it anew before each access.
   */
  end(reach: number): number {
    let local = this.ends.get(reach);
    if (local === undefined) this.ends.set(reach, local = this.makeLocal(Type.i32));
    return local;
  }

  /** The whole code: what is known of the window is read first. */
  finish(): Code {
    this.code.op(Wasm.end);
    const whole = new Code(this.code.length + 64);
    const read = (from: number, local: number): void => {
      whole.i32(0);
      whole.access(Wasm.i32_load, from, 2);
      whole.set(local);
    };
    if (this.originLocal >= 0) read(Register.origin, this.originLocal);
    for (const [reach, local] of this.ends) read(this.endRegister(reach), local);
    whole.append(this.code.written);
    return whole;
  }

  loadRegister(register: Register): void {
    this.code.i32(0);
    this.code.access(Wasm.i32_load, register, 2);
  }

  storeRegister(register: Register, value: () => void): void {
    this.code.i32(0);
    value();
    this.code.access(Wasm.i32_store, register, 2);
  }

  /** Puts a byte so far above the frame on the stack of WebAssembly. */
  frameByte(offset: number): void {
    this.code.get(FRAME);
    if (offset === 0) return;
    this.code.i32(offset);
    this.code.op(Wasm.i32_add);
  }
}
