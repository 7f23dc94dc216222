// `strata image ls`, `inspect` and `verify`: what images there are, and whether they are well. Nothing is written.
import { readBaseConfig, type Image } from '../../oci/image';
import { readTar } from '../../oci/tar';
import { comparePaths } from '../../oci/paths';
import { treeOf } from '../../oci/tree';
import type { Call } from '../call';
import { sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import { namedImages, readImages } from '../image/collections';
import { IMAGE_SAYS } from '../image/messages';

/** Writes a line for each image. */
export async function imageLs(call: Call): Promise<number> {
  const { given, terminal: { out, language } } = call;
  for (const image of given.operands.flatMap((source) => readImages(call, source))) {
    const { reference: name, manifest: { digest }, layers } = image, size = layers.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const line = given.has('json')
      ? JSON.stringify({ name, digest, layers: layers.length, size })
      : sentence(IMAGE_SAYS.listed, language, { name: name === '' ? '-' : name, digest, layers: layers.length, size });
    out.write(`${line}\n`);
  }
  return EXIT_CODES.done.code;
}

/** Writes everything about images, as JSON for people. */
export async function imageInspect(call: Call): Promise<number> {
  const [source, ...names] = call.given.operands;
  for (const image of namedImages(call, source, names)) call.terminal.out.write(`${JSON.stringify(described(image), undefined, 2)}\n`);
  return EXIT_CODES.done.code;
}

function described({ reference, manifest, config, layers }: Image): unknown {
  const tree = treeOf(layers.map(({ digest, bytes }) => readTar(bytes, digest)));
  return {
    name: reference,
    digest: manifest.digest,
    config: readBaseConfig(config, config.digest).plain,
    layers: layers.map(({ digest, bytes }) => ({ digest, size: bytes.length, entries: readTar(bytes, digest).map(({ path }) => path) })),
    files: [...tree.values()].sort((a, b) => comparePaths(a.path, b.path)).map(({ path, kind, mode, bytes }) => (
      { path: `/${path}`, kind, mode: mode.toString(8), ...(kind === 'file' ? { size: bytes.length } : {}) }
    )),
  };
}

/** Reading images checks all of them. */
export async function imageVerify(call: Call): Promise<number> {
  const { given, terminal: { out, language } } = call;
  for (const path of given.operands) out.write(`${sentence(IMAGE_SAYS.verified, language, { path, images: readImages(call, path).length })}\n`);
  return EXIT_CODES.done.code;
}
