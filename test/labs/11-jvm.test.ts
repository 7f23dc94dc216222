// Lab 11: one image on many systems, with the same identity, output, count and hash; and one floor up, one program file for pebble on two
// systems that have nothing in common.
import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import { Refusal } from '../../src/base/message';
import { Random } from '../../src/base/random';
import { encode } from '../../src/isa/encoding';
import { Cause } from '../../src/isa/causes';
import { Op } from '../../src/isa/instructions';
import { decodeImage } from '../../src/image/read';
import { runToEnd, type Machine } from '../../src/machine/machine';
import { programHash } from '../../src/machine/state-hash';
import { blankDisk, diskWith, finish, program, shell, machineFor, stripped, type Came } from '../systems/systems';
import { machineFor as underHypervisor, nested, widened } from './arrangements';
import { machineOf, preparedDisk } from './containers';
import { assertForm, assertGuides, assertRoutinesSay, assertSize } from './form';
import { lifeOf, type Life } from './one-image-worker';
import { EXAMPLES, imageOf } from './programs';

const LAB = join(EXAMPLES, 'labs/11-jvm'), PEBBLE = join(EXAMPLES, 'systems/pebble');
const LIMITS = { handles: 40, frames: 16_384 };
/** What the container of lab 08 runs. */
const LIMIT = '3000';
const PEBBLE_MAX = 300, COMPILER_MAX = 350;

const primes = (): Uint8Array => stripped(program('slate/programs/primes'));

/** Runs a machine in which somebody runs a program, and checks that its life there is what it is on the bare machine. */
function assertLife(machine: Machine, { identity, output, retired, hash, code }: Life): void {
  const lives: unknown[] = [];
  machine.observation.onExit = (context, cause) => {
    if (cause !== Cause.exit || context.program.image.identity !== identity) return;
    lives.push({ retired: context.retired, hash: programHash(machine, context) });
  };
  assert.equal(runToEnd(machine).kind, 'ended');
  assert.deepEqual(lives, [{ retired, hash }]);
  assert.match(new TextDecoder().decode(machine.devices.output.take()), new RegExp(`${output}\\w+: exit code ${code}\n`));
}

/** A worker as a browser would make it: nothing of Node's is there. */
const BROWSER = `
  const { parentPort, workerData } = require('node:worker_threads');
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on('message', (data) => globalThis.onmessage({ data }));
  for (const name of ['process', 'Buffer', 'global', 'require', 'module', 'exports', '__filename', '__dirname', 'setImmediate']) delete globalThis[name];
  (0, eval)(workerData);
`;

/** What a worker of a browser answers that runs an image. */
async function inBrowser(bytes: Uint8Array): Promise<Life | string> {
  const source = resolve('test/labs/one-image-worker.ts');
  const [{ text }] = buildSync({ entryPoints: [source], bundle: true, write: false, platform: 'browser', format: 'iife', target: 'es2022' }).outputFiles;
  const worker = new Worker(BROWSER, { eval: true, workerData: text });
  try {
    return await new Promise((done, failed) => {
      worker.on('error', failed);
      worker.on('message', done);
      worker.postMessage({ bytes, args: [LIMIT] });
    });
  } finally {
    await worker.terminate();
  }
}

/** The image with one word of its code changed. */
function changed(bytes: Uint8Array, at: number, word: number): Uint8Array {
  const copy = bytes.slice(), view = new DataView(copy.buffer);
  view.setUint32(copy.length - view.getUint32(48, true) + at * 4, word, true);
  return copy;
}

/** Why an image is refused. */
function refusal(bytes: Uint8Array): string {
  let text = '';
  assert.throws(() => lifeOf(bytes, []), (trouble) => {
    text = trouble instanceof Refusal ? `${trouble.message}\n` : '';
    return trouble instanceof Refusal;
  });
  return text;
}

/** pebble for slate. */
const pebble = (): Uint8Array => imageOf(join(PEBBLE, 'slate.sasm'));

/** pebble for chalk, as the lab has it. */
function pebbleOfChalk(): Uint8Array {
  const path = join(LAB, 'only.sasm');
  return imageOf(path, { [path]: 'include "program.sasm"\ninclude "../../systems/pebble/chalk.sasm"\n' });
}

/** The disk that install.sasm makes. */
function installed(): Uint8Array {
  return finish(machineFor({ bytes: imageOf(join(LAB, 'install.sasm')) }, { disk: blankDisk() })).disk;
}

