// A run in which only one context executes: it is over as soon as any other one would. Contexts never run at the same time,
// but they run for each other; so this is what running one of several threads means here.
import type { Context } from '../machine/context';
import type { Machine, Outcome } from '../machine/machine';

export class Alone {
  private readonly others = new Set<Context>();

  constructor(private readonly machine: Machine, readonly context: Context) {
    for (const other of machine.root.downward()) if (other !== context) this.add(other);
  }

  /** A context was made: it is one of the others. */
  add(other: Context): void {
    this.others.add(other);
    this.machine.watch.contexts.add(other);
  }

  /** Whether another context goes on now. */
  isOver({ kind }: Outcome): boolean {
    return kind === 'entered' && this.machine.current !== this.context;
  }

  /** Watches no longer for others. */
  end(): void {
    for (const other of this.others) this.machine.watch.contexts.delete(other);
  }
}
