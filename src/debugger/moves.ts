// Moves a program to where it was not going: a frame begins again, a function goes on elsewhere, a context is dropped. Only
// what leaves the machine in a state that the verifier knows is done; the rest is refused with the reason.
import { Refusal } from '../base/message';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { MachineChange } from '../machine/changes';
import type { Context } from '../machine/context';
import { operandTypes } from '../machine/walk';
import { UNREACHED } from '../verifier/flow';
import type { Frames } from './frames';
import { MOVE_PROBLEMS } from './messages';
import type { ProgramInfo } from './program-info';
import type { Programs } from './programs';
import type { CodeTarget, FrameRef, SourceQuery } from './types';

/** Instructions looked through for those that a step may go into. */
const STEP_TARGETS_MAX = 1000;

export class Moves {
  constructor(private readonly frames: Frames, private readonly programs: Programs,
    private readonly change: (change: MachineChange) => void) {}

  /** The frame begins again. Refused where a context is inside a `resume` of another one: that would have to come back first. */
  restartFrame(ref: FrameRef): void {
    const { context, frame } = this.frames.find(ref);
    this.refuseInsideResume(context);
    this.change({ kind: 'restart', context: context.id, frame: context.frames - frame.depth });
  }

  private refuseInsideResume(context: Context): void {
    if (context.active !== undefined) throw new Refusal(MOVE_PROBLEMS.inside_resume, { id: context.id, child: context.active.id });
  }

  /** Where the innermost frame of a context could go on, of what begins in a line of a source. */
  jumpTargets(id: number, source: SourceQuery, line: number): CodeTarget[] {
    const context = this.frames.context(id);
    const info = this.programs.of(context.program);
    const file = (info.debug?.files ?? []).findIndex(({ name, sha256 }) => name === source.name && (source.sha256 ?? sha256) === sha256);
    if (file < 0 || context.active !== undefined) return [];
    const addresses = info.linesOf(file).within({ line, column: 0 }, { line: line + 1, column: 0 });
    return addresses.filter((address) => this.kept(context, address) !== undefined).map((address) => target(info, address));
  }

  /** How many operands stay where the innermost frame goes on at an address; undefined where it cannot. */
  private kept(context: Context, address: number): number | undefined {
    const { image } = context.program;
    const fn = image.functions[context.fn];
    const state = image.stateAt[address];
    if (address < fn.start || address >= fn.start + fn.length || state === UNREACHED || opcodeOf(image.code[address]) === Op.case_) return undefined;
    const [frame] = this.frames.of(context);
    const there = operandTypes(context, frame), wanted = image.states.types(state);
    return wanted.length <= there.length && wanted.every((type, i) => there[i] === type) ? wanted.length : undefined;
  }

  /** The innermost frame of a context goes on at a flat address of its function; operands that are too many there are dropped. */
  jump(id: number, flat: number): void {
    const context = this.frames.context(id);
    this.refuseInsideResume(context);
    const place = this.programs.at(flat);
    const operands = place !== undefined && place.info.program === context.program ? this.kept(context, place.address) : undefined;
    if (place === undefined || operands === undefined) throw new Refusal(MOVE_PROBLEMS.no_way, { address: `0x${flat.toString(16)}` });
    this.change({ kind: 'jump', context: id, address: place.address, operands });
  }

  /** Drops a context and all below it. Refused for the root, and where somebody is inside a `resume` of it. */
  drop(id: number): void {
    const context = this.frames.context(id);
    const { parent } = context;
    if (parent === undefined) throw new Refusal(MOVE_PROBLEMS.drop_root);
    if (parent.active === context) throw new Refusal(MOVE_PROBLEMS.drop_resumed, { id, parent: parent.id });
    this.change({ kind: 'drop', context: id });
  }

  /** The calls, `resume`s and `sys` that an innermost frame may still come by in its line: a step can go into each of them. */
  stepTargets(ref: FrameRef): CodeTarget[] {
    const { context, frame } = this.frames.find(ref);
    if (frame.depth > 0 || context.active !== undefined) return [];
    const info = this.programs.of(context.program);
    const { start, length } = context.program.image.functions[frame.fn];
    const found: CodeTarget[] = [];
    const end = Math.min(start + length, frame.pc + STEP_TARGETS_MAX);
    const file = info.fileNumber(frame.pc), line = file < 0 ? 0 : info.line(frame.pc);
    for (let address = frame.pc; address < end && info.fileNumber(address) === file && (file < 0 || info.line(address) === line); address++) {
      if (leadsElsewhere(context.program.image.code[address])) found.push(target(info, address));
    }
    return found;
  }
}

function leadsElsewhere(word: number): boolean {
  const op = opcodeOf(word);
  return op === Op.call || op === Op.call_table || op === Op.resume || op === Op.sys;
}

function target(info: ProgramInfo, address: number): CodeTarget {
  const location = info.location(address);
  return { address: info.flat(address), text: info.instructionText(address), ...(location === undefined ? {} : { location }) };
}
