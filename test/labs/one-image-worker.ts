// Runs one image in a worker of a browser, bundled by 11-jvm.test.ts: no Node is there. It answers what came of it.
import { decodeImage } from '../../src/image/read';
import { Machine, type MachineOptions } from '../../src/machine/machine';
import { programHash } from '../../src/machine/state-hash';
import { verify } from '../../src/verifier/verify';

/** What a run of a program is, wherever it was. */
export interface Life {
  readonly identity: string;
  readonly output: string;
  readonly retired: number;
  readonly hash: string;
  readonly code: number;
}

/** The life of a program on a bare machine. */
export function lifeOf(bytes: Uint8Array, args: readonly string[]): Life {
  const options: MachineOptions = {
    memory: 1 << 20, limits: { contexts: 4, frames: 1000, images: 4, slots: 16_384 }, seed: 1, leaky: false, disk: new Uint8Array(0), args: [...args],
    input: [{ step: 0, bytes: undefined }],
  };
  const machine = new Machine(verify(decodeImage(bytes)), options);
  while (machine.ending === undefined) machine.run(Infinity, 1e9);
  const { root, ending } = machine;
  const output = new TextDecoder().decode(machine.devices.output.take());
  return { identity: root.program.image.identity, output, retired: root.retired, hash: programHash(machine, root), code: ending.code };
}

/** The scope of a worker, as far as we use it. */
interface Scope {
  onmessage?: (event: { readonly data: { readonly bytes: Uint8Array; readonly args: readonly string[] } }) => void;
  postMessage?: (message: Life | string) => void;
}

const scope = globalThis as unknown as Scope;
scope.onmessage = ({ data: { bytes, args } }) => {
  try {
    scope.postMessage?.(lifeOf(bytes, args));
  } catch (trouble) {
    scope.postMessage?.(String(trouble));
  }
};
