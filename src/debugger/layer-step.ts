// Steps from layer to layer: out of a guest into whoever takes its exit, and from there to what runs below. The machine runs at full
// speed and looks up whenever another context goes on.
import type { Context } from '../machine/context';
import type { Machine, Outcome } from '../machine/machine';
import { Layers } from './layers';
import type { Programs } from './programs';
import type { LayerStepKind } from './types';

export class LayerStep {
  /** It never looks at single steps. */
  readonly steps = Infinity;
  /** Whether the context is, or was, in the chain of those that run. */
  private inside: boolean;

  constructor(private readonly machine: Machine, private readonly programs: Programs, private readonly kind: Exclude<LayerStepKind, 'overExit'>,
    readonly context: Context) {
    this.inside = machine.chain.includes(context);
    machine.watch.crossings = true;
  }

  /** Looks at where the machine came to; true: the step is done. */
  isDone({ kind }: Outcome): boolean {
    if (kind !== 'entered') return false;
    const { machine, context } = this;
    if (this.kind === 'toGuest') return isBelow(machine, this.programs, machine.current, context.id);
    if (!machine.chain.includes(context)) return this.inside;
    this.inside = true;
    return false;
  }

  /** Looks up no longer. */
  end(): void {
    this.machine.watch.crossings = false;
  }
}

/** Whether a context lies below the one with an id, as people think of it. */
export function isBelow(machine: Machine, programs: Programs, context: Context, id: number): boolean {
  return context.id !== id && new Layers(machine, programs).outward(context).some((each) => each.id === id);
}

/** Whether a context is one of those around the one with an id, each the parent of the next. */
export function isAbove(machine: Machine, context: Context, id: number): boolean {
  const inner = machine.root.find(id);
  if (inner === undefined || inner === context) return false;
  for (const each of inner.upward()) if (each === context) return true;
  return false;
}
