// A disassembly assembles to the same image, with and without debug information, and whatever the image looks like.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assemble, disassemble, formatText, instructionText } from '../../src/assembler';
import type { Diagnostic } from '../../src/base/diagnostic';
import { render } from '../../src/base/message';
import { Random } from '../../src/base/random';
import { LoadError } from '../../src/image/messages';
import type { LoadedImage } from '../../src/image/image';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { verify } from '../../src/verifier/verify';
import { programText, randomProgram } from './programs';
import { source } from './source';

/** The errors, each with the line that it is in. */
function errorsIn(diagnostics: readonly Diagnostic[], text: string): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return errors.map(({ message, span }) => `${render(message, 'en')} ${text.split('\n')[span.start.line]}`);
}

function loaded(text: string, withDebug: boolean): LoadedImage {
  const { image, debug, diagnostics } = assemble({ path: 'p.sasm', text });
  assert.ok(image !== undefined, errorsIn(diagnostics, text).join('\n'));
  return decodeImage(encodeImage(image, withDebug ? debug : new Map()));
}

function checkSame(image: LoadedImage): void {
  const text = disassemble(image);
  const { identity, diagnostics } = assemble({ path: 'dis.sasm', text });
  assert.deepEqual(errorsIn(diagnostics, text), []);
  assert.equal(identity, image.identity);
  assert.equal(formatText(text), text, 'a disassembly is in regular form');
}

/** Changes some words of an image file; most of what comes out is refused, some of it is strange but runs. */
function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes), view = new DataView(copy.buffer);
  for (let i = random.below(4); i >= 0; i--) {
    const at = 12 + 4 * random.below(copy.length / 4 - 3);
    const old = view.getInt32(at, true), other = view.getInt32(4 * random.below(copy.length / 4), true);
    view.setInt32(at, random.pick([0, 1, old ^ (1 << random.below(32)), old + 256, other]), true);
  }
  return copy;
}

const NAMED = source(`
  table twice
  export twice as "x y"
  data word at 8 =
    i32 20, 1
  data text at 16 =
    "a\\n"
    "b"

  func twice (n: i32) -> i32
    get n
    push 2
    mul
    ret
  end

  entry func main
    local i: i32
  loop:
    push 8
    load +4
    call twice
    set i
    get i
    switch [loop done]
  done:
    push.f64 1.0
    sys 9 (f64)
    ret
  end
`);

describe('disassemble', () => {
  it('gives the names of the debug information, where they can be names', () => {
    const text = source(`
      table twice
      export twice as "x y"
      data word = i32 20, 1
      data text = "a\\n" "b"

      func twice (n: i32) -> i32
        get n 2 mul ret
      end

      entry func main
        local i: i32
      loop:
        8 load +4 call twice set i
        get i switch [loop done]
      done:
        1.0 sys 9 (f64)
        ret
      end
    `);
    assert.equal(disassemble(loaded(text, true)), NAMED);
    assert.deepEqual(disassemble(loaded(text, false)).split('\n').slice(0, 8), [
      'table f0', 'export f0 as "x y"', 'data d8 at 8 =', '  i8 20, 0, 0, 0, 1, 0, 0, 0, 97, 10, 98', '',
      'func f0 (p0: i32) -> i32', '  get p0', '  push 2',
    ]);
  });

  it('makes up no name that means something already', () => {
    const functions = Array.from({ length: 70 }, (_, i) => `func one${i}\n  ret\nend\n`).join('\n');
    checkSame(loaded(source(`${functions}\nentry func main\n  ret\nend\n`), false));
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
    const image = loaded(`
      func f
        ret
      end
      entry func main
        local i: i32
      again:
        get i switch [again]
        call f 8 load +4 0 call.table (i32) ret
      end`, true);
    assert.deepEqual(Array.from(image.code, (_, address) => instructionText(image, address)),
      ['ret', 'get i', 'switch [again]', 'case again', 'call f', 'push 8', 'load +4', 'push 0', 'call.table (i32)', 'ret']);
  });
});
