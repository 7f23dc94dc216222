// Debug sessions over random programs with random conditions, hit conditions and log messages: what a person sees of them
// is the same whatever runs the program and however the run is cut.
import * as assert from 'node:assert/strict';
import { render } from '../../src/base/message';
import { Random } from '../../src/base/random';
import { compiler } from '../../src/compiler/engine';
import { DebugSession, type InstructionBreakpointRequest, type SessionEvent } from '../../src/debugger';
import { decodeImage } from '../../src/image/read';
import { encodeStripped } from '../../src/image/write';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { UNREACHED } from '../../src/verifier/flow';
import { verify, type VerifiedImage } from '../../src/verifier/verify';
import { assembled, generateProgram, type Layer } from '../witness/generate';
import { SMALL } from '../witness/machines';
import { Conditions, type Names } from './conditions';
import { imageOf } from './texts';

const PROGRAMS = 250;
/** Instructions that a session may take, and how often it may stop before its breakpoints are taken away. */
const INSTRUCTIONS = 30_000, STOPS_MAX = 60;
const PROGRAM_BYTES = 2 ** 32, WORD_BYTES = 4;

const ENGINES: Readonly<Record<string, EngineMaker>> = { always: compiler({ always: true }), automatic: compiler() };

/** Instructions at which compiled code may leave after a stop was passed. */
const LEAVING: ReadonlySet<number> = new Set([
  Op.call, Op.call_table, Op.ret, Op.load, Op.store, Op.fload, Op.fstore, Op.load8_u, Op.store8, Op.div, Op.rem, Op.copy, Op.fill, Op.sys, Op.resume,
]);

const verified = (layer: Layer): VerifiedImage => verify(decodeImage(encodeStripped(assembled(layer))));

/** An image, and the addresses that a run comes by more than once, each as often as it is likely to be interesting. */
interface Known {
  readonly image: VerifiedImage;
  readonly hot: readonly number[];
}

/** The images that a run loads, in their order. */
function knownOf(image: VerifiedImage): Known[] {
  const machine = new Machine(image, { ...SMALL, engine: interpreter });
  machine.observation.count(true);
  while (machine.steps < INSTRUCTIONS && machine.run(INSTRUCTIONS - machine.steps, 1e9).kind === 'slice');
  return [...machine.programs.values()].map((program) => {
    const counts = machine.observation.countsOf(program);
    const hot = [...program.image.code.keys()].filter((address) => (counts?.[address] ?? 0) > 2);
    return { image: program.image, hot: [...hot, ...hot.filter((address) => LEAVING.has(opcodeOf(program.image.code[address])))] };
  });
}

/** What an address of an image without debug information has to be named. */
function namesAt({ functions, types, states, stateAt }: VerifiedImage, address: number): Names {
  const fn = functions.find(({ start, length }) => address >= start && address < start + length);
  assert.ok(fn !== undefined);
  const { params } = types[fn.type];
  const locals = [...params, ...fn.locals].map((type, i) => ({ type, name: i < params.length ? `p${i}` : `l${i}` }));
  const named = (wanted: string): string[] => locals.filter(({ type }) => type === wanted).map(({ name }) => name);
  return { integers: named('i32'), floats: named('f64'), arrays: [], operands: states.depth(stateAt[address]) };
}

function someHitCondition(random: Random): string {
  return `${random.pick(['', '=', '==', '>', '>=', '>', '>=', '%', '%', '<', '<='])}${1 + random.below(random.pick([4, 100, 3000]))}`;
}

function somePoint(random: Random, known: readonly Known[]): InstructionBreakpointRequest | undefined {
  const program = random.below(known.length), { image, hot } = known[program];
  const address = hot.length > 0 && random.below(8) > 0 ? random.pick(hot) : random.below(image.code.length);
  if (image.stateAt[address] === UNREACHED) return undefined;
  const conditions = new Conditions(random, namesAt(image, address));
  return {
    address: (program + 1) * PROGRAM_BYTES + address * WORD_BYTES,
    ...(random.below(2) === 0 ? { condition: conditions.next(2) } : {}),
    ...(random.below(3) > 0 ? { hitCondition: someHitCondition(random) } : {}),
    ...(random.below(4) === 0 ? { logMessage: `at {steps} in {frames}: {${conditions.next(1)}}` } : {}),
    ...(random.below(6) === 0 ? { context: 1 + random.below(4) } : {}),
  };
}

/** Up to twelve breakpoints, some at the same place. */
function somePoints(random: Random, known: readonly Known[]): InstructionBreakpointRequest[] {
  const points: InstructionBreakpointRequest[] = [];
  for (let left = 1 + random.below(12); left > 0; left--) {
    const point = somePoint(random, known);
    if (point === undefined) continue;
    const other = points.at(-1);
    points.push(other !== undefined && random.below(4) === 0 ? { ...point, address: other.address } : point);
  }
  return points;
}

/** A session that is run to its end by a script; what it shows goes into a list. */
class Run {
  readonly album: string[] = [];
  private readonly machine: Machine;
  private readonly debug: DebugSession;
  private points: readonly InstructionBreakpointRequest[];
  private stops = 0;

