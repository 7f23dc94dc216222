// Typed arrays that grow.

/** A copy with another length: cut off, or with zeros behind. */
export function resized<T extends Uint8Array | Uint16Array | Int32Array>(old: T, length: number): T {
  if (length <= old.length) return old.slice(0, length) as T;
  const fresh = new (old.constructor as new (length: number) => T)(length);
  fresh.set(old);
  return fresh;
}
