// The tree of contexts as people think of it. Under trap and emulate a guest's process is a sibling of its kernel, both
// children of the hypervisor; here it stands below its kernel where its window lies inside the kernel's and the kernel
// is stopped at `resume`. Programs need not help.
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { windowOf, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import type { Programs } from './programs';
import type { ContextInfo } from './types';

/** Layers that a name spells out; from longer paths the middle is left out. */
const LAYERS_NAMED_MAX = 8;
const LAYERS_NAMED_FIRST = 2;

/** How the contexts of a machine lie above each other at one moment. */
export class Layers {
  private readonly outer = new Map<Context, Context | undefined>();
  private readonly kernels = new Map<Context, Context[]>();

  constructor(private readonly machine: Machine, private readonly programs: Programs) {}

  /** The context whose layer is right below; undefined for the root. */
  outerOf(context: Context): Context | undefined {
    if (!this.outer.has(context)) this.outer.set(context, this.kernelOf(context) ?? context.parent);
    return this.outer.get(context);
  }

  /** The sibling with the smallest window around the context's that is stopped at `resume`. */
  private kernelOf(context: Context): Context | undefined {
    if (context.parent === undefined) return undefined;
    let best: Context | undefined, smallest = Infinity;
    for (const kernel of this.kernelsBelow(context.parent)) {
      const { size } = windowOf(kernel);
      if (kernel !== context && size < smallest && contains(kernel, context)) [best, smallest] = [kernel, size];
    }
    return best;
  }

  private kernelsBelow(parent: Context): Context[] {
    let found = this.kernels.get(parent);
    if (found === undefined) {
      found = parent.children.filter((child) => child !== undefined && this.isAtResume(child)) as Context[];
      this.kernels.set(parent, found);
    }
    return found;
  }

  private isAtResume(context: Context): boolean {
    return context.active === undefined && opcodeOf(this.machine.wordAt(context)) === Op.resume;
  }

  /** The context and those around it, itself first. */
  outward(context: Context): Context[] {
    const found: Context[] = [];
    for (let at: Context | undefined = context; at !== undefined; at = this.outerOf(at)) found.push(at);
    return found;
  }

  /** `root > kernel.sasm #1`: the numbers are handles in the tables of the contexts that made them. */
  nameOf(context: Context): string {
    const path = this.outward(context).reverse();
    const parts = path.length <= LAYERS_NAMED_MAX ? path.map((each) => this.partOf(each)) : [
      ...path.slice(0, LAYERS_NAMED_FIRST).map((each) => this.partOf(each)), '…',
      ...path.slice(LAYERS_NAMED_FIRST - LAYERS_NAMED_MAX).map((each) => this.partOf(each)),
    ];
    return parts.join(' > ');
  }

  private partOf(context: Context): string {
    if (context.parent === undefined) return 'root';
    return `${this.programs.of(context.program).name} #${context.parent.children.indexOf(context) + 1}`;
  }

  /** Every context, each followed by those below it. */
  list(): ContextInfo[] {
    const below = new Map<Context | undefined, Context[]>();
    for (const context of this.machine.root.downward()) {
      const outer = this.outerOf(context), siblings = below.get(outer);
      if (siblings === undefined) below.set(outer, [context]);
      else siblings.push(context);
    }
    const running = new Set(this.machine.chain);
    const found: ContextInfo[] = [];
    const add = (context: Context): void => {
      found.push({ id: context.id, name: this.nameOf(context), active: running.has(context) });
      below.get(context)?.forEach(add);
    };
    add(this.machine.root);
    return found;
  }
}

/** Whether a window lies inside another one and is smaller. */
function contains(outer: Context, inner: Context): boolean {
  const around = windowOf(outer), within = windowOf(inner);
  const inside = within.start >= around.start && within.start + within.size <= around.start + around.size;
  return inside && within.size > 0 && within.size < around.size;
}
