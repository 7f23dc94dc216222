// Mutants of images: each is refused with number, section and offset, or it verifies and runs, and whatever its program
// does, nothing inside Strata breaks. CI runs some for a while; STRATA_MUTANTS=100000 runs so many for 100,000
// instructions each, and STRATA_MUTANT=n a single one by its number.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { LOAD_ERRORS, LoadError, SECTIONS } from '../../src/image/messages';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { verify, type VerifiedImage } from '../../src/verifier/verify';
import { build, main } from '../witness/builder';
import { chaos, CHAOS_MEMORY } from '../witness/chaos';
import { child, parent } from '../witness/parents';
import { mutant } from './mutate';

const LONG = process.env.STRATA_MUTANTS;
const COUNT = Number(LONG ?? 6_000);
const INSTRUCTIONS_EACH = LONG === undefined ? 15_000 : 100_000;
const MEMORY = 128 * 1024;

const DEBUG = new Map([['0'.repeat(64), {
  files: [{ name: 'a.sasm', sha256: '1'.repeat(64), text: 'text' }], spans: Int32Array.of(0, 1, 2, 1, 9, 0, 2, 2, 2,
    5), statements: Int32Array.of(0, 1),
  functions: [{ name: 'main', locals: ['x'], labels: [{ name: 'loop', address: 1 }] }], data: [{ name: 'd', address: 0, size: 4,
    element: 'i32' as const }],
  constants: [{ name: 'k', type: 'f64' as const, value: 2.5 }],
}]]);

/** The images that mutants descend from. */
const ANCESTORS: readonly Uint8Array[] = [
  encodeImage(build({ functions: { 'main (-> i32)': '20 fib ret',
    'fib (n:i32 -> i32)': 'get n 2 lt jumpz more get n ret more: get n 1 sub fib get n 2 sub fib add ret' } }), DEBUG),
  encodeImage(build({
    table: ['one', 'two', 'three'], data: { 8: Uint8Array.of(1, 2, 3, 4), 100: new Uint8Array(40) },
    functions: {
      'main () i:i32 x:f64 y:f64': `loop: get i 1 add tee i 7 rem.u switch [a b c d e] a: get i i2f set x get x 2.5 fmul fsqrt set y jump
        loop
        b: get i 3 rem.u 5 swap call.table (i32 -> i32) drop jump loop c: get i 65535 and get i store 8 load drop jump loop
        d: get x get y fadd f2i 100 and 200 50 copy 0 get i 300 fill jump loop e: get i 12345 lt jumpnz loop ret`,
      'one (a:i32 -> i32)': 'get a get a mul ret', 'two (a:i32 -> i32) b:f64': 'get a i2f set b get b f2u ret',
      'three (a:i32 -> i32)': 'get a popcnt get a clz add ret',
    },
    exports: [{ name: 'one', function: 1 }, { name: 'zwei', function: 2 }],
  })),
  encodeImage(main(`port.random in drop port.alarm.low 400 out loop: port.console in drop port.console 66 out get i 1 add tee i sys print
    port.disk.sector get i 3 and out port.disk 1000 700 ins drop port.disk 1000 512 outs drop 0 20 sys read drop 0 10 sys write drop sys
    clock drop 0 50 sys args drop get i 500 lt jumpnz loop wait halt`)),
  encodeImage(parent(child('loop: get i 1 add tee i 3 sys 20 (i32 i32 -> i32) set i 100 get i store get i 0 div drop jump loop',
    { table: ['h'], functions: { 'h ()': '7 drop ret' } }),
    `0 make set c loop: get c 500 resume set i get c field.result 5 ctx.set drop get c field.call 0 ctx.set drop get c field.limit 16000
      ctx.set drop get c field.interrupt 1 ctx.set drop
     get i 9 ne jumpnz loop get c ctx.drop 1 make set c jump loop`)),
  encodeImage(chaos(7)),
];
/** How often each is taken: the last one seldom, since it runs long. */
const LINE = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 4];

/** Loads a file: a verified image, or the reason why not, which must say where. */
function load(file: Uint8Array): VerifiedImage | LoadError {
  try {
    return verify(decodeImage(file));
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    assert.ok(['header', ...SECTIONS, 'debug'].includes(error.section), error.section);
    assert.ok(Number.isInteger(error.offset) && error.offset >= 0 && error.offset <= file.length, String(error.offset));
    assert.match(error.text('en'), /^L\d{3}: [^{}]*$/);
    return error;
  }
}

/** Runs it on a machine that is as small as its window allows; undefined where that would be too large for a test. */
function run(image: VerifiedImage): Machine | undefined {
  const memory = image.window !== undefined && image.window > MEMORY ? CHAOS_MEMORY : MEMORY;
  if (!Machine.fits(image, memory)) return undefined;
  const machine = new Machine(image, {
    memory, limits: { contexts: 6, frames: 100, images: 6, slots: 16_384 }, seed: 1, leaky: false, disk: new Uint8Array(2048), args: ['a',
      'b'],
    input: [{ step: 0, bytes: Uint8Array.of(65, 66, 10, 67) }, { step: 5000, bytes: undefined }],
  });
  while (machine.steps < INSTRUCTIONS_EACH && machine.ending === undefined) {
    machine.run(INSTRUCTIONS_EACH - machine.steps, 1e6);
    machine.devices.output.take();
  }
  return machine;
}

describe('image: mutants', () => {
  it(`${COUNT} of them are refused for a reason or run without an internal error`, function () {
    this.timeout(COUNT * 20 + 60_000);
    const only = process.env.STRATA_MUTANT;
    const reasons = new Map<string, number>(), endings = new Map<string, number>();
    let ran = 0;
    const count = <K>(of: Map<K, number>, key: K): void => { of.set(key, (of.get(key) ?? 0) + 1); };
    for (let number = Number(only ?? 0); number < (only === undefined ? COUNT : Number(only) + 1); number++) {
      const random = new Random(Math.imul(number + 1, 0x9e37_79b1));
      try {
        const file = mutant(random, ANCESTORS[LINE[number % LINE.length]]);
        const loaded = load(file);
        if (loaded instanceof LoadError) count(reasons, loaded.error);
        else {
          const machine = run(loaded);
          if (machine === undefined) continue;
          assert.match(machineHash(machine), /^[0-9a-f]{32}$/);
          count(endings, machine.ending === undefined ? 'goes on' : String(machine.ending.code));
          ran++;
        }
      } catch (error) {
        throw new Error(`mutant ${number} (run it alone with STRATA_MUTANT=${number})`, { cause: error });
      }
    }
    if (only !== undefined) return;
    if (LONG !== undefined) console.log(ran, 'ran', Object.fromEntries(endings), 'refused', Object.fromEntries(reasons));
    assert.ok(ran > COUNT / 5 && ran < COUNT * 0.8, `${ran} of ${COUNT} ran`);
    assert.ok(endings.size >= 8, [...endings.keys()].join(' '));
    const missing = Object.keys(LOAD_ERRORS).filter((error) => !reasons.has(error));
    assert.ok(missing.length <= 8, `errors that no mutant had: ${missing.join(' ')}`);
  });
});