  /** @param slices random numbers of this run alone: nothing that is seen may depend on them */
  constructor(private readonly known: readonly Known[], engine: EngineMaker, private readonly script: Random,
    private readonly slices: Random) {
    this.machine = new Machine(known[0].image, { ...SMALL, engine });
    if (script.below(4) === 0) this.machine.observation.count(true);
    if (script.below(4) === 0) this.machine.observation.record(true);
    this.debug = new DebugSession(this.machine, { limits: { instructions: INSTRUCTIONS } });
    this.points = somePoints(script, known);
    this.set();
  }

  private set(): void {
    const views = this.debug.setInstructionBreakpoints(this.points);
    this.album.push(views.map(({ id, verified: there, hits }) => `${id}${there ? '' : '?'}:${hits}`).join(' '));
  }

  whole(): readonly string[] {
    for (let event: SessionEvent | undefined; event === undefined || event.kind === 'stopped';) {
      this.goOn();
      event = this.advance();
      this.note(event);
    }
    this.set();
    for (const program of this.machine.programs.values()) this.album.push(`${this.machine.observation.countsOf(program)?.join()}`);
    this.album.push(`${this.machine.steps} ${machineHash(this.machine)}`);
    return this.album;
  }

  /** Runs on, or steps. */
  private goOn(): void {
    const { script, debug, machine } = this;
    if (++this.stops === STOPS_MAX) this.change([]);
    else if (script.below(20) === 0) this.change(somePoints(script, this.known));
    if (script.below(8) > 0) debug.continue();
    else debug.step(script.pick(['in', 'over', 'out']), 'instruction', machine.current.id);
  }

  private change(points: readonly InstructionBreakpointRequest[]): void {
    this.points = points;
    this.set();
  }

  /** Until something happens; sometimes somebody sets the same breakpoints again, which changes nothing. */
  private advance(): SessionEvent {
    const { slices, debug } = this;
    for (;;) {
      const event = debug.advance(slices.pick([1, 10, 100, 1000, 1e6]));
      this.takeLog();
      if (event !== undefined) return event;
      if (slices.below(8) === 0) debug.setInstructionBreakpoints(this.points);
    }
  }

  private takeLog(): void {
    for (const { breakpoint, text, context, output } of this.debug.takeNews().log) this.album.push(`${breakpoint}: ${text} (${context}, ${output})`);
  }

  private note(event: SessionEvent): void {
    const { machine: { current, steps } } = this;
    this.takeLog();
    const why = event.kind === 'stopped' ? `${event.reason} ${event.breakpoints.join()} ${event.message === undefined ? '' : render(event.message, 'en')}` : event.kind;
    this.album.push(`${why} at step ${steps} in ${current.id}:${current.pc}`);
    this.set();
  }
}

/** Every way in which compiled code may leave at an instruction, in a loop. */
const LEAVES = `memory 300000
func twice (n: i32) -> i32
  get n 2 mul
  ret
end
func deep (n: i32) -> i32
  get n 60 gt jumpnz leaf
  get n 1 add call deep
  1 add
  ret
leaf:
  get n call twice
  ret
end
entry func main
  local i: i32, x: f64
again:
  0 7 70000 fill
  300 0 20 copy
  port.clock.low in drop
  get i 5 div get i 3 rem add drop
  get i load get i 1000 add swap store
  0 call deep drop
  get x 1.5 fadd set x
  get i sys print
  get i 1 add tee i
  10 lt jumpnz again
  ret
end
`;

/** Hits of a breakpoint at an address that never stops, in a run that is cut after random work and paused now and then. */
function hitsAt(image: VerifiedImage, engine: EngineMaker, address: number, random?: Random): number {
  const debug = new DebugSession(new Machine(image, { ...SMALL, memory: 300_000, engine }));
  const points = [{ address: PROGRAM_BYTES + address * WORD_BYTES, hitCondition: '>100000' }];
  debug.setInstructionBreakpoints(points);
  debug.continue();
  while (debug.state !== 'ended') {
    // A long instruction that a pause undoes must get the time to be done.
    debug.advance(random === undefined ? 1e9 : random.below(16) === 0 ? 5000 : 1 + random.below(random.pick([12, 12, 500])));
    if (random?.below(4) === 0 && debug.pause() !== undefined) debug.continue();
  }
  return debug.setInstructionBreakpoints(points)[0].hits;
}

describe('breakpoints in compiled code', () => {
  it('count each arrival once, wherever the run is cut or paused', () => {
    const image = imageOf(LEAVES);
    for (const address of image.code.keys()) {
      const expected = hitsAt(image, interpreter, address);
      for (const [name, engine] of Object.entries(ENGINES)) {
        assert.equal(hitsAt(image, engine, address, new Random(address)), expected, `${name}, address ${address}`);
      }
    }
  });

  for (let from = 0; from < PROGRAMS; from += 50) {
    it(`stop, count and tell as interpreted ones do: programs from seed ${from}`, () => {
      for (let seed = from; seed < from + 50; seed++) {
        const known = knownOf(verified(generateProgram(new Random(seed))));
        const album = (engine: EngineMaker, purpose: number): readonly string[] =>
          new Run(known, engine, new Random(seed + 1_000_000), new Random(seed * 3 + purpose)).whole();
        const expected = album(interpreter, 0);
        for (const [name, engine] of Object.entries(ENGINES)) assert.deepEqual(album(engine, 1), expected, `seed ${seed}, ${name}`);
      }
    });
  }
});
