// The tools of others, skopeo and umoci, read what is built here, and what skopeo writes is read. The files that umoci unpacks are
// a witness for what a container of the image sees.
import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { readArchive, writeArchive } from '../../src/oci/archive';
import type { Image } from '../../src/oci/image';
import { addToLayout, readLayout } from '../../src/oci/layout';
import { installPackages } from '../debian';
import { buildImage, filesOf, inFolder, richImage, type Files } from './images';

const TOOLS = ['skopeo', 'umoci'];

function run(tool: string, ...args: readonly string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Copies without a policy of the machine's, and layers as they are. */
function skopeoCopy(from: string, to: string): void {
  run('skopeo', '--insecure-policy', 'copy', '--quiet', '--dest-oci-accept-uncompressed-layers', from, to);
}

function writeLayout(folder: string, images: readonly Image[]): string {
  const layout = path.join(folder, 'layout');
  for (const [name, bytes] of addToLayout(() => undefined, images, false, layout)) {
    mkdirSync(path.dirname(path.join(layout, name)), { recursive: true });
    writeFileSync(path.join(layout, name), bytes);
  }
  return layout;
}

function layoutFiles(folder: string): (name: string) => Uint8Array | undefined {
  return (name) => (existsSync(path.join(folder, name)) ? new Uint8Array(readFileSync(path.join(folder, name))) : undefined);
}

/** What is below a folder, as `filesOf` says it. */
function unpacked(folder: string, below = ''): string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? [`${name}/`, ...unpacked(folder, name)] : [`${name}: ${readFileSync(path.join(folder, name), 'utf8')}`];
  }).sort();
}

/** The files that umoci unpacks. */
function unpack(folder: string, image: Image): string[] {
  const layout = writeLayout(folder, [image]), bundle = path.join(folder, 'bundle');
  run('umoci', 'unpack', '--rootless', '--image', `${layout}:${image.reference}`, bundle);
  return unpacked(path.join(bundle, 'rootfs'));
}

// They are programs of Linux; there they must be.
(process.platform === 'linux' ? describe : () => undefined)('skopeo and umoci', function () {
  this.timeout(300_000);

  before(() => {
    if (TOOLS.some((tool) => spawnSync(tool, ['--version']).error !== undefined)) installPackages('skopeo and umoci', TOOLS);
  });

  it('inspect what is built: digest, layers, labels, variables, history', () => {
    inFolder({}, (folder) => {
      const image = richImage(), layout = writeLayout(folder, [image]);
      const seen = JSON.parse(run('skopeo', 'inspect', `oci:${layout}:test:1`)) as Readonly<Record<string, unknown>>;
      assert.deepEqual([seen['Digest'], seen['Layers'], seen['Labels'], seen['Env'], seen['Created']], [
        image.manifest.digest, image.layers.map(({ digest }) => digest), { who: 'me' }, ['PATH=/bin', 'NAME=a b'], '1970-01-01T00:00:00Z',
      ]);
      const { config, history } = JSON.parse(run('skopeo', 'inspect', '--config', `oci:${layout}:test:1`)) as { config: unknown; history: readonly unknown[] };
      assert.deepEqual(config, { Env: ['PATH=/bin', 'NAME=a b'], Entrypoint: ['/bin/hello', 'x'], Cmd: ['y'], WorkingDir: '/home', Labels: { who: 'me' } });
      assert.equal(history.length, 8);
      assert.equal(run('umoci', 'ls', '--layout', layout).trim(), 'test:1');
      assert.match(run('umoci', 'stat', '--image', `${layout}:test:1`), /DELETE \/etc\/old/);
    });
  });

  it('copy what is built, into what is read here and is the same', () => {
    inFolder({}, (folder) => {
      const image = richImage(), layout = writeLayout(folder, [image]), copy = path.join(folder, 'copy'), archive = path.join(folder, 'copy.tar');
      skopeoCopy(`oci:${layout}:test:1`, `oci:${copy}:test:1`);
      assert.deepEqual(readLayout(layoutFiles(copy)), [image]);
      skopeoCopy(`oci:${layout}:test:1`, `oci-archive:${archive}:test:1`);
      assert.deepEqual(readArchive(readFileSync(archive)).map(({ manifest }) => manifest.digest), [image.manifest.digest]);
    });
  });

  it('read an archive that is saved', () => {
    inFolder({ 'saved.tar': writeArchive([richImage()], 0) }, (folder) => {
      const { Digest } = JSON.parse(run('skopeo', 'inspect', `oci-archive:${path.join(folder, 'saved.tar')}:test:1`)) as { Digest: string };
      assert.equal(Digest, richImage().manifest.digest);
    });
  });

  it('unpack the files that a container sees, with their modes, whiteouts applied', () => {
    inFolder({}, (folder) => {
      const image = richImage();
      assert.deepEqual(unpack(folder, image), filesOf(image));
      assert.equal(statSync(path.join(folder, 'bundle/rootfs/bin/hello')).mode & 0o777, 0o755);
      const { process: started } = JSON.parse(readFileSync(path.join(folder, 'bundle/config.json'), 'utf8')) as { process: { args: unknown; cwd: unknown } };
      assert.deepEqual([started.args, started.cwd], [['/bin/hello', 'x', 'y'], '/home']);
    });
  });

  it('unpack what layers at random leave of one another', () => {
    const files: Files = { 'a': '1', 'b': '2', 'deep/a': '3', 'deep/b/c': '4', 'deep/b/d': '5' };
    const target = fc.constantFrom('/', '/x/', '/x/deep/', '/y');
    const line = fc.oneof(
      fc.tuple(fc.constantFrom('a', 'b', 'deep', 'deep/b'), target).map(([from, to]) => `COPY ${from} ${to}`),
      fc.constantFrom('/*', '/a', '/x/a', '/x/*', '/x/b/*', '/y', '/y/*', '/x/deep').map((name) => `DELETE ${name}`),
    );
    fc.assert(fc.property(fc.array(line, { minLength: 2, maxLength: 7 }), (lines) => {
      const image = buildSome(lines, files);
      inFolder({}, (folder) => assert.deepEqual(unpack(folder, image), filesOf(image)));
    }), { numRuns: 30 });
  });
});

/** The image of the lines that can be carried out; a line that would delete nothing is left out. */
function buildSome(lines: readonly string[], files: Files): Image {
  const kept: string[] = ['FROM scratch'];
  for (const line of lines) {
    try {
      buildImage([...kept, line].join('\n'), files);
      kept.push(line);
    } catch (trouble) {
      assert.match(String(trouble), /C111/);
    }
  }
  return buildImage(kept.join('\n'), files);
}
