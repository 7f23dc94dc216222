// Ours, as a worker of the suite: `node out/bench/suite/ours.js child|root debugger|plain auto|interpreter`.
//
// `child`: the program runs in a context whose window begins in the middle of its parent's; `root`: on the bare machine.
// `debugger`: under a debug session with a breakpoint that is not hit, driven in slices by the adapter's own runner;
// `plain`: as `strata run` does it. The programs read work counts from their console, so the time between giving one and the
// program waiting for the next is the time of the work.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Runner } from '../../src/adapter/runner';
import { DebugSession, type SessionEvent } from '../../src/debugger';
import type { Machine } from '../../src/machine/machine';
import { NodePlatform } from '../../src/platform/node/platform';
import { ENGINES, imageOfText, machineOf, PROGRAMS, type EngineName } from '../machines';
import type { Sample } from './programs';

/** Work of a slice of `strata run`. */
const SLICE_WORK = 1_000_000;
/** What the programs share, and a line of it that runs only where a work count is no number. */
const SHARED = 'lib/main.sasm';
const NEVER_RUN = '1 sys exit';

/** What drives a machine until its program waits for input. */
interface Driver {
  /** Gives the program a line, undefined only to start it. */
  go(line: string | undefined): Promise<void>;
}

class Plain implements Driver {
  constructor(private readonly machine: Machine) {}

  go(line: string | undefined): Promise<void> {
    const { machine } = this;
    if (line !== undefined) machine.provideInput(Buffer.from(line));
    for (;;) {
      const { kind } = machine.run(Infinity, SLICE_WORK);
      if (kind === 'input') return Promise.resolve();
      if (kind !== 'slice') throw new Error(`the program came to ${kind}`);
    }
  }
}

class Debugged implements Driver {
  private readonly debug: DebugSession;
  private readonly runner: Runner;
  private done: (event: SessionEvent) => void = () => undefined;
  private fail: (trouble: unknown) => void = () => undefined;

  constructor(machine: Machine) {
    this.debug = new DebugSession(machine);
    this.runner = new Runner(new NodePlatform(), this.debug, {
      onPiece: () => this.onPiece(),
      onEvent: (event) => this.done(event),
      onMistake: (trouble) => this.fail(trouble),
    });
  }

  async go(line: string | undefined): Promise<void> {
    const event = await new Promise<SessionEvent>((resolve, reject) => {
      this.done = resolve;
      this.fail = reject;
      if (line === undefined) this.debug.continue();
      else this.debug.provideInput(Buffer.from(line));
      this.runner.go();
    });
    if (event.kind !== 'waiting') throw new Error(`the program came to ${JSON.stringify(event)}`);
    if (line === undefined) this.setBreakpoint();
  }

  /** What the adapter does between slices, without a client. */
  private onPiece(): boolean {
    this.debug.takeNews();
    return true;
  }

  private setBreakpoint(): void {
    const lines = readFileSync(join(PROGRAMS, SHARED), 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes(NEVER_RUN));
    const [breakpoint] = this.debug.setSourceBreakpoints({ name: SHARED }, [{ line }]);
    if (!breakpoint.verified) throw new Error('the breakpoint has no place');
  }
}

/** One program on a machine of its own. */
class Guest {
  private readonly machine: Machine;
  private readonly driver: Driver;
  private started = false;

  constructor(program: string, window: string, observer: string, engine: EngineName) {
    const text = window === 'root' ? `include "${program}.sasm"\n` : `include "lib/parent.sasm"\nembed program "${program}.sasm"\n`;
    this.machine = machineOf(imageOfText(text), ENGINES[engine]);
    this.driver = observer === 'debugger' ? new Debugged(this.machine) : new Plain(this.machine);
  }

  async work(count: string): Promise<Sample> {
    if (!this.started) await this.driver.go(undefined);
    this.started = true;
    const start_ms = performance.now();
    await this.driver.go(`${count}\n`);
    const seconds = (performance.now() - start_ms) / 1000;
    return { checksum: Number(Buffer.from(this.machine.devices.output.take()).toString()), seconds };
  }
}

async function main(): Promise<void> {
  const [window, observer, engine] = process.argv.slice(2);
  const guests = new Map<string, Guest>();
  for await (const line of createInterface({ input: process.stdin })) {
    const [program, count] = line.split(' ');
    const guest = guests.get(program) ?? new Guest(program, window, observer, engine as EngineName);
    guests.set(program, guest);
    const { checksum, seconds } = await guest.work(count);
    console.log(`${checksum} ${seconds}`);
  }
}

void main();
