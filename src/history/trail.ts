// The trail of a run: where the machine stands at each count of steps, context and instruction. It is told by its turns, as few as
// there can be: between two turns the machine stays in one context and stands one word further with each step.
import { assert } from '../base/assert';
import type { Steps } from '../base/steps';
import { opcodeOf } from '../isa/encoding';
import { INSTRUCTIONS, Op } from '../isa/instructions';
import type { Context } from '../machine/context';
import { Pass, type Machine, type Outcome } from '../machine/machine';
import type { Program } from '../machine/program';
import { TRAVEL_WORK } from './limits';
import { quietly } from './quiet';
import type { Timeline } from './timeline';

/** Where a machine stands. */
export interface Position {
  /** The context that goes on next, by its number. */
  readonly context: number;
  readonly program: Program;
  /** Address of code. */
  readonly pc: number;
}

/** Takes a turn: a count of steps and the position there. False: no more are wanted. */
export type TurnListener = (steps: number, position: Position) => boolean;

/** Turns between two chances for others. */
const TURNS_BETWEEN = 2_000;

/** Opcodes behind which the next word comes, or a trap: none of them lets another context go on, calls or jumps. */
const STRAIGHT = new Uint8Array(256);
for (const { code, flow } of Object.values(INSTRUCTIONS)) if (flow === 'next' && code < Op.jump) STRAIGHT[code] = 1;

/** The longest way that is run at once. */
const STRAIGHT_MAX = 200;
const ways = new WeakMap<Program, Uint8Array>();

/** For each word of a program how many steps lead from there straight on, the last of them to wherever it leads. */
function waysOf(program: Program): Uint8Array {
  let found = ways.get(program);
  if (found === undefined) {
    const { code } = program.image;
    found = new Uint8Array(code.length).fill(1);
    for (let at = code.length - 2; at >= 0; at--) if (STRAIGHT[opcodeOf(code[at])] === 1) found[at] = Math.min(STRAIGHT_MAX, 1 + found[at + 1]);
    ways.set(program, found);
  }
  return found;
}

/**
 * Runs from where the machine stands up to a count of steps, all of which are recorded, and tells each turn: the first where it
 * stands, the last at that count. Two runs with the same turns were at the same positions throughout.
 */
export function trail(timeline: Timeline, high: number, listener: TurnListener): Steps<void> {
  return quietly(timeline.machine, new Walker(timeline, high, listener).run());
}

class Walker {
  private readonly machine: Machine;
  private watched: Context | undefined;
  /** Before this count of steps the machine may run alone. */
  private nextOwn = 0;

  constructor(private readonly timeline: Timeline, private readonly high: number, private readonly listener: TurnListener) {
    this.machine = timeline.machine;
  }

  *run(): Steps<void> {
    const { machine, listener, high } = this;
    try {
      for (let turns = 1; listener(machine.steps, positionOf(machine)) && machine.steps < high; turns++) {
        this.goStraight();
        if (turns % TURNS_BETWEEN !== 0) continue;
        this.timeline.drain();
        yield;
      }
    } finally {
      machine.watch.contexts.clear();
    }
  }

  /** To the next turn. A trap lets one of the contexts around go on, and the machine comes out there. */
  private goStraight(): void {
    const { machine } = this;
    const context = machine.current, { pc, program } = context, first = machine.steps;
    this.watchAround(context);
    const last = Math.min(this.high, first + waysOf(program)[pc]);
    do {
      const { kind } = this.take(last - machine.steps);
      assert(kind === 'slice' || kind === 'entered' || kind === 'data', 'a recorded step');
    } while (machine.steps < last && machine.current === context && context.pc === pc + machine.steps - first);
  }

  private take(steps: number): Outcome {
    const { machine, timeline } = this;
    if (machine.steps + steps < this.nextOwn) return machine.run(steps, TRAVEL_WORK, Pass.stop);
    const outcome = timeline.run(steps, TRAVEL_WORK, Pass.stop);
    this.nextOwn = timeline.nextOwn;
    return outcome;
  }

  private watchAround(context: Context): void {
    if (context === this.watched) return;
    const { chain, watch } = this.machine;
    this.watched = context;
    watch.contexts.clear();
    for (const each of chain) watch.contexts.add(each);
  }
}

/** Where a machine stands now. */
export function positionOf({ current: { id, program, pc } }: Machine): Position {
  return { context: id, program, pc };
}
