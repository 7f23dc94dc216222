// A lab in a folder of the student's: which files it consists of, copying them without ever overwriting one, and putting the
// originals back beside what the student wrote. The copy lies as in the examples, so that programs find what they include.
import { Refusal } from '../base/message';
import type { Platform } from '../platform/platform';
import type { Lab } from './lab';
import { REFUSED_LABS } from './messages';

/** Reads and lists; where it writes it makes the folders that are missing. */
export type Shelf = Pick<Platform, 'readFile' | 'writeFile' | 'listFolder' | 'join' | 'folderOf' | 'relative'>;

/** Files that a program takes in. */
const TAKES_IN = /^\s*(?:include|embed\s+\w+)\s+"([^"]+)"/gm;

/** The files of a lab and all that its programs take in, as paths below the examples, sorted. */
export function filesOf(shelf: Shelf, examples: string, { folder }: Pick<Lab, 'folder'>): string[] {
  const pending = below(shelf, examples, `labs/${folder}`), found = new Set<string>();
  if (pending.length === 0) throw new Refusal(REFUSED_LABS.originals, { path: examples });
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const bytes = found.has(name) ? undefined : shelf.readFile(shelf.join(examples, name));
    if (bytes === undefined) continue;
    found.add(name);
    if (name.endsWith('.sasm')) pending.push(...takenIn(shelf, examples, name, new TextDecoder().decode(bytes)));
  }
  return [...found].sort();
}

function below(shelf: Shelf, examples: string, folder: string): string[] {
  return (shelf.listFolder(shelf.join(examples, folder)) ?? []).flatMap(({ name, kind }) =>
    (kind === 'folder' ? below(shelf, examples, `${folder}/${name}`) : [`${folder}/${name}`]));
}

function takenIn(shelf: Shelf, examples: string, name: string, text: string): string[] {
  const folder = shelf.folderOf(shelf.join(examples, name));
  return [...text.matchAll(TAKES_IN)].flatMap(([, path]) => shelf.relative(examples, shelf.join(folder, path)) ?? []);
}

/** What became of files, as paths below the student's folder. */
export interface Copied {
  readonly written: readonly string[];
  /** Opening: there already. Resetting: where the student's own stands now. */
  readonly kept: readonly string[];
}

/** Copies a lab into a folder. What is there already stays as it is, whatever it is. */
export function openLab(shelf: Shelf, examples: string, lab: Lab, target: string): Copied {
  const written: string[] = [], kept: string[] = [];
  for (const name of filesOf(shelf, examples, lab)) {
    const to = shelf.join(target, name), bytes = shelf.readFile(shelf.join(examples, name));
    if (bytes === undefined) continue;
    if (shelf.readFile(to) === undefined) {
      shelf.writeFile(to, bytes);
      written.push(name);
    } else kept.push(name);
  }
  return { written, kept };
}

/** Puts the originals back where a file differs or is gone. What the student wrote stands beside it then. */
export function resetLab(shelf: Shelf, examples: string, lab: Lab, target: string): Copied {
  const written: string[] = [], kept: string[] = [];
  if (shelf.listFolder(shelf.join(target, `labs/${lab.folder}`)) === undefined) throw new Refusal(REFUSED_LABS.not_open, { name: lab.folder, path: target });
  for (const name of filesOf(shelf, examples, lab)) {
    const to = shelf.join(target, name), original = shelf.readFile(shelf.join(examples, name)), own = shelf.readFile(to);
    if (original === undefined || own !== undefined && same(own, original)) continue;
    if (own !== undefined) {
      const beside = besideOf(shelf, target, name);
      shelf.writeFile(shelf.join(target, beside), own);
      kept.push(beside);
    }
    shelf.writeFile(to, original);
    written.push(name);
  }
  return { written, kept };
}

/** The first free name for the student's version: `lab.mine.sasm`, `lab.mine-2.sasm` and so on. */
function besideOf(shelf: Shelf, target: string, name: string): string {
  const [, stem, ending] = /^(.*?)(\.\w+)?$/s.exec(name) ?? ['', name, ''];
  for (let i = 1; ; i++) {
    const beside = `${stem}.mine${i === 1 ? '' : `-${i}`}${ending ?? ''}`;
    if (shelf.readFile(shelf.join(target, beside)) === undefined) return beside;
  }
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
