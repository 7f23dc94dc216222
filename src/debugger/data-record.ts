// A data breakpoint as somebody asked for it, and what has become of it.
import { message, Refusal, type Message } from '../base/message';
import type { ValueType } from '../isa/types';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { UNREACHED } from '../verifier/flow';
import { compile, holds, type Compiled } from './expression/compile';
import type { Environment } from './expression/environment';
import { parseExpression } from './expression/parse';
import { WatchScope } from './expression/scope';
import type { Expression } from './expression/tree';
import { isGiven } from './breakpoint-record';
import { parseHitCondition, type HitCondition } from './hit-condition';
import { Hits } from './hits';
import { compileLog, logText, parseLogMessage, type CompiledPart, type LogPart } from './log-message';
import { BREAKPOINT_PROBLEMS, DATA_PROBLEMS } from './messages';
import { MemoryWatch } from './memory-watch';
import type { ProgramInfo } from './program-info';
import { SlotWatch } from './slot-watch';
import type { Sites } from './sites';
import type { Breakpoint, DataBreakpointRequest, Direction } from './types';

/** The expressions of a breakpoint, settled for a place of a program. */
interface Settled {
  readonly condition: Compiled | undefined;
  readonly log: readonly CompiledPart[] | undefined;
}

/** Places for which expressions are kept settled. */
const SETTLED_MAX = 1000;
/** Elements of a watched range that a condition may be asked about after one access. */
const ELEMENTS_JUDGED_MAX = 65_536;

export class DataRecord {
  readonly hits: Hits;
  readonly watch: MemoryWatch | SlotWatch;
  private readonly condition: Expression | undefined;
  private readonly logParts: readonly LogPart[] | undefined;
  private readonly settled = new Map<string, Settled | Refusal>();
  private refusal: Refusal | undefined;

  constructor(readonly id: number, readonly wanted: DataBreakpointRequest, private readonly machine: Machine, sites: Sites) {
    const { target, access, condition, logMessage, hitCondition } = wanted;
    this.watch = target.kind === 'memory' ? new MemoryWatch(machine, id, target, access) : new SlotWatch(machine, sites, target, access);
    let hitTest: HitCondition | undefined;
    try {
      this.condition = isGiven(condition) ? parseExpression(condition) : undefined;
      this.logParts = isGiven(logMessage) ? parseLogMessage(logMessage) : undefined;
      hitTest = isGiven(hitCondition) ? parseHitCondition(hitCondition) : undefined;
      this.refuseTooMany();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refusal = error;
    }
    this.hits = new Hits(machine.store, hitTest);
  }

  private refuseTooMany(): void {
    const { watch, condition } = this;
    if (condition === undefined || !(watch instanceof MemoryWatch) || watch.count <= ELEMENTS_JUDGED_MAX) return;
    throw new Refusal(DATA_PROBLEMS.too_many, { count: watch.count, limit: ELEMENTS_JUDGED_MAX });
  }

  /** Begins to watch where that is possible now; true where something changed. */
  bind(): boolean {
    if (this.watch.isSet || this.refusal !== undefined || this.isOver) return false;
    const context = this.context;
    return context !== undefined && this.watch.set(context);
  }

  private get context(): Context | undefined {
    return this.machine.root.find(this.wanted.target.context);
  }

  /** Whether what it watches is gone for good: the frame has returned. */
  get isOver(): boolean {
    return this.watch instanceof SlotWatch && this.watch.isOver;
  }

  /** Whether it was over at a later moment than this one, and is not any more. */
  get isBack(): boolean {
    return this.watch instanceof SlotWatch && this.watch.hasEnded && !this.watch.isOver;
  }

  appliesTo(direction: Direction): boolean {
    const { mode = 'both' } = this.wanted;
    return mode === 'both' || mode === direction;
  }

  get isLogPoint(): boolean {
    return this.logParts !== undefined;
  }

  /** Whether the condition holds in an environment that knows the access; a refusal where that cannot be said. */
  holds(environment: Environment, info: ProgramInfo, type: ValueType): boolean | Refusal {
    const settled = this.settledAt(environment, info, type);
    if (settled instanceof Refusal) return settled;
    return holds(settled.condition, environment);
  }

  /** What its log message says; it has one, and the condition held. */
  logText(environment: Environment, info: ProgramInfo, type: ValueType): string {
    const settled = this.settledAt(environment, info, type);
    return settled instanceof Refusal || settled.log === undefined ? '' : logText(settled.log, environment);
  }

  private settledAt({ pc }: Environment, info: ProgramInfo, type: ValueType): Settled | Refusal {
    const key = `${info.number} ${pc} ${type}`;
    let settled = this.settled.get(key);
    if (settled !== undefined) return settled;
    if (this.settled.size >= SETTLED_MAX) this.settled.clear();
    settled = this.settle(info, pc, type);
    this.settled.set(key, settled);
    return settled;
  }

  private settle(info: ProgramInfo, address: number, type: ValueType): Settled | Refusal {
    const { states, stateAt } = info.program.image;
    const state = stateAt[address];
    const scope = new WatchScope(info, info.program.functionAt(address), state === UNREACHED ? [] : states.types(state), type);
    try {
      return {
        condition: this.condition === undefined ? undefined : compile(this.condition.tree, scope),
        log: this.logParts === undefined ? undefined : compileLog(this.logParts, scope),
      };
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  /** What is said where its condition has no value. */
  failed(refusal: Refusal): Message {
    const { condition_failed: row } = BREAKPOINT_PROBLEMS;
    const whole = { en: `${row.en} ${refusal.row.en}`, ko: `${row.ko} ${refusal.row.ko}` };
    return message(whole, { ...refusal.args, condition: this.condition?.text ?? this.wanted.logMessage ?? '' });
  }

  /** Gives up all that it holds. */
  drop(): void {
    this.watch.remove();
    this.hits.release();
  }

  /** How it stands now. */
  view(): Breakpoint {
    const verified = this.watch.isSet && this.refusal === undefined;
    const said = verified ? undefined : this.reason();
    const pending = !verified && this.refusal === undefined && !this.isOver && this.context === undefined;
    return {
      id: this.id, verified, pending, moved: false, addresses: [], hits: this.hits.count,
      ...(this.isOver ? { over: true } : {}), ...(said === undefined ? {} : { message: said }),
    };
  }

  private reason(): Message {
    const { target } = this.wanted;
    if (this.refusal !== undefined) return message(this.refusal.row, this.refusal.args);
    if (this.isOver) return message(DATA_PROBLEMS.frame_over, { name: target.name });
    if (this.context === undefined) return message(DATA_PROBLEMS.no_context, { id: target.context });
    if (target.kind === 'memory') return message(DATA_PROBLEMS.outside, { size: target.size, address: target.address });
    return message(DATA_PROBLEMS.no_frame, { name: target.name, frame: target.frame, id: target.context });
  }
}
