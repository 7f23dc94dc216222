// Leaps over a part of the past in which nobody wrote what is wanted: at full speed, with watches on bytes and stops at the
// instructions that may write a slot. It may stop too early, at an instruction that wrote something else, but never too late.
import type { Steps } from '../base/steps';
import { effectOf, opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { Context } from '../machine/context';
import { FRAME_COLUMNS, FrameColumn } from '../machine/frames';
import type { Machine, Outcome } from '../machine/machine';
import { shapeOf } from '../machine/operands';
import type { Program } from '../machine/program';
import { PHYSICAL_START } from '../machine/store';
import { framesOf, type FrameView } from '../machine/walk';
import { UNREACHED } from '../verifier/flow';
import { quietly } from './quiet';
import { lastMoment, type Probe } from './search';
import type { Spot } from './provenance-steps';
import type { Timeline } from './timeline';

/** A frame of which slots are wanted, and where its function may write them. */
interface WantedFrame {
  readonly context: number;
  readonly program: Program;
  readonly fn: number;
  /** 1 the outermost. */
  readonly number: number;
  readonly sites: Set<number>;
}

/**
 * Gives a count of steps, at most `before`, from which on up to `before` no step wrote any of the spots; `before` itself where that
 * cannot be told quickly. The machine is somewhere in the past afterwards.
 */
export function* leap(timeline: Timeline, before: number, spots: readonly Spot[]): Steps<number> {
  const { machine, branch } = timeline;
  yield* timeline.goTo(before);
  const frames = wantedFrames(machine, spots);
  if (frames === undefined) return before;
  const probe = new WriteProbe(machine, spots, frames);
  const found = yield* quietly(machine, lastMoment(timeline, before + 1, probe));
  const edited = branch.edits.filter(({ step }) => step <= before).at(-1)?.step ?? 0;
  return Math.max(edited, found === undefined ? 0 : Math.min(before, found + 1));
}

/** The frames in which the slots lie now; undefined where one of the spots is no place to stop for. */
function wantedFrames(machine: Machine, spots: readonly Spot[]): WantedFrame[] | undefined {
  const found = new Map<string, WantedFrame>();
  for (const spot of spots) {
    if (spot.kind === 'answer') return undefined;
    if (spot.kind === 'bytes') continue;
    const place = frameOf(machine, spot.word);
    if (place === undefined) return undefined;
    const { context, frame } = place, number = context.frames - frame.depth;
    const sites = sitesOf(context.program, frame, spot.word);
    // It may have been written just before the frame came to where it stands, and then no stop tells of it.
    if (sites.has(frame.pc)) return undefined;
    const key = `${context.id} ${number}`, known = found.get(key)?.sites ?? [];
    found.set(key, { context: context.id, program: context.program, fn: frame.fn, number, sites: new Set([...known, ...sites]) });
  }
  return [...found.values()];
}

function frameOf(machine: Machine, word: number): { context: Context; frame: FrameView } | undefined {
  for (const context of machine.root.downward()) {
    if (word < machine.store.stackStart(context.stack) || word >= context.sp) continue;
    for (const frame of framesOf(machine.store, context)) if (word >= frame.fp) return { context, frame };
  }
  return undefined;
}

/** Where a frame stands before, or right after, what may write a slot of it, and where it begins. */
function sitesOf({ image, frames }: Program, { fn, fp, operands }: FrameView, word: number): Set<number> {
  const { start, length } = image.functions[fn];
  const sites = new Set([frames[fn * FRAME_COLUMNS + FrameColumn.start]]);
  const index = (word - (word < operands ? fp : operands)) / 2;
  for (let address = start; address < start + length; address++) {
    const state = image.stateAt[address], code = image.code[address], op = opcodeOf(code);
    if (state === UNREACHED || op === Op.case_) continue;
    if (word < operands ? (op === Op.set || op === Op.tee) && code >>> 8 === index : writesOperand(image, code, image.states.depth(state), index)) {
      sites.add(address);
      if (isLate(op)) sites.add(address + 1);
    }
  }
  return sites;
}

/** Whether what an instruction pushes takes effect when the frame goes on behind it: after a call, or when a parent completes it. */
function isLate(op: Op): boolean {
  return effectOf(op) === undefined || op >= Op.break_ || MAY_TRAP.has(op);
}

/** Instructions that a parent may complete instead. */
const MAY_TRAP = new Set<Op>([Op.div, Op.div_u, Op.rem, Op.rem_u, Op.load, Op.load8_s, Op.load8_u, Op.load16_s, Op.load16_u, Op.fload]);

/** @param depth operands before the instruction */
function writesOperand(image: Program['image'], word: number, depth: number, index: number): boolean {
  const op = opcodeOf(word), effect = effectOf(op);
  if (op === Op.get) return index === depth;
  if (op === Op.set || op === Op.tee || op === Op.ret) return false;
  const shape = effect === undefined ? shapeOf(image, word) : undefined;
  const pops = effect?.pops.length ?? shape?.params.length ?? 0, pushes = effect?.pushes.length ?? (shape?.result === undefined ? 0 : 1);
  return index >= depth - pops && index < depth - pops + pushes;
}

/** Finds the last moment at which one of the spots may have been written. */
class WriteProbe implements Probe {
  constructor(private readonly machine: Machine, private readonly spots: readonly Spot[], private readonly frames: readonly WantedFrame[]) {}

  plant(): () => void {
    const { observation } = this.machine;
    const ids: number[] = [];
    for (const spot of this.spots) {
      if (spot.kind !== 'bytes') continue;
      const id = -1 - ids.length;
      observation.watch({ id, start: spot.start - PHYSICAL_START, length: spot.size, read: false, write: true });
      ids.push(id);
    }
    this.stops(true);
    return () => {
      for (const id of ids) observation.unwatch(id);
      this.stops(false);
    };
  }

  private stops(wanted: boolean): void {
    for (const { program, sites } of this.frames) for (const address of sites) program.setStop(address, wanted);
  }

  isThere(outcome: Outcome): boolean {
    if (outcome.kind === 'data') return outcome.accesses.some(({ watch }) => watch < 0);
    const { current } = this.machine;
    return outcome.kind === 'stop' && this.frames.some(({ context, fn, number, sites }) => (
      current.id === context && current.fn === fn && current.frames === number && sites.has(current.pc)));
  }
}
