// Lab 09: one command changes a program, builds it, makes a machine anew, installs the image and runs the job. Only what changed is
// built and moved; the image is one that other people's tools read; commit, save and load carry a whole environment.
import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/base/random';
import { readArchive, writeArchive } from '../../src/oci/archive';
import { readDisk } from '../../src/oci/disk-read';
import { addToDisk } from '../../src/oci/disk-write';
import type { Image } from '../../src/oci/image';
import { installPackages } from '../debian';
import { SUBJECTS } from '../engines/subjects';
import { filesOf } from '../oci/images';
import { assertLines, guideBlocks, ran, runScript, scripted } from './containers';
import { EXAMPLES } from './programs';

const LAB = '09-docker-deploy';
const FOLDER = join(EXAMPLES, 'labs', LAB);
const SECTOR = 512;
const TOOLS = ['skopeo', 'umoci'];
/** Where an area says which sector of its store is free. */
const STORE_NEXT = 32, END_HEADER = 4;

/** What the chain left behind: after the first version, and after the second. */
interface Chain {
  readonly output: string;
  readonly disks: readonly [Uint8Array, Uint8Array];
  readonly blobs: readonly [readonly string[], readonly string[]];
  /** What other people's tools say of the layout; undefined where they are not there. */
  readonly inspected: { readonly Layers: readonly string[]; readonly Digest: string } | undefined;
  readonly named: string | undefined;
}

function seenByOthers(layout: string): Pick<Chain, 'inspected' | 'named'> {
  if (process.platform !== 'linux') return { inspected: undefined, named: undefined };
  if (TOOLS.some((tool) => spawnSync(tool, ['--version']).error !== undefined)) installPackages('skopeo and umoci', TOOLS);
  return {
    inspected: JSON.parse(execFileSync('skopeo', ['inspect', `oci:${layout}:job:1`], { encoding: 'utf8' })) as Chain['inspected'],
    named: execFileSync('umoci', ['ls', '--layout', layout], { encoding: 'utf8' }),
  };
}

/** Plays the chain, and between its versions looks at what is there. */
function play(): Chain {
  return scripted(join(FOLDER, 'play.sh'), [], (folder, output) => {
    const build = join(folder, 'build'), layout = join(build, 'images'), again = join(folder, 'again');
    const disk = (at: string): Uint8Array => new Uint8Array(readFileSync(join(at, 'disk.img')));
    const blobs = (at: string): string[] => readdirSync(join(at, 'images/blobs/sha256')).sort();
    runScript(join(FOLDER, 'deploy.sh'), [again], folder);
    return { output, disks: [disk(again), disk(build)], blobs: [blobs(again), blobs(build)], ...seenByOthers(layout) };
  });
}

function storeNext(disk: Uint8Array): number {
  const view = new DataView(disk.buffer, disk.byteOffset);
  return view.getInt32(view.getInt32(disk.length - SECTOR + END_HEADER, true) * SECTOR + STORE_NEXT, true);
}

function imageOf(disk: Uint8Array, name: string): Image {
  const image = readDisk(disk).find(({ reference }) => reference === name);
  assert.ok(image !== undefined, name);
  return image;
}

(process.platform === 'win32' ? describe.skip : describe)('lab 09: Docker, image to deploy', function () {
  this.timeout(0);
  let chain: Chain;

  before(() => { chain = play(); });

  it('one command plays the chain: build, new machine, install, run, report; change, and again', () => {
    const [{ text }] = guideBlocks(LAB, ['play']);
    assertLines(chain.output.replace(/^(layer \d) sha256:\w+ \d+ bytes,/gm, '$1'), text, 'play.sh');
  });

  it('the sessions of the guide come out as it says, in both languages', () => {
    const blocks = guideBlocks(LAB, ['session', 'console']);
    assert.equal(blocks.length, 6);
    for (let i = 0; i < blocks.length; i += 2) assertLines(ran({ input: blocks[i].text, disk: chain.disks[1] }).output, blocks[i + 1].text, blocks[i].text);
  });

  it('other tools read the layout, and see the same layers and digest', () => {
    if (process.platform !== 'linux') return;
    const image = imageOf(chain.disks[1], 'job:1');
    assert.deepEqual([chain.inspected?.Layers, chain.inspected?.Digest], [image.layers.map(({ digest }) => digest), image.manifest.digest]);
    assert.deepEqual(chain.named?.trim().split('\n').sort(), ['job:1', 'shell:1']);
  });

  it('only the changed layer is built, and only it moves', () => {
    const [first, second] = chain.disks.map((disk) => imageOf(disk, 'job:1'));
    assert.deepEqual(second.layers.slice(0, 2), first.layers.slice(0, 2));
    assert.notEqual(second.layers[2].digest, first.layers[2].digest);
    const added = chain.blobs[1].filter((blob) => !chain.blobs[0].includes(blob));
    assert.equal(added.length, 5, 'a layer, and for each of two images a configuration and a manifest');
    assert.ok(chain.blobs[0].every((blob) => chain.blobs[1].includes(blob)));
    const updated = addToDisk(chain.disks[0], [second], true, 'disk'), before = storeNext(chain.disks[0]);
    const sectors = [second.layers[2], second.config, second.manifest].reduce((sum, { bytes }) => sum + Math.ceil(bytes.length / SECTOR), 0);
    assert.equal(storeNext(updated) - before, sectors);
  });

  it('the output is the same on three fresh machines, and in every engine', () => {
    const given = { input: 'images\nrun today job:1\nps\n', disk: chain.disks[1] }, first = ran(given);
    assertLines(first.output, 'orders 5, total 130, largest 92, made by version 2\ntoday: exit code 0', 'job');
    for (let i = 0; i < 2; i++) assert.deepEqual(ran(given), first);
    assert.ok(chain.output.endsWith(first.output));
    for (const subject of SUBJECTS) assert.deepEqual(ran({ ...given, engine: subject.make(new Random(5)) }), first, subject.name);
  });

  it('commit, save and load carry a whole environment to another machine', () => {
    const { disk } = ran({ input: 'run a shell:1\nsave etc/orders 700\nrm bin/cat\nsave notes here\nexit 0\ncommit a kept:1\n', disk: chain.disks[1] });
    const archive = writeArchive([imageOf(disk, 'kept:1')], 0), [carried] = readArchive(archive);
    const other = addToDisk(chain.disks[0], [carried], false, 'disk');
    const { output } = ran({ input: 'run b kept:1\nls\nexit 6\n', disk: other });
    assertLines(output, 'etc/orders 4\nb: exit code 6', 'elsewhere');
    assert.ok(!output.includes('bin/cat'));
    assert.deepEqual(filesOf(imageOf(other, 'kept:1')), filesOf(imageOf(disk, 'kept:1')));
  });
});
