// A small debug adapter that lives in memory, to test the kit itself: correct, and built so that a fault can be planted in it.
// What it debugs is a list of moments, each a line in a function; running is going along the list. It does nothing by itself:
// each turn of the event loop it serves what has come.
import { frame, FrameReader } from '../../../src/protocol/framing';
import { isRecord } from '../../../src/protocol/shape';
import type { Line } from '../line';

export type Given = Readonly<Record<string, unknown>>;
export type Body = Record<string, unknown>;

/** A moment of a run: where it stands, and what its variable is. */
interface Moment {
  readonly line: number;
  readonly name: 'main' | 'twice';
  readonly count: number;
}

interface Breakpoint {
  readonly id: number;
  readonly line: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
  hits: number;
}

export interface Asked {
  readonly seq: number;
  readonly command: string;
  readonly given: Given;
  cancelled: boolean;
}

/** Says no, with the reason as its message. */
export class No extends Error {}

const ROUNDS = 10;
/** Lines of the looping program: before the loop, the loop, the function it calls, the end. */
export const LINES = { first: 1, loop: 3, function: 6, last: 8 };
export const SOURCE = '/toy/rounds';
const THREAD = 1;

function momentsOf(program: string): readonly Moment[] {
  if (program === 'endless') return [{ line: LINES.loop, name: 'main', count: 0 }];
  const rounds = Array.from({ length: ROUNDS }, (_each, count): Moment[] => [
    { line: LINES.loop, name: 'main', count }, { line: LINES.function, name: 'twice', count },
  ]);
  return [{ line: LINES.first, name: 'main', count: 0 }, ...rounds.flat(), { line: LINES.last, name: 'main', count: ROUNDS }];
}

export class Toy {
  state: 'new' | 'configuring' | 'stopped' | 'running' | 'ended' = 'new';
  seq = 0;
  /** References that were given out since the last stop, by number; numbers are never used again. */
  readonly references = new Map<number, 'frame' | 'variables'>();
  readonly queue: Asked[] = [];
  private lastReference = 100;
  private lastBreakpoint = 0;
  private moments: readonly Moment[] = [];
  private program = '';
  private at = 0;
  private changed: number | undefined;
  private breakpoints: Breakpoint[] = [];
  private filters: readonly unknown[] = [];
  private afterAnswer: (() => void)[] = [];

  /** @param write takes the bytes that are sent; @param leave is called when the adapter ends */
  constructor(public write: (bytes: Uint8Array) => void, public leave: () => void) {}

  readonly capabilities: Body = {
    supportsConfigurationDoneRequest: true, supportsConditionalBreakpoints: true, supportsHitConditionalBreakpoints: true,
    supportsLogPoints: true, supportsEvaluateForHovers: true, supportsSetVariable: true, supportsCompletionsRequest: true,
    supportsTerminateRequest: true, supportsCancelRequest: true,
    supportsDelayedStackTraceLoading: true, supportsStepBack: true, supportsRestartRequest: true, supportsLoadedSourcesRequest: true,
    supportsModulesRequest: true, exceptionBreakpointFilters: [{ filter: 'any', label: 'Any' }],
  };

  readonly handlers: Record<string, (given: Given) => Body | undefined> = {
    initialize: () => this.capabilities,
    launch: (given) => {
      this.begin(text(given, 'program'));
      this.later(() => this.event('initialized'));
      return undefined;
    },
    configurationDone: () => {
      this.later(() => this.configured());
      return undefined;
    },
    setBreakpoints: (given) => this.setBreakpoints(given),
    setExceptionBreakpoints: ({ filters }) => {
      this.filters = Array.isArray(filters) ? filters : [];
      return {};
    },
    threads: () => ({ threads: [{ id: THREAD, name: 'first' }, { id: 2, name: 'second' }] }),
    stackTrace: (given) => this.stackTrace(given),
    scopes: (given) => {
      this.check(number(given, 'frameId'), 'frame');
      return { scopes: [{ name: 'Locals', variablesReference: this.give('variables'), expensive: false }] };
    },
    variables: (given) => {
      this.check(number(given, 'variablesReference'), 'variables');
      return { variables: [{ name: 'count', value: String(this.count), variablesReference: 0, memoryReference: '0x10' }] };
    },
    setVariable: (given) => {
      this.check(number(given, 'variablesReference'), 'variables');
      this.changed = Number(text(given, 'value'));
      return { value: String(this.changed) };
    },
    evaluate: (given) => {
      const expression = text(given, 'expression');
      this.needs('stopped');
      return { result: expression === 'count' ? String(this.count) : expression, variablesReference: 0 };
    },
    completions: () => ({ targets: [{ label: 'count' }] }),
    modules: () => ({ modules: [{ id: 1, name: 'rounds' }] }),
    loadedSources: () => ({ sources: [{ path: SOURCE }] }),
    continue: () => this.go(() => this.run(1)),
    next: () => this.go(() => this.step((moment) => moment.name === 'main')),
    stepIn: () => this.go(() => this.step(() => true)),
    stepOut: () => this.go(() => this.step((moment) => moment.name === 'main')),
    stepBack: () => this.go(() => this.stop('step', Math.max(0, this.at - this.depthBack()))),
    reverseContinue: () => this.go(() => this.run(-1)),
    pause: () => {
      this.later(() => { if (this.state === 'running') this.stop('pause', this.at); });
      return undefined;
    },
    restart: () => {
      this.begin(this.program);
      this.later(() => this.run(1));
      return undefined;
    },
    terminate: () => {
      this.later(() => this.end());
      return undefined;
    },
    disconnect: () => {
      this.later(() => this.leave());
      return undefined;
    },
  };