/** The contents of a file on a disk of slate. */
function fileOf(disk: Uint8Array, name: string): Uint8Array {
  const view = new DataView(disk.buffer, disk.byteOffset);
  for (let i = 0; i < 63; i++) {
    const at = 16 * (i + 1), found = Buffer.from(disk.subarray(at, at + 12)).toString().replace(/\0*$/, '');
    if (found === name) return disk.slice((2 + i * 128) * 512, (2 + i * 128) * 512 + view.getUint32(at + 12, true));
  }
  throw new Error(`there is no file ${name}`);
}

describe('lab 11: the JVM', function () {
  this.timeout(0);

  describe('one image, many systems', () => {
    let wanted: Life;
    before(() => { wanted = lifeOf(primes(), [LIMIT]); });

    it('says what it says here', () => {
      assert.equal(wanted.output, '430 primes below 3000\n');
      assert.equal(wanted.code, 30);
    });

    it('in a worker of a browser: the same identity, output, count and hash', async () => {
      assert.deepEqual(await inBrowser(primes()), wanted);
    });

    it('under a system: the same', () => {
      assertLife(machineFor(program('slate/slate'), { input: `primes ${LIMIT}\n` }), wanted);
    });

    it('under a system under a hypervisor: the same', () => {
      const image = stripped(program('slate/slate'));
      const subject = { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, input: `primes ${LIMIT}\n` };
      const { hypervisor } = nested(subject, LIMITS, [20_000]);
      assertLife(underHypervisor(hypervisor, subject, widened(LIMITS, 1)), wanted);
    });

    it('in a container: the same', () => {
      assertLife(machineOf({ input: 'run a short:1\n', disk: preparedDisk('08-docker-isolation') }), wanted);
    });
  });

  describe('an image that is not valid is refused, and not one of its instructions runs', () => {
    const bytes = primes();
    const damaged: Readonly<Record<string, Uint8Array>> = {
      'cut short': bytes.slice(0, bytes.length - 4), 'an opcode that there is not': changed(bytes, 0, 255), 'an empty stack': changed(bytes, 0, encode(Op.add)),
      'a jump out of the function': changed(bytes, 0, encode(Op.jump, 0xffff)), 'an operand of the wrong type': changed(bytes, 1, encode(Op.fsqrt)),
    };
    for (const [name, image] of Object.entries(damaged)) {
      it(name, async () => {
        assert.throws(() => lifeOf(image, []), Refusal);
        assert.equal(typeof await inBrowser(image), 'string');
        const machine = machineFor(program('slate/slate'), { input: 'bad\n', disk: diskWith({ bad: image }) });
        const before = machine.programs.size;
        const seen: string[] = [];
        machine.onContext = (context, made) => { if (made) seen.push(context.program.image.identity); };
        assert.match(finish(machine).output, /bad: cannot be started/);
        assert.equal(seen.length, 1, 'only the shell has run');
        assert.equal(before, 1);
      });
    }
  });

  describe('one floor up: pebble', () => {
    /** slate with the disk of the lab, given lines for its shell. */
    const onSlate = (...lines: string[]): Came => shell(lines, { disk: installed() });
    /** chalk with a program file. */
    const onChalk = (file?: Uint8Array): string => {
      const overlay = file === undefined ? {} : { [join(LAB, 'program.sasm')]: `data program = i8 ${[...file].join(', ')}\n` };
      return finish(machineFor({ bytes: imageOf(join(LAB, 'on_chalk.sasm'), overlay) })).output;
    };
    /** What slate says where nothing but one program writes, without the prompts. */
    const said = ({ output }: Came): string => output.replace(/\$ /g, '').replace(/\n$/, '');
    /** slate running a program file. */
    const ofFile = (file: Uint8Array): string => said(shell(['pebble file'], { disk: diskWith({ pebble: pebble(), file }) }));

    it('runs one program file, unchanged, on both systems', () => {
      const wanted = onChalk();
      assert.equal(wanted, '1\n3\n6\n10\n15\n21\n28\n36\n45\n55\n153 instructions\n');
      assert.equal(said(onSlate('pebble sums')), wanted);
    });

    it('runs what the compiler makes of an expression, the same file on both systems', () => {
      for (const [text, value] of [['1', 1], ['(1+2)*4 - 12 / 2', 6], ['-(2 - 3 - 4) * --7', 35], ['((((5))))', 5], ['2*3+4*5', 26], ['0-7/2', -3]] as const) {
        const came = onSlate(`compile file ${text}`, 'pebble file'), file = fileOf(came.disk, 'file');
        const output = onChalk(file);
        assert.ok(output.startsWith(`${value}\n`), `${text}: ${output}`);
        assert.equal(said(came), output, text);
      }
    });

    it('refuses to compile what is no expression', () => {
      for (const text of ['1+', '(1', '1)', '', '*2', 'x', '1 2']) {
        assert.match(onSlate(`compile file ${text}`).output, /compile: this is no expression\ncompile: exit code 1\n/, text);
      }
    });

    it('refuses a file that is no program before it runs any of it', () => {
      const good = [...Buffer.from('PBL1'), 1, 7, 0, 0, 0, 11, 0];
      assert.equal(onChalk(Uint8Array.from(good)), '7\n3 instructions\n');
      const with_ = (at: number, ...bytes: number[]): number[] => [...good.slice(0, at), ...bytes];
      assert.equal(onChalk(Uint8Array.from(with_(10))), '7\n3 instructions\n', 'behind the file is a halt');
      const bad: readonly number[][] = [
        with_(0, ...Buffer.from('PBL2'), ...good.slice(4)), with_(3), with_(10, 12), with_(8), with_(10, 11, 12), with_(10, 7, 16, 0),
        with_(10, 9, 5), with_(10, 10, 200, 0), with_(10, 9), [...good, ...new Array<number>(250).fill(0)],
      ];
      for (const file of bad) {
        const bytes = Uint8Array.from(file);
        assert.equal(ofFile(bytes), 'pebble: this is no program\npebble: exit code 1\n', file.join(' '));
        assert.match(onChalk(bytes), /^pebble: this is no program\n$/, file.join(' '));
      }
    });

    it('stops a program that divides by zero, or whose stack is empty or full', () => {
      const number = [1, 1, 0, 0, 0], zero = [1, 0, 0, 0, 0];
      for (const code of [[...number, ...zero, 5, 0], [2, 0], [...number, 9, 4]]) {
        const bytes = Uint8Array.from([...Buffer.from('PBL1'), ...code]);
        assert.equal(onChalk(bytes), 'pebble: stopped\n');
        assert.equal(ofFile(bytes), 'pebble: stopped\npebble: exit code 2\n');
      }
    });

    it('fares the same on both systems with files of any bytes', () => {
      const random = new Random(11);
      for (let i = 0; i < 30; i++) {
        const code = Array.from({ length: 24 }, () => [1, 0, 0, 0, 0].map((byte, at) => (at === 0 ? random.below(9) : byte))).flat();
        const bytes = Uint8Array.from([...Buffer.from('PBL1'), ...code, 0]);
        assert.equal(ofFile(bytes).replace(/pebble: exit code \d\n/, ''), onChalk(bytes));
      }
    });
  });

  it('the guides say what comes of it, in both languages', () => {
    const life = lifeOf(primes(), [LIMIT]);
    const six = shell(['compile six (1+2)*4 - 12 / 2', 'pebble six'], { disk: installed() });
    const bytes = [...fileOf(six.disk, 'six')].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    assertGuides(LAB, ['life', 'refused', 'slate', 'chalk', 'six', 'bytes'], {
      life: `identity ${life.identity}\noutput   ${life.output}count    ${life.retired.toLocaleString('en')}\nhash     ${life.hash}\n`,
      refused: refusal(primes().slice(0, 100)),
      slate: shell(['pebble sums'], { disk: installed() }).output,
      chalk: finish(machineFor({ bytes: imageOf(join(LAB, 'on_chalk.sasm')) })).output, six: six.output, bytes: `${bytes}\n`,
    });
  });

  describe('reading it', () => {
    it(`pebble has at most ${PEBBLE_MAX} instructions on each system`, () => {
      assertSize(pebble(), PEBBLE_MAX);
      assertSize(pebbleOfChalk(), PEBBLE_MAX);
      assertSize(imageOf(join(PEBBLE, 'compile.sasm')), COMPILER_MAX);
    });

    for (const folder of [PEBBLE, LAB]) {
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.sasm'))) {
        it(`${name} is formatted, fits a page, and its routines say what they do`, () => {
          assertForm(join(folder, name));
          assertRoutinesSay(join(folder, name));
        });
      }
    }
  });
});
