// All data breakpoints: bytes of physical memory, which the machine watches, and slots of frames, at whose instructions it
// stops. Both are judged after the access has taken effect.
import { message } from '../base/message';
import type { ValueType } from '../isa/types';
import type { Context } from '../machine/context';
import type { Machine, Outcome } from '../machine/machine';
import type { Arrival } from './breakpoints';
import { DataRecord } from './data-record';
import { Environment } from './expression/environment';
import type { Hits } from './hits';
import { formatNumber } from './format';
import type { LogBook } from './log-book';
import { DATA_STOPS } from './messages';
import { MemoryWatch, type TouchedElement } from './memory-watch';
import type { Programs } from './programs';
import type { Sites } from './sites';
import { SlotWatch, type SlotAccess } from './slot-watch';
import type { Breakpoint, DataBreakpointRequest, Direction } from './types';

/** A value that was touched, whoever held it. */
interface Access {
  readonly context: Context;
  readonly write: boolean;
  readonly type: ValueType;
}

export class DataBreakpoints {
  private records = new Map<string, DataRecord>();
  private readonly changed = new Set<DataRecord>();
  private readonly environment: Environment;

  constructor(private readonly machine: Machine, private readonly programs: Programs, private readonly sites: Sites,
    private readonly log: LogBook, private readonly nextId: () => number, private readonly newHits: (hits: Hits) => void) {
    this.environment = new Environment(machine);
  }

  /** Replaces them all; those that are wanted as before stay as they are. */
  replace(wanted: readonly DataBreakpointRequest[]): Breakpoint[] {
    const after = new Map<string, DataRecord>();
    const records = wanted.map((one) => {
      const key = JSON.stringify([one.target, one.access, one.condition, one.hitCondition, one.logMessage, one.context, one.mode]);
      const record = after.get(key) ?? this.records.get(key) ?? this.make(one);
      after.set(key, record);
      return record;
    });
    for (const [key, record] of this.records) if (!after.has(key)) this.drop(record);
    this.records = after;
    for (const record of records) record.bind();
    return records.map((record) => record.view());
  }

  private make(one: DataBreakpointRequest): DataRecord {
    const record = new DataRecord(this.nextId(), one, this.machine, this.sites);
    this.newHits(record.hits);
    return record;
  }

  private drop(record: DataRecord): void {
    record.drop();
    this.changed.delete(record);
  }

  hits(): Hits[] {
    return [...this.records.values()].map((record) => record.hits);
  }

  /** Those that changed since somebody asked: what they watch came, or is gone. */
  takeChanged(): Breakpoint[] {
    const views = [...this.changed].map((record) => record.view());
    this.changed.clear();
    return views;
  }

  /**
   * A context was made or dropped. True where one of them has become good or is over: the machine must come out of its run,
   * so that its engine looks at memory from now on.
   */
  contextChanged(context: Context, made: boolean): boolean {
    let any = false;
    for (const record of this.records.values()) {
      if (record.wanted.target.context !== context.id) continue;
      if (made) this.pending.add(record);
      else if (record.watch instanceof SlotWatch && record.watch.isSet) {
        record.watch.end();
        this.changed.add(record);
      }
      any = true;
    }
    return any;
  }

  /** Those whose context was made just now; it is not in its parent's table yet. */
  private readonly pending = new Set<DataRecord>();

  /**
   * Before the machine runs on, from wherever it was brought: values are what they are now, and frames that are there again
   * are watched again.
   */
  refresh(): void {
    for (const record of this.records.values()) {
      if (record.watch instanceof MemoryWatch) record.watch.remember();
      else record.watch.resume();
      if (record.isBack && record.bind()) this.changed.add(record);
    }
    this.pending.clear();
  }

  /** Before each turn of a run: whether the instruction at which the machine stands may touch a watched slot. */
  before(): boolean {
    for (const record of this.pending) if (record.bind()) this.changed.add(record);
    this.pending.clear();
    let any = false;
    for (const { watch } of this.records.values()) if (watch instanceof SlotWatch && watch.isSet && watch.before()) any = true;
    return any;
  }

