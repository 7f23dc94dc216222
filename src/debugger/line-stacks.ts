// The operand stack after each line that a frame has executed of late. The last part of the run is taken again, from instruction to
// instruction of the frame's function; what runs in callees and in other contexts meanwhile runs at full speed.
import type { Steps } from '../base/steps';
import { excursion } from '../history/excursion';
import { TRAVEL_WORK } from '../history/limits';
import type { Timeline } from '../history/timeline';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { Pass, type Machine } from '../machine/machine';
import type { Program } from '../machine/program';
import { framesOf, operandTypes, slotValue } from '../machine/walk';
import { UNREACHED } from '../verifier/flow';
import { formatNumber } from './format';
import type { FoundFrame } from './frames';
import { LINE_STACKS_STEPS_MAX } from './limits';
import type { ProgramInfo } from './program-info';

/** What the operand stack was when a line had been executed for the last time. */
export interface LineStack {
  /** Of the source in which the function stands, counted from 0. */
  readonly line: number;
  /** Deepest first. */
  readonly operands: readonly string[];
  /** The moment: the frame stood before what it executed next. */
  readonly steps: number;
}

/** Of the lines that the frame has executed in the last LINE_STACKS_STEPS_MAX steps, in the order in which it left them. */
export function* lineStacks(timeline: Timeline, info: ProgramInfo, found: FoundFrame): Steps<LineStack[]> {
  return yield* excursion(timeline, new Walk(timeline, info, found).run());
}

class Walk {
  private readonly machine: Machine;
  private readonly program: Program;
  private readonly context: number;
  private readonly fn: number;
  /** Which frame of the context it is: 1 for the outermost. */
  private readonly number: number;
  private readonly lines = new Map<number, LineStack>();
  /** Where the frame was seen last, and how many instructions its context had retired. */
  private last: { readonly pc: number; readonly line: number; readonly retired: number } | undefined;

  constructor(private readonly timeline: Timeline, private readonly info: ProgramInfo, { context, frame }: FoundFrame) {
    this.machine = timeline.machine;
    this.program = context.program;
    this.context = context.id;
    this.fn = frame.fn;
    this.number = context.frames - frame.depth;
  }

  *run(): Steps<LineStack[]> {
    const { timeline, machine } = this, now = machine.steps;
    yield* timeline.goTo(Math.max(0, now - LINE_STACKS_STEPS_MAX));
    this.setStops(true);
    try {
      for (let pass = Pass.nothing; machine.steps < now;) {
        this.look();
        const { kind } = timeline.run(now - machine.steps, TRAVEL_WORK, pass);
        machine.devices.output.take();
        pass = kind === 'stop' ? Pass.stop : Pass.nothing;
        yield;
      }
    } finally {
      this.setStops(false);
    }
    this.look();
    return [...this.lines.values()];
  }

  private setStops(wanted: boolean): void {
    const { program, program: { image: { functions, code, stateAt } } } = this, { start, length } = functions[this.fn];
    for (let address = start; address < start + length; address++) {
      if (stateAt[address] !== UNREACHED && opcodeOf(code[address]) !== Op.case_) program.setStop(address, wanted);
    }
  }

  /** Where the frame is about to execute an instruction: the line before it is done, if it is another one or begins again. */
  private look(): void {
    const { machine: { steps, root, store }, program, last } = this;
    const context = root.find(this.context);
    if (context === undefined || context.frames !== this.number || context.fn !== this.fn || context.completion !== undefined || last?.retired === context.retired) return;
    const { pc } = context, line = this.info.location(pc)?.span.start.line;
    if (line === undefined) return;
    if (last !== undefined && opcodeOf(program.image.code[last.pc]) === Op.ret) this.lines.clear();
    else if (last !== undefined && (last.line !== line || pc < last.pc)) {
      const [frame] = framesOf(store, context);
      const operands = operandTypes(context, frame).map((type, i) => formatNumber(type, slotValue(store, frame.operands + i * 2, type)));
      this.lines.delete(last.line);
      this.lines.set(last.line, { line: last.line, operands, steps });
    }
    this.last = { pc, line, retired: context.retired };
  }
}
