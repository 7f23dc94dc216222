// Which layer is right below which, as people think of it. Under trap and emulate a guest's process is a sibling of its kernel, both
// children of the hypervisor; a guest under a process of a host system is a sibling of that process. Such a context lies below the
// one around whose window it lies. Programs need not help, so that a student's own hypervisor is understood too.
import { windowOf, type Context } from '../machine/context';

interface Place {
  readonly context: Context;
  readonly start: number;
  readonly size: number;
}

/** The context right around another at one moment: the sibling with the smallest window around its own, else its parent; undefined for the root. */
export function outerOf(context: Context): Context | undefined {
  const { parent } = context;
  return parent && (smallestAround(placeOf(context), parent.children.flatMap((child) => (child === undefined ? [] : [placeOf(child)]))) ?? parent);
}

/** {@link outerOf} for many contexts at one moment. */
export class Outers {
  private readonly known = new Map<Context, Context | undefined>();

  of(context: Context): Context | undefined {
    if (context.parent !== undefined && !this.known.has(context)) this.learn(context.parent);
    return this.known.get(context);
  }

  /** Finds it for all children of a context. */
  private learn(parent: Context): void {
    const places = parent.children.flatMap((child) => (child === undefined ? [] : [placeOf(child)]));
    for (const place of places) this.known.set(place.context, smallestAround(place, places) ?? parent);
  }
}

function placeOf(context: Context): Place {
  return { context, ...windowOf(context) };
}

function smallestAround(inner: Place, places: readonly Place[]): Context | undefined {
  let best: Place | undefined;
  for (const outer of places) if (isAround(outer, inner) && (best === undefined || outer.size < best.size)) best = outer;
  return best?.context;
}

/** Whether a window lies inside another one and is smaller. */
function isAround(outer: Place, inner: Place): boolean {
  const inside = inner.start >= outer.start && inner.start + inner.size <= outer.start + outer.size;
  return inside && inner.size > 0 && inner.size < outer.size;
}