  /** Takes a request; `cancel` is served at once. */
  receive(message: Record<string, unknown>): void {
    if (message.type !== 'request') return;
    const given = isRecord(message.arguments) ? message.arguments : {};
    const asked: Asked = { seq: Number(message.seq), command: String(message.command), given, cancelled: false };
    if (asked.command !== 'cancel') return void this.queue.push(asked);
    const target = this.queue.find(({ seq }) => seq === asked.given.requestId);
    if (target !== undefined) target.cancelled = true;
    this.answer(asked, true, undefined);
  }

  /** Serves everything that has come. */
  turn(): void {
    for (let asked = this.queue.shift(); asked !== undefined; asked = this.queue.shift()) this.serve(asked);
  }

  serve(asked: Asked): void {
    const handler = this.handlers[asked.command];
    try {
      if (asked.cancelled) throw new No('cancelled');
      if (handler === undefined) throw new No(`\`${asked.command}\` is not known`);
      this.answer(asked, true, handler(asked.given));
    } catch (trouble) {
      if (!(trouble instanceof No)) throw trouble;
      this.answer(asked, false, undefined, trouble.message);
    }
    for (const follow of this.afterAnswer.splice(0)) follow();
  }

  answer({ seq, command }: Asked, success: boolean, body: Body | undefined, message?: string): void {
    // What is undefined is not written.
    this.send({ type: 'response', request_seq: seq, command, success, message, body });
  }

  event(event: string, body?: Body): void {
    this.send({ type: 'event', event, body });
  }

  send(message: Body): void {
    this.write(frame({ seq: ++this.seq, ...message }));
  }

  /** What is done after the answer to the request that is being served. */
  later(follow: () => void): void {
    this.afterAnswer.push(follow);
  }

  private begin(program: string): void {
    this.program = program;
    this.moments = momentsOf(program);
    this.at = -1;
    this.changed = undefined;
    this.state = 'configuring';
    for (const breakpoint of this.breakpoints) breakpoint.hits = 0;
  }

  configured(): void {
    this.run(1);
  }

  private get count(): number {
    return this.changed ?? this.moments[this.at].count;
  }

  private setBreakpoints(given: Given): Body {
    const { source, breakpoints } = given;
    const fits = isRecord(source) && typeof source.path === 'string' && Array.isArray(breakpoints);
    if (!fits) throw new No('`source.path` and `breakpoints` are needed');
    this.breakpoints = (breakpoints as Omit<Breakpoint, 'id' | 'hits'>[]).map((each) => ({ ...each, id: ++this.lastBreakpoint, hits: 0 }));
    // A program that runs for ever comes to its line at once.
    if (this.state === 'running') this.later(() => this.run(1));
    return { breakpoints: this.breakpoints.map(({ id, line }) => ({ id, line, verified: true })) };
  }

  private stackTrace(given: Given): Body {
    const thread = number(given, 'threadId');
    this.needs('stopped');
    if (thread !== THREAD) throw new No('no such thread');
    const { name, line } = this.moments[this.at];
    const names = name === 'twice' ? ['twice', 'main'] : ['main'];
    const all = names.map((each) => (
      { id: this.give('frame'), name: each, line: each === name ? line : LINES.loop, column: 1, source: { path: SOURCE } }));
    const start = Number(given.startFrame ?? 0), levels = Number(given.levels ?? 0);
    return { stackFrames: all.slice(start, levels === 0 ? undefined : start + levels), totalFrames: all.length };
  }

