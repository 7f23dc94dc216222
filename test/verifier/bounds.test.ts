// Images made to hurt: time and memory of reading and verifying stay in proportion to the file. Counted, not timed.
import * as assert from 'node:assert/strict';
import { encode } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { OPERANDS_MAX } from '../../src/isa/limits';
import type { Image } from '../../src/image/image';
import { LoadError } from '../../src/image/messages';
import { decodeSteps } from '../../src/image/read';
import { encodeImage, HEADER_BYTES } from '../../src/image/write';
import { finish, type Steps } from '../../src/base/steps';
import { analyze, analyzeSteps, PROBLEMS_MAX, verify } from '../../src/verifier/verify';
import { build, bytesOfImage } from '../witness/builder';
import { chaos } from '../witness/chaos';
import { verified } from '../witness/machines';

function coded(words: readonly number[], operands = OPERANDS_MAX): Image {
  const one = build({ functions: { 'main ()': 'ret' } });
  return { ...one, code: Int32Array.from(words), functions: [{ type: 0, locals: [], operands, start: 0, length: words.length }] };
}

const times = (count: number, ...words: number[]): number[] => Array.from({ length: count }, () => words).flat();

/** How often a job yields. */
function yields(steps: Steps<unknown>): number {
  let count = 0;
  while (steps.next().done !== true) count++;
  return count;
}

/** Bytes of typed arrays that are made while something runs. */
function allocated(run: () => void): number {
  const originals = { Int32Array, Float64Array, Uint8Array };
  let bytes = 0;
  const counting = <T extends new (...args: never[]) => ArrayBufferView>(original: T): T => new Proxy(original, {
    construct(target, args, newTarget): object {
      const made = Reflect.construct(target, args, newTarget) as ArrayBufferView;
      if (!(args[0] instanceof ArrayBuffer)) bytes += made.byteLength;
      return made;
    },
  });
  Object.assign(globalThis, { Int32Array: counting(Int32Array), Float64Array: counting(Float64Array), Uint8Array: counting(Uint8Array) });
  try {
    run();
  } finally {
    Object.assign(globalThis, originals);
  }
  return bytes;
}

describe('verifier: bounds', () => {
  it('a problem at each of many branches from a deep stack takes little: few are told, with short texts', () => {
    const branches = 200_000;
    const image = coded([encode(Op.jump, 1), ...times(4000, encode(Op.push)), ...times(branches, encode(Op.push), encode(Op.jumpz, 1)),
      encode(Op.ret)]);
    const { problems } = analyze(image);
    assert.equal(problems.length, PROBLEMS_MAX);
    const letters = problems.reduce((sum, { args }) => sum + Object.values(args).join('').length, 0);
    assert.ok(letters < PROBLEMS_MAX * 200, String(letters));
    assert.match(String(problems[0].args.second), /^\[\.\.\. i32( i32){15}\]$/);
  });

  it('a loader stops at the first function with a problem', () => {
    const functions = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`f${i} ()`, i === 0 ? 'add ret' : 'ret']));
    const { deepest } = finish(analyzeSteps(build({ functions: { 'main ()': '1 drop ret', ...functions,
      'last ()': '1 1 drop drop ret' } }), 1));
    assert.deepEqual([deepest[0], deepest.at(-1)], [1, 0]);
    assert.equal(analyze(build({ functions: { 'main ()': '1 drop ret', ...functions, 'last ()': '1 1 drop drop ret' } })).deepest.at(-1),
      2);
  });

  it('verification yields at least once in so many words, and does so in proportion', () => {
    const straight = (count: number): Image => coded([...times(count, encode(Op.push), encode(Op.drop)), encode(Op.ret)]);
    const [small, large] = [100_000, 400_000].map((count) => yields(analyzeSteps(straight(count))));
    assert.ok(large >= 800_000 / 50_000 && large <= 4 * small + 4, `${small} ${large}`);
  });

  it('switches: overlapping claims on cases cost each case once', () => {
    const words = times(3000, encode(Op.push), encode(Op.switch_, 0xff_ffff));
    const { problems } = analyze(coded([...words, ...times(100_000, encode(Op.case_, 0)), encode(Op.ret)]));
    assert.ok(problems.length >= 3000);
  });

  it('as many different stacks as an image can have', () => {
    const code = times(2, ...times(OPERANDS_MAX, encode(Op.push_f64)), ...times(OPERANDS_MAX, encode(Op.drop)));
    const image = { ...coded([...code, encode(Op.ret)]), floats: Float64Array.of(1) };
    const { states, stateAt } = verified(image);
    assert.equal(states.depth(Math.max(...stateAt)), OPERANDS_MAX);
  });

  it('sizes that lie allocate no more than the file justifies', () => {
    const files = [bytesOfImage({ functions: { 'main () i:i32 x:f64': '1_000_000_000 drop 2.5 drop ret' }, table: ['main'],
      data: { 8: new Uint8Array(40) }, exports: [{ name: 'x', function: 0 }] }),
      encodeImage(chaos(1),
        new Map([['0'.repeat(64),
          { files: [], spans: new Int32Array(0), statements: new Int32Array(0), functions: [], data: [], constants: [] }]]))];
    for (const file of files) {
      const honest = allocated(() => finish(decodeSteps(file)));
      for (let offset = 8; offset + 4 <= Math.min(file.length, HEADER_BYTES + 400); offset += 4) {
        for (const lie of [0x7fff_ffff, 0xffff_ffff, 0x0fff_fffc, 0x00ff_fffc]) {
          const broken = file.slice();
          new DataView(broken.buffer).setUint32(offset, lie, true);
          const bytes = allocated(() => load(broken));
          assert.ok(bytes <= honest + 8 * file.length, `${lie} at ${offset}: ${bytes} bytes for ${file.length}`);
        }
      }
    }
  });

  it('lengths in the debug section that lie allocate no more than the file justifies', () => {
    const image = build({ functions: { 'main ()': 'ret' } });
    const info = { files: [{ name: 'a', sha256: 'b' }], spans: Int32Array.of(0, 1, 2, 3, 4), statements: Int32Array.of(0),
      functions: [{ name: 'main', locals: ['x'], labels: [{ name: 'y', address: 1 }] }], data: [], constants: [] };
    const file = encodeImage(image, new Map([['0'.repeat(64), info]]));
    const start = encodeImage(image).length + 8;
    for (let offset = start; offset < file.length; offset++) {
      for (const lie of [[0xff], [0xff, 0xff, 0x03], [0xff, 0xff, 0xff, 0xff, 0x0f], [0, 0, 0, 0x10]]) {
        const broken = file.slice();
        broken.set(lie.slice(0, file.length - offset), offset);
        assert.ok(allocated(() => load(broken)) <= 40 * file.length + 100_000);
      }
    }
  });
});

/** Loads an image that may well be refused, for a numbered reason and no other. */
function load(bytes: Uint8Array): void {
  try {
    verify(finish(decodeSteps(bytes)));
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
  }
}
