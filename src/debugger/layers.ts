// The tree of contexts as people think of it. Under trap and emulate a guest's process is a sibling of its kernel, both
// children of the hypervisor; here it stands below the one in whose window its own lies. Programs need not help.
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { Mode, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { Outers } from '../meter/outer';
import { contextName, pathWith } from '../meter/report';
import type { Programs } from './programs';
import type { ContextInfo, LayerInfo } from './types';

/** What a context stops at while its parent lets others run for it: `resume`, or a call of the parent that means the same. */
const RESUMING: ReadonlySet<Op> = new Set([Op.resume, Op.sys]);

/** How the contexts of a machine lie above each other at one moment. */
export class Layers {
  private readonly outers = new Outers();

  constructor(private readonly machine: Machine, private readonly programs: Programs) {}

  /** The context below which another lies; undefined for the root. */
  outerOf(context: Context): Context | undefined {
    return this.outers.of(context);
  }

  /** Whether a context lies below another one, at whatever depth. */
  isBelow(context: Context, other: Context): boolean {
    for (let at = this.outerOf(context); at !== undefined; at = this.outerOf(at)) if (at === other) return true;
    return false;
  }

  /** What the outer one of two neighbours does with the other: it is inside of a `resume` of it, sees to its exit, or does something else. */
  relation(outer: Context, inner: Context): 'resumes' | 'handles' | 'holds' {
    const resumes = inner.parent === outer ? outer.active === inner : isOut(outer) && RESUMING.has(opcodeOf(outer.trapWord));
    return resumes ? 'resumes' : isOut(inner) ? 'handles' : 'holds';
  }

  /** The context and those around it, itself first. */
  outward(context: Context): Context[] {
    const found: Context[] = [];
    for (let at: Context | undefined = context; at !== undefined; at = this.outerOf(at)) found.push(at);
    return found;
  }

  /** `root > kernel.sasm #1`: the numbers are handles in the tables of the contexts that made them. */
  nameOf(context: Context): string {
    return this.outward(context).reverse().reduce<string[]>((path, each) => pathWith(path, this.ownNameOf(each)), []).join(' > ');
  }

  /** Layer, owner and mode, for whoever is told of a stop. */
  info(context: Context): LayerInfo {
    const outer = this.outerOf(context), { id, parent } = context;
    return {
      id, name: this.ownNameOf(context), mode: context.isRoot ? 'root' : context.mode === Mode.guest ? 'guest' : 'user',
      ...(outer === undefined ? {} : { owner: this.ownNameOf(outer) }),
      ...(parent === undefined || parent === outer ? {} : { parent: this.ownNameOf(parent) }),
    };
  }

  /** The last part of its name. */
  ownNameOf(context: Context): string {
    if (context.parent === undefined) return 'root';
    return contextName(this.programs.of(context.program).name, `#${context.parent.children.indexOf(context) + 1}`);
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

/** Whether a context waits for what its trap comes to. */
function isOut({ trapWord, completion }: Context): boolean {
  return trapWord !== 0 && completion === undefined;
}
