// What images are called: `name:tag`.
import { Refusal } from '../base/message';
import { REFUSED } from './messages';

/** Bytes that a record on a disk has room for, a zero behind them not counted. */
export const NAME_MAX = 63;
export const TAG_MAX = 31;

const TAG_DEFAULT = 'latest';

export interface Reference {
  readonly name: string;
  /** Empty where there is none. */
  readonly tag: string;
}

const NAME = /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/;
const ANY_NAME = /^[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*(?:\/[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

/** What somebody typed as the name for a new image; without a tag it is `latest`. Refuses what skopeo and umoci could not name. */
export function newReference(found: string): string {
  const { name, tag } = splitReference(found);
  const whole = tag === '' && !found.endsWith(':') ? TAG_DEFAULT : tag;
  if (!isReference(`${name}:${whole}`)) throw new Refusal(REFUSED.reference, { found, name_max: NAME_MAX, tag_max: TAG_MAX });
  return `${name}:${whole}`;
}

/** Whether a name has the form `name:tag` and fits a record. */
export function isReference(reference: string): boolean {
  const { name, tag } = splitReference(reference);
  return NAME.test(name) && name.length <= NAME_MAX && TAG.test(tag) && tag.length <= TAG_MAX;
}

/** Whether an index may have it as the name of an image (OCI image specification, "org.opencontainers.image.ref.name"). */
export function isReferenceName(reference: string): boolean {
  return ANY_NAME.test(reference);
}

/** Name and tag of a name; the tag is what stands behind the last `:`. */
export function splitReference(reference: string): Reference {
  const colon = reference.lastIndexOf(':');
  return colon < 0 ? { name: reference, tag: '' } : { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

/** Name and tag together, as {@link splitReference} takes them apart. */
export function joinReference({ name, tag }: Reference): string {
  return tag === '' ? name : `${name}:${tag}`;
}

/** The image that somebody means by `hello:1`, or by `hello`: that with the tag `latest`, or the only one of the name. */
export function findImage<T extends { readonly reference: string }>(images: readonly T[], wanted: string): T | undefined {
  const exact = images.find(({ reference }) => reference === wanted) ?? images.find(({ reference }) => reference === `${wanted}:${TAG_DEFAULT}`);
  if (exact !== undefined) return exact;
  const named = images.filter(({ reference }) => splitReference(reference).name === wanted);
  return named.length === 1 ? named[0] : undefined;
}
