// The chain: the contexts from the root to the one that runs, each inside a `resume` of the next. What a context has
// retired, its time and what is left of its budget are counted once for all of them, in the time of the machine, and
// brought up to date when a context leaves the chain or somebody looks. A turn of the machine need not walk the chain.
import type { Context } from './context';

export class Chain {
  readonly contexts: Context[] = [];
  /** The innermost one: it executes the next instruction. */
  current: Context;
  /** Instructions that all contexts together have retired. */
  time = 0;
  /** The time at which the current context's own count was brought up to date. */
  private counted = 0;

  constructor(readonly root: Context) {
    root.windowStart = root.base;
    root.windowSize = root.limit;
    this.contexts.push(root);
    this.current = root;
  }

  /** The current context resumes a child: the chain goes on to the innermost context that it was inside of. */
  enter(child: Context): void {
    this.settleOwn();
    this.current.active = child;
    for (let at: Context | undefined = child; at !== undefined; at = at.active) {
      at.since = this.time;
      at.dueAround = 0;
      placeWindow(at, this.current);
      this.contexts.push(at);
      this.current = at;
    }
  }

  /** The context at this level is the innermost one again. */
  leave(level: number): void {
    this.settleOwn();
    const { contexts } = this;
    while (contexts.length > level + 1) {
      const context = contexts[contexts.length - 1];
      this.settle(context);
      contexts.pop();
    }
    this.current = contexts[level];
    this.current.active = undefined;
  }

  /** Brings the counts of all contexts up to date. */
  settleAll(): void {
    this.settleOwn();
    for (const context of this.contexts) this.settle(context);
  }

  /** What is left of the budget with which the context at this level was resumed. */
  budgetAt(level: number): number {
    const context = this.contexts[level];
    return context.budget - (this.time - context.since);
  }

  /** The least budget that is left at any level. */
  leastBudget(): number {
    let least = Infinity;
    for (let level = 1; level < this.contexts.length; level++) least = Math.min(least, this.budgetAt(level));
    return least;
  }

  /** Is again what it was when all counts were up to date. */
  restore(contexts: readonly Context[], time: number): void {
    this.contexts.splice(0, Infinity, ...contexts);
    this.current = contexts[contexts.length - 1];
    this.time = this.counted = time;
  }

  private settle(context: Context): void {
    const passed = this.time - context.since;
    context.time += passed;
    context.budget -= passed;
    context.since = this.time;
  }

  private settleOwn(): void {
    this.current.retired += this.time - this.counted;
    this.counted = this.time;
  }
}

/** Composes the window of a context that enters the chain with that of its parent, which stays as it is while they are in it. */
function placeWindow(context: Context, parent: Context): void {
  const size = Math.max(0, Math.min(context.limit, parent.windowSize - context.base));
  context.windowStart = size === 0 ? 0 : parent.windowStart + context.base;
  context.windowSize = size;
}