  private give(kind: 'frame' | 'variables'): number {
    this.references.set(++this.lastReference, kind);
    return this.lastReference;
  }

  check(reference: number, kind: 'frame' | 'variables'): void {
    this.needs('stopped');
    if (this.references.get(reference) !== kind) throw new No(`there is no reference ${reference}`);
  }

  needs(state: 'stopped'): void {
    if (this.state !== state) throw new No(`the program is ${this.state}`);
  }

  go(run: () => void): Body {
    this.needs('stopped');
    this.forget();
    this.state = 'running';
    this.later(run);
    return {};
  }

  /** References are no longer good. */
  forget(): void {
    this.references.clear();
  }

  /** To the next moment with a breakpoint in a direction, or to the end. */
  run(way: 1 | -1): void {
    this.state = 'running';
    if (this.program === 'failing' && this.filters.length > 0) return this.stop('exception', 0);
    if (this.program === 'endless' && this.breakpoints.length === 0) {
      this.at = 0;
      return;
    }
    const start = this.program === 'endless' ? 0 : this.at + way;
    for (let at = start; at >= 0 && at < this.moments.length; at += way) {
      const hit = this.hitAt(at);
      if (hit !== undefined) return this.stop('breakpoint', at, [hit.id]);
    }
    if (way < 0) return this.stop('entry', 0);
    this.end();
  }

  private hitAt(at: number): Breakpoint | undefined {
    const { line, count } = this.moments[at];
    return this.breakpoints.find((one) => {
      if (one.line !== line || (one.condition !== undefined && one.condition !== `count == ${count}`)) return false;
      one.hits += 1;
      if (one.hitCondition !== undefined && one.hits !== Number(one.hitCondition)) return false;
      if (one.logMessage === undefined) return true;
      this.event('output', { category: 'console', output: `${one.logMessage.replace('{count}', String(count))}\n` });
      return false;
    });
  }

  private step(wanted: (moment: Moment) => boolean): void {
    const next = this.moments.findIndex((moment, i) => i > this.at && wanted(moment));
    if (next < 0) this.end();
    else this.stop('step', next);
  }

  private depthBack(): number {
    return this.moments[this.at].name === 'main' && this.at > 1 && this.moments[this.at - 1].name === 'twice' ? 2 : 1;
  }

  stop(reason: string, at: number, hitBreakpointIds?: number[]): void {
    this.at = at;
    this.changed = undefined;
    this.state = 'stopped';
    this.event('stopped', { reason, threadId: THREAD, allThreadsStopped: true, hitBreakpointIds });
  }

  end(): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.forget();
    this.event('output', { category: 'stdout', output: '90\n' });
    this.event('exited', { exitCode: 3 });
    this.event('terminated');
  }
}

function text(given: Given, name: string): string {
  const value = given[name];
  if (typeof value !== 'string') throw new No(`\`${name}\` is no text`);
  return value;
}

function number(given: Given, name: string): number {
  const value = given[name];
  if (typeof value !== 'number') throw new No(`\`${name}\` is no number`);
  return value;
}

/** A way to a new toy. Nothing is to be expected of it once it has served what came and a turn has passed. */
export function toyLine(plant: (toy: Toy) => void): Line {
  let onBytes: (bytes: Uint8Array) => void = () => undefined, onEnd = (): void => undefined, left = (): void => undefined;
  let over = false;
  const gone = new Promise<void>((resolve) => { left = resolve; });
  const leave = (): void => {
    if (over) return;
    over = true;
    onEnd();
    left();
  };
  const toy = new Toy((bytes) => { if (!over) onBytes(bytes); }, leave);
  plant(toy);
  const reader = new FrameReader((received) => {
    if (received.kind === 'message' && isRecord(received.message)) toy.receive(received.message);
  });
  const patience = (call: () => void): (() => void) => {
    let waiting = true;
    const wait = (turns: number): void => void setImmediate(() => {
      if (!waiting) return;
      if (toy.queue.length > 0) wait(2);
      else if (turns > 0) wait(turns - 1);
      else call();
    });
    wait(2);
    return () => { waiting = false; };
  };
  return {
    patience, gone, errors: () => '', kill: leave,
    stream: {
      read: (bytes, end) => { onBytes = bytes; onEnd = end; },
      write: (bytes) => {
        reader.push(bytes);
        setImmediate(() => { if (!over) toy.turn(); });
      },
      pause: () => undefined, resume: () => undefined, waiting_bytes: 0, drained: () => Promise.resolve(),
      end: () => setImmediate(() => toy.leave()),
    },
  };
}
