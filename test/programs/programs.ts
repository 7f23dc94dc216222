// The programs of this folder as tests see them: each states in comments what it is given and what must come of it, in
// the words that docs/testing.md explains.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assemble, type Assembly } from '../../src/assembler';
import { render } from '../../src/base/message';
import { CAUSES, type CauseName } from '../../src/isa/causes';
import { FRAMES_DEFAULT, IMAGES_DEFAULT } from '../../src/isa/limits';
import type { InputEvent } from '../../src/machine/input';
import type { MachineOptions } from '../../src/machine/machine';
import { NodePlatform } from '../../src/platform/node/platform';

/** The folder of the programs. */
export const PROGRAMS = resolve('test/programs');

/** One program, and what it states of itself. */
export interface StatedProgram {
  readonly name: string;
  readonly path: string;
  readonly options: MachineOptions;
  /** All that it writes; the last line has an end, whether or not the program ends it. */
  readonly output: string;
  readonly exit: number;
  /** The trap in the root that ends it. */
  readonly trap?: CauseName;
}

/** All of them, by name. */
export function programs(): StatedProgram[] {
  return readdirSync(PROGRAMS).filter((file) => file.endsWith('.sasm')).sort().map((file) => readProgram(file));
}

const WORDS = new Set(['input', 'input at', 'expect', 'exit', 'trap', 'args', 'option']);

function readProgram(file: string): StatedProgram {
  const path = join(PROGRAMS, file);
  const text = readFileSync(path, 'utf8');
  const stated = [...text.matchAll(/^; ([a-z]+(?: at)?)(?: (\d+))?: ?(.*)$/gm)].map(([, word, number, value]) => ({ word,
    number: Number(number ?? 0), value }));
  for (const { word } of stated) assert.ok(WORDS.has(word), `${file}: ${word}`);
  const values = (word: string): string[] => stated.filter((one) => one.word === word).map(({ value }) => value);
  const events = stated.filter(({ word }) => word.startsWith('input')).map(({ number, value }): InputEvent => ({ step: number,
    bytes: new TextEncoder().encode(`${value}\n`) }));
  return {
    name: file.replace(/\.sasm$/, ''), path,
    options: optionsOf(file, values('option'), values('args'), events),
    output: values('expect').map((line) => `${line}\n`).join(''), ...endOf(file, values('exit'), values('trap')),
  };
}

/** How a program ends: with code 0, with a number, or by a trap that nobody takes. */
function endOf(file: string, exits: readonly string[], traps: readonly string[]): Pick<StatedProgram, 'exit' | 'trap'> {
  assert.ok(exits.length + traps.length <= 1, `${file}: one end is enough`);
  const [exit = '0'] = exits, [trap] = traps;
  if (trap === undefined) return { exit: Number(exit) };
  assert.ok(trap in CAUSES, `${file}: ${trap}`);
  return { exit: 128 + CAUSES[trap as CauseName].code, trap: trap as CauseName };
}

function optionsOf(file: string, options: readonly string[], args: readonly string[], events: readonly InputEvent[]): MachineOptions {
  const given = new Map(options.map((option) => option.split(' ')).map(([name, value]) => [name, Number(value ?? 1)]));
  for (const name of given.keys()) assert.ok(['memory', 'frames', 'seed', 'leaky', 'disk'].includes(name), `${file}: ${name}`);
  const lastStep = events.at(-1)?.step ?? 0;
  return {
    memory: given.get('memory') ?? 1024 * 1024,
    limits: { contexts: 16, frames: given.get('frames') ?? FRAMES_DEFAULT, images: IMAGES_DEFAULT, slots: 65_536 },
    seed: given.get('seed') ?? 1, leaky: given.has('leaky'), disk: new Uint8Array(given.get('disk') ?? 0),
    args: args.flatMap((line) => line.split(' ')), input: [...events, { step: lastStep, bytes: undefined }],
  };
}

/** The program, assembled without a problem. */
export function assembled(path: string, text?: string): Assembly & Required<Pick<Assembly, 'image' | 'bytes' | 'identity'>> {
  const assembly = assemble({ path, text, files: new NodePlatform(), folder: PROGRAMS });
  const problems = assembly.diagnostics.map(({ file, span, row,
    message }) => `${file}:${span.start.line + 1}: ${row.code} ${render(message, 'en')}`);
  assert.deepEqual(problems, []);
  const { image, bytes, identity } = assembly;
  assert.ok(image !== undefined && bytes !== undefined && identity !== undefined);
  return { ...assembly, image, bytes, identity };
}
