// Programs of the checkout for the tests of the labs, and files that exist only in a test, laid over them; so a test can break a
// hypervisor by changing a line of its source. The work is that of the shipped checks (src/labs/workshop).
import { resolve } from 'node:path';
import { Unfit } from '../../src/labs/lab';
import { overlaid as overlaidFiles, Workshop, type Hypervisor, type Overlay, type Type1 } from '../../src/labs/workshop';
import type { Files } from '../../src/assembler';
import { render } from '../../src/base/message';
import { NodePlatform } from '../../src/platform/node/platform';

export { stripped, verified, type Guest, type Host, type HostName, type Hypervisor, type Overlay, type Type1, type Workshop } from '../../src/labs/workshop';

/** The folder that all programs of the labs lie below. */
export const EXAMPLES = resolve('examples');

/** The examples as they are; programs may include whatever is in the checkout. */
export const WORKSHOP = new Workshop(new NodePlatform(), EXAMPLES, resolve('.'));

/** The files of the disk below an overlay. */
export function overlaid(overlay: Overlay): Files {
  return overlaidFiles(new NodePlatform(), overlay);
}

/** What is wrong with a program as the message of an error. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (trouble) {
    throw trouble instanceof Unfit ? new Error(trouble.differences.map((each) => render(each, 'en')).join('\n')) : trouble;
  }
}

/** The image of a program without its debug section, assembled without a problem. */
export function imageOf(path: string, overlay: Overlay = {}): Uint8Array {
  return told(() => WORKSHOP.imageOf(path, overlay));
}

/** Wraps guests in a hypervisor of type 1. */
export function type1(wish: Type1): Hypervisor {
  return told(() => WORKSHOP.type1(wish));
}
