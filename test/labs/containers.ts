// The labs about containers: their disks are made by the scripts of the labs themselves, and the sessions that are run are those
// that the guides tell to type, so nothing in a guide is without a test.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environmentOf } from '../../src/cli/labs/disks';
import type { EngineMaker } from '../../src/machine/engine';
import { Machine, runToEnd, type Ending } from '../../src/machine/machine';
import { EXAMPLES, imageOf, verified } from './programs';

export const CONTAINERS = join(EXAMPLES, 'systems/containers/containers.sasm');
const MEMORY = 16 << 20;
/** The command line, compiled next to these tests. */
const CLI = resolve(__dirname, '../../src/cli.js');

/** Runs a script of a lab; it writes into a folder that is there for the length of some work. Its name has a blank, as some have. */
export function scripted<T>(script: string, args: readonly string[], work: (folder: string, output: string) => T): T {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'strata lab-')));
  try {
    return work(folder, runScript(script, [join(folder, 'build'), ...args], folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a script writes on the console. @param folder where it may be told of the command line */
export function runScript(script: string, args: readonly string[], folder: string): string {
  return execFileSync('sh', [script, ...args], { encoding: 'utf8', env: environmentOf(folder, CLI) });
}

/** The disk that a lab's `prepare.sh` makes. */
export function preparedDisk(lab: string): Uint8Array {
  return scripted(join(EXAMPLES, 'labs', lab, 'prepare.sh'), [], (folder) => new Uint8Array(readFileSync(join(folder, 'build/disk.img'))));
}

const images = new Map<string, Uint8Array>();

/** A program of the examples, assembled once. */
export function system(path: string): Uint8Array {
  const known = images.get(path) ?? imageOf(path);
  images.set(path, known);
  return known;
}

/** What a session is given. */
export interface Session {
  readonly input: string;
  readonly disk: Uint8Array;
  /** The system; that of containers unless another one is named. */
  readonly path?: string;
  readonly image?: Uint8Array;
  readonly memory?: number;
  readonly engine?: EngineMaker;
}

/** A machine that stands before the first instruction of the system, all of the input there. */
export function machineOf({ input, disk, path = CONTAINERS, image, memory = MEMORY, engine }: Session): Machine {
  return new Machine(verified(image ?? system(path)), {
    memory, limits: { contexts: 128, frames: 16_384, images: 256, slots: 131_072 }, seed: 1, leaky: false, disk, args: [], engine,
    input: [{ step: 0, bytes: new TextEncoder().encode(input) }, { step: 0, bytes: undefined }],
  });
}

/** What came of a session. */
export interface Came {
  readonly output: string;
  readonly ending: Ending | undefined;
  readonly disk: Uint8Array;
}

/** Runs a machine to its end. */
export function came(machine: Machine): Came {
  assert.equal(runToEnd(machine).kind, 'ended');
  return { output: new TextDecoder().decode(machine.devices.output.take()), ending: machine.ending, disk: machine.devices.disk.contents() };
}

/** Runs a session to its end. */
export function ran(session: Session): Came {
  return came(machineOf(session));
}

/** Lines of output without prompts. */
export function lines(output: string): string[] {
  return output.split(/\n|[#$] /).filter((line) => line !== '');
}

/** A block of a guide: ```` ```kind ````, with its text. */
export interface Block {
  readonly kind: string;
  readonly text: string;
}

/** The blocks of some kinds in a lab's guide, which must be the same in both languages. */
export function guideBlocks(lab: string, kinds: readonly string[]): Block[] {
  const [english, korean] = ['GUIDE.md', 'GUIDE.ko.md'].map((name) => {
    const text = readFileSync(join(EXAMPLES, 'labs', lab, name), 'utf8');
    return [...text.matchAll(/^( *)```(\w+)\n([^]*?)^ *```$/gm)]
      .map(([, indent, kind, block]) => ({ kind, text: block.split('\n').map((line) => line.slice(indent.length)).join('\n') }));
  });
  assert.deepEqual(korean, english, `${lab}: blocks of the two guides`);
  return english.filter(({ kind }) => kinds.includes(kind));
}

/** Fails unless the lines begin so, one after the other, perhaps with others between. */
export function assertLines(output: string, wanted: string, name: string): void {
  const found = lines(output);
  let at = 0;
  for (const line of wanted.split('\n').filter((each) => each !== '')) {
    const place = found.findIndex((each, index) => index >= at && each.startsWith(line));
    assert.ok(place >= 0, `${name}: no line \`${line}\` in\n${output}`);
    at = place + 1;
  }
}
