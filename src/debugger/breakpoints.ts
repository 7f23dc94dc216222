// All breakpoints: kept by what they are at, bound in every program, counted and tested when the machine arrives.
import { message, type Message, type Refusal } from '../base/message';
import type { Span } from '../base/diagnostic';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import type { BoundBreakpoint } from './bound-breakpoint';
import { BreakpointRecord, type BreakpointTarget } from './breakpoint-record';
import { DataBreakpoints, joined } from './data-breakpoints';
import { Environment } from './expression/environment';
import type { Hits } from './hits';
import { LogBook } from './log-book';
import { BREAKPOINT_PROBLEMS } from './messages';
import type { ProgramInfo } from './program-info';
import type { Programs } from './programs';
import { Sites, type Site } from './sites';
import type { Breakpoint, BreakpointOptions, Direction, LogEntry, SourceQuery } from './types';

/** What breakpoints want a person to see. */
export interface Arrival {
  /** Ids of those that stop. */
  readonly ids: number[];
  message?: Message;
  /** Whether one of them is about data. */
  readonly data?: boolean;
}

/** A breakpoint that somebody wants. */
export interface Wanted {
  readonly target: BreakpointTarget;
  readonly options: BreakpointOptions;
}

export class Breakpoints {
  readonly sites = new Sites();
  readonly data: DataBreakpoints;
  /** Which way the program runs; those that are for the other one do not stop. */
  direction: Direction = 'forward';
  private readonly groups = new Map<string, Map<string, BreakpointRecord>>();
  private readonly changed = new Set<BreakpointRecord>();
  private readonly environment: Environment;
  private readonly log = new LogBook();
  private ids = 0;
  /** Whether some counts of hits that matter are those of another moment. */
  hitsUnknown = false;

  constructor(private readonly machine: Machine, private readonly programs: Programs) {
    this.environment = new Environment(machine);
    this.data = new DataBreakpoints(machine, programs, this.sites, this.log, () => ++this.ids, (hits) => this.newHits(hits));
  }

  private hits(): Hits[] {
    return [...[...this.groups.values()].flatMap((group) => [...group.values()].map((record) => record.hits)), ...this.data.hits()];
  }

  /** Whether some stop only after so many hits. */
  get hitsMatter(): boolean {
    return this.hits().some((hits) => hits.matter);
  }

  /** How often each was hit so far; what it gives makes that so again. */
  keepHits(): () => void {
    const counts = this.hits().map((hits) => ({ hits, count: hits.count }));
    return () => { for (const { hits, count } of counts) hits.set(count); };
  }

  /** As if none had been hit so far. */
  forgetHits(): void {
    for (const hits of this.hits()) hits.set(0);
  }

  /** Whether nothing is logged. */
  set silent(silent: boolean) {
    this.log.silent = silent;
  }

  /** Replaces a group of breakpoints; those that are wanted as before stay as they are. */
  replace(group: string, wanted: readonly Wanted[]): Breakpoint[] {
    const before = this.groups.get(group) ?? new Map<string, BreakpointRecord>();
    const after = new Map<string, BreakpointRecord>();
    const records = wanted.map(({ target, options }) => {
      const key = JSON.stringify([target, options.condition, options.hitCondition, options.logMessage, options.context, options.mode]);
      const record = after.get(key) ?? before.get(key) ?? this.make(target, options);
      after.set(key, record);
      return record;
    });
    for (const [key, record] of before) if (!after.has(key)) this.drop(record);
    this.groups.set(group, after);
    return records.map((record) => record.view(this.programs));
  }

  private make(target: BreakpointTarget, options: BreakpointOptions): BreakpointRecord {
    const record = new BreakpointRecord(++this.ids, target, options, this.machine.store);
    this.newHits(record.hits);
    for (const info of this.programs.all) record.bindIn(info, this.sites);
    return record;
  }

  /** Nobody has counted what is new. */
  private newHits({ matter }: Hits): void {
    if (matter && this.machine.steps > 0) this.hitsUnknown = true;
  }

  private drop(record: BreakpointRecord): void {
    record.drop(this.sites);
    this.changed.delete(record);
  }

  /** A program was loaded, or its debug information was found. */
  bindIn(info: ProgramInfo): void {
    for (const group of this.groups.values()) {
      for (const record of group.values()) if (record.bindIn(info, this.sites)) this.changed.add(record);
    }
  }

  /** Those that a program changed since somebody asked. */
  takeChanged(): Breakpoint[] {
    const views = [...this.changed].map((record) => record.view(this.programs));
    this.changed.clear();
    return [...views, ...this.data.takeChanged()];
  }

  takeLog(): { log: LogEntry[]; logLost: number } {
    return this.log.take();
  }

  /** The innermost frame of the context that runs arrives at a place: counts, tells, and says what stops; undefined: nothing does. */
  arrive(context: Context): Arrival | undefined {
    const site = this.sites.at(context.program, context.pc);
    const arrival = site === undefined || site.breakpoints.length === 0 ? undefined : this.arriveAt(site, context);
    return joined(arrival, this.data.arrived(this.direction));
  }

  private arriveAt(site: Site, context: Context): Arrival | undefined {
    let arrival: Arrival | undefined;
    this.environment.setInnermost(context);
    for (const breakpoint of site.breakpoints) {
      const { record } = breakpoint;
      if (record.options.context !== undefined && record.options.context !== context.id) continue;
      const holds = breakpoint.holds(this.environment);
      if (holds === false) continue;
      const stops = record.hits.add();
      if (!record.appliesTo(this.direction)) continue;
      if (holds !== true) (arrival ??= { ids: [] }).message = conditionFailed(record, holds);
      else if (!stops) continue;
      if (holds === true && record.log !== undefined) this.tell(breakpoint, context);
      else (arrival ??= { ids: [] }).ids.push(record.id);
    }
    return arrival;
  }

  private tell(breakpoint: BoundBreakpoint, context: Context): void {
    if (!this.log.hasRoom()) return;
    const { location, record } = breakpoint;
    const text = breakpoint.message(this.environment) ?? '';
    const output = this.machine.devices.output.total;
    this.log.add({ breakpoint: record.id, text, context: context.id, location, output });
  }

  /** Where breakpoints can be in a range of a source. */
  possibleLocations(source: SourceQuery, range: Span): Span[] {
    const found = new Map<string, Span>();
    for (const info of this.programs.all) {
      const files = info.debug?.files ?? [];
      const file = files.findIndex(({ name }) => name === source.name);
      if (file < 0 || (source.sha256 !== undefined && source.sha256 !== files[file].sha256)) continue;
      for (const address of info.linesOf(file).within(range.start, range.end)) {
        const span = info.span(address);
        found.set(`${span.start.line}:${span.start.column}`, span);
      }
    }
    return [...found.values()].sort((a, b) => a.start.line - b.start.line || a.start.column - b.start.column);
  }
}

/** The condition of a breakpoint has no value; that stops, so that nobody waits in vain. */
export function conditionFailed(record: BreakpointRecord, refusal: Refusal): Message {
  const { condition_failed: row } = BREAKPOINT_PROBLEMS;
  const whole = { en: `${row.en} ${refusal.row.en}`, ko: `${row.ko} ${refusal.row.ko}` };
  return message(whole, { ...refusal.args, condition: record.condition?.text ?? '' });
}
