// Standard input: read whole where it is a file or pipe, line by line where a person types.
import type { ReadStream } from 'node:tty';
import type { Image } from '../image/image';
import { decoded, decodeSys, opcodeOf } from '../isa/encoding';
import { Call } from '../isa/firmware';
import { Op } from '../isa/instructions';

/** Takes what is typed; undefined at the end. */
export type TakeInput = (bytes: Uint8Array | undefined) => void;

/** Whether a person types it. */
export function isTyped(): boolean {
  return process.stdin.isTTY === true;
}

/** All that stands on standard input. */
export async function readStandardInput(): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of process.stdin as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Gives what is typed from now on, until the returned function is called. */
export function followStandardInput(take: TakeInput): () => void {
  const { stdin } = process as { readonly stdin: ReadStream };
  const end = (): void => take(undefined);
  stdin.on('data', take);
  stdin.once('end', end);
  return () => {
    stdin.off('data', take);
    stdin.off('end', end);
    stdin.pause();
  };
}

/**
 * Whether a root with this image can see console input at all: it reads it from the firmware, or has a privileged
 * instruction. One that cannot is not made to wait for the end of a pipe that nobody closes.
 */
export function seesInput(image: Image): boolean {
  return image.code.some((word) => decoded(word).privileged || (opcodeOf(word) === Op.sys && decodeSys(word >>> 8)?.number === Call.read));
}
