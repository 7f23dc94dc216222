// The breakpoints of the prompt, by numbers that are never used again. The protocol sets all breakpoints of a kind, or of a
// source, at once; so each change sends again those that are its neighbours.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Refusal } from '../../base/message';
import type { Client } from '../../client/client';
import type { PastLogPoint } from '../../protocol/past';
import { PROMPT } from './messages';
import type { ShownPlace, ShownPoint } from './results';

/** Where a breakpoint is wanted. */
export type PointPlace =
  | { readonly kind: 'source'; readonly path: string; readonly line: number; readonly column?: number }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'address'; readonly reference: string }
  | { readonly kind: 'data'; readonly dataId: string; readonly access: P.DataBreakpointAccessType; readonly name: string };

/** What a breakpoint may have. */
export interface PointOptions {
  readonly temporary?: boolean;
  readonly condition?: string;
  readonly log?: string;
}

/** A breakpoint as it was asked for, and what the adapter made of it. */
interface Point {
  readonly number: number;
  readonly place: PointPlace;
  readonly temporary: boolean;
  readonly log?: string;
  condition?: string;
  enabled: boolean;
  /** How often it stopped or was passed; `ignored`: it stops only above so many. */
  hits: number;
  ignored: number;
  adapter: P.Breakpoint;
}

export class Points {
  private readonly points: Point[] = [];
  private last = 0;

  /** @param pathOf how a path is shown */
  constructor(private readonly client: Client, private readonly pathOf: (path: string) => string) {}

  /** Sets a breakpoint and gives it as it then is. */
  async add(place: PointPlace, { temporary = false, condition, log }: PointOptions): Promise<ShownPoint> {
    const point: Point = { number: ++this.last, place, temporary, log, condition, enabled: true, hits: 0, ignored: 0, adapter: { verified: false } };
    this.points.push(point);
    try {
      await this.send(place);
    } catch (trouble) {
      this.points.pop();
      throw trouble;
    }
    return this.shown(point);
  }

  /** All of them, in order. */
  list(): readonly ShownPoint[] {
    return this.points.map((point) => this.shown(point));
  }

  /** Log points as the past can be asked about them; without numbers, all that are set and not disabled. */
  logPoints(numbers: readonly number[]): { readonly number: number; readonly point: PastLogPoint }[] {
    const points = numbers.length > 0 ? numbers.map((number) => this.find(number)) : this.points.filter(({ log, enabled }) => log !== undefined && enabled);
    if (points.length === 0) throw new Refusal(PROMPT.no_logs);
    return points.map((point) => {
      const { number, place, log } = point;
      if (log === undefined) throw new Refusal(PROMPT.no_log, { number });
      return { number, point: { ...optionsOf(point), ...placeArguments(place), logMessage: log } };
    });
  }

  get(number: number): ShownPoint {
    return this.shown(this.find(number));
  }

  /** Numbers of the breakpoints at a place. */
  at(place: PointPlace): readonly number[] {
    const key = keyOf(place), exact = JSON.stringify(place);
    const same = (point: Point): boolean => keyOf(point.place) === key
      && (JSON.stringify(point.place) === exact || (place.kind === 'source' && point.adapter.line === place.line));
    return this.points.filter(same).map(({ number }) => number);
  }

  /** Removes the breakpoints with these numbers. */
  async remove(numbers: readonly number[]): Promise<void> {
    const gone = numbers.map((number) => this.find(number));
    for (const point of gone) this.points.splice(this.points.indexOf(point), 1);
    await this.sendAll(gone);
  }

  async enable(numbers: readonly number[], enabled: boolean): Promise<void> {
    const changed = (numbers.length === 0 ? this.points.map(({ number }) => number) : numbers).map((number) => this.find(number));
    for (const point of changed) point.enabled = enabled;
    await this.sendAll(changed);
  }

  async setCondition(number: number, condition: string | undefined): Promise<ShownPoint> {
    const point = this.find(number), before = point.condition;
    point.condition = condition;
    try {
      await this.send(point.place);
    } catch (trouble) {
      point.condition = before;
      throw trouble;
    }
    return this.shown(point);
  }

  /** Passes a breakpoint so many times more. */
  async ignore(number: number, count: number): Promise<ShownPoint> {
    const point = this.find(number);
    point.ignored = point.hits + count;
    await this.send(point.place);
    return this.shown(point);
  }

  /** Counts the hits of a stop, removes what was to stop once, and gives the numbers of those that were hit. */
  async hit(adapterIds: readonly number[]): Promise<readonly number[]> {
    const hit = this.points.filter(({ adapter: { id } }) => id !== undefined && adapterIds.includes(id));
    for (const point of hit) point.hits = Math.max(point.hits, point.ignored) + 1;
    const once = hit.filter(({ temporary }) => temporary).map(({ number }) => number);
    if (once.length > 0) await this.remove(once);
    return hit.map(({ number }) => number);
  }

