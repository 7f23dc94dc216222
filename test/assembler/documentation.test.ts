// The guides to the language: their examples are well formed, and both languages show the same ones.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assemble, formatText, parse } from '../../src/assembler';
import { Token, WORDS } from '../../src/assembler/syntax/tokens';

/** The pieces of code in a guide. */
function blocksOf(file: string, language: string): string[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
  return blocks.filter((match) => match[1] === language).map((match) => match[2]);
}

/** Instructions without a function around them are given one. */
function asProgram(block: string): string {
  return block.startsWith('  ') ? `func f\n${block}end\n` : block;
}

for (const file of ['docs/language.md', 'docs/language.ko.md']) {
  describe(file, () => {
    const blocks = blocksOf(file, 'sasm');

    it('has well-formed examples in regular form', () => {
      for (const block of blocks.filter((text) => !text.includes('…'))) {
        const text = asProgram(block);
        assert.deepEqual(parse(text).regions.flatMap(({ problems }) => problems), [], block);
        assert.equal(formatText(text), text);
      }
    });

    it('begins with a program that assembles', () => {
      assert.deepEqual(assemble({ path: 'first.sasm', text: blocks[0] }).diagnostics, []);
    });

    it('names every word that cannot be a name', () => {
      const guide = readFileSync(file, 'utf8');
      for (const [word, kind] of WORDS) {
        const isInside = kind >= Token.operands_ && kind <= Token.word_;
        assert.ok(isInside || new RegExp(`\\b${word.replace('.', '\\.')}\\b`).test(guide), word);
      }
    });
  });
}

describe('both guides', () => {
  const withoutComments = (blocks: readonly string[]): string[] => blocks.map((block) => block.replace(/;.*/g, ';'));

  it('show the same code and the same grammar', () => {
    assert.deepEqual(withoutComments(blocksOf('docs/language.ko.md', 'sasm')), withoutComments(blocksOf('docs/language.md', 'sasm')));
    assert.deepEqual(blocksOf('docs/language.ko.md', 'ebnf'), blocksOf('docs/language.md', 'ebnf'));
  });
});
