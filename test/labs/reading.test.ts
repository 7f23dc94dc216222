// The hypervisor of type 1 is made to be read: how long it is, how long its routines, what stands in front of each, and its form.
// One instruction counts as one line, however many a line of the text holds; comments, labels and declarations do not count.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatText } from '../../src/assembler';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { EXAMPLES, imageOf, verified } from './programs';

const TYPE1 = join(EXAMPLES, 'systems/type1');
const INSTRUCTIONS_MAX = 1200, ROUTINE_MAX = 40, COLUMNS_MAX = 120;
const LABS = ['03-type-1', '05-full-virtualization'];

/** The texts of a folder's programs, by name. */
function texts(folder: string): [name: string, text: string][] {
  return readdirSync(folder).filter((name) => name.endsWith('.sasm')).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

/** Each routine of a text: the comment in front of it, and its first line. */
function routines(text: string): { readonly comment: string; readonly line: string }[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (!/^(entry )?func /.test(line)) return [];
    let first = at;
    while (lines[first - 1]?.startsWith(';;')) first--;
    return [{ comment: lines.slice(first, at).join(' '), line }];
  });
}

describe('reading the hypervisor of type 1', () => {
  const { functions, code } = verified(imageOf(join(EXAMPLES, 'labs/05-full-virtualization/under.sasm')));
  const counts = functions.map(({ start, length }) => [...code.subarray(start, start + length)].filter((word) => opcodeOf(word) !== Op.case_).length);

  it(`it has at most ${INSTRUCTIONS_MAX} instructions, and no routine has more than ${ROUTINE_MAX}`, () => {
    const sum = counts.reduce((total, count) => total + count, 0);
    assert.ok(sum <= INSTRUCTIONS_MAX, `${sum} instructions`);
    assert.ok(sum > INSTRUCTIONS_MAX / 2, `${sum} instructions: is this the hypervisor?`);
    assert.ok(Math.max(...counts) <= ROUTINE_MAX, `${Math.max(...counts)} instructions in one routine`);
  });

  it('every routine says what it takes, gives and changes', () => {
    const all = texts(TYPE1).flatMap(([, text]) => routines(text));
    assert.equal(all.length, counts.length);
    for (const { comment, line } of all) {
      assert.match(comment, /Changes/, line);
      assert.match(comment, /[Tt]akes/, line);
      assert.match(comment, /[Gg]ives/, line);
    }
  });

  it('type1.sasm names every file, in reading order', () => {
    const [, start] = texts(TYPE1).find(([name]) => name === 'type1.sasm') ?? [];
    for (const [name] of texts(TYPE1)) if (name !== 'type1.sasm') assert.ok(start?.includes(`include "${name}"`), name);
  });

  it('docs/type1.md leads through every file, in both languages, and says how long it is', () => {
    const sum = counts.reduce((total, count) => total + count, 0).toLocaleString('en');
    for (const page of ['docs/type1.md', 'docs/type1.ko.md']) {
      const guide = readFileSync(page, 'utf8');
      for (const [name] of texts(TYPE1)) assert.ok(guide.includes(`\`${name}\``), `${page}: ${name}`);
      assert.ok(guide.includes(sum), `${page}: ${sum}`);
    }
  });

  for (const folder of [TYPE1, ...LABS.map((lab) => join(EXAMPLES, 'labs', lab))]) {
    for (const [name, text] of texts(folder)) {
      it(`${name} is formatted, fits a page, and opens with what it is`, () => {
        assert.equal(formatText(text), text);
        assert.deepEqual(text.split('\n').filter((line) => line.length > COLUMNS_MAX), []);
        assert.match(text, /^; [A-Za-z]/);
      });
    }
  }
});