  /** A breakpoint is now what the adapter says. */
  update(breakpoint: P.Breakpoint): void {
    const point = this.points.find(({ adapter }) => adapter.id === breakpoint.id);
    if (point !== undefined) point.adapter = { ...point.adapter, ...breakpoint };
  }

  private find(number: number): Point {
    const point = this.points.find((each) => each.number === number);
    if (point === undefined) throw new Refusal(PROMPT.no_point, { number });
    return point;
  }

  private async sendAll(points: readonly Point[]): Promise<void> {
    const places = new Map(points.map(({ place }) => [keyOf(place), place]));
    for (const place of places.values()) await this.send(place);
  }

  /** Sends all breakpoints that belong to the same request. */
  private async send(place: PointPlace): Promise<void> {
    const group = this.points.filter((point) => point.enabled && keyOf(point.place) === keyOf(place));
    const answers = await this.request(place, group);
    group.forEach((point, i) => { point.adapter = answers[i] ?? { verified: false }; });
  }

  private async request(place: PointPlace, group: readonly Point[]): Promise<P.Breakpoint[]> {
    const { client } = this;
    switch (place.kind) {
      case 'source': return (await client.request('setBreakpoints', { source: { path: place.path }, breakpoints: group.map(inSource) })).breakpoints;
      case 'function': return (await client.request('setFunctionBreakpoints', { breakpoints: group.map(ofFunction) })).breakpoints;
      case 'data': return (await client.request('setDataBreakpoints', { breakpoints: group.map(ofData) })).breakpoints;
      case 'address': return (await client.request('setInstructionBreakpoints', { breakpoints: group.map(ofAddress) })).breakpoints;
    }
  }

  private shown({ number, place, adapter, enabled, temporary, hits, ignored, condition, log }: Point): ShownPoint {
    const { verified, message } = adapter;
    return {
      number, where: this.whereOf(place), verified, enabled, temporary, hits,
      place: this.placeOf(place, adapter), condition, log, message: verified && enabled ? undefined : message,
      ignored: ignored > hits ? ignored - hits : undefined,
    };
  }

  private whereOf(place: PointPlace): string {
    switch (place.kind) {
      case 'source': return `${this.pathOf(place.path)}:${place.line}${place.column === undefined ? '' : `:${place.column}`}`;
      case 'function': return place.name;
      case 'address': return `*${place.reference}`;
      case 'data': return place.name;
    }
  }

  private placeOf(place: PointPlace, { source, line, column }: P.Breakpoint): ShownPlace | undefined {
    const path = source?.path ?? (place.kind === 'source' ? place.path : undefined);
    return path === undefined || line === undefined ? undefined : { file: this.pathOf(path), line, column: column ?? 1 };
  }
}

/** A place as a request about the past names it; data has none. */
export function placeArguments(place: PointPlace): Partial<PastLogPoint> {
  switch (place.kind) {
    case 'source': return { source: { path: place.path }, line: place.line, ...(place.column === undefined ? {} : { column: place.column }) };
    case 'function': return { name: place.name };
    case 'address': return { instructionReference: place.reference };
    case 'data': return {};
  }
}

/** Which breakpoints are set by one request. */
function keyOf(place: PointPlace): string {
  return place.kind === 'source' ? `source ${place.path}` : place.kind;
}

type Options = Pick<P.SourceBreakpoint, 'condition' | 'hitCondition' | 'logMessage'>;

function optionsOf({ condition, ignored, log }: Point): Options {
  return {
    ...(condition === undefined ? {} : { condition }),
    ...(ignored === 0 ? {} : { hitCondition: `>${ignored}` }),
    ...(log === undefined ? {} : { logMessage: log }),
  };
}

function inSource(point: Point): P.SourceBreakpoint {
  const place = point.place as Extract<PointPlace, { kind: 'source' }>;
  return { line: place.line, ...(place.column === undefined ? {} : { column: place.column }), ...optionsOf(point) };
}

function ofFunction(point: Point): P.FunctionBreakpoint {
  return { name: (point.place as Extract<PointPlace, { kind: 'function' }>).name, ...optionsOf(point) };
}

function ofAddress(point: Point): P.InstructionBreakpoint {
  return { instructionReference: (point.place as Extract<PointPlace, { kind: 'address' }>).reference, ...optionsOf(point) };
}

function ofData(point: Point): P.DataBreakpoint {
  const { dataId, access } = point.place as Extract<PointPlace, { kind: 'data' }>;
  return { dataId, accessType: access, ...optionsOf(point) };
}
