// Where a value came from: the tree of the steps that made it, back to constants and inputs. The past is looked through in parts,
// the nearest first; each part is run again in single steps, which leaves a log of who wrote what, and all that is wanted is
// looked up in the log. What the part did not write is wanted of the part before it; where a part tells nothing, all steps that write
// nothing of what is wanted are leapt over.
import { assert, defined } from '../base/assert';
import type { Steps } from '../base/steps';
import type { ValueType } from '../isa/types';
import type { Machine } from '../machine/machine';
import type { Program } from '../machine/program';
import { PHYSICAL_START } from '../machine/store';
import { framesOf, localTypes, operandTypes } from '../machine/walk';
import { ORIGIN_STEPS, ORIGIN_STEPS_MAX, SEARCH_GROWTH } from './limits';
import { leap } from './provenance-leap';
import type { Step, StepLog, Written } from './provenance-log';
import { logSteps } from './provenance-record';
import { answerMade, bytesMade, sizeOf, slotMade, type Made, type OriginKind, type Spot } from './provenance-steps';
import type { Timeline } from './timeline';

export type { OriginKind, Spot } from './provenance-steps';

/** A value of a machine as it stands. */
export type OriginPlace =
  /** A local by its number, or an operand by its place, 0 the deepest; `depth`: how many frames are further in. */
  | { readonly kind: 'local' | 'operand'; readonly context: number; readonly depth: number; readonly index: number }
  /** Bytes of physical memory, at least one. */
  | { readonly kind: 'memory'; readonly address: number; readonly size: number };

/** Where the instruction of a node stands. */
export interface OriginSite {
  readonly context: number;
  readonly program: Program;
  readonly fn: number;
  readonly pc: number;
  readonly word: number;
}

/** A value and how it came to be. */
export interface OriginNode {
  readonly kind: OriginKind;
  /** The count of steps before the instruction that made it; of a place, of what was there at first, and of an edit: that moment. */
  readonly steps: number;
  /** Undefined for a place, for what was there at first, and for an edit. */
  readonly site: OriginSite | undefined;
  /** Where it lay then. */
  readonly spot: Spot;
  readonly type: ValueType | 'bytes';
  /** The value, little-endian. */
  readonly bytes: Uint8Array;
  /** The operands of an instruction, deepest first; else what the bytes were put together from. */
  readonly sources: readonly OriginSource[];
}

/** Of a source that is moved, its bytes [from, from + size) became those from `at` on. */
export interface OriginSource {
  readonly at: number;
  readonly from: number;
  readonly size: number;
  /** Undefined where a limit was reached before it was found. Nodes may be the source of several. */
  readonly node: OriginNode | undefined;
}

export interface OriginLimits {
  readonly nodes: number;
  /** Steps of the past that are taken one by one at most. */
  readonly steps: number;
  /** Steps of the first part; it makes no difference to the tree. */
  readonly part?: number;
}

/** Bytes of the store that somebody wrote by hand, and when. */
interface Overwritten {
  readonly step: number;
  readonly start: number;
  readonly size: number;
}

/** A source that is wanted. */
interface Want {
  readonly spot: Spot;
  readonly bytes: Uint8Array;
  /** The moment at which the value lay in the spot. */
  readonly moment: number;
  readonly source: { -readonly [Key in keyof OriginSource]: OriginSource[Key] };
  /** Where the source stands. */
  readonly sources: OriginSource[];
}

/**
 * The tree of what a place holds at the moment at which the machine stands. The machine is somewhere in the past afterwards; the
 * caller brings it back.
 */
export function* origin(timeline: Timeline, place: OriginPlace, limits: OriginLimits): Steps<OriginNode> {
  const { machine } = timeline;
  const search = new Search(timeline, limits);
  const root = search.begin(machine, place);
  const first = limits.part ?? ORIGIN_STEPS;
  let high = machine.steps, size = first, left = limits.steps;
  for (;;) {
    const low = Math.max(0, high - Math.min(size, left));
    const found = search.resolve(yield* logSteps(timeline, low, high));
    left -= high - low;
    if (low === 0 || left <= 0 || !search.isOpen) return root;
    high = found ? low : yield* leap(timeline, low, search.spots);
    size = high < low ? first : Math.min(size * SEARCH_GROWTH, ORIGIN_STEPS_MAX);
  }
}

