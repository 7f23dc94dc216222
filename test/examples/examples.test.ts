// The examples: each does what it says of itself, and each is fit to be read.
import { strict as assert } from 'node:assert';
import { disassembleImage, formatText } from '../../src/assembler';
import { Random } from '../../src/base/random';
import { decodeImage } from '../../src/image/read';
import { CONTEXTS_DEFAULT, FRAMES_DEFAULT, IMAGES_DEFAULT, MEMORY_DEFAULT, SLOTS_DEFAULT } from '../../src/isa/limits';
import type { EngineMaker } from '../../src/machine/engine';
import { Machine, runToEnd, type MachineOptions } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { verify } from '../../src/verifier/verify';
import { SUBJECTS } from '../engines/subjects';
import { assembled, ended, example, examples, type Example } from './examples';

/** What a launch has where nothing is said. */
const DEFAULTS: MachineOptions = {
  memory: MEMORY_DEFAULT,
  limits: { contexts: CONTEXTS_DEFAULT, frames: FRAMES_DEFAULT, images: IMAGES_DEFAULT, slots: SLOTS_DEFAULT },
  seed: 0, leaky: false, disk: new Uint8Array(0), args: [], input: [],
};
const COLUMNS_MAX = 120;

function machineFor({ path, input }: Example, engine?: EngineMaker): Machine {
  const bytes = new TextEncoder().encode(input);
  const options = { ...DEFAULTS, input: [{ step: 0, bytes }, { step: 0, bytes: undefined }], engine };
  return new Machine(verify(decodeImage(assembled(path).bytes)), options);
}

/** What a program writes, and the code with which it ends. */
function run(machine: Machine): { output: string; exit: number | undefined } {
  assert.equal(runToEnd(machine).kind, 'ended');
  return { output: new TextDecoder().decode(machine.devices.output.take()), exit: machine.ending?.code };
}

describe('examples', () => {
  it('are all there', () => {
    assert.deepEqual(examples().map(({ name }) => name), [
      'calculator', 'collatz', 'echo', 'factorial', 'fibonacci', 'hanoi', 'hello', 'linked_list', 'mandelbrot', 'matrix', 'quicksort',
      'reverse', 'round_robin', 'round_robin/counter', 'round_robin/dotter', 'sieve', 'trap',
    ]);
  });

  for (const program of examples()) {
    describe(program.name, () => {
      it('says what its comments promise', () => {
        assert.notEqual(program.output + String(program.exit), '0', 'no promise');
        const { output, exit } = run(machineFor(program));
        assert.equal(ended(output), program.output);
        assert.equal(exit, program.exit);
      });

      it('does the same by every engine', () => {
        const interpreted = machineFor(program);
        const wanted = { ...run(interpreted), steps: interpreted.steps, hash: machineHash(interpreted) };
        for (const subject of SUBJECTS) {
          const machine = machineFor(program, subject.make(new Random(program.name.length)));
          assert.deepEqual({ ...run(machine), steps: machine.steps, hash: machineHash(machine) }, wanted, subject.name);
        }
      });

      if (program.input === '') it('says the same where input never ends', () => {
        const machine = new Machine(verify(decodeImage(assembled(program.path).bytes)), DEFAULTS);
        assert.equal(ended(run(machine).output), program.output);
      });

      it('fits a page: no line is wider than 120 characters, none ends in spaces', () => {
        const lines = program.text.split('\n');
        assert.deepEqual(lines.filter(line => line.length > COLUMNS_MAX || /\s$/.test(line)), []);
        assert.equal(lines.at(-1), '');
      });

      it('assembles to the same image when it was disassembled', () => {
        const { image, bytes, identity, debug } = assembled(program.path);
        const again = assembled('disassembly.sasm', disassembleImage({ ...image, identity, debug }, debug));
        assert.equal(again.identity, identity);
        assert.deepEqual(again.bytes, bytes);
      });

      it('so does the same image without debug information', () => {
        const { bytes, identity } = assembled(program.path);
        assert.equal(assembled('disassembly.sasm', disassembleImage(decodeImage(bytes), new Map())).identity, identity);
      });

      it('is formatted', () => {
        assert.equal(formatText(program.text), program.text);
      });

      it('opens with what it is', () => {
        assert.match(program.text, /^; [A-Z]/);
      });
    });
  }

  it('quicksort executes at least 500 instructions', () => {
    const machine = machineFor(example('quicksort'));
    run(machine);
    assert.ok(machine.steps >= 500, `${machine.steps} instructions`);
  });

  it('factorial calls itself: six frames beside the entry function at its deepest', () => {
    const machine = machineFor(example('factorial'));
    let deepest = 0;
    while (machine.run(1, 1e6).kind !== 'ended') deepest = Math.max(deepest, machine.root.frames);
    assert.equal(deepest, 7);
  });

  it('trap stops at a store that has changed nothing', () => {
    const machine = machineFor(example('trap'));
    run(machine);
    assert.deepEqual(machine.ending?.access, { address: 65_536, size: 4, write: true });
    const last = machine.bytesOf(machine.root, 65_520, 16) ?? new Uint8Array(0);
    assert.deepEqual([...new Int32Array(last.slice().buffer)], [0, 1, 4, 9]);
  });
});

describe('examples: the round-robin kernel', () => {
  const kernel = example('round_robin'), processes = [example('round_robin/counter'), example('round_robin/dotter')];

  it('has fewer than a hundred lines', () => {
    assert.ok(kernel.text.trimEnd().split('\n').length < 100);
  });

  it('gives each process what it writes alone, in its own order', () => {
    const { output } = run(machineFor(kernel));
    assert.deepEqual([output.replace(/\D/g, ''), output.replace(/[^.]/g, '')], processes.map(process => run(machineFor(process)).output));
  });

  it('runs the very images that run alone', () => {
    const machine = machineFor(kernel);
    run(machine);
    assert.deepEqual([...machine.programs.keys()].slice(1), processes.map(({ path }) => assembled(path).identity));
  });

  it('takes the machine away from each process when its budget is used up, and ends both', () => {
    const machine = machineFor(kernel);
    const turns = new Map<string, number>();
    let inside = machine.current;
    while (machine.run(1, 1e6).kind !== 'ended') {
      if (inside.parent !== undefined && machine.current.isRoot && inside.trap === undefined) {
        turns.set(inside.program.image.identity, (turns.get(inside.program.image.identity) ?? 0) + 1);
      }
      inside = machine.current;
    }
    assert.equal(turns.size, 2);
    for (const count of turns.values()) assert.ok(count >= 2, `${count} turns`);
    assert.equal([...machine.root.downward()].length, 1);
  });
});
