// `strata image build`: a folder and its build file become an image in a layout.
import { Refusal } from '../../base/message';
import { build } from '../../oci/build';
import { readBuildFile } from '../../oci/build-file';
import type { Image } from '../../oci/image';
import { blobPath, type FilesToWrite } from '../../oci/layout';
import { findImage, newReference } from '../../oci/reference';
import { BuildFolder } from '../../oci/sources';
import type { Call } from '../call';
import { sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import { readImages, sourceDate, writeToLayout } from '../image/collections';
import { IMAGE_SAYS } from '../image/messages';
import { REFUSALS } from '../messages';
import { textOf } from './format';

const BUILD_FILE = 'Buildfile';
/** Bytes of a build file that are read. */
const BUILD_FILE_BYTES_MAX = 1024 * 1024;

/** Builds the image, puts it into the layout, and says which layers were new. */
export async function imageBuild(call: Call): Promise<number> {
  const { given, platform } = call, [folder] = given.operands;
  const file = given.text('file') ?? platform.join(folder, BUILD_FILE), output = given.text('output') ?? '';
  const reference = newReference(given.text('tag') ?? '');
  const bytes = platform.readFile(file, BUILD_FILE_BYTES_MAX);
  if (bytes === undefined) throw new Refusal(REFUSALS.no_file, { path: file });
  const image = build({
    instructions: readBuildFile(textOf({ name: file, bytes }), file), file, reference, time_s: sourceDate(call),
    folder: new BuildFolder(platform, folder, [file, output].map((each) => platform.resolve(call.folder, each))),
    baseOf: (name) => findBase(call, name, platform.folderOf(file), output),
  });
  report(call, image, writeToLayout(platform, output, [image], given.has('force')));
  return EXIT_CODES.done.code;
}

/** The image that FROM names: one of the layout that is written, or one of a layout, archive or disk named from the build file's folder. */
function findBase(call: Call, name: string, beside: string, output: string): Image | undefined {
  const [, place, wanted] = /^oci:((?:[A-Za-z]:(?=[\\/]))?[^:]+):(.+)$/.exec(name) ?? [undefined, undefined, name];
  const source = place === undefined ? output : call.platform.resolve(call.platform.resolve(call.folder, beside), place);
  if (place === undefined && call.platform.listFolder(source) === undefined) return undefined;
  return findImage(readImages(call, source), wanted);
}

function report({ terminal: { out, language } }: Call, { reference: name, manifest: { digest }, layers }: Image, written: FilesToWrite): void {
  layers.forEach((layer, index) => {
    const row = written.has(blobPath(layer.digest)) ? IMAGE_SAYS.layer_new : IMAGE_SAYS.layer_kept;
    out.write(`${sentence(row, language, { number: index + 1, digest: layer.digest, size: layer.bytes.length })}\n`);
  });
  out.write(`${sentence(IMAGE_SAYS.image, language, { name, digest })}\n`);
}
