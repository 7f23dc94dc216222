// A container image as a value: blobs named by their own SHA-256, and what the manifest and the configuration say. What is read
// is checked whole; what is written has one form only, so that the same content has the same digests everywhere.
import { sha256 } from '../base/hash';
import { readJson, type JsonValue } from './json';
import { DAMAGE, ImageDamage } from './messages';
import { readTar } from './tar';

/** Media types of the OCI image specification, version 1. */
export const MEDIA = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
} as const;

/** The processor is no real one, so nobody starts such an image by mistake; of systems, tools unpack only those that they know. */
const ARCHITECTURE = 'strata', SYSTEM = 'linux';

/** Layers of an image; a record on a disk has room for so many. */
export const LAYERS_MAX = 32;

/** Bytes and `sha256:` with their hash. */
export interface Blob {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** How a container of the image starts. */
export interface Settings {
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  /** `NAME=value`. */
  readonly environment: readonly string[];
  /** Empty: the root. */
  readonly workingFolder: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One line of an image's history. */
export interface HistoryLine {
  readonly created_by?: string;
  readonly empty_layer?: boolean;
}

export interface Image {
  /** What it is called, usually `name:tag`; empty where it has no name. */
  readonly reference: string;
  readonly manifest: Blob;
  readonly config: Blob;
  /** Lowest first. */
  readonly layers: readonly Blob[];
  readonly settings: Settings;
}

/** The blob of some bytes. */
export function blobOf(bytes: Uint8Array): Blob {
  return { digest: `sha256:${sha256(bytes)}`, bytes };
}

/** The blob of a value in JSON, without blanks and with its fields in the order given. */
export function jsonBlob(value: unknown): Blob {
  return blobOf(new TextEncoder().encode(JSON.stringify(value)));
}

/** What makes an image. */
export interface ImageParts {
  readonly reference: string;
  /** The configuration of the image that it builds on, whose other fields it keeps. */
  readonly base?: Readonly<Record<string, unknown>>;
  readonly layers: readonly Blob[];
  readonly settings: Settings;
  /** What was done since the base. */
  readonly history: readonly HistoryLine[];
  /** Seconds since 1970. */
  readonly time_s: number;
}

/** The image of the parts. */
export function makeImage(parts: ImageParts): Image {
  const config = jsonBlob(configOf(parts)), { reference, layers, settings } = parts;
  const manifest = jsonBlob({
    schemaVersion: 2,
    mediaType: MEDIA.manifest,
    config: descriptor(MEDIA.config, config),
    layers: layers.map((layer) => descriptor(MEDIA.layer, layer)),
  });
  return { reference, manifest, config, layers, settings };
}

/** What names a blob in a manifest or an index. */
export function descriptor(mediaType: string, { digest, bytes }: Blob): Readonly<Record<string, unknown>> {
  return { mediaType, digest, size: bytes.length };
}

function configOf({ base = {}, layers, settings, history, time_s }: ImageParts): unknown {
  const created = new Date(time_s * 1000).toISOString().replace('.000Z', 'Z');
  const { config, history: before, ...others } = base;
  return {
    ...others,
    created,
    architecture: ARCHITECTURE,
    os: SYSTEM,
    config: { ...(isObject(config) ? config : {}), ...execution(settings) },
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    history: [...(Array.isArray(before) ? before : []), ...history.map((line) => ({ created, ...line }))],
  };
}

function execution({ entryPoint, command, environment, workingFolder, labels }: Settings): Readonly<Record<string, unknown>> {
  return {
    Env: environment, Entrypoint: entryPoint, Cmd: command, WorkingDir: workingFolder,
    Labels: Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where blobs are looked for. `place` is the section that damage in a blob is reported in. */
export interface BlobSource {
  blob(digest: string): Uint8Array | undefined;
  place(digest: string): string;
}

/** The image that a descriptor names, with every byte of it checked; refuses (`ImageDamage`) what is not as it says. */
export function readImage(source: BlobSource, reference: string, named: JsonValue): Image {
  const manifest = readBlob(source, named, MEDIA.manifest);
  const value = readJson(manifest.bytes, source.place(manifest.digest));
  requireVersion(value);
  const config = readBlob(source, value.field('config'), MEDIA.config);
  const items = value.field('layers').items();
  if (items.length > LAYERS_MAX) throw value.field('layers').damage(DAMAGE.layers_max, { found: items.length, limit: LAYERS_MAX });
  const layers = items.map((item) => readBlob(source, item, MEDIA.layer));
  for (const layer of layers) readTar(layer.bytes, source.place(layer.digest));
  const configuration = readJson(config.bytes, source.place(config.digest));
  requireLayers(configuration, layers);
  return { reference, manifest, config, layers, settings: settingsOf(configuration) };
}

/** Manifests and indexes are of version 2; that of a manifest is the only media type that may be left out. */
export function requireVersion(value: JsonValue): void {
  const version = value.field('schemaVersion'), found = version.count();
  if (found !== 2) throw version.damage(DAMAGE.schema_version, { found });
}

function readBlob(source: BlobSource, named: JsonValue, expected: string): Blob {
  const media = named.field('mediaType');
  if (media.text() !== expected) throw media.damage(DAMAGE.media_type, { found: media.text(), expected });
  const digest = readDigest(named.field('digest'));
  const bytes = source.blob(digest);
  if (bytes === undefined) throw named.field('digest').damage(DAMAGE.blob_missing, { digest });
  return checkedBlob(bytes, digest, named.field('size').count(), source.place(digest));
}

/** The bytes as the blob that they are promised to be. */
export function checkedBlob(bytes: Uint8Array, digest: string, expected: number, section: string): Blob {
  if (bytes.length !== expected) throw new ImageDamage(DAMAGE.blob_size, section, Math.min(bytes.length, expected), { found: bytes.length, expected });
  const blob = blobOf(bytes);
  if (blob.digest !== digest) throw new ImageDamage(DAMAGE.blob_digest, section, 0, { found: blob.digest });
  return blob;
}

/** A digest of 256 bits, the only kind that the machine's own engine can check. */
export function readDigest(value: JsonValue): string {
  const found = value.text();
  if (!/^sha256:[0-9a-f]{64}$/.test(found)) throw value.damage(DAMAGE.digest, { found });
  return found;
}

/** An uncompressed layer's digest is the one that the configuration has of its content. */
function requireLayers(configuration: JsonValue, layers: readonly Blob[]): void {
  const list = configuration.field('rootfs').field('diff_ids'), ids = list.items();
  if (ids.length !== layers.length) throw list.damage(DAMAGE.layers, { found: ids.length, expected: layers.length });
  ids.forEach((id, index) => {
    if (readDigest(id) !== layers[index].digest) throw id.damage(DAMAGE.layer_other, { number: index + 1, expected: layers[index].digest });
  });
}

/** How containers start, by a configuration. */
function settingsOf(configuration: JsonValue): Settings {
  const config = configuration.optional('config');
  const texts = (name: string): string[] => (config?.optional(name)?.items() ?? []).map((item) => item.text());
  const labels = config?.optional('Labels')?.fields() ?? new Map<string, JsonValue>();
  return {
    entryPoint: texts('Entrypoint'), command: texts('Cmd'), environment: texts('Env'),
    workingFolder: config?.optional('WorkingDir')?.text() ?? '',
    labels: Object.fromEntries([...labels].map(([name, value]) => [name, value.text()])),
  };
}

/** A configuration that others build on. */
export interface BaseConfig {
  readonly settings: Settings;
  /** Digests, lowest first. */
  readonly layers: readonly string[];
  /** When it was made, in seconds since 1970; 0 where it does not say. */
  readonly time_s: number;
  /** All its fields, those too that we know nothing of. */
  readonly plain: Readonly<Record<string, unknown>>;
}

/** Reads a configuration alone; `section` is what messages call it. */
export function readBaseConfig(config: Blob, section: string): BaseConfig {
  const value = readJson(config.bytes, section), plain = value.plain();
  const time_s = Math.floor(Date.parse(value.optional('created')?.text() ?? '') / 1000);
  return {
    settings: settingsOf(value), layers: value.field('rootfs').field('diff_ids').items().map(readDigest),
    time_s: Number.isNaN(time_s) ? 0 : time_s, plain: isObject(plain) ? plain : {},
  };
}
