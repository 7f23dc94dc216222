// The meter: how many instructions each layer of a run retires, and how often and why it exits. The machine itself knows what its
// contexts have retired; the meter counts exits and native waits, and remembers the contexts that are gone. It changes no count and no
// hash, and a moment of the past has the counts that it had: snapshots take them along. What is made of them is the report's part.
import { assert } from '../base/assert';
import type { Cause } from '../isa/causes';
import { Mode, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import type { Tally } from '../machine/observation';
import type { Program } from '../machine/program';
import { Counts, type Gone } from './counts';
import { GONE_MAX } from './limits';
import { outerOf, Outers } from './outer';

/** What a layer came to so far. */
export interface Layer {
  /** Of its context; undefined for several contexts that are gone. */
  readonly id: number | undefined;
  /** How many contexts it is: 1, but where those that are gone are added up. */
  readonly contexts: number;
  readonly parent: number | undefined;
  /** The context below which it lies, as people think of it. */
  readonly outer: number | undefined;
  /** From the root down: the handle of each context in the table of the one that made it; empty for the root. */
  readonly handles: readonly number[];
  readonly program: Program;
  readonly mode: 'root' | 'guest' | 'user';
  /** Whether it was dropped. */
  readonly gone: boolean;
  /** Instructions of its own, and those and all that ran on its behalf. */
  readonly retired: number;
  readonly time: number;
  /** How often it was entered by a `resume`. */
  readonly entered: number;
  /** Its exits, absent where it had none. */
  readonly counts: Counts | undefined;
}

/** Sums over contexts that are gone and not kept one by one. */
interface Merged {
  readonly counts: Counts;
  readonly contexts: number;
  readonly retired: number;
  readonly entered: number;
}

interface Kept {
  readonly contexts: Map<number, Counts>;
  readonly merged: Map<Program, Merged>;
  readonly gone: Gone | undefined;
}

export class Meter implements Tally {
  /** Of contexts that there are, by id; one without an exit and a wait has none. */
  private contexts = new Map<number, Counts>();
  /** The last one that was dropped. */
  private gone: Gone | undefined;
  private merged = new Map<Program, Merged>();
  /** Snapshots taken so far. */
  private age = 0;

  /** Counts from now on. @param machine one that has not run yet */
  constructor(private readonly machine: Machine) {
    assert(machine.steps === 0, 'a machine at its start');
    machine.observation.tally = this;
  }

  readonly exit = (context: Context, cause: Cause, pc: number): void => {
    this.of(context).addExit(cause, pc);
  };

  waited(context: Context, pending: boolean): void {
    const counts = this.of(context);
    if (pending) counts.pending++;
    else counts.waited++;
  }

  /** The counts of a context, to be changed. */
  private of(context: Context): Counts {
    const { id, program } = context;
    const known = this.contexts.get(id);
    if (known !== undefined && known.age === this.age) return known;
    const counts = new Counts(program, known === undefined ? outerOf(context)?.id : known.outer, this.age, known);
    this.contexts.set(id, counts);
    return counts;
  }

  dropped(context: Context): void {
    const { id, parent, mode, retired, time } = context;
    if (parent === undefined || !parent.children.includes(context)) return;
    const { gone: before } = this, length = (before?.length ?? 0) + 1;
    const gone = { id, counts: this.of(context), before, length, parent: parent.id, handles: handlesOf(context), mode, retired, time, open: parent.active === context };
    this.contexts.delete(id);
    if (length <= GONE_MAX) this.gone = gone;
    else this.merge(gone);
  }

  private merge({ counts, retired, open }: Gone): void {
    const { program, exits } = counts;
    const before = this.merged.get(program);
    const sum = new Counts(program, this.machine.root.id, this.age, before?.counts);
    sum.add(counts);
    this.merged.set(program, {
      counts: sum, contexts: (before?.contexts ?? 0) + 1, retired: (before?.retired ?? 0) + retired,
      entered: (before?.entered ?? 0) + exits + (open ? 1 : 0),
    });
  }

  keep(): Kept {
    this.age++;
    return { contexts: new Map(this.contexts), merged: new Map(this.merged), gone: this.gone };
  }

  restore(kept: unknown): void {
    // The first moment may have been kept before there was a meter.
    const { contexts, merged, gone } = (kept ?? { contexts: new Map(), merged: new Map(), gone: undefined }) as Kept;
    this.contexts = new Map(contexts);
    this.merged = new Map(merged);
    this.gone = gone;
    this.age++;
  }

  /** All layers at the moment at which the machine stands, between two of its runs: the root first, else in no order. */
  layers(): Layer[] {
    const outers = new Outers();
    const living = [...this.machine.root.downward()].map((context) => this.living(context, outers));
    const gone: Layer[] = [];
    for (let at = this.gone; at !== undefined; at = at.before) gone.push(goneLayer(at));
    return [...living, ...gone, ...[...this.merged.values()].map((sum) => this.mergedLayer(sum))];
  }

  private living(context: Context, outers: Outers): Layer {
    const { id, parent, program, retired, time } = context;
    const counts = this.contexts.get(id);
    return {
      id, contexts: 1, parent: parent?.id, outer: counts === undefined ? outers.of(context)?.id : counts.outer, handles: handlesOf(context), program,
      mode: parent === undefined ? 'root' : modeName(context.mode), gone: false, retired, time,
      entered: parent === undefined ? 0 : (counts?.exits ?? 0) + (parent.active === context ? 1 : 0), counts,
    };
  }

  private mergedLayer({ counts, contexts, retired, entered }: Merged): Layer {
    const { id } = this.machine.root;
    return {
      id: undefined, contexts, parent: id, outer: id, handles: [], program: counts.program, mode: 'user', gone: true, retired, time: retired, entered, counts,
    };
  }
}

function goneLayer({ id, counts, parent, handles, mode, retired, time, open }: Gone): Layer {
  return {
    id, contexts: 1, parent, outer: counts.outer, handles, program: counts.program, mode: modeName(mode), gone: true, retired, time,
    entered: counts.exits + (open ? 1 : 0), counts,
  };
}

function modeName(mode: Mode): 'guest' | 'user' {
  return mode === Mode.guest ? 'guest' : 'user';
}

/** The handles by which a context is reached from the root. */
function handlesOf(context: Context): number[] {
  const handles: number[] = [];
  for (let at = context; at.parent !== undefined; at = at.parent) handles.unshift(at.parent.children.indexOf(at) + 1);
  return handles;
}
