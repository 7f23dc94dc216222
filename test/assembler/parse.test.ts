// The parser: any text gives a tree that holds all of it, and parsing again after a change gives the tree of a fresh parse.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assemble, parse, reparse, type Part, type SyntaxTree } from '../../src/assembler';
import { Token } from '../../src/assembler/syntax/tokens';
import { PIECE_UNITS } from '../../src/assembler/syntax/window';
import { anyChange, anyText, type AnyChange } from './texts';

/** All that a tree says, with offsets in its text. */
function contents(tree: SyntaxTree): unknown {
  return tree.regions.map((region, i) => {
    const part = tree.part(i);
    const { firstToken, limitToken, node } = region;
    const tokens = [], nodes = [];
    for (let token = firstToken; token < limitToken; token++) {
      tokens.push([part.tokenKind(token), part.block.tokenMarks[token], part.tokenStart(token), part.tokenEnd(token)]);
    }
    for (let at = node; at < part.next(node); at++) {
      nodes.push([part.kind(at), part.first(at) - firstToken, part.limit(at) - firstToken, part.next(at) - node]);
    }
    const problems = region.problems.map((problem) => [problem.row.code, problem.start + part.shift, problem.end + part.shift]);
    return { kind: region.kind, start: tree.starts[i], length: region.length, tokens, nodes, problems };
  });
}

/** The text of a tree from its tokens alone; between them there is white space only. */
function checkWhole(tree: SyntaxTree): void {
  let end = 0;
  tree.regions.forEach((region, i) => {
    assert.equal(tree.starts[i], end, 'a region begins where the one before it ends');
    const part = tree.part(i);
    let at = end;
    for (let token = region.firstToken; token < region.limitToken; token++) {
      assert.match(tree.text.slice(at, part.tokenStart(token)), /^[\s\uFEFF]*$/);
      at = part.tokenEnd(token);
    }
    checkNode(part, part.node, region.firstToken, region.limitToken);
    end += region.length;
    assert.match(tree.text.slice(at, end), /^\s*$/);
  });
  assert.equal(end, tree.text.length);
}

function checkNode(part: Part, node: number, from: number, limit: number): void {
  const first = part.first(node);
  assert.ok(first >= from && first <= part.limit(node) && part.limit(node) <= limit, 'a node lies inside the one around it');
  let at = part.first(node);
  for (const child of part.children(node)) {
    checkNode(part, child, at, part.limit(node));
    at = part.limit(child);
  }
}

/** Kind, mark, start, end and text of every token; offsets count from `origin`. */
function tokens(tree: SyntaxTree, origin: number): (readonly [number, number, number, number, string])[] {
  return tree.regions.flatMap(({ firstToken, limitToken }, i) => {
    const part = tree.part(i);
    return Array.from({ length: limitToken - firstToken }, (_, j) => {
      const token = firstToken + j;
      return [part.tokenKind(token), part.block.tokenMarks[token], part.tokenStart(token) - origin, part.tokenEnd(token) - origin,
        part.tokenText(token)] as const;
    });
  });
}

function apply(tree: SyntaxTree, { from, length, text }: AnyChange): SyntaxTree {
  const start = Math.floor(from * tree.text.length);
  return reparse(tree, { start, end: Math.min(tree.text.length, start + length), text });
}

describe('parse', () => {
  it('gives any text a tree that holds all of it', () => {
    fc.assert(fc.property(anyText, (text) => checkWhole(parse(text))), { numRuns: 500 });
  });

  it('takes any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => checkWhole(parse(text))), { numRuns: 500 });
  });

  it('again after changes gives what a fresh parse gives', () => {
    fc.assert(fc.property(anyText, fc.array(anyChange, { minLength: 1, maxLength: 4 }), (text, changes) => {
      let tree = parse(text);
      for (const change of changes) tree = apply(tree, change);
      assert.deepEqual(contents(tree), contents(parse(tree.text)));
    }), { numRuns: 1500 });
  });

  it('keeps the regions that a change does not reach', () => {
    const text = Array.from({ length: 100 }, (_, i) => `func f${i}\n  ret\nend\n`).join('\n');
    const tree = parse(text);
    const at = text.indexOf('f50\n  ') + 6;
    const changed = reparse(tree, { start: at, end: at, text: 'nop ' });
    const shared = changed.regions.filter((region) => tree.regions.includes(region)).length;
    assert.ok(shared >= tree.regions.length - 3, `${shared} of ${tree.regions.length} are shared`);
  });

  it('looks ahead also where room is made for the tokens that it looks at', () => {
    for (let shift = 0; shift < 6; shift++) {
      const { regions } = parse(`entry func main\n${'ret '.repeat(shift)}${'sys 309 (i32 i32)\n'.repeat(20_000)}end\n`);
      assert.deepEqual(regions.flatMap(({ problems }) => problems), []);
    }
  });

  it('cuts a text into the same tokens wherever in it the pieces end in which it is read', () => {
    fc.assert(fc.property(anyText, fc.nat({ max: 200 }), (text, less) => {
      const before = PIECE_UNITS - less;
      assert.deepEqual(tokens(parse(' '.repeat(before) + text), before), tokens(parse(text), 0));
    }), { numRuns: 500 });
  });

  it('takes tokens that are longer than such a piece', () => {
    const long = 'x한'.repeat(PIECE_UNITS);
    for (const text of [long, `"${long}"`, `; ${long}`, '1'.repeat(PIECE_UNITS * 3), `"${long}`, `'${long}`]) {
      assert.deepEqual(tokens(parse(` ${text}\n ret`), 1).slice(-2).map(([, , start]) => start), [text.length + 2, text.length + 5]);
      checkWhole(parse(`${text} ${text}`));
    }
  });

  it('numbers lines that end with LF, CR LF and CR', () => {
    const { lineStarts } = parse('a\nb\r\nc\rd');
    assert.deepEqual([...lineStarts], [0, 2, 5, 7]);
  });

  it('marks a comment behind a declaration as its own, and doc comments as the next one\'s', () => {
    const tree = parse('const a = 1 ; one\n;; Two.\nconst b = 2\n');
    const [first, second] = [tree.part(0), tree.part(1)];
    assert.equal(first.tokenText(first.region.limitToken - 1), '; one');
    assert.equal(second.tokenKind(second.region.firstToken), Token.doc);
  });

  it('never throws, and neither does assembling what it parsed', () => {
    fc.assert(fc.property(anyText, (text) => {
      const { image, diagnostics } = assemble({ path: 'any.sasm', text });
      assert.equal(image === undefined, diagnostics.some(({ severity }) => severity === 'error'));
    }), { numRuns: 1000 });
  });

  it('takes what is nested or chained without bounds', () => {
    const many = 100_000;
    const groups = '('.repeat(many), signs = `const a = ${'-'.repeat(many)}1`, sums = `const a = 1${' + 1'.repeat(many)}`;
    for (const text of [groups, signs, sums, 'embed e\n'.repeat(1000)]) {
      checkWhole(parse(text));
      assemble({ path: 'deep.sasm', text });
    }
  });
});
