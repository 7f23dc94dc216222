// The programs of this folder as tests see them: each states in comments what it is given and what must come of it, in
// the language that src/grading reads and docs/grading.md explains.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assemble, type Assembly } from '../../src/assembler';
import { render } from '../../src/base/message';
import type { CaseLaunch, CaseLimits } from '../../src/grading/cases';
import { statedIn, type StatedCase } from '../../src/grading/stated';
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

function readProgram(file: string): StatedProgram {
  const path = join(PROGRAMS, file);
  const { cases, problems } = statedIn(readFileSync(path, 'utf8'));
  assert.deepEqual(problems.map((each) => render(each.message, 'en')), [], file);
  assert.ok(cases.length <= 1, `${file}: one case is enough`);
  const [{ launch, limits, expected } = NOTHING] = cases, { output = {}, exit = 0, trap } = expected;
  assert.deepEqual(Object.keys(output).filter((word) => word !== 'exact'), [], `${file}: its whole output`);
  return {
    name: file.replace(/\.sasm$/, ''), path, options: optionsOf(launch, limits), output: output.exact ?? '',
    ...(trap === undefined ? { exit } : { exit: 128 + CAUSES[trap].code, trap }),
  };
}

/** What a program states that says nothing. */
const NOTHING: Pick<StatedCase, 'launch' | 'limits' | 'expected'> = { launch: {}, limits: {}, expected: {} };

function optionsOf({ args = [], input = [], seed = 1, leaky = false, diskBytes = 0, machine = {} }: CaseLaunch, { memory = 1024 * 1024 }: Partial<CaseLimits>): MachineOptions {
  const events = input.map(({ at, text }): InputEvent => ({ step: at, bytes: new TextEncoder().encode(text) }));
  return {
    memory, seed, leaky, disk: new Uint8Array(diskBytes), args, limits: { contexts: 16, frames: FRAMES_DEFAULT, images: IMAGES_DEFAULT, slots: 65_536, ...machine },
    input: [...events, { step: events.at(-1)?.step ?? 0, bytes: undefined }],
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
