// The examples as the tests see them: every program below examples/, what it reads, what it must say and how it ends.
// A program states that itself in comments, in the language of docs/grading.md.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assemble, type Assembly } from '../../src/assembler';
import { languageOf, render } from '../../src/base/message';
import { statedIn } from '../../src/grading/stated';
import { NodePlatform } from '../../src/platform/node/platform';

/** The folder of the examples. */
export const EXAMPLES = resolve('examples');
/** Folders below it that have tests of their own, or hold parts of programs and no program. */
const ELSEWHERE = new Set(['labs', 'systems', 'lib']);

/** One program and what it states of itself. */
export interface Example {
  /** Relative to {@link EXAMPLES}, with `/`, without its ending. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly input: string;
  readonly output: string;
  readonly exit: number;
}

/** Every program below the examples, by name. */
export function examples(): Example[] {
  return programs('').map(readExample);
}

/** One of them. */
export function example(name: string): Example {
  return readExample(`${name}.sasm`);
}

function programs(folder: string): string[] {
  return readdirSync(join(EXAMPLES, folder), { withFileTypes: true }).flatMap(entry => {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ELSEWHERE.has(name) ? [] : programs(name);
    return name.endsWith('.sasm') ? [name] : [];
  }).sort();
}

function readExample(file: string): Example {
  const path = join(EXAMPLES, file);
  const text = readFileSync(path, 'utf8');
  const { cases: [{ launch: { input = [] }, expected: { output, exit = 0 } }], problems } = statedIn(text);
  assert.deepEqual(problems, [], file);
  return { name: file.replace(/\.sasm$/, ''), path, text, input: input.map((piece) => piece.text).join(''), output: output?.exact ?? '', exit };
}

/** The program of an example or of another text, which must have no problem, not even a small one. */
export function assembled(path: string, text?: string): Required<Pick<Assembly, 'image' | 'bytes' | 'identity'>> & Assembly {
  const assembly = assemble({ path, text, files: new NodePlatform() });
  assert.deepEqual(assembly.diagnostics.map(problem), []);
  const { image, bytes, identity } = assembly;
  assert.ok(image !== undefined && bytes !== undefined && identity !== undefined);
  return { ...assembly, image, bytes, identity };
}

function problem({ file, span, row, message }: Assembly['diagnostics'][number]): string {
  return `${file}:${span.start.line + 1}:${span.start.column + 1}: ${row.code} ${render(message, languageOf('en'))}`;
}

/** A last line that the program does not end is a line all the same. */
export function ended(output: string): string {
  return output === '' || output.endsWith('\n') ? output : `${output}\n`;
}

/** The line of the first instruction of the entry function. */
export function firstLine({ text }: Example): number {
  const lines = text.split('\n');
  const entry = lines.findIndex(line => line.startsWith('entry func'));
  return lines.findIndex((line, i) => i > entry && /^\s+\S/.test(line) && !/^\s+local /.test(line)) + 1;
}
