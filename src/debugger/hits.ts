// How often a breakpoint was hit. Where it has a condition for hits, a cell of the store tells compiled code how many
// more it may count by itself before one might stop.
import type { Store } from '../machine/store';
import type { HitCondition } from './hit-condition';

/** The most that a cell holds. */
const CELL_MAX = 0x7fff_ffff;

export class Hits {
  /** Hits when the cell was last set, and what it was set to. */
  private known = 0;
  private granted = 0;
  /** A word of the store; undefined where there is none to be had, or no use for one. */
  cell: number | undefined;

  constructor(private readonly store: Store, private readonly condition: HitCondition | undefined) {
    this.cell = condition === undefined ? undefined : store.takeCell();
    this.set(0);
  }

  get count(): number {
    return this.cell === undefined ? this.known : this.known + this.granted - this.store.i32[this.cell];
  }

  /** Sets the {@link count}. */
  set(count: number): void {
    this.known = count;
    if (this.cell === undefined || this.condition === undefined) return;
    this.granted = Math.min(this.condition.quietAfter(count), CELL_MAX);
    this.store.i32[this.cell] = this.granted;
  }

  /** Whether what stops depends on how many came before. */
  get matter(): boolean {
    return this.condition !== undefined;
  }

  /** One more; whether it is one that stops. */
  add(): boolean {
    const count = this.count + 1;
    this.set(count);
    return this.condition === undefined || this.condition.stops(count);
  }

  /** Gives the cell back. */
  release(): void {
    if (this.cell === undefined) return;
    this.known = this.count;
    this.store.giveCell(this.cell);
    this.cell = undefined;
  }
}
