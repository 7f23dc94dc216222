// An OCI image layout: `oci-layout`, `index.json` and blobs named by their digests. It is given and taken as files, by the paths
// in it, so that a folder and an archive are the same; what writes them is left to others.
import { Refusal } from '../base/message';
import { checkedBlob, descriptor, MEDIA, readImage, requireVersion, type Blob, type BlobSource, type Image } from './image';
import { readJson, type JsonValue } from './json';
import { DAMAGE, ImageDamage, REFUSED } from './messages';
import { isReferenceName } from './reference';

const VERSION = '1.0.0';
export const LAYOUT_FILE = 'oci-layout';
export const INDEX_FILE = 'index.json';
const INDEX_MEDIA = 'application/vnd.oci.image.index.v1+json';
/** The annotation of a descriptor in the index that says what the image is called. */
const NAME_ANNOTATION = 'org.opencontainers.image.ref.name';

/** The bytes of a file of a layout; undefined where it is not there. */
export type LayoutFiles = (path: string) => Uint8Array | undefined;

/** Files to write, in this order: the index last, because it names what must be there by then. */
export type FilesToWrite = ReadonlyMap<string, Uint8Array>;

/** Where a blob stands. */
export function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}

/** Every image of a layout, each checked whole; refuses (`ImageDamage`) damage anywhere. */
export function readLayout(files: LayoutFiles): Image[] {
  const source: BlobSource = { blob: (digest) => files(blobPath(digest)), place: blobPath };
  return readIndex(files).field('manifests').items().map((item) => readImage(source, nameOf(item), item));
}

function readIndex(files: LayoutFiles): JsonValue {
  const version = readJson(requiredFile(files, LAYOUT_FILE), LAYOUT_FILE).field('imageLayoutVersion');
  if (version.text() !== VERSION) throw version.damage(DAMAGE.layout_version, { found: version.text() });
  const index = readJson(requiredFile(files, INDEX_FILE), INDEX_FILE);
  requireVersion(index);
  requireOwnNames(index.field('manifests').items());
  return index;
}

function requiredFile(files: LayoutFiles, path: string): Uint8Array {
  const bytes = files(path);
  if (bytes === undefined) throw new ImageDamage(DAMAGE.file_missing, path, 0);
  return bytes;
}

function requireOwnNames(items: readonly JsonValue[]): void {
  const seen = new Set<string>();
  for (const item of items) {
    const name = nameOf(item);
    if (name !== '' && seen.has(name)) throw item.damage(DAMAGE.reference_twice, { name });
    seen.add(name);
  }
}

/** What a descriptor of the index calls its image; empty where it does not. */
function nameOf(item: JsonValue): string {
  const value = item.optional('annotations')?.optional(NAME_ANNOTATION);
  if (value === undefined) return '';
  if (!isReferenceName(value.text())) throw value.damage(DAMAGE.reference, { found: value.text() });
  return value.text();
}

/**
 * The files by which a layout gets more images, and none that it has. A new layout is one without `oci-layout`. What the index says of
 * others stays. A name that another image has is refused unless `force`; that image's blobs stay, too.
 * @param shown what messages call the layout
 */
export function addToLayout(files: LayoutFiles, images: readonly Image[], force: boolean, shown: string): FilesToWrite {
  const isNew = files(LAYOUT_FILE) === undefined;
  const index = isNew ? undefined : readIndex(files);
  const before = index?.field('manifests').items().map(entryOf) ?? [];
  const after = images.reduce<readonly Entry[]>((list, image) => withImage(list, image, force, shown), before);
  const blobs = images.flatMap(({ manifest, config, layers }) => [...layers, config, manifest]).filter((blob) => !hasBlob(files, blob));
  return new Map([
    ...(isNew ? [[LAYOUT_FILE, text({ imageLayoutVersion: VERSION })] as const] : []),
    ...blobs.map(({ digest, bytes }) => [blobPath(digest), bytes] as const),
    ...(after === before ? [] : [[INDEX_FILE, text(indexWith(index, after))] as const]),
  ]);
}

/** Whether the layout has a blob; one that is damaged is refused. */
function hasBlob(files: LayoutFiles, { digest, bytes }: Blob): boolean {
  const found = files(blobPath(digest));
  if (found !== undefined) checkedBlob(found, digest, bytes.length, blobPath(digest));
  return found !== undefined;
}

function indexWith(index: JsonValue | undefined, entries: readonly Entry[]): unknown {
  const others = index === undefined ? { schemaVersion: 2, mediaType: INDEX_MEDIA } : index.plain() as object;
  return { ...others, manifests: entries.map(({ plain }) => plain) };
}

/** One descriptor of an index. */
interface Entry {
  readonly name: string;
  readonly digest: string;
  readonly plain: unknown;
}

function entryOf(item: JsonValue): Entry {
  return { name: nameOf(item), digest: item.field('digest').text(), plain: item.plain() };
}

function withImage(list: readonly Entry[], image: Image, force: boolean, shown: string): readonly Entry[] {
  const at = list.findIndex(({ name, digest }) => name === image.reference && (name !== '' || digest === image.manifest.digest));
  if (at >= 0 && list[at].digest === image.manifest.digest) return list;
  if (at >= 0 && !force) throw new Refusal(REFUSED.name_taken, { path: shown, name: image.reference });
  const { reference: name, manifest } = image;
  const annotations = name === '' ? {} : { annotations: { [NAME_ANNOTATION]: name } };
  const entry: Entry = { name, digest: manifest.digest, plain: { ...descriptor(MEDIA.manifest, manifest), ...annotations } };
  return at < 0 ? [...list, entry] : list.map((each, index) => (index === at ? entry : each));
}

function text(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
