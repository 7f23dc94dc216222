// A breakpoint at one word of one program: its expressions, settled for that place.
import { Refusal } from '../base/message';
import type { DebugInfo } from '../image/debug';
import { UNREACHED } from '../verifier/flow';
import type { StopWish } from '../machine/stop-test';
import { compile, holds, type Compiled } from './expression/compile';
import type { Environment } from './expression/environment';
import { inContext } from './expression/guards';
import { Scope } from './expression/scope';
import { compileLog, logText, type CompiledPart } from './log-message';
import type { BreakpointRecord } from './breakpoint-record';
import type { ProgramInfo } from './program-info';
import type { SourceLocation } from './types';

export class BoundBreakpoint {
  private readonly condition: Compiled | undefined;
  private readonly log: readonly CompiledPart[] | undefined;
  private place: SourceLocation | undefined;
  /** The debug information by which it has its place. */
  private placedBy: DebugInfo | undefined;

  /** Throws a Refusal where a name in its expressions means nothing here. */
  constructor(readonly record: BreakpointRecord, readonly info: ProgramInfo, readonly address: number) {
    const scope = scopeAt(info, address);
    this.condition = record.condition === undefined ? undefined : compile(record.condition.tree, scope);
    this.log = record.log === undefined ? undefined : compileLog(record.log, scope);
  }

  /** Whether its condition holds; a refusal where that cannot be said. */
  holds(environment: Environment): boolean | Refusal {
    return holds(this.condition, environment);
  }

  /** What compiled code may decide of it by itself; undefined: nothing, or there is nothing to decide. */
  get wish(): StopWish | undefined {
    const { condition, record: { hits: { cell }, options } } = this;
    const guard = condition === undefined || condition.type === 'text' ? undefined : condition.guard;
    if (condition !== undefined && guard === undefined) return undefined;
    const whole = inContext(options.context, guard);
    return whole === undefined && cell === undefined ? undefined : { condition: whole, cell };
  }

  /** Where it is in a source: the same object for all its messages. */
  get location(): SourceLocation | undefined {
    const { info, address } = this;
    if (this.placedBy !== info.debug) {
      this.placedBy = info.debug;
      this.place = info.location(address);
    }
    return this.place;
  }

  /** What its message says; undefined where it has none. */
  message(environment: Environment): string | undefined {
    return this.log === undefined ? undefined : logText(this.log, environment);
  }
}

/** What names mean before the instruction at an address. */
export function scopeAt(info: ProgramInfo, address: number): Scope {
  const { states, stateAt } = info.program.image;
  const state = stateAt[address];
  return new Scope(info, info.program.functionAt(address), state === UNREACHED ? [] : states.types(state));
}
