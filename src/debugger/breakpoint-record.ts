// A breakpoint as somebody asked for it, and what has become of it.
import { message, Refusal, type Message } from '../base/message';
import { nearest } from '../assembler/suggest';
import { BoundBreakpoint } from './bound-breakpoint';
import { isInstruction } from './disassembly';
import { parseExpression } from './expression/parse';
import type { Expression } from './expression/tree';
import { parseHitCondition, type HitCondition } from './hit-condition';
import { Hits } from './hits';
import { parseLogMessage, type LogPart } from './log-message';
import { BREAKPOINT_PROBLEMS } from './messages';
import { splitFlat, type ProgramInfo } from './program-info';
import type { Programs } from './programs';
import type { Sites } from './sites';
import type { Store } from '../machine/store';
import type { Breakpoint, BreakpointOptions, Direction, SourceQuery } from './types';

/** What a breakpoint is at. */
export type BreakpointTarget =
  | { readonly kind: 'source'; readonly source: SourceQuery; readonly line: number; readonly column?: number }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'instruction'; readonly address: number };

/** Why it has no place in a program; the greater tells more. */
const enum Nearness { elsewhere, no_code, differs }

/** The place in a program, or why there is none. */
type Found = { readonly addresses: readonly number[] } | { readonly nearness: Nearness };

const ELSEWHERE: Found = { nearness: Nearness.elsewhere };

export class BreakpointRecord {
  readonly hits: Hits;
  readonly condition: Expression | undefined;
  readonly log: readonly LogPart[] | undefined;
  private readonly bound: BoundBreakpoint[] = [];
  private nearness = Nearness.elsewhere;
  /** What is wrong with its expressions, and whether that is so wherever it is. */
  private refusal: Refusal | undefined;
  /** Whether it can be nowhere, because its expressions are not well written. */
  readonly isMalformed: boolean = false;

  constructor(readonly id: number, readonly target: BreakpointTarget, readonly options: BreakpointOptions, store: Store) {
    const { condition, logMessage, hitCondition } = options;
    let hitTest: HitCondition | undefined;
    try {
      this.condition = isGiven(condition) ? parseExpression(condition) : undefined;
      this.log = isGiven(logMessage) ? parseLogMessage(logMessage) : undefined;
      hitTest = isGiven(hitCondition) ? parseHitCondition(hitCondition) : undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refusal = error;
      this.isMalformed = true;
    }
    this.hits = new Hits(store, hitTest);
  }

  /** Takes its places in a program that is loaded; false where that changes nothing. */
  bindIn(info: ProgramInfo, sites: Sites): boolean {
    if (this.isMalformed) return false;
    const found = this.find(info);
    if ('nearness' in found) {
      const nearer = found.nearness > this.nearness;
      this.nearness = Math.max(this.nearness, found.nearness);
      return nearer;
    }
    for (const address of found.addresses) this.bindAt(info, address, sites);
    return true;
  }

  private bindAt(info: ProgramInfo, address: number, sites: Sites): void {
    if (this.bound.some((each) => each.info === info && each.address === address)) return;
    try {
      const breakpoint = new BoundBreakpoint(this, info, address);
      this.bound.push(breakpoint);
      sites.bind(breakpoint);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refusal = error;
    }
  }

  unbind(sites: Sites): void {
    for (const breakpoint of this.bound) sites.unbind(breakpoint);
    this.bound.length = 0;
  }

  /** Gives up all that it holds. */
  drop(sites: Sites): void {
    this.unbind(sites);
    this.hits.release();
  }

  /** Whether it stops when the program runs in this direction. */
  appliesTo(direction: Direction): boolean {
    const { mode = 'both' } = this.options;
    return mode === 'both' || mode === direction;
  }

  private find(info: ProgramInfo): Found {
    const { target } = this;
    switch (target.kind) {
      case 'source': return this.findSource(info, target);
      case 'function': {
        const functions = info.functionsNamed(target.name);
        return functions.length === 0 ? ELSEWHERE : { addresses: functions.map((fn) => info.program.image.functions[fn].start) };
      }
      case 'instruction': {
        const { program, address } = splitFlat(target.address);
        if (program !== info.number) return ELSEWHERE;
        const there = Number.isInteger(address) && address < info.program.image.code.length && isInstruction(info, address);
        return there ? { addresses: [address] } : { nearness: Nearness.no_code };
      }
    }
  }

  private findSource(info: ProgramInfo, target: BreakpointTarget & { kind: 'source' }): Found {
    const files = info.debug?.files ?? [];
    const file = files.findIndex(({ name }) => name === target.source.name);
    if (file < 0) return ELSEWHERE;
    const { sha256 } = target.source;
    if (sha256 !== undefined && sha256 !== files[file].sha256) return { nearness: Nearness.differs };
    const address = info.linesOf(file).find(target.line, target.column);
    return address === undefined ? { nearness: Nearness.no_code } : { addresses: [address] };
  }

  /** How it stands now. */
  view(programs: Programs): Breakpoint {
    const first = this.bound.at(0);
    const location = first?.info.location(first.address);
    const verified = first !== undefined;
    const moved = this.target.kind === 'source' && location !== undefined && location.span.start.line !== this.target.line;
    const said = verified ? this.remark(moved, location?.span.start.line ?? 0) : this.reason(programs);
    return {
      id: this.id, verified, moved, pending: !verified && this.refusal === undefined && this.nearness === Nearness.elsewhere,
      addresses: this.bound.map(({ info, address }) => info.flat(address)), hits: this.hits.count,
      ...(said === undefined ? {} : { message: said }), ...(location === undefined ? {} : { location }),
    };
  }

  /** What is to be said of one that is in place. */
  private remark(moved: boolean, line: number): Message | undefined {
    if (this.refusal !== undefined) return message(this.refusal.row, this.refusal.args);
    const { target } = this;
    if (target.kind === 'source' && this.nearness === Nearness.differs) {
      return message(BREAKPOINT_PROBLEMS.source_differs, { name: target.source.name });
    }
    return moved ? message(BREAKPOINT_PROBLEMS.moved, { line: line + 1 }) : undefined;
  }

  private reason(programs: Programs): Message {
    if (this.refusal !== undefined) return message(this.refusal.row, this.refusal.args);
    const { target } = this;
    switch (target.kind) {
      case 'source': return this.sourceReason(target.source.name, target.line);
      case 'function': return functionReason(target.name, programs);
      case 'instruction': {
        const address = `0x${target.address.toString(16)}`;
        if (this.nearness === Nearness.no_code) return message(BREAKPOINT_PROBLEMS.no_address, { address });
        return message(BREAKPOINT_PROBLEMS.no_program, { number: splitFlat(target.address).program });
      }
    }
  }

  private sourceReason(name: string, line: number): Message {
    switch (this.nearness) {
      case Nearness.elsewhere: return message(BREAKPOINT_PROBLEMS.not_loaded, { name });
      case Nearness.no_code: return message(BREAKPOINT_PROBLEMS.no_code, { name, line: line + 1 });
      case Nearness.differs: return message(BREAKPOINT_PROBLEMS.source_differs, { name });
    }
  }
}

/** Whether somebody wrote something there. */
export function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function functionReason(name: string, programs: Programs): Message {
  const near = nearest(name, functionNames(programs));
  if (near === undefined) return message(BREAKPOINT_PROBLEMS.no_function, { name });
  return message(BREAKPOINT_PROBLEMS.no_function_near, { name, near });
}

function* functionNames(programs: Programs): Generator<string> {
  for (const info of programs.all) for (let fn = 0; fn < info.program.image.functions.length; fn++) yield info.functionName(fn);
}
