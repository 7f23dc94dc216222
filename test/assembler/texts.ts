// Texts for property tests: pieces of the language thrown together, and any characters at all.
import * as fc from 'fast-check';
import { INSTRUCTIONS } from '../../src/isa/instructions';

const PIECES = [
  ...Object.keys(INSTRUCTIONS).slice(0, 24), 'jump a', 'switch [a b]', 'call f', 'call.table (i32 -> f64)', 'sys write', 'sys 9 (i32)',
  'load +4', 'a:', 'b:', 'memory 65536', 'memory all', 'const n = 4', 'const m = (n + 1) * -2', 'struct s', 'x: i32', 'y: 4 bytes',
  'data d = i32 1, 2', '"text\\n"', 'space 16', 's (x: 1)', 'at 64', 'table f, g', 'export f as "name"', 'include "lib.sasm"',
  'embed e', 'embed e "e.simg"', 'func f (a: i32) -> i32', 'func', 'entry func main', 'local i: i32, x: f64', 'end', 'end', 'end',
  'ret', '1', '-1', '2.5', '0x1f', '\'A\'', '\'\\n\'', '(', ')', '[', ']', ':', ',', '=', '->', '+', '-', '*', '<<', '~', '"', '\'',
  '\\', '; comment', ';; doc', 'n', 's.x', 'd.size', '한글', '😀', '@', 'image.pool 1, 2.5', 'image.types () (i32)',
  'image.segment 8 = i8 1', 'image.word 1', '12ab', '\uFEFF', '\ud800',
] as const;
const GAPS = [' ', ' ', '  ', '\n', '\n', '\n\n', '\n  ', '\r\n', '\r', '\t', '', ' \n\n\n '] as const;

const piece = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);

/** Texts that look somewhat like programs. */
export const anyText: fc.Arbitrary<string> = fc.array(fc.tuple(piece, fc.constantFrom(...GAPS)), { maxLength: 60 })
  .map((parts) => parts.map(([text, gap]) => text + gap).join(''));

/** A change somewhere in a text: what to put where. */
export interface AnyChange {
  readonly from: number;
  readonly length: number;
  readonly text: string;
}

/** A change whose place is given in parts of the text, so that it fits any. */
export const anyChange: fc.Arbitrary<AnyChange> = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.oneof(fc.constant(0), fc.nat({ max: 12 })),
  text: fc.oneof(fc.constant(''), piece, fc.tuple(piece, fc.constantFrom(...GAPS)).map((both) => both.join(''))),
});
