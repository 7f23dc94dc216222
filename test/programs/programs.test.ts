// Small programs, each about one thing, run by every engine in every way that there is: in one go, cut at random, observed,
// recorded and run again, and after a round through the disassembler. Every way must give what the program states, and the
// same machine.
import { strict as assert } from 'node:assert';
import { disassemble } from '../../src/assembler';
import { Random } from '../../src/base/random';
import { causeName } from '../../src/isa/causes';
import { decodeImage } from '../../src/image/read';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Machine, Pass, type Outcome } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { verify, type VerifiedImage } from '../../src/verifier/verify';
import { SUBJECTS } from '../engines/subjects';
import { assembled, programs, type StatedProgram } from './programs';

/** A way to run a machine to its end. */
type Way = (machine: Machine, random: Random) => void;

function goOn(machine: Machine, turn: () => Outcome): void {
  while (machine.ending === undefined) assert.notEqual(turn().kind, 'input');
}

const inOneGo: Way = (machine) => goOn(machine, () => machine.run(Infinity, 1e9));

const cutAtRandom: Way = (machine, random) => goOn(machine, () => {
  const outcome = machine.run(1 + random.below(random.pick([1, 3, 100])), 1 + random.below(random.pick([1, 50, 10_000])));
  if (random.below(3) === 0 && outcome.kind === 'slice' && machine.workLeft > 0) machine.settle();
  return outcome;
});

/** Stops at every instruction of every program, at every trap and at every change of context. */
const observed: Way = (machine) => {
  machine.watch.causes = ~0;
  machine.watch.unhandled = true;
  let pass = Pass.nothing, stops = 0;
  goOn(machine, () => {
    for (const program of machine.programs.values()) {
      if (!program.hasStop(program.image.functions[0].start)) program.image.stateAt.forEach((state,
        address) => { if (state >= 0) program.setStop(address, true); });
    }
    for (const context of machine.root.downward()) machine.watch.contexts.add(context);
    const outcome = machine.run(Infinity, 1e9, pass);
    pass = outcome.kind === 'trap' ? Pass.trap : outcome.kind === 'stop' ? Pass.stop : Pass.nothing;
    stops++;
    return outcome;
  });
  assert.ok(stops > 1);
};

const WAYS: Readonly<Record<string, Way>> = { 'in one go': inOneGo, 'cut at random': cutAtRandom, observed };

/** Every engine by name, made anew for each machine. */
const ENGINES: Readonly<Record<string, (random: Random) => EngineMaker>> = {
  interpreter: () => interpreter, ...Object.fromEntries(SUBJECTS.map((subject) => [subject.name, (random) => subject.make(random)])),
};

/** A machine that a program has run on, and what came of it. */
function ran(image: VerifiedImage, { name, options }: StatedProgram, way: Way, engine = ENGINES.interpreter): { machine: Machine; came: unknown } {
  const random = new Random(name.length);
  const machine = new Machine(image, { ...options, engine: engine(random) });
  way(machine, random);
  const written = new TextDecoder().decode(machine.devices.output.take());
  const { code, cause } = machine.ending ?? { code: -1 };
  const output = written === '' || written.endsWith('\n') ? written : `${written}\n`;
  return { machine, came: { output: output.replace(/ +$/gm, ''), exit: code, ...(cause === undefined ? {} : { trap: causeName(cause) }) } };
}

describe('programs', () => {
  it('there are enough of them, and each says what it is about', () => {
    assert.ok(programs().length >= 60, String(programs().length));
  });

  for (const program of programs()) {
    describe(program.name, () => {
      const image = (): VerifiedImage => verify(decodeImage(assembled(program.path).bytes));

      it('does what it states, and the same by every engine in every way', () => {
        const loaded = image();
        const whole = ran(loaded, program, inOneGo);
        const { output, exit, trap } = program;
        assert.deepEqual(whole.came, { output: output.replace(/ +$/gm, ''), exit, ...(trap === undefined ? {} : { trap }) });
        const hash = machineHash(whole.machine);
        for (const [engine, make] of Object.entries(ENGINES)) {
          for (const [way, go] of Object.entries(WAYS)) {
            const other = ran(loaded, program, go, make);
            assert.deepEqual(other.came, whole.came, `${engine}, ${way}`);
            assert.equal(machineHash(other.machine), hash, `${engine}, ${way}`);
          }
        }
        const input = [...whole.machine.devices.input.log];
        const replayed = ran(loaded, { ...program, options: { ...program.options, input } }, inOneGo);
        assert.equal(machineHash(replayed.machine), hash, 'replayed from the log of its input');
      });

      it('is the same image after disassembling and assembling', () => {
        const { bytes, identity, path } = { ...assembled(program.path), path: program.path };
        const again = assembled(path, disassemble(decodeImage(bytes)));
        assert.equal(again.identity, identity);
      });
    });
  }
});
