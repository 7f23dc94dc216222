// Programs that are made to be read: how many instructions they have, how long their routines are, what stands in front of each, and
// their form. One instruction counts as one line, however many a line of the text holds.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { formatText } from '../../src/assembler';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { verified } from './programs';

const ROUTINE_MAX = 40, COLUMNS_MAX = 120;

/** Instructions of each routine of an image. A `switch` is one with all its labels. */
export function routineSizes(image: Uint8Array): number[] {
  const { functions, code } = verified(image);
  return functions.map(({ start, length }) => [...code.subarray(start, start + length)].filter((word) => opcodeOf(word) !== Op.case_).length);
}

/** Fails where a program is too long, or one of its routines; half of what is allowed must be there, else it is another program. */
export function assertSize(image: Uint8Array, most: number): void {
  const sizes = routineSizes(image), sum = sizes.reduce((total, size) => total + size, 0);
  assert.ok(sum <= most && sum > most / 2, `${sum} instructions`);
  assert.ok(Math.max(...sizes) <= ROUTINE_MAX, `${Math.max(...sizes)} instructions in one routine`);
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

/** Fails where a text is not formatted, does not fit a page, or does not open with what it is. */
export function assertForm(path: string): void {
  const text = readFileSync(path, 'utf8');
  assert.equal(formatText(text), text);
  assert.deepEqual(text.split('\n').filter((line) => line.length > COLUMNS_MAX), []);
  assert.match(text, /^; [A-Za-z]/);
}

/** Fails where a routine of a text does not say what it takes, gives and changes. */
export function assertRoutinesSay(path: string): void {
  for (const { comment, line } of routines(readFileSync(path, 'utf8'))) {
    for (const word of [/[Tt]akes/, /[Gg]ives/, /Changes/]) assert.match(comment, word, `${path}: ${line}`);
  }
}

/** Blocks of a guide that quote a run: the word behind the three marks, and the text. */
export function quotations(guide: string): { readonly kind: string; readonly text: string }[] {
  const found = [...readFileSync(guide, 'utf8').matchAll(/^( *)```(\w+)\n([^]*?)^ *```$/gm)];
  return found.map(([, indent, kind, block]) => ({ kind, text: block.replace(new RegExp(`^${indent}`, 'gm'), '') }));
}

/** Fails where the guides of a folder do not quote these kinds in this order, or quote what no run said. */
export function assertGuides(folder: string, kinds: readonly string[], said: Readonly<Record<string, string>>): void {
  for (const name of ['GUIDE.md', 'GUIDE.ko.md']) {
    const found = quotations(`${folder}/${name}`).filter(({ kind }) => kind !== 'sh' && kind !== 'diff' && kind !== 'json');
    assert.deepEqual(found.map(({ kind }) => kind), kinds, name);
    for (const { kind, text } of found) assert.ok(said[kind].includes(text), `${name}: ${text} is not in: ${said[kind]}`);
  }
}
