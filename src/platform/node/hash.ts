// SHA-256 by Node, whose library uses the processor's own instructions: ten times as fast as any in JavaScript.
import { useHasher } from '../../base/hash';

/** Has much hashed by Node; its library, which takes milliseconds to load, is loaded when there is much to hash. */
export function useNodeHasher(): void {
  useHasher(() => (require('node:crypto') as typeof import('node:crypto')).createHash('sha256'));
}
