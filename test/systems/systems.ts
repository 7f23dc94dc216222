// The guest systems as their tests see them: assembled, booted with scripted input and a disk, and run to their end.
import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { assemble, type Assembly } from '../../src/assembler';
import { render } from '../../src/base/message';
import { decodeImage } from '../../src/image/read';
import { CONTEXTS_DEFAULT, FRAMES_DEFAULT, IMAGES_DEFAULT, MEMORY_DEFAULT, SLOTS_DEFAULT } from '../../src/isa/limits';
import type { EngineMaker } from '../../src/machine/engine';
import { Machine, runToEnd, type MachineOptions } from '../../src/machine/machine';
import { NodePlatform } from '../../src/platform/node/platform';
import { verify } from '../../src/verifier/verify';

/** The folder of the systems. */
export const SYSTEMS = resolve('examples/systems');
const SECTOR_BYTES = 512;

/** Files of a system's own folder and those below, as paths from {@link SYSTEMS}. */
export function sources(folder: string): string[] {
  return readdirSync(join(SYSTEMS, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sasm')).sort()
    .map((file) => `${folder}/${file}`);
}

const made = new Map<string, Program>();

/** A program without a problem. */
export type Program = Assembly & Required<Pick<Assembly, 'image' | 'bytes' | 'identity'>>;

/** A program below {@link SYSTEMS}, assembled as by F5: it may include what lies below its own folder. */
export function program(name: string): Program {
  const known = made.get(name) ?? assembled(join(SYSTEMS, `${name}.sasm`));
  made.set(name, known);
  return known;
}

/** A program of a text, as if it lay in the folder of slate's programs. */
export function written(text: string): Program {
  return assembled(join(SYSTEMS, 'slate/programs/written.sasm'), text);
}

function assembled(path: string, text?: string): Program {
  const assembly = assemble({ path, text, files: new NodePlatform() });
  const problems = assembly.diagnostics.map(({ file, span: { start }, message }) => `${file}:${start.line + 1}: ${render(message, 'en')}`);
  assert.deepEqual(problems, [], path);
  const { image, bytes, identity } = assembly;
  assert.ok(image !== undefined && bytes !== undefined && identity !== undefined);
  return { ...assembly, image, bytes, identity };
}

/** An image without its debug section. */
export function stripped({ bytes }: Program): Uint8Array {
  return bytes.slice(0, new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true));
}

/** What a run is given. */
export interface Given {
  readonly input?: string;
  readonly args?: readonly string[];
  readonly disk?: Uint8Array;
  readonly engine?: EngineMaker;
  /** Whether the input ends with what is given; else more may come. */
  readonly ends?: boolean;
}

/** A machine that stands before the first instruction of a program. Its input has come. */
export function machineFor({ bytes }: Pick<Program, 'bytes'>, given: Given = {}): Machine {
  const { input = '', args = [], disk = new Uint8Array(0), engine, ends = true } = given;
  const options: MachineOptions = {
    memory: MEMORY_DEFAULT, limits: { contexts: CONTEXTS_DEFAULT, frames: FRAMES_DEFAULT, images: IMAGES_DEFAULT, slots: SLOTS_DEFAULT },
    seed: 1, leaky: false, disk, args: [...args], engine,
    input: [...input === '' ? [] : [{ step: 0, bytes: new TextEncoder().encode(input) }], ...ends ? [{ step: 0, bytes: undefined }] : []],
  };
  return new Machine(verify(decodeImage(bytes)), options);
}

/** What came of a run. */
export interface Came {
  readonly output: string;
  readonly exit: number | undefined;
  readonly disk: Uint8Array;
}

/** Runs to the end. */
export function finish(machine: Machine): Came {
  assert.equal(runToEnd(machine).kind, 'ended');
  const { ending, devices } = machine;
  return { output: new TextDecoder().decode(devices.output.take()), exit: ending?.code, disk: devices.disk.contents() };
}

/** slate, given lines for its shell. */
export function shell(lines: readonly string[], given: Given = {}): Came {
  return finish(machineFor(program('slate/slate'), { ...given, input: lines.map((line) => `${line}\n`).join('') }));
}

/** A disk of zeros. */
export function blankDisk(sectors = 1024): Uint8Array {
  return new Uint8Array(sectors * SECTOR_BYTES);
}

const NAME_BYTES = 12, FILE_BYTES = 16, HEAD_SECTORS = 2, PLACE_SECTORS = 128;

/** A disk with files, laid out as slate does: 16 bytes of head, names and lengths, then a place of 128 sectors for each. */
export function diskWith(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries = Object.entries(files);
  const disk = blankDisk(HEAD_SECTORS + PLACE_SECTORS * (entries.length + 1));
  disk.set(new TextEncoder().encode('slat'));
  entries.forEach(([name, content], i) => {
    const entry = FILE_BYTES * (i + 1);
    disk.set(new TextEncoder().encode(name), entry);
    new DataView(disk.buffer).setUint32(entry + NAME_BYTES, content.length, true);
    disk.set(content, (HEAD_SECTORS + i * PLACE_SECTORS) * SECTOR_BYTES);
  });
  return disk;
}