/** The way from a value to what it mainly came from: at each node the first source that is not a constant, else the first. */
export function mainChain(root: OriginNode): OriginNode[] {
  const chain: OriginNode[] = [];
  for (let at: OriginNode | undefined = root; at !== undefined;) {
    chain.push(at);
    const nodes: OriginNode[] = at.sources.flatMap(({ node }) => (node === undefined ? [] : [node]));
    at = nodes.find((node) => node.kind !== 'constant') ?? nodes.at(0);
  }
  return chain;
}

/** The value of a node as a number; undefined where it is no value of a slot. */
export function originValue({ type, bytes }: OriginNode): number | undefined {
  if (type === 'bytes') return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return type === 'i32' ? view.getInt32(0, true) : view.getFloat64(0, true);
}

/** A slot of the machine: its word of the store, and its type. */
function slotOf(machine: Machine, { kind, context: id, depth, index }: OriginPlace & { kind: 'local' | 'operand' }): { word: number; type: ValueType } {
  const context = defined(machine.root.find(id), 'a context');
  for (const frame of framesOf(machine.store, context)) {
    if (frame.depth !== depth) continue;
    const types = kind === 'local' ? localTypes(context, frame.fn) : operandTypes(context, frame);
    return { word: (kind === 'local' ? frame.fp : frame.operands) + index * 2, type: defined(types.at(index), 'a slot') };
  }
  assert(false, 'a frame');
}

class Search {
  private wants: Want[] = [];
  private nodes = 0;
  private readonly known = new Map<string, OriginNode>();

  constructor(private readonly timeline: Timeline, private readonly limits: OriginLimits) {}

  /** Whether something is wanted that may still be found. */
  get isOpen(): boolean {
    return this.wants.length > 0 && this.nodes < this.limits.nodes;
  }

  /** Wants what a place holds now. */
  begin(machine: Machine, place: OriginPlace): OriginNode {
    const { steps, store: { u8 } } = machine;
    const slot = place.kind === 'memory' ? undefined : slotOf(machine, place);
    const spot: Spot = slot !== undefined ? { kind: 'slot', ...slot }
      : { kind: 'bytes', start: PHYSICAL_START + (place as { address: number }).address, size: (place as { size: number }).size };
    const start = spot.kind === 'slot' ? spot.word * 4 : spot.start, size = spot.kind === 'slot' ? sizeOf(spot.type) : spot.size;
    const bytes = u8.slice(start, start + size);
    const taken = { spot, bytes, at: 0, from: 0, size };
    return this.node({ kind: 'place', type: slot?.type ?? 'bytes', bytes, taken: [taken] }, spot, steps, undefined);
  }

  /** Makes a node and wants what it was made from, as it was at that moment. */
  private node({ kind, type, bytes, taken }: Made, spot: Spot, steps: number, site: OriginSite | undefined): OriginNode {
    this.nodes++;
    const sources: OriginSource[] = [];
    for (const { spot: wanted, bytes: held, at, from, size } of taken) {
      const source = { at, from, size, node: undefined };
      sources.push(source);
      this.wants.push({ spot: wanted, bytes: held, moment: steps, source, sources });
    }
    return { kind, steps, site, spot, type, bytes, sources };
  }

  /** Looks up what is wanted in the log of a part; what it does not tell is wanted of the part before it. False: it told nothing. */
  resolve(log: StepLog): boolean {
    const later: Want[] = [];
    for (let i = 0; i < this.wants.length; i++) {
      if (this.nodes >= this.limits.nodes) return true;
      const want = this.wants[i];
      if (!this.find(log, want)) later.push(want);
    }
    const found = later.length < this.wants.length;
    this.wants = later;
    return found;
  }

  /** Where what is wanted lies. */
  get spots(): Spot[] {
    return this.wants.map(({ spot }) => spot);
  }

  private find(log: StepLog, want: Want): boolean {
    switch (want.spot.kind) {
      case 'slot': return this.findSlot(log, want, want.spot);
      case 'bytes': return this.findBytes(log, want, want.spot);
      case 'answer': return this.findAnswer(log, want, want.spot);
    }
  }

