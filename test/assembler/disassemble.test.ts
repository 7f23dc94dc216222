// A disassembly assembles to the same image, with and without debug information, and whatever the image looks like.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assemble, disassemble, formatText, instructionText } from '../../src/assembler';
import { Random } from '../../src/base/random';
import { LoadError } from '../../src/image/messages';
import type { LoadedImage } from '../../src/image/image';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { verify } from '../../src/verifier/verify';
import { programText, randomProgram } from './programs';

function loaded(text: string, withDebug: boolean): LoadedImage {
  const { image, debug, diagnostics } = assemble({ path: 'p.sasm', text });
  assert.ok(image !== undefined, JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error').map(({ message, span }) => [message, span])));
  return decodeImage(encodeImage(image, withDebug ? debug : new Map()));
}

function checkSame(image: LoadedImage): void {
  const text = disassemble(image);
  const { identity, diagnostics } = assemble({ path: 'dis.sasm', text });
  assert.deepEqual(diagnostics.filter(({ severity }) => severity === 'error').map(({ message, span }) => [message, span, text.split('\n')[span.start.line]]), []);
  assert.equal(identity, image.identity);
  assert.equal(formatText(text), text, 'a disassembly is in regular form');
}

/** Changes some words of an image file; most of what comes out is refused, some of it is strange but runs. */
function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes), view = new DataView(copy.buffer);
  for (let i = random.below(4); i >= 0; i--) {
    const at = 12 + 4 * random.below(copy.length / 4 - 3);
    view.setInt32(at, random.pick([0, 1, view.getInt32(at, true) ^ (1 << random.below(32)), view.getInt32(at, true) + 256, view.getInt32(4 * random.below(copy.length / 4), true)]), true);
  }
  return copy;
}

describe('disassemble', () => {
  it('gives the names of the debug information, where they can be names', () => {
    const text = 'table twice\nexport twice as "x y"\ndata word = i32 20, 1\ndata text = "a\\n" "b"\n\nfunc twice (n: i32) -> i32\n  get n 2 mul ret\nend\n\nentry func main\n  local i: i32\nloop:\n  8 load +4 call twice set i\n  get i switch [loop done]\ndone:\n  1.0 sys 9 (f64)\n  ret\nend\n';
    assert.equal(disassemble(loaded(text, true)), 'table twice\nexport twice as "x y"\ndata word at 8 =\n  i32 20, 1\ndata text at 16 =\n  "a\\n"\n  "b"\n\nfunc twice (n: i32) -> i32\n  get n\n  push 2\n  mul\n  ret\nend\n\n'
      + 'entry func main\n  local i: i32\nloop:\n  push 8\n  load +4\n  call twice\n  set i\n  get i\n  switch [loop done]\ndone:\n  push.f64 1.0\n  sys 9 (f64)\n  ret\nend\n');
    assert.equal(disassemble(loaded(text, false)).split('\n').slice(0, 8).join('\n'),
      'table f0\nexport f0 as "x y"\ndata d8 at 8 =\n  i8 20, 0, 0, 0, 1, 0, 0, 0, 97, 10, 98\n\nfunc f0 (p0: i32) -> i32\n  get p0\n  push 2');
  });

  it('assembles to the same image', () => {
    fc.assert(fc.property(programText, fc.boolean(), (text, withDebug) => checkSame(loaded(text, withDebug))), { numRuns: 300 });
  });

  it('assembles to the same image also where no assembler made it', () => {
    let runs = 0;
    fc.assert(fc.property(fc.integer(), (seed) => {
      const random = new Random(seed);
      const bytes = mutated(encodeImage(loaded(randomProgram(random.word()), false)), random);
      let image: LoadedImage;
      try {
        image = verify(decodeImage(bytes));
      } catch (error) {
        if (error instanceof LoadError) return;
        throw error;
      }
      runs++;
      checkSame(image);
    }), { numRuns: 1500 });
    assert.ok(runs > 150, `${runs} of the changed images run`);
  });

  it('shows single instructions for a debugger', () => {
    const image = loaded('func f\n ret\nend\nentry func main\n local i: i32\nagain: get i switch [again]\n call f 8 load +4 0 call.table (i32) ret\nend\n', true);
    assert.deepEqual(Array.from(image.code, (_, address) => instructionText(image, address)),
      ['ret', 'get i', 'switch [again]', 'case again', 'call f', 'push 8', 'load +4', 'push 0', 'call.table (i32)', 'ret']);
  });
});
