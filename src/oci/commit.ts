// The image of a container that an engine inside the machine has committed: it wrote a layer and a record; the configuration and the
// manifest, which are JSON, are made here. Done again, the result is the same.
import { LAYERS_MAX, makeImage, readBaseConfig, type Blob, type Image, type Settings } from './image';
import { readTar } from './tar';

/** What a record says. */
export interface Commit {
  readonly reference: string;
  /** The configuration of the image that the container came from. */
  readonly config: Blob;
  /** Those of that image, and the container's own. */
  readonly layers: readonly Blob[];
  readonly settings: Omit<Settings, 'labels'>;
  /** What messages call a blob. */
  readonly section: (digest: string) => string;
}

const CREATED_BY = 'strata commit';

/** The image; undefined where the layers do not begin with those of the image that the container came from. */
export function committedImage({ reference, config, layers, settings, section }: Commit): Image | undefined {
  const base = readBaseConfig(config, section(config.digest));
  if (layers.length > LAYERS_MAX || !base.layers.every((digest, index) => layers[index]?.digest === digest)) return undefined;
  for (const { digest, bytes } of layers) readTar(bytes, section(digest));
  const added = layers.slice(base.layers.length).map(() => ({ created_by: CREATED_BY }));
  return makeImage({
    reference, layers, base: base.plain, time_s: base.time_s, settings: { ...settings, labels: base.settings.labels },
    history: added.length > 0 ? added : [{ created_by: CREATED_BY, empty_layer: true }],
  });
}
