// Where labs are: the originals that come with Strata, and a student's copies. Writes files, making the folders that are missing.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../../base/message';
import { REFUSED_LABS } from '../../labs/messages';
import type { Lab } from '../../labs/lab';
import { LABS, labNamed } from '../../labs/labs';
import type { Target } from '../../labs/copying';
import { FILE_NOT_WRITABLE } from '../../platform/messages';
import type { Call } from '../call';

/** The folder of the examples that belong to this installation: beside the folder of its programs, or further up. */
export function examplesOf({ platform, installation: { adapter } }: Call): string {
  const start = platform.folderOf(adapter);
  for (let folder = start; ;) {
    const examples = platform.join(folder, 'examples'), above = platform.folderOf(folder);
    if (platform.listFolder(platform.join(examples, 'labs')) !== undefined) return examples;
    if (above === folder) throw new Refusal(REFUSED_LABS.originals, { path: start });
    folder = above;
  }
}

/** The lab that somebody names. */
export function labOf(name: string): Lab {
  const lab = labNamed(name);
  if (lab === undefined) throw new Refusal(REFUSED_LABS.no_lab, { name, known: LABS.map(({ folder }) => folder).join(', ') });
  return lab;
}

/** A folder, in which folders come to be as they are needed. */
export function folderAt({ platform }: Call, folder: string): Target {
  const made = new Set<string>();
  return {
    read: (name) => Promise.resolve(platform.readFile(platform.join(folder, name))),
    write: (name, bytes) => {
      const path = platform.join(folder, name), above = dirname(path);
      if (!made.has(above)) makeFolder(above);
      made.add(above);
      platform.writeFile(path, bytes);
      return Promise.resolve();
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (trouble) {
    if (!(trouble instanceof Error) || !('code' in trouble)) throw trouble;
    throw new Refusal(FILE_NOT_WRITABLE, { path: folder, reason: String(trouble.code) });
  }
}

/** The labs that lie in a folder, and the folder that has `labs` and `systems`. It may be named itself, `labs` below it, or one lab. */
export function labsIn({ platform }: Call, folder: string): { readonly examples: string; readonly labs: readonly Lab[] } {
  const above = platform.folderOf(folder), further = platform.folderOf(above);
  const found = (examples: string): Lab[] => LABS.filter((lab) => platform.listFolder(platform.join(examples, `labs/${lab.folder}`)) !== undefined);
  const one = found(further).filter((lab) => platform.join(further, `labs/${lab.folder}`) === folder);
  for (const [examples, labs] of [[folder, found(folder)], [above, platform.join(above, 'labs') === folder ? found(above) : []], [further, one]] as const) {
    if (labs.length > 0) return { examples, labs };
  }
  throw new Refusal(REFUSED_LABS.none_here, { path: folder });
}
