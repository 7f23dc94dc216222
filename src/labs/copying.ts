// A lab in a folder of the student's: which files it consists of, copying them without ever overwriting one, and putting the
// originals back beside what the student wrote. The copy lies as in the examples, so that programs find what they include.
import { Refusal } from '../base/message';
import type { Platform } from '../platform/platform';
import type { Lab } from './lab';
import { REFUSED_LABS } from './messages';

/** Where the originals are. */
type Shelf = Pick<Platform, 'readFile' | 'listFolder' | 'join' | 'folderOf' | 'relative'>;

/** Files that a program takes in. */
const TAKES_IN = /^\s*(?:include|embed\s+\w+)\s+"([^"]+)"/gm;

/** The files of a lab and all that its programs take in, as paths below the examples, sorted. */
export function filesOf(shelf: Shelf, examples: string, { folder, needs = [] }: Pick<Lab, 'folder' | 'needs'>): string[] {
  const pending = filesBelow(shelf, examples, `labs/${folder}`), found = new Set<string>();
  if (pending.length === 0) throw new Refusal(REFUSED_LABS.originals, { path: examples });
  pending.push(...needs.flatMap((each) => filesBelow(shelf, examples, each)));
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const bytes = found.has(name) ? undefined : shelf.readFile(shelf.join(examples, name));
    if (bytes === undefined) continue;
    found.add(name);
    if (name.endsWith('.sasm')) pending.push(...takenIn(shelf, examples, name, new TextDecoder().decode(bytes)));
  }
  return [...found].sort();
}

/** The files below a folder of the examples, as paths below the examples. */
export function filesBelow(shelf: Pick<Shelf, 'listFolder' | 'join'>, examples: string, folder: string): string[] {
  return (shelf.listFolder(shelf.join(examples, folder)) ?? []).flatMap(({ name, kind }) =>
    (kind === 'folder' ? filesBelow(shelf, examples, `${folder}/${name}`) : [`${folder}/${name}`]));
}

function takenIn(shelf: Shelf, examples: string, name: string, text: string): string[] {
  const folder = shelf.folderOf(shelf.join(examples, name));
  return [...text.matchAll(TAKES_IN)].flatMap(([, path]) => shelf.relative(examples, shelf.join(folder, path)) ?? []);
}

/** A program and all that it takes in, as paths below the folder of the originals. */
export async function programFiles(from: Origin, program: string): Promise<string[]> {
  const pending = [program], found = new Set<string>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const bytes = found.has(name) ? undefined : await from.read(name);
    if (bytes === undefined) continue;
    found.add(name);
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    if (name.endsWith('.sasm')) for (const [, path] of new TextDecoder().decode(bytes).matchAll(TAKES_IN)) pending.push(`${folder}${path}`);
  }
  return [...found].sort();
}

/** What became of files, as paths below the student's folder. */
export interface Copied {
  readonly written: readonly string[];
  /** Opening: there already. Resetting: where the student's own stands now. */
  readonly kept: readonly string[];
}

/** Where files are read by their paths below a folder. */
export interface Origin {
  /** Undefined where there is none. */
  read(name: string): Promise<Uint8Array | undefined>;
}

/** Where they are also written; folders that are missing come to be. */
export interface Target extends Origin {
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** Copies files. What is there already stays as it is, whatever it is. */
export async function copyMissing(files: readonly string[], from: Origin, to: Target): Promise<Copied> {
  const written: string[] = [], kept: string[] = [];
  for (const name of files) {
    const bytes = await from.read(name);
    if (bytes === undefined) continue;
    if (await to.read(name) === undefined) {
      await to.write(name, bytes);
      written.push(name);
    } else kept.push(name);
  }
  return { written, kept };
}

/** Puts the originals back where a file differs or is gone. What the student wrote stands beside it then. */
export async function resetLab(files: readonly string[], from: Origin, to: Target): Promise<Copied> {
  const written: string[] = [], kept: string[] = [];
  for (const name of files) {
    const original = await from.read(name), own = await to.read(name);
    if (original === undefined || own !== undefined && same(own, original)) continue;
    if (own !== undefined) {
      const beside = await besideOf(to, name);
      await to.write(beside, own);
      kept.push(beside);
    }
    await to.write(name, original);
    written.push(name);
  }
  return { written, kept };
}

/** The first free name for the student's version: `lab.mine.sasm`, `lab.mine-2.sasm` and so on. */
async function besideOf(to: Origin, name: string): Promise<string> {
  const [, stem, ending] = /^(.*?)(\.[^./]+)?$/s.exec(name) ?? ['', name, ''];
  for (let i = 1; ; i++) {
    const beside = `${stem}.mine${i === 1 ? '' : `-${i}`}${ending ?? ''}`;
    if (await to.read(beside) === undefined) return beside;
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
