// The TextMate grammar is made from the tables and colours what it should. A grammar of rules that each match within a
// line can be run with JavaScript's own expressions: the rule that matches earliest wins, the first of them where several do.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { INSTRUCTIONS } from '../../src/isa/instructions';
import { grammar, grammarFile, type GrammarRule } from '../../src/language/grammar';

/** The scopes of a line's parts that have one: `text scope`, without the ending that all of them have. */
function scopes(line: string, rules: readonly GrammarRule[] = grammar().patterns): string[] {
  const found: string[] = [];
  for (let at = 0; at < line.length;) {
    const best = earliest(line, at, rules);
    if (best === undefined) break;
    const { rule, match } = best;
    found.push(...partsOf(match, rule));
    at = match.index + Math.max(1, match[0].length);
  }
  return found;
}

function earliest(line: string, at: number, rules: readonly GrammarRule[]): { rule: GrammarRule; match: RegExpExecArray } | undefined {
  let best: { rule: GrammarRule; match: RegExpExecArray } | undefined;
  for (const rule of rules) {
    const pattern = new RegExp(rule.match, 'du');
    const sticky = new RegExp(pattern, 'dug');
    sticky.lastIndex = at;
    const match = sticky.exec(line);
    if (match !== null && (best === undefined || match.index < best.match.index)) best = { rule, match };
  }
  return best;
}

function partsOf(match: RegExpExecArray, { name, captures }: GrammarRule): string[] {
  const short = (scope: string): string => scope.replace(/\.strata$/, '');
  if (name !== undefined) return [`${match[0]} ${short(name)}`];
  return Object.entries(captures ?? {}).flatMap(([group, capture]) => (capture.name === undefined
    ? [] : [`${match[Number(group)]} ${short(capture.name)}`]));
}

describe('isa: grammar', () => {
  it('syntaxes/strata.tmLanguage.json is what the tables make (node scripts/reference.mjs writes it)', () => {
    assert.equal(readFileSync('syntaxes/strata.tmLanguage.json', 'utf8'), grammarFile());
    assert.equal((JSON.parse(grammarFile()) as { scopeName: string }).scopeName, 'source.strata');
  });

  it('every instruction is coloured as one, and as nothing else', () => {
    for (const mnemonic of Object.keys(INSTRUCTIONS)) {
      const [first, ...rest] = scopes(`  ${mnemonic}`);
      assert.match(first,
        new RegExp(`^${mnemonic.replace('.', '\\.')} (keyword\\.control|keyword\\.mnemonic|support\\.function\\.machine)$`));
      assert.deepEqual(rest, []);
      assert.deepEqual(scopes(`my_${mnemonic}`), [`my_${mnemonic} variable.other`]);
      assert.deepEqual(scopes(`${mnemonic}.x`), [`${mnemonic}.x variable.other`]);
    }
  });

  const lines: [string, string[]][] = [
    ['; a comment "with" 12 add', ['; a comment "with" 12 add comment.line.semicolon']],
    ['add ;; told', ['add keyword.mnemonic', ';; told comment.line.documentation']],
    ['entry func main', ['entry storage.modifier', 'func storage.type.function', 'main entity.name.function']],
    ['func max (a: i32, b: f64) -> i32',
      ['func storage.type.function', 'max entity.name.function', 'a variable.parameter', ': punctuation.separator',
      'i32 storage.type.numeric', 'b variable.parameter', ': punctuation.separator', 'f64 storage.type.numeric',
      '-> keyword.operator.arrow', 'i32 storage.type.numeric']],
    ['loop: get n 1 sub tee n jumpnz loop',
      ['loop entity.name.label', ': punctuation.separator', 'get keyword.mnemonic', 'n variable.other.local', '1 constant.numeric.integer',
      'sub keyword.mnemonic', 'tee keyword.mnemonic', 'n variable.other.local', 'jumpnz keyword.control', 'loop variable.other']],
    ['call twice call.table (i32)',
      ['call keyword.control', 'twice entity.name.function', 'call.table keyword.control', 'i32 storage.type.numeric']],
    ['sys write sys 20 ()', ['sys keyword.control', 'write support.function', 'sys keyword.control', '20 constant.numeric.integer']],
    ['get c field.operand0 ctx.get c.size',
      ['get keyword.mnemonic', 'c variable.other.local', 'field.operand0 support.constant', 'ctx.get support.function.machine',
        'c.size variable.other']],
    ['data greeting = "say \\"hi\\"\\n"',
      ['data storage.type', 'greeting variable.other.data', '= keyword.operator', '"say \\"hi\\"\\n" string.quoted.double']],
    ["'a' '\\n' ''' '\\u{ac00}'",
      ["'a' string.quoted.single", "'\\n' string.quoted.single", "''' string.quoted.single", "'\\u{ac00}' string.quoted.single"]],
    ['"open', ['"open invalid.illegal.string']],
    ['const big = 0xff_ff + 0b10 << 1_000',
      ['const storage.type.constant', 'big variable.other.constant', '= keyword.operator', '0xff_ff constant.numeric.hex',
        '+ keyword.operator',
      '0b10 constant.numeric.binary', '<< keyword.operator', '1_000 constant.numeric.integer']],
    ['-1.5e-3 2.0 1e10 inf nan',
      ['- keyword.operator', '1.5e-3 constant.numeric.float', '2.0 constant.numeric.float', '1e10 constant.numeric.float',
        'inf constant.language', 'nan constant.language']],
    ['process (window: 32768, size: 1)',
      ['process variable.other', 'window variable.parameter', ': punctuation.separator', '32768 constant.numeric.integer',
        'size variable.parameter',
      ': punctuation.separator', '1 constant.numeric.integer']],
    ['include "lib/console.sasm"', ['include keyword.control.import', '"lib/console.sasm" string.quoted.double']],
    ['func 더하기 (수: i32)',
      ['func storage.type.function', '더하기 entity.name.function', '수 variable.parameter', ': punctuation.separator',
        'i32 storage.type.numeric']],
    ['end ending', ['end keyword.other.end', 'ending variable.other']],
  ];
  for (const [line, wanted] of lines) {
    it(line, () => {
      assert.deepEqual(scopes(line), wanted);
    });
  }

  it('escapes are coloured inside texts', () => {
    const rule = grammar().patterns.find(({ name }) => name === 'string.quoted.double.strata');
    const inner = rule?.captures?.[0].patterns ?? [];
    assert.deepEqual(scopes('a\\n\\x41\\u{1f600}b\\\\', inner),
      ['\\n', '\\x41', '\\u{1f600}', '\\\\'].map((text) => `${text} constant.character.escape`));
  });

  it('nothing in the examples is left without a colour but blanks and brackets', () => {
    for (const file of readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sasm'))) {
      for (const line of readFileSync(`examples/${file}`, 'utf8').split('\n')) {
        let rest = line;
        for (const part of scopes(line)) rest = rest.replace(part.slice(0, part.lastIndexOf(' ')), ' ');
        assert.match(rest, /^[\s()[\],:]*$/, `${file}: ${line}`);
        assert.doesNotMatch(scopes(line).join('\n'), /invalid/, `${file}: ${line}`);
      }
    }
  });
});
