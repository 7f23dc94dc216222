// Images for tests: built from a folder that is there for the length of a test.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { build, type BuildRequest } from '../../src/oci/build';
import { readBuildFile } from '../../src/oci/build-file';
import type { Image } from '../../src/oci/image';
import { BuildError, ImageDamage } from '../../src/oci/messages';
import { BuildFolder } from '../../src/oci/sources';
import { readTar, type TarEntry } from '../../src/oci/tar';
import { treeOf } from '../../src/oci/tree';
import { NodePlatform } from '../../src/platform/node/platform';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A folder with files, some in folders below it, for the length of some work. */
export function inFolder<T>(files: Files, work: (folder: string) => T): T {
  const folder = realpathSync.native(mkdtempSync(path.join(tmpdir(), 'strata-oci-')));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The image of a build file and the files beside it. */
export function buildImage(text: string, files: Files = {}, more: Partial<BuildRequest> = {}): Image {
  return inFolder(files, (folder) => buildIn(folder, text, more));
}

/** The image of a build file in a folder that is there. */
export function buildIn(folder: string, text: string, more: Partial<BuildRequest> = {}): Image {
  return build({
    instructions: readBuildFile(text, 'Buildfile'), file: 'Buildfile', reference: 'test:1', time_s: 0, baseOf: () => undefined,
    folder: new BuildFolder(new NodePlatform(), folder, []), ...more,
  });
}

/** The entries of one of its layers. */
export function layerEntries(image: Image, index: number): TarEntry[] {
  return readTar(image.layers[index].bytes, 'layer');
}

/** The files of a container of the image, as `path: content`; folders end with `/`. */
export function filesOf({ layers }: Image): string[] {
  const tree = treeOf(layers.map(({ bytes }) => readTar(bytes, 'layer')));
  return [...tree.values()].map(({ path: name, kind, bytes }) => (kind === 'folder' ? `${name}/` : `${name}: ${new TextDecoder().decode(bytes)}`)).sort();
}

/** The number of the refusal, with its line or its place: `C104 at 3`, `C011 in blob 2 at 32`; what the work gives instead is an error. */
export function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (trouble) {
    if (trouble instanceof BuildError) return `${trouble.row.code} at ${trouble.line}`;
    if (trouble instanceof ImageDamage) return `${trouble.row.code} in ${trouble.section} at ${trouble.offset}`;
    throw trouble;
  }
  throw new Error('nothing was refused');
}

/** An image of three layers with all that an image can have. */
export function richImage(): Image {
  return buildImage(
    'FROM scratch\nCOPY etc /etc\nCOPY --chmod=755 bin/hello /bin/\nDELETE /etc/old\nENV PATH=/bin NAME="a b"\nWORKDIR /home\nLABEL who=me\nENTRYPOINT ["/bin/hello", "x"]\nCMD y\n',
    { 'etc/motd': 'hi\n', 'etc/old': 'x', 'bin/hello': 'a program' },
  );
}
