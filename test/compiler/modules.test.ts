// Modules: hosts accept every one that the compiler writes, and what nobody observes leaves no byte in them.
import * as assert from 'node:assert/strict';
import { Random } from '../../src/base/random';
import { EMITTERS } from '../../src/compiler/emitters';
import { leadersOf } from '../../src/compiler/graph';
import { Register } from '../../src/compiler/registers';
import type { Observed } from '../../src/compiler/shell';
import { compileRefusals, compileUnit } from '../../src/compiler/unit';
import { Bytes } from '../../src/compiler/wasm';
import { COUNTERS_START, CHANGES_START, PAGE_FLAGS } from '../../src/machine/store';
import { UNREACHED } from '../../src/verifier/flow';
import type { VerifiedImage } from '../../src/verifier/verify';
import { generate } from '../witness/generate';
import { verified } from '../witness/machines';
import { imageOf } from './texts';

const NOTHING: Observed = { writes: false, reads: false, counters: 0 };
const COUNTED: Observed = { ...NOTHING, counters: COUNTERS_START / 8 };
const EVERYTHING: Observed = { writes: true, reads: true, counters: COUNTERS_START / 8 };
const PROGRAMS = 60;

function bytesOf(image: VerifiedImage, observed: Observed, fn = image.entry, root = image.functions[fn].start): Uint8Array<ArrayBuffer> {
  return compileUnit(image, { emitters: EMITTERS, observed, endRegister: () => Register.zero, stopsAt: () => false, testAt: () => undefined }, fn, root).bytes;
}

/** Whether a number stands somewhere in the bytes, as an offset is written. */
function holds(bytes: Uint8Array, number: number): boolean {
  const written = new Bytes();
  written.unsigned(number);
  return Buffer.from(bytes).includes(Buffer.from(written.written));
}

const TOUCHES = imageOf(`memory 4096
entry func main
  local i: i32, x: f64
  get i load8.u +4 get i store +8
  get i fload set x  get i get x fstore
  8 16 4 copy  8 1 4 fill
  ret
end
`);
const UNTOUCHED = imageOf(`memory 4096
entry func main
  local i: i32
again:
  get i 1 add tee i 10 lt jumpnz again
  ret
end
`);

describe('compiler: modules', () => {
  it('hosts accept those of random programs, from the start of each function and from every place where a block begins', () => {
    for (let seed = 1; seed <= PROGRAMS; seed++) {
      const image = verified(generate(new Random(seed)));
      image.functions.forEach(({ start, length }, fn) => {
        const source = { code: image.code, start, length, stopsAt: () => false };
        for (const root of leadersOf(source)) {
          if (root >= start + length || image.stateAt[root] === UNREACHED) continue;
          assert.ok(new WebAssembly.Module(bytesOf(image, seed % 2 === 0 ? NOTHING : EVERYTHING, fn, root)), `seed ${seed}, function ${fn}, root ${root}`);
        }
      });
      assert.ok(new WebAssembly.Module(compileRefusals(image)));
    }
  });

  it('are the same each time', () => {
    assert.deepEqual(bytesOf(TOUCHES, NOTHING), bytesOf(TOUCHES, NOTHING));
    assert.deepEqual(bytesOf(TOUCHES, EVERYTHING), bytesOf(TOUCHES, EVERYTHING));
  });

  it('name neither flags of pages nor counters while nobody observes', () => {
    const plain = bytesOf(TOUCHES, NOTHING), observed = bytesOf(TOUCHES, EVERYTHING);
    assert.equal(holds(plain, PAGE_FLAGS), false);
    assert.equal(holds(observed, PAGE_FLAGS), true);
    const change = CHANGES_START + TOUCHES.functions[TOUCHES.entry].start * 8;
    assert.equal(holds(plain, change), false);
    assert.equal(holds(observed, change), true);
  });

  it('are the same with a property on that has nothing to do in them', () => {
    const plain = bytesOf(UNTOUCHED, NOTHING);
    assert.deepEqual(bytesOf(UNTOUCHED, { ...NOTHING, writes: true, reads: true }), plain);
    assert.notDeepEqual(bytesOf(UNTOUCHED, COUNTED), plain);
  });

  it('grow by each property alone', () => {
    const plain = bytesOf(TOUCHES, NOTHING).length;
    for (const observed of [{ ...NOTHING, writes: true }, { ...NOTHING, reads: true }, COUNTED]) assert.ok(bytesOf(TOUCHES, observed).length > plain);
  });
});
