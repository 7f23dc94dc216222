// Programs of two or more layers for tests: a root that carries the image of a child and talks about it.
import type { Image } from '../../src/image/image';
import { build, bytesOfImage, type ImageText } from './builder';

/** Where the root's data begins, and where the window that `make` gives a child begins and ends. */
export const DATA = 1024;
export const CHILD_BASE = 16_384;
export const CHILD_LIMIT = 16_384;

/** What every layer may call: `say` prints a number and a blank, `sayf` an f64 truncated, `make` makes a child in a mode. */
const COMMON = {
  'say (n:i32)': 'get n sys print port.console 32 out ret',
  'sayf (n:f64)': 'get n f2i say ret',
  'make (mode:i32 -> i32)': `child child.size image.load ${CHILD_BASE} ${CHILD_LIMIT} get mode ctx.new ret`,
};

/** The text of a layer above a child with the image `child`: `code` has the locals c, d, i, j and x. */
export function layer(child: ImageText, code: string, more: Partial<ImageText> = {}): ImageText {
  const bytes = bytesOfImage(child);
  return {
    ...more,
    functions: { 'main () c:i32 d:i32 i:i32 j:i32 x:f64': code, ...COMMON, ...more.functions },
    constants: { child: DATA, 'child.size': bytes.length, ...more.constants },
    data: { [DATA]: bytes, ...more.data },
  };
}

/** A child whose function `main` has the code, and whatever else is given. */
export function child(code: string, more: Partial<ImageText> = {}): ImageText {
  return { window: CHILD_LIMIT, ...more, functions: { 'main () i:i32 j:i32 x:f64': code, ...more.functions } };
}

/** A root above one child, both given as code. */
export function parent(childCode: string | ImageText, code: string, more: Partial<ImageText> = {}): Image {
  return build(layer(typeof childCode === 'string' ? child(childCode) : childCode, code, more));
}
