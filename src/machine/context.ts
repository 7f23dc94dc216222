// A context: a suspended computation with its window, its mode and what it may use. What it does is the engines' part,
// when it runs is the machine's.
import { Cause } from '../isa/causes';
import type { Program } from './program';

/** What a context was doing when it trapped. Its operands are still on its stack. */
export interface Trap {
  readonly cause: Cause;
  /** The word of the trapped instruction. */
  readonly word: number;
  /** The refused access, for the cause `memory`. */
  readonly access?: Access;
}

/** An access to memory that was refused. */
export interface Access {
  /** Address in the window, 0 to 2^33. */
  readonly address: number;
  /** Bytes. */
  readonly size: number;
  readonly write: boolean;
}

/** The answer with which a parent completes a trapped instruction. */
export interface Completion {
  readonly value: number;
  readonly float: boolean;
}

/** Whether there is such an answer, and its type. */
export const enum Answer { none = 0, integer = 1, float = 2 }

/** Modes of a context; the root has none, and everything is native there. */
export const enum Mode { user = 0, guest = 1 }

/** What a context may use, at most what its parent may. */
export interface Allowance {
  /** Contexts below it, at all depths. */
  contexts: number;
  /** Frames it has at one time. */
  frames: number;
  /** Images that it and all below it hold. */
  images: number;
}

export class Context {
  /** Registers: function and address of code of the next instruction; fp and sp as words of the store; frames it has. */
  fn = 0;
  pc = 0;
  fp = 0;
  sp = 0;
  frames = 1;

  /** The child whose `resume` this context is inside of. */
  active: Context | undefined;
  /** The word of the instruction that trapped, 0 where there is no trap record; see {@link trap}. */
  trapWord = 0;
  trapCause: Cause = Cause.sys;
  trapAccess: Access | undefined;
  /** See {@link completion}. */
  answer = Answer.none;
  answerValue = 0;
  /** A function that it is to call before its next instruction; -1: none. */
  call = -1;
  interrupts = 0;

  /** Instructions that it retired itself. While it is in the {@link Chain} this and the next two hold what they were at `since`. */
  retired = 0;
  /** Instructions that it and all that ran on its behalf retired. */
  time = 0;
  /** While its parent is inside a `resume` of it, what is left of that budget; else Infinity. */
  budget = Infinity;
  /** The time of the machine at which those counts were right. */
  since = 0;

  /** Before this count of steps nothing around its own budget makes a `resume` come back or is due otherwise; 0: unknown. */
  dueAround = 0;

  /** Its window as {@link windowOf} composes it, kept while it is in the chain. */
  windowStart = 0;
  windowSize = 0;

  /** By handle, from 1; holes are free handles. */
  readonly children: (Context | undefined)[] = [];
  readonly images: (Program | undefined)[] = [];
  /** Contexts below it and images held by it and by them. */
  contextsBelow = 0;
  imagesHeld = 0;
  dropped = false;

  /**
   * @param id never used again: 1 for the root, then in order of creation
   * @param stack number of its stack in the store
   * @param base where its window begins in its parent's, as given
   * @param limit bytes of its window, as given
   */
  constructor(readonly id: number, readonly parent: Context | undefined, readonly program: Program, readonly stack: number,
    public base: number, public limit: number, public mode: Mode, readonly allowance: Allowance) {}

  /** What it trapped on. */
  get trap(): Trap | undefined {
    return this.trapWord === 0 ? undefined : { cause: this.trapCause, word: this.trapWord, access: this.trapAccess };
  }

  set trap(trap: Trap | undefined) {
    this.trapWord = trap === undefined ? 0 : trap.word;
    this.trapCause = trap === undefined ? Cause.sys : trap.cause;
    this.trapAccess = trap?.access;
  }

  /** What its parent completes the trapped instruction with. */
  get completion(): Completion | undefined {
    return this.answer === Answer.none ? undefined : { value: this.answerValue, float: this.answer === Answer.float };
  }

  set completion(completion: Completion | undefined) {
    this.answer = completion === undefined ? Answer.none : completion.float ? Answer.float : Answer.integer;
    this.answerValue = completion === undefined ? 0 : completion.value;
  }

  get isRoot(): boolean {
    return this.parent === undefined;
  }

  /** The child with this handle. */
  child(handle: number): Context | undefined {
    return this.children[handle - 1];
  }

  /** The context and its ancestors, itself first. */
  *upward(): Generator<Context> {
    for (let at: Context | undefined = this; at !== undefined; at = at.parent) yield at;
  }

  /** The context and all below it, each before its children and those by handle. It does not recurse: chains are long. */
  *downward(): Generator<Context> {
    const pending: Context[] = [this];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      yield at;
      for (let i = at.children.length - 1; i >= 0; i--) {
        const child = at.children[i];
        if (child !== undefined) pending.push(child);
      }
    }
  }

  /** The one with an id among the context and all below it. */
  find(id: number): Context | undefined {
    for (const context of this.downward()) if (context.id === id) return context;
    return undefined;
  }
}

/** Puts an item under the smallest free handle and gives it. */
export function takeHandle<T>(table: (T | undefined)[], item: T): number {
  let index = table.indexOf(undefined);
  if (index < 0) index = table.length;
  table[index] = item;
  return index + 1;
}

/** The bytes of a context's window that really are there: clipped by all windows around it, in bytes of physical memory. */
export function windowOf(context: Context): { start: number; size: number } {
  let start = context.base, size = context.limit;
  for (let outer = context.parent; outer !== undefined; outer = outer.parent) {
    size = Math.max(0, Math.min(size, outer.limit - start));
    start += outer.base;
  }
  return { start: size === 0 ? 0 : start, size };
}
