// Debug sessions for tests: programs assembled from texts, launched in a small machine, driven without a protocol. Where
// a session stands is written in one line: `root main:7` is line 7, counted from 1, of function main in the root.
import { strict as assert } from 'node:assert';
import { assemble, type Files } from '../../src/assembler';
import { render } from '../../src/base/message';
import { DebugSession, type Debugger, type FrameInfo, type Granularity, type SessionEvent, type SessionOptions, type StepKind, type StopEvent } from '../../src/debugger';
import { encodeImage } from '../../src/image/write';
import { decodeImage } from '../../src/image/read';
import { Machine, type MachineOptions } from '../../src/machine/machine';
import { verify } from '../../src/verifier/verify';
import { SMALL } from '../witness/machines';

/** Work of one slice: small, so that tests cross many slices. */
export const SLICE = 500;

/** Files by their path below `/`. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const clean = (path: string): string => path.replace(/\/\.\//g, '/');
  return {
    readFile: (path) => texts[path.slice(1)] === undefined ? undefined : new TextEncoder().encode(texts[path.slice(1)]),
    realPath: (path) => texts[clean(path).slice(1)] === undefined && path !== '/' ? undefined : clean(path),
    join: (folder, relative) => clean(`${folder === '/' ? '' : folder}/${relative}`),
    folderOf: (path) => path.slice(0, path.lastIndexOf('/')) || '/',
    relative: (_folder, path) => path.slice(1),
  };
}

/** What assembling gives; it must have no errors. */
export function assembled(texts: string | Readonly<Record<string, string>>, stripped = false): Uint8Array {
  const files = typeof texts === 'string' ? { 'main.sasm': texts } : texts;
  const [main] = Object.keys(files);
  const { image, debug, diagnostics } = assemble({ path: `/${main}`, files: filesOf(files), folder: '/', sourceText: true });
  assert(image !== undefined, diagnostics.map((each) => `${each.file}:${each.span.start.line + 1}: ${render(each.message, 'en')}`).join('\n'));
  return encodeImage(image, stripped ? new Map() : debug);
}

/** A machine for programs; the first file is the one that is launched. */
export function machineOf(texts: string | Readonly<Record<string, string>>, options: Partial<MachineOptions> = {}, stripped = false): Machine {
  return new Machine(verify(decodeImage(assembled(texts, stripped))), { ...SMALL, ...options });
}

/** One session with what tests ask of it. */
export class Tester {
  readonly debug: Debugger;

  constructor(readonly machine: Machine, options: SessionOptions = {}) {
    this.debug = new DebugSession(machine, options);
    this.debug.setTrapFilter({ causes: [], unhandled: true });
  }

  /** Runs until something happens. */
  run(): SessionEvent {
    for (;;) {
      const event = this.debug.advance(SLICE);
      if (event !== undefined) return event;
      assert.equal(this.debug.state, 'running');
    }
  }

  /** Runs until it stops, and says where. */
  go(): string {
    this.debug.continue();
    return this.place(this.run());
  }

  step(kind: StepKind, granularity: Granularity = 'line', context = this.machine.current.id): string {
    this.debug.step(kind, granularity, context);
    return this.place(this.run());
  }

  /** Where an event left the program. */
  place(event: SessionEvent): string {
    if (event.kind === 'ended') return `ended ${event.ending.code}`;
    if (event.kind === 'waiting') return 'waiting';
    if (event.kind === 'limit') return `limit of ${event.limit}, ${this.where(event.context)}`;
    return `${event.reason === 'step' ? '' : `${event.reason} `}${this.where(event.context)}`;
  }

  /** `path function:line` of a context, the path without its names of programs; `@12` is an address where no line is known. */
  where(context = this.machine.current.id): string {
    const [frame] = this.debug.frames(context, 0, 1);
    assert(frame.kind === 'frame');
    const { name } = this.debug.context(context);
    const path = name.split(' > ').map((part) => part.replace(/^\S+ (?=#)/, '')).join('>');
    return `${path} ${this.frameText(frame)}`;
  }

  frameText(frame: FrameInfo): string {
    const { location, address, name } = frame;
    return location === undefined ? `${name}@${(address % 2 ** 32) / 4}` : `${name}:${location.span.start.line + 1}`;
  }

  /** The whole call stack, labels in brackets. */
  stack(context = this.machine.current.id): string[] {
    return this.debug.frames(context, 0, this.debug.frameCount(context)).map((entry) => (
      entry.kind === 'label' ? `[${render(entry.text, 'en')}]` : this.frameText(entry)));
  }

  /** The event of the last stop, which must be there. */
  get stopped(): StopEvent {
    assert(this.debug.stop !== undefined);
    return this.debug.stop;
  }

  /** The value of an expression as text. */
  value(expression: string): string {
    return this.debug.evaluate(expression).text;
  }

  /** Operands of the innermost frame, deepest first. */
  operands(): number[] {
    return this.debug.operands({ context: this.machine.current.id, depth: 0 }).map(({ value }) => value).reverse();
  }

  output(): string {
    return new TextDecoder().decode(this.machine.devices.output.take());
  }
}

/** A session for programs; the first file is the one that is launched. */
export function session(texts: string | Readonly<Record<string, string>>, options: Partial<MachineOptions> = {}): Tester {
  return new Tester(machineOf(texts, options));
}

/** The code of the refusal that a call ends in. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof Error && 'row' in error) return (error as Error & { row: { code: string } }).row.code;
    throw error;
  }
  return 'none';
}
