// The outline, what folds, which files are named, where a program starts: all from the tree alone.
import { strict as assert } from 'node:assert';
import { parse } from '../../src/assembler/syntax/parse';
import { folds, outline, startPlace, type OutlineSymbol } from '../../src/language/outline';
import { entryOf, mentions, programsAmong, programsWith } from '../../src/language/programs';
import { changeBetween, updated } from '../../src/language/update';
import { mark, unmark } from './marked';

function lines(symbols: readonly OutlineSymbol[], indent = ''): string[] {
  return symbols.flatMap(({ kind, name, detail, children }) => [`${indent}${kind} ${name}${detail === '' ? '' : ` | ${detail}`}`, ...lines(children, `${indent}  `)]);
}

const PROGRAM = `; A program.
const limit = 2 * 8 ; sixteen
struct point
  x: i32, y: f64
end
data text = "Hello"
embed child
  entry func inner ret end
end
func f (n: i32, x: f64) -> f64
again:
  get x
  ret
end
entry func main
  ret
end
`;

describe('language: outline', () => {
  it('lists what a text declares', () => assert.deepEqual(lines(outline(parse(PROGRAM))), [
    'constant limit | 2 * 8', 'struct point', '  field x | i32', '  field y | f64', 'data text | "Hello"', 'embed child', '  entry inner',
    'function f | (n: i32, x: f64) -> f64', '  label again', 'entry main',
  ]));
  it('gives names and whole declarations their places', () => {
    const [symbol] = outline(parse('  func f\n  ret\nend\n'));
    assert.deepEqual([symbol.start, symbol.end, symbol.nameStart, symbol.nameEnd], [2, 18, 7, 8]);
  });
  it('is there while the text is broken', () => assert.deepEqual(lines(outline(parse('func f (n:\n  get 3 )\nfunc g\n  ret\nend\nconst = 4\ndata d = '))),
    ['function f | (n:', 'function g', 'data d']));
});

describe('language: folding', () => {
  it('hides declarations of several lines but their first and last', () => assert.deepEqual(folds(parse(PROGRAM)), [
    { start: 2, end: 3, comment: false }, { start: 6, end: 7, comment: false }, { start: 9, end: 12, comment: false }, { start: 14, end: 15, comment: false },
  ]));
  it('hides comments of several lines', () => assert.deepEqual(folds(parse('; a\n; b\n; c\n\n; d\nconst a = 1\n;; e\n;; f\nfunc f\n  ret\nend\n')), [
    { start: 0, end: 2, comment: true }, { start: 6, end: 7, comment: true }, { start: 8, end: 9, comment: false },
  ]));
  it('hides rows of files that are included', () => assert.deepEqual(folds(parse('include "a"\ninclude "b"\n\ninclude "c"\nconst a = 1\n')), [
    { start: 0, end: 1, comment: false, includes: true },
  ]));
  it('does not take a comment behind code for one of these', () => assert.deepEqual(folds(parse('const a = 1 ; one\n; two\n; three\n')), [{ start: 1, end: 2, comment: true }]));
});

describe('language: programs', () => {
  it('begin at the head of their entry function', () => {
    const { text, ranges } = unmark('func f ret end\n«entry func main»\n  ret\nend\n');
    const place = startPlace(parse(text));
    assert.equal(place && mark(text, [place]), mark(text, ranges));
    assert.equal(startPlace(parse('func f ret end\n')), undefined);
  });
  it('have their entry function at the top, not in an embedded program', () => {
    assert.equal(entryOf(parse('embed child\n  entry func main ret end\nend\n')), undefined);
  });
  it('name other files, also from inside embedded programs', () => {
    const text = 'include "lib/a.sasm"\nembed child "b.simg"\nembed other\n  include "c.sasm"\nend\ninclude "broken';
    assert.deepEqual(mentions(parse(text)).map(({ kind, path, start, end }) => [kind, path, text.slice(start, end)]),
      [['include', 'lib/a.sasm', 'lib/a.sasm'], ['embed', 'b.simg', 'b.simg'], ['include', 'c.sasm', 'c.sasm']]);
  });
  it('are found for a text that is only a part of them', () => {
    const texts = new Map(Object.entries({
      'file:///p/main.sasm': 'include "lib/a.sasm"\nentry func main ret end\n', 'file:///p/other.sasm': 'entry func main ret end\n',
      'file:///p/lib/a.sasm': 'include "b.sasm"\n', 'file:///p/lib/b.sasm': 'include "a.sasm"\nfunc f ret end\n',
    }).map(([name, text]) => [name, parse(text)] as const));
    assert.deepEqual(programsWith('file:///p/lib/b.sasm', texts), ['file:///p/main.sasm']);
    assert.deepEqual(programsWith('file:///p/other.sasm', texts), []);
  });
  it('may have their entry function in a file that they include, which is no program then', () => {
    const texts = new Map(Object.entries({
      '/p/system.sasm': 'include "part.sasm"\nentry func main ret end\n', '/p/part.sasm': 'func f ret end\n',
      '/p/lab/one.sasm': 'include "../system.sasm"\n', '/p/lab/two.sasm': 'include "../system.sasm"\n', '/p/alone.sasm': 'entry func main ret end\n',
      '/p/nothing.sasm': 'include "part.sasm"\n',
    }).map(([name, text]) => [name, parse(text)] as const));
    assert.deepEqual(programsAmong(texts), ['/p/alone.sasm', '/p/lab/one.sasm', '/p/lab/two.sasm']);
    assert.deepEqual(programsWith('/p/system.sasm', texts), ['/p/lab/one.sasm', '/p/lab/two.sasm']);
    assert.deepEqual(programsWith('/p/part.sasm', texts), ['/p/lab/one.sasm', '/p/lab/two.sasm']);
    assert.deepEqual(programsWith('/p/lab/one.sasm', texts), []);
  });
});

describe('language: changing texts', () => {
  it('finds the one stretch that changed', () => {
    assert.deepEqual(changeBetween('a b c', 'a xx c'), { start: 2, end: 3, text: 'xx' });
    assert.deepEqual(changeBetween('aaa', 'aaaa'), { start: 3, end: 3, text: 'a' });
    assert.deepEqual(changeBetween('abc', ''), { start: 0, end: 3, text: '' });
  });
  it('keeps the regions that did not change', () => {
    const functions = ['f', 'g', 'h'].map((name, i) => `func ${name}\n  ; ${'-'.repeat(40)}\n  ${i + 1}0 drop ret\nend\n`);
    const before = parse(functions.join(''));
    const after = updated(before, before.text.replace('20', '200'));
    assert.equal(after.text, before.text.replace('20', '200'));
    assert.deepEqual(after.regions.map((region, i) => region === before.regions[i]), [true, false, true, true]);
    assert.ok(updated(after, after.text) === after);
  });
});
