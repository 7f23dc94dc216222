// The text that a literal in quotation marks stands for.
import { characters, utf8 } from '../assembler/literals';

const decoder = new TextDecoder();

/** The text of a well-written literal; undefined where an escape in it is none. */
export function textOf(literal: string): string | undefined {
  const { points, bad } = characters(literal);
  return bad.length === 0 ? decoder.decode(Uint8Array.from(utf8(points))) : undefined;
}
