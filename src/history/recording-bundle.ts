// The image that a recording carries with it: with the debug information of every program of the run and the texts of their sources.
import { sha256Text } from '../base/hash';
import type { DebugInfo, SourceFile } from '../image/debug';
import { encodeImage } from '../image/write';
import type { Machine } from '../machine/machine';

/**
 * The file of the image with which a machine was launched. Names of sources stay relative to the program's folder; a text that is
 * no longer the one of which the program was made is left out.
 * @param lookup debug information of an image that was loaded while running
 * @param textOf the text of a source, where it is to be had
 */
export function bundledImage(machine: Machine, lookup: (identity: string) => DebugInfo | undefined, textOf: (name: string) => string | undefined): Uint8Array {
  const { image } = machine.root.program;
  const debug = new Map(image.debug);
  for (const identity of machine.programs.keys()) {
    const info = debug.get(identity) ?? lookup(identity);
    if (info !== undefined) debug.set(identity, info);
  }
  const withText = (file: SourceFile): SourceFile => {
    const text = file.text ?? textOf(file.name);
    return text === undefined || sha256Text(text) !== file.sha256 ? { name: file.name, sha256: file.sha256 } : { ...file, text };
  };
  return encodeImage(image, new Map([...debug].map(([identity, info]) => [identity, { ...info, files: info.files.map(withText) }])));
}
