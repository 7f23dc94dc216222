// Performs a sample on one engine and writes down everything that can be seen of it, so that two performances can be
// compared line by line.
import { reasonOf } from '../../src/base/assert';
import { hex } from '../../src/base/hash';
import type { EngineMaker } from '../../src/machine/engine';
import { Machine, Pass, type Outcome } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import type { VerifiedImage } from '../../src/verifier/verify';
import { letsPass } from './conditions';
import { giveBack } from './memories';
import { PROPERTIES, type Look } from './properties';
import { randomFor, type Piece, type Sample } from './sample';
import type { Steps } from './stepper';

/** How often the machine may come back within a piece before observers leave it alone. */
const RETURNS_MAX = 15;

/** Purposes of random numbers, see {@link randomFor}: that of the first property. */
const FIRST_PROPERTY = 10;

/** What a performance looked like, a line for each thing that was seen. */
export type Album = readonly string[];

/** A machine, told to run by a sample. */
class Performance {
  readonly album: string[] = [];
  private readonly looks: Look[] = [];
  private pass = Pass.nothing;

  constructor(private readonly machine: Machine, sample: Sample, steps: Steps | undefined) {
    Object.entries(PROPERTIES).forEach(([name, property], i) => {
      if (!sample.properties.includes(name)) return;
      const look = property.arm({ machine, random: randomFor(sample.seed, FIRST_PROPERTY + i), album: this.album, steps });
      if (look !== undefined) this.looks.push(look);
    });
  }

  /** Runs the piece; false where the run has ended. */
  piece(piece: Piece): boolean {
    const { machine } = this;
    const last = machine.steps + piece.steps;
    this.observe(piece);
    let kind: Outcome['kind'] = 'slice';
    for (let returns = 0; machine.steps < last && kind !== 'ended' && kind !== 'input'; returns++) {
      if (returns === RETURNS_MAX) this.leaveAlone(piece);
      const outcome = this.advance(last, returns < RETURNS_MAX ? piece.work : 1e9);
      this.note(outcome);
      ({ kind } = outcome);
    }
    if (piece.settle) machine.settle();
    this.look();
    return kind !== 'ended' && kind !== 'input';
  }

  /** Runs on until something is to be noted. Stops that the observer lets pass are none. */
  private advance(last: number, work: number): Outcome {
    const { machine } = this;
    for (let left = work; ; left = machine.workLeft) {
      const outcome = machine.run(last - machine.steps, left, this.pass);
      this.pass = outcome.kind === 'stop' ? Pass.stop : outcome.kind === 'trap' ? Pass.trap : Pass.nothing;
      if (outcome.kind !== 'stop' || !letsPass(machine)) return outcome;
    }
  }

  private observe({ stops, causes, entries }: Piece): void {
    const { watch, programs } = this.machine;
    const list = [...programs.values()];
    watch.causes = causes;
    watch.unhandled = causes !== 0;
    watch.contexts.clear();
    if (entries) for (const context of this.machine.root.downward()) watch.contexts.add(context);
    for (const { program, address, wanted } of stops) {
      if (program < list.length && (list[program].image.stateAt[address] ?? -1) >= 0) list[program].setStop(address, wanted);
    }
  }

  private leaveAlone(piece: Piece): void {
    this.observe({ ...piece, causes: 0, entries: false, stops: piece.stops.map((stop) => ({ ...stop, wanted: false })) });
  }

  private note(outcome: Outcome): void {
    const { current, steps } = this.machine;
    this.album.push(`${outcome.kind} at step ${steps}, context ${current.id} at ${current.pc} of function ${current.fn}`);
    if (outcome.kind === 'trap') this.album.push(`cause ${outcome.cause} ${JSON.stringify(outcome.access)}`);
    if (outcome.kind === 'data') {
      for (const { watch, address, size, write, context } of outcome.accesses) {
        this.album.push(`watch ${watch}: ${write ? 'write' : 'read'} of ${size} at ${address} by ${context.id}`);
      }
    }
  }

  /** Everything that is the same on all engines. */
  private look(): void {
    const { machine, album } = this;
    const { ending, devices } = machine;
    album.push(`hash ${machineHash(machine)}, clock ${machine.clock}, output ${devices.output.total} ${hex(devices.output.take())}`);
    if (ending !== undefined) album.push(`ended with ${ending.code}, cause ${ending.cause} ${JSON.stringify(ending.access)}`);
    for (const look of this.looks) look();
  }
}

/**
 * Performs the sample. `steps`: the engine is a witness that tells of single steps there; whatever it throws is thrown on,
 * while what other engines throw is part of their album.
 */
export function perform(sample: Sample, image: VerifiedImage, engine: EngineMaker, steps?: Steps,
  watcher?: (machine: Machine) => void): Album {
  const machine = new Machine(image, { ...sample.options, engine });
  watcher?.(machine);
  const performance = new Performance(machine, sample, steps);
  try {
    for (const piece of sample.pieces) if (!performance.piece(piece)) break;
  } catch (error) {
    if (steps !== undefined) throw error;
    performance.album.push(`threw: ${reasonOf(error)} ${error instanceof Error ? error.stack : ''}`);
  }
  giveBack(machine.store);
  return performance.album;
}

/** The first line that differs. */
export interface Difference {
  readonly line: number;
  readonly expected: string | undefined;
  readonly found: string | undefined;
}

export function differenceOf(expected: Album, found: Album): Difference | undefined {
  const length = Math.max(expected.length, found.length);
  for (let line = 0; line < length; line++) {
    if (expected[line] !== found[line]) return { line, expected: expected[line], found: found[line] };
  }
  return undefined;
}
