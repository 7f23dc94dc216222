// The systems are made to be read: what stands in front of each routine, their form, and the page that leads through them. How long they
// may be is in ../labs/reading.test.ts.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatText } from '../../src/assembler';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { program, sources, SYSTEMS, type Program } from './systems';

const NAMES: readonly string[] = ['slate', 'chalk'];
const COLUMNS_MAX = 120;

/** Instructions of each function. A `switch` is one with all its labels. */
function routines({ image }: Program): number[] {
  const codes = image.functions.map(({ start, length }) => [...image.code.subarray(start, start + length)]);
  return codes.map((code) => code.filter((word) => opcodeOf(word) !== Op.case_).length);
}

/** The files of the system itself: not those of the programs that it runs. */
function kernel(system: string): string[] {
  return sources(system).filter((file) => file.split('/').length === 2);
}

function text(file: string): string {
  return readFileSync(join(SYSTEMS, file), 'utf8');
}

/** Each function of a text: the comment in front of it, and its first line. */
function functions(file: string): { readonly comment: string; readonly line: string }[] {
  const lines = text(file).split('\n');
  return lines.flatMap((line, at) => {
    if (!/^(entry )?func /.test(line)) return [];
    let first = at;
    while (lines[first - 1]?.startsWith(';;')) first--;
    return [{ comment: lines.slice(first, at).join(' '), line }];
  });
}

for (const system of NAMES) {
  describe(`reading ${system}`, () => {
    it('every routine says what it takes, gives and changes', () => {
      const all = kernel(system).flatMap((file) => functions(file));
      assert.equal(all.length, routines(program(`${system}/${system}`)).length);
      for (const { comment, line } of all) {
        assert.match(comment, /Changes/, line);
        if (/\(\w+:/.test(line)) assert.match(comment, /[Tt]akes/, line);
        if (/->/.test(line)) assert.match(comment, /[Gg]ives/, line);
      }
    });

    it('offsets, calls, ports and causes have names', () => {
      for (const file of kernel(system)) {
        const code = text(file).replace(/;.*$/gm, '').replace(/"[^"]*"/g, '');
        assert.doesNotMatch(code, /\s\+\d/, file);
        assert.doesNotMatch(code, /\s\d+ (in|ctx\.get|ctx\.getf)\s/, file);
      }
    });

    it('shares no file with another system', () => {
      for (const file of sources(system)) assert.doesNotMatch(text(file), /"\.\.\/\.\.\//, file);
    });
  });
}

describe('reading the systems and their programs', () => {
  for (const file of NAMES.flatMap(sources)) {
    it(`${file} is formatted, fits a page, and opens with what it is`, () => {
      const content = text(file);
      assert.equal(formatText(content), content);
      assert.deepEqual(content.split('\n').filter((line) => line.length > COLUMNS_MAX), []);
      assert.match(content, /^; [A-Za-z]/);
      for (const { comment, line } of functions(file)) if (!line.startsWith('entry')) assert.notEqual(comment, '', line);
    });
  }

  it('docs/systems.md leads through every file of the systems, in both languages', () => {
    for (const page of ['docs/systems.md', 'docs/systems.ko.md']) {
      assert.ok(existsSync(page), page);
      const guide = readFileSync(page, 'utf8');
      for (const system of NAMES) {
        const count = routines(program(`${system}/${system}`)).reduce((sum, one) => sum + one, 0);
        assert.match(guide, new RegExp(`\\b${count} instructions|명령어 ${count}개`), `${page}: ${count}`);
      }
      for (const file of [...kernel('slate'), 'chalk/chalk.sasm']) {
        assert.ok(guide.includes(`examples/systems/${file}`), `${page}: ${file}`);
      }
    }
  });
});