  /** After a turn: what was touched in it, and what of that stops. */
  after(outcome: Outcome, direction: Direction): Arrival | undefined {
    let arrival: Arrival | undefined;
    const { current } = this.machine;
    for (const record of this.records.values()) {
      const { watch } = record;
      if (watch instanceof SlotWatch) {
        const wasSet = watch.isSet;
        const access = watch.after();
        if (access !== undefined) arrival = joined(arrival, this.slotTouched(record, current, access, direction));
        if (wasSet && !watch.isSet) this.changed.add(record);
      } else if (outcome.kind === 'data') arrival = joined(arrival, this.memoryTouched(record, watch, outcome, direction));
    }
    return arrival;
  }

  /** At a stop: what has taken effect because a frame goes on there. */
  arrived(direction: Direction): Arrival | undefined {
    let arrival: Arrival | undefined;
    for (const record of this.records.values()) {
      const access = record.watch instanceof SlotWatch ? record.watch.arrived() : undefined;
      if (access !== undefined) arrival = joined(arrival, this.slotTouched(record, this.machine.current, access, direction));
    }
    return arrival;
  }

  private slotTouched(record: DataRecord, context: Context, { write, type, value, old }: SlotAccess, direction: Direction): Arrival | undefined {
    return this.judge(record, { context, write, type }, [{ index: 0, value, old }], direction);
  }

  /** One instruction may touch the same bytes twice, as `copy` does; that is one access, a write if it wrote. */
  private memoryTouched(record: DataRecord, watch: MemoryWatch, { accesses }: Outcome & { kind: 'data' }, direction: Direction): Arrival | undefined {
    const mine = accesses.filter((access) => access.watch === record.id);
    const access = mine.find(({ write }) => write) ?? mine.at(0);
    if (access === undefined) return undefined;
    const { context, write } = access;
    const type = record.wanted.target.kind === 'memory' && record.wanted.target.element === 'f64' ? 'f64' : 'i32';
    const arrival = this.judge(record, { context, write, type }, watch.touched(access), direction);
    if (write) watch.remember();
    return arrival;
  }

  /** The first of the values for which the condition holds makes it a hit. */
  private judge(record: DataRecord, access: Access, values: Iterable<TouchedElement>, direction: Direction): Arrival | undefined {
    const { wanted } = record;
    if (wanted.context !== undefined && wanted.context !== access.context.id) return undefined;
    const { environment } = this;
    const info = this.programs.of(access.context.program);
    environment.setInnermost(access.context);
    for (const value of values) {
      environment.watched = { index: value.index, value: value.value, old: value.old ?? value.value };
      const holds = record.holds(environment, info, access.type);
      if (holds === false) continue;
      const stops = record.hits.add();
      if (!record.appliesTo(direction)) return undefined;
      if (holds !== true) return { ids: [record.id], message: record.failed(holds), data: true };
      if (!stops) return undefined;
      if (record.isLogPoint) return this.tell(record, access);
      return { ids: [record.id], message: said(record, access, value), data: true };
    }
    return undefined;
  }

  private tell(record: DataRecord, { context, type }: Access): undefined {
    if (!this.log.hasRoom()) return;
    const info = this.programs.of(context.program);
    const text = record.logText(this.environment, info, type);
    this.log.add({ breakpoint: record.id, text, context: context.id, location: info.location(context.pc), output: this.machine.devices.output.total });
  }
}

/** Two arrivals as one. */
export function joined(first: Arrival | undefined, second: Arrival | undefined): Arrival | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const said = first.message ?? second.message;
  return { ids: [...new Set([...first.ids, ...second.ids])], ...(said === undefined ? {} : { message: said }), data: first.data === true || second.data === true };
}

/** What is said of an access that stops. */
function said({ wanted: { target }, watch }: DataRecord, { context, write, type }: Access, { index, value, old }: TouchedElement): Arrival['message'] {
  const name = watch instanceof MemoryWatch && watch.count > 1 ? `${target.name}[${index}]` : target.name;
  const row = !write ? DATA_STOPS.read : old === undefined ? DATA_STOPS.pushed : DATA_STOPS.written;
  return message(row, { name, value: formatNumber(type, value), old: formatNumber(type, old ?? value), context: context.id });
}
