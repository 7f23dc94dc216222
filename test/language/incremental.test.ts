// A text that was changed step by step means the same as one that was parsed at once: the same problems, the same image.
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { assemble, type Assembly } from '../../src/assembler/assemble';
import { parse } from '../../src/assembler/syntax/parse';
import type { SyntaxTree } from '../../src/assembler/syntax/tree';
import { updated } from '../../src/language/update';

const FUNCTIONS = Array.from({ length: 8 }, (_, i) => `const c${i} = ${i}\nfunc f${i} (n: i32) -> i32\n  local x: i32\n  get n c${i} add set x\n  get x ret\nend\n`);
const TEXT = `${FUNCTIONS.join('')}entry func main\n  1 call f3 call f5 drop ret\nend\n`;
const PIECES = ['', '1 ', '1 drop ', 'get n ', '\n', 'end\n', 'func g ret end\n', 'oops ', ')', 'const d = 1\n'];

function assembled(tree: SyntaxTree): Assembly {
  return assemble({ path: 'a.sasm', treeOf: () => tree });
}

function check(texts: readonly string[]): void {
  let tree = parse(TEXT);
  for (const text of texts) {
    tree = updated(tree, text);
    const changed = assembled(tree), fresh = assembled(parse(text));
    assert.deepEqual(changed.diagnostics, fresh.diagnostics);
    assert.equal(changed.identity, fresh.identity);
  }
}

describe('language: texts that change', () => {
  it('mean what they say after a change in the middle', () => {
    const at = TEXT.indexOf('get n c4');
    check([TEXT.replace('get n c4', '1 get n c4'), `${TEXT.slice(0, at)}1 drop ${TEXT.slice(at)}`, TEXT.replace('func f6 (n: i32)', 'func f6 (k: i32)'), TEXT]);
  });
  it('mean what they say after any changes', () => {
    const change = fc.record({ at: fc.nat(TEXT.length), cut: fc.nat(12), put: fc.constantFrom(...PIECES) });
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const texts: string[] = [];
      changes.reduce((text, { at, cut, put }) => {
        texts.push(text.slice(0, at) + put + text.slice(at + cut));
        return texts[texts.length - 1];
      }, TEXT);
      check(texts);
    }), { numRuns: 200 });
  });
});
