// All breakpoints: kept by what they are at, bound in every program, counted and tested when the machine arrives.
import { message, type Message, type Refusal } from '../base/message';
import type { Span } from '../base/diagnostic';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import type { BoundBreakpoint } from './bound-breakpoint';
import { BreakpointRecord, type BreakpointTarget } from './breakpoint-record';
import { Environment } from './expression/environment';
import { LOG_ENTRIES_MAX, LOG_UNITS_MAX } from './limits';
import { BREAKPOINT_PROBLEMS } from './messages';
import type { ProgramInfo } from './program-info';
import type { Programs } from './programs';
import { Sites, type Site } from './sites';
import type { Breakpoint, BreakpointOptions, LogEntry, SourceQuery } from './types';

/** What breakpoints want a person to see. */
export interface Arrival {
  /** Ids of those that stop. */
  readonly ids: number[];
  message?: Message;
}

/** A breakpoint that somebody wants. */
export interface Wanted {
  readonly target: BreakpointTarget;
  readonly options: BreakpointOptions;
}

export class Breakpoints {
  readonly sites = new Sites();
  private readonly groups = new Map<string, Map<string, BreakpointRecord>>();
  private readonly changed = new Set<BreakpointRecord>();
  private readonly environment: Environment;
  private ids = 0;
  private log: LogEntry[] = [];
  private logLost = 0;
  private logUnits = 0;

  constructor(private readonly machine: Machine, private readonly programs: Programs) {
    this.environment = new Environment(machine);
  }

  /** Replaces a group of breakpoints; those that are wanted as before stay as they are. */
  replace(group: string, wanted: readonly Wanted[]): Breakpoint[] {
    const before = this.groups.get(group) ?? new Map<string, BreakpointRecord>();
    const after = new Map<string, BreakpointRecord>();
    const records = wanted.map(({ target, options }) => {
      const key = JSON.stringify([target, options.condition, options.hitCondition, options.logMessage, options.context]);
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
    for (const info of this.programs.all) record.bindIn(info, this.sites);
    return record;
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
    return views;
  }

  takeLog(): { log: LogEntry[]; logLost: number } {
    const taken = { log: this.log, logLost: this.logLost };
    this.log = [];
    this.logLost = this.logUnits = 0;
    return taken;
  }

  /** The innermost frame of a context arrives at a site: counts, tells, and says what stops; undefined: nothing does. */
  arrive(site: Site, context: Context): Arrival | undefined {
    let arrival: Arrival | undefined;
    this.environment.setInnermost(context);
    for (const breakpoint of site.breakpoints) {
      const { record } = breakpoint;
      if (record.options.context !== undefined && record.options.context !== context.id) continue;
      const holds = breakpoint.holds(this.environment);
      if (holds === false) continue;
      const stops = record.hits.add();
      if (holds !== true) (arrival ??= { ids: [] }).message = failed(record, holds);
      else if (!stops) continue;
      if (holds === true && record.log !== undefined) this.tell(breakpoint, context);
      else (arrival ??= { ids: [] }).ids.push(record.id);
    }
    return arrival;
  }

  private tell(breakpoint: BoundBreakpoint, context: Context): void {
    if (this.log.length >= LOG_ENTRIES_MAX || this.logUnits >= LOG_UNITS_MAX) {
      this.logLost++;
      return;
    }
    const { location, record } = breakpoint;
    const text = breakpoint.message(this.environment) ?? '';
    const output = this.machine.devices.output.total;
    this.log.push({ breakpoint: record.id, text, context: context.id, location, output });
    this.logUnits += text.length;
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
function failed(record: BreakpointRecord, refusal: Refusal): Message {
  const { condition_failed: row } = BREAKPOINT_PROBLEMS;
  const whole = { en: `${row.en} ${refusal.row.en}`, ko: `${row.ko} ${refusal.row.ko}` };
  return message(whole, { ...refusal.args, condition: record.condition?.text ?? '' });
}
