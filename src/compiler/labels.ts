// The labels that are open at the place in a function of WebAssembly where code is being written.
import { Wasm, type Code } from './wasm';

/** The label of a place that nobody asks for by its number. */
export const NO_LABEL = -1;

/** Labels by number, the outermost first. */
export class Labels {
  private readonly open: number[] = [];

  private made = 0;

  constructor(private readonly code: Code) {}

  /** The first of so many numbers that no label has had. */
  make(count: number): number {
    this.made += count;
    return this.made - count;
  }

  get depth(): number {
    return this.open.length;
  }

  begin(op: Wasm.block | Wasm.loop | Wasm.if_, label: number): void {
    this.code.open(op);
    this.open.push(label);
  }

  end(): void {
    this.code.op(Wasm.end);
    this.open.pop();
  }

  /** How many labels lie between here and the innermost one with this number. */
  distance(label: number): number {
    return this.open.length - 1 - this.open.lastIndexOf(label);
  }

  branch(op: Wasm.br | Wasm.br_if, label: number): void {
    this.code.branch(op, this.distance(label));
  }

  table(labels: readonly number[]): void {
    this.code.op(Wasm.br_table);
    this.code.unsigned(labels.length - 1);
    for (const label of labels) this.code.unsigned(this.distance(label));
  }
}
