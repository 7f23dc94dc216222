// What holds in lab 09, with images built here as the scripts of the lab build them: a change of the program changes one layer, and only
// that moves; the job reports the same on every fresh machine; and commit carries a whole environment to another one.
import { message, Refusal, type Message } from '../base/message';
import { build } from '../oci/build';
import { readBuildFile } from '../oci/build-file';
import { readArchive, writeArchive } from '../oci/archive';
import { readDisk } from '../oci/disk-read';
import { addToDisk, makeDisk } from '../oci/disk-write';
import type { Image } from '../oci/image';
import { BuildError } from '../oci/messages';
import { BuildFolder, type SourceFiles } from '../oci/sources';
import { consoleDifferences, taken } from './arrangements';
import { CONTAINERS, engineOf } from './containers';
import { absent } from './guide-sessions';
import { Unfit, type Check, type Finding } from './lab';
import { DIFFERS } from './messages';
import type { Workshop } from './workshop';

const FOLDER = 'labs/09-docker-deploy';
const BUILD_FILE = `${FOLDER}/image/Buildfile`, JOB = `${FOLDER}/job.sasm`, CHANGED = `${FOLDER}/changed.sasm`;
const SHELL_FILE = 'FROM job:1\nENTRYPOINT ["/bin/sh"]\n';
const TOOLS: Readonly<Record<string, string>> = { cat: 'cat', ls: 'ls', save: 'save', rm: 'rm', sh: 'shell' };
const ROOT = 'image';
const DISK = { system: new Uint8Array(1 << 19), room: 1 << 20, scratch: 16 << 20 };

/** Files by path below {@link ROOT}, as a folder that can be built. */
function folderOf(files: ReadonlyMap<string, Uint8Array>): BuildFolder {
  const shelf: SourceFiles = {
    readFile: (path) => files.get(path),
    realPath: (path) => path,
    join: (folder, path) => `${folder}/${path}`,
    relative: (folder, path) => path.slice(folder.length + 1),
    listFolder: (folder) => {
      const below = [...files.keys()].filter((path) => path.startsWith(`${folder}/`)), names = new Set(below.map((path) => path.slice(folder.length + 1).split('/')[0]));
      return names.size === 0 ? undefined : [...names].map((name) => ({ name, kind: files.has(`${folder}/${name}`) ? 'file' : 'folder' }));
    },
  };
  return new BuildFolder(shelf, ROOT, []);
}

/** The work, whose refusals are said as differences. */
function orUnfit<T>(who: string, work: () => T): T {
  try {
    return work();
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble;
    const problem = message(trouble.row, trouble.args);
    throw new Unfit([trouble instanceof BuildError ? message(DIFFERS.not_assembled, { path: trouble.file, line: trouble.line, problem }) : message(DIFFERS.not_verified, { path: who, problem })]);
  }
}

/** The image of the job with a program, and one of the same layers that begins with a shell. */
function imagesOf(workshop: Workshop, program: string): readonly [job: Image, shell: Image] {
  const files = new Map(workshop.filesBelow(`${FOLDER}/image`).map(([name, bytes]) => [`${ROOT}/${name}`, bytes]));
  for (const [name, file] of Object.entries(TOOLS)) files.set(`${ROOT}/tools/${name}`, workshop.image(`systems/slate/programs/${file}.sasm`));
  files.set(`${ROOT}/job`, workshop.image(program));
  const built = (reference: string, text: string, base?: Image): Image =>
    build({ instructions: readBuildFile(text, BUILD_FILE), file: BUILD_FILE, reference, folder: folderOf(files), baseOf: () => base, time_s: 0 });
  return orUnfit(BUILD_FILE, () => {
    const job = built('job:1', workshop.text(BUILD_FILE));
    return [job, built('shell:1', SHELL_FILE, job)];
  });
}

/** What the job writes on a fresh machine. */
function report(workshop: Workshop, disk: Uint8Array, seed = 1): string {
  return taken(engineOf(workshop, disk, ['images', 'run today job:1', 'ps'], CONTAINERS, seed));
}

/** Bytes of blobs that a layout or disk does not have yet. */
function moved(before: Image, after: Image): number {
  const known = new Set([before.config, before.manifest, ...before.layers].map(({ digest }) => digest));
  return [after.config, after.manifest, ...after.layers].reduce((sum, { digest, bytes }) => (known.has(digest) ? sum : sum + bytes.length), 0);
}

/** Both versions run on a machine made anew, and of the second one only the last layer is new. */
function chain(workshop: Workshop): Finding {
  const versions = [JOB, CHANGED].map((program) => imagesOf(workshop, program)), [[first], [second]] = versions, found: Message[] = [];
  versions.forEach((images, i) => found.push(...absent([JOB, CHANGED][i], report(workshop, makeDisk(images, DISK)), 'today: exit code 0')));
  const last = second.layers.length - 1, changed = second.layers.map(({ digest }, i) => digest !== first.layers[i]?.digest);
  changed.forEach((other, i) => { if (other !== (i === last)) found.push(message(other ? DIFFERS.layer_changed : DIFFERS.layer_same, { number: i + 1 })); });
  return { figures: { layers: second.layers.length, bytes: second.layers.reduce((sum, { bytes }) => sum + bytes.length, 0), moved: moved(first, second) }, differences: found };
}

/** Three fresh machines, whose random numbers are not the same. */
function everywhere(workshop: Workshop): Finding {
  const disk = makeDisk(imagesOf(workshop, CHANGED), DISK), [first, ...others] = [1, 2, 3].map((seed) => report(workshop, disk, seed));
  return { figures: { machines: 1 + others.length }, differences: others.flatMap((other) => consoleDifferences(CHANGED, other, first)) };
}

/** A container writes, deletes, and becomes an image, which begins on another machine where that container was. */
function carried(workshop: Workshop): Finding {
  const here = makeDisk(imagesOf(workshop, CHANGED), DISK), there = makeDisk(imagesOf(workshop, JOB), DISK);
  const lines = ['run a shell:1', 'save etc/orders 700', 'rm bin/cat', 'save notes here', 'ls', 'exit 0', 'commit a kept:1'];
  const machine = engineOf(workshop, here, lines), wanted = filesListed(taken(machine));
  const disk = orUnfit('kept:1', () => {
    const kept = readDisk(machine.devices.disk.contents()).filter(({ reference }) => reference === 'kept:1');
    return addToDisk(there, readArchive(writeArchive(kept, 0)), false, 'disk');
  });
  const found = filesListed(taken(engineOf(workshop, disk, ['run b kept:1', 'ls', 'exit 0'])));
  return { figures: { files: wanted.split('\n').length }, differences: consoleDifferences('kept:1', found, wanted) };
}

/** The lines of `ls`: names and lengths. */
function filesListed(output: string): string {
  return output.split(/\n|[#$] /).filter((line) => /^\S+ \d+$/.test(line) && !/:\d+ /.test(line)).sort().join('\n');
}

export const DOCKER_DEPLOY: readonly Check[] = [
  { name: 'chain', text: { en: 'both versions run on a new machine, and only the changed layer moves', ko: '두 버전 모두 새 머신에서 실행되고, 바뀐 레이어만 옮긴다' }, run: chain },
  { name: 'same-output', text: { en: 'the job reports the same on three fresh machines', ko: '작업이 새 머신 세 대에서 같은 결과를 낸다' }, run: everywhere },
  { name: 'carried', text: { en: 'a committed container goes on on another machine with all its files', ko: '커밋한 컨테이너가 다른 머신에서 파일을 모두 가지고 시작한다' }, run: carried },
];
