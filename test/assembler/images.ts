// Images of texts that are in order, for tests.
import * as assert from 'node:assert/strict';
import { assemble } from '../../src/assembler';
import { render } from '../../src/base/message';
import type { Image } from '../../src/image/image';

/** The image of a text that must be in order. */
export function imageOf(text: string): Image {
  const { image, diagnostics } = assemble({ path: 'test.sasm', text });
  const told = diagnostics.map(({ message, span }) => `${span.start.line + 1}: ${render(message, 'en')}`);
  assert.ok(image !== undefined, told.join('\n'));
  return image;
}