  private findSlot(log: StepLog, { moment, bytes, source }: Want, spot: Spot & { kind: 'slot' }): boolean {
    const { word, type } = spot;
    const writer = log.slotWriter(word, moment), zero = log.slotZero(word, moment), last = Math.max(writer, zero);
    const edit = this.lastEdit(word * 4, bytes.length, moment, Math.max(last + 1, log.low));
    const leaf = (kind: OriginKind): Made => ({ kind, type, bytes, taken: [] });
    if (edit !== undefined) source.node = this.once(`edit ${edit.step} ${word}`, () => this.node(leaf('edit'), spot, edit.step, undefined));
    else if (last >= 0 && zero === last && this.isRestarted(last + 1)) source.node = this.node(leaf('edit'), spot, last + 1, undefined);
    else if (last >= 0) {
      const step = log.step(last), made = zero === last ? leaf('initial') : slotMade(step, word, type, bytes);
      source.node = this.once(`slot ${last} ${word}`, () => this.node(made, spot, last, siteOf(step)));
    } else if (log.low === 0) source.node = this.once(`start ${word}`, () => this.node(leaf('initial'), spot, 0, undefined));
    else return false;
    return true;
  }

  private findAnswer(log: StepLog, { moment, bytes, source }: Want, spot: Spot & { kind: 'answer' }): boolean {
    const { context, type } = spot;
    const writer = log.answerWriter(context, moment);
    if (writer < 0) return false;
    const step = log.step(writer);
    source.node = this.node({ kind: 'move', type, bytes, taken: [answerMade(step, type, bytes)] }, spot, writer, siteOf(step));
    return true;
  }

  /** Finds who wrote some of the bytes last; the others are wanted by themselves. */
  private findBytes(log: StepLog, want: Want, spot: Spot & { kind: 'bytes' }): boolean {
    const { start, size } = spot;
    const written = log.bytesWriter(start, size, want.moment);
    const edit = this.lastEdit(start, size, want.moment, Math.max((written?.steps ?? -1) + 1, log.low));
    const found = edit === undefined ? written : edit;
    if (found === undefined) {
      if (log.low > 0) return false;
      want.source.node = this.node({ kind: 'initial', type: 'bytes', bytes: want.bytes, taken: [] }, spot, 0, undefined);
      return true;
    }
    const from = Math.max(start, found.start), to = Math.min(start + size, found.start + found.size);
    this.split(want, start, from, to);
    const bytes = want.bytes.slice(from - start, to - start);
    const part: Spot = { kind: 'bytes', start: from, size: to - from };
    if (edit !== undefined) want.source.node = this.node({ kind: 'edit', type: 'bytes', bytes, taken: [] }, part, edit.step, undefined);
    else if (written !== undefined) this.wroteBytes(want, log.step(written.steps), written, from, bytes);
    return true;
  }

  private wroteBytes({ source }: Want, step: Step, written: Written, from: number, bytes: Uint8Array): void {
    const { made, start } = bytesMade(step, written, from, bytes), size = made.bytes.length;
    source.node = this.once(`bytes ${step.steps} ${start} ${size}`, () => this.node(made, { kind: 'bytes', start, size }, step.steps, siteOf(step)));
    source.from = from - start;
  }

  /** Makes a want of bytes one of those from `from` up to `to`, and others of the rest. */
  private split({ bytes, moment, source, sources }: Want, start: number, from: number, to: number): void {
    const end = start + bytes.length, { at } = source;
    for (const [first, last] of [[start, from], [to, end]]) {
      if (first >= last) continue;
      const rest = { at: at + first - start, from: 0, size: last - first, node: undefined };
      sources.push(rest);
      this.wants.push({
        spot: { kind: 'bytes', start: first, size: last - first }, bytes: bytes.slice(first - start, last - start), moment, source: rest, sources,
      });
    }
    source.at = at + from - start;
    source.size = to - from;
  }

  private once(key: string, make: () => OriginNode): OriginNode {
    let node = this.known.get(key);
    if (node === undefined) this.known.set(key, node = make());
    return node;
  }

  /** The last change by hand of any of the bytes of the store up to a moment and from another one on. */
  private lastEdit(start: number, size: number, moment: number, since: number): Overwritten | undefined {
    let last: Overwritten | undefined;
    for (const { step, change } of this.timeline.branch.edits) {
      if (step > moment || step < since || change.kind !== 'write') continue;
      const first = PHYSICAL_START + change.at, end = first + change.bytes.length;
      if (first < start + size && start < end) last = { step, start: first, size: end - first };
    }
    return last;
  }

  private isRestarted(moment: number): boolean {
    return this.timeline.branch.edits.some(({ step, change }) => step === moment && change.kind === 'restart');
  }
}

function siteOf({ context, program, fn, pc, word }: Step): OriginSite {
  return { context, program, fn, pc, word };
}
