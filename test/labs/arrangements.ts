// The arrangements of the shipped checks (src/labs/arrangements), over the examples of the checkout, with assertions.
import { strict as assert } from 'node:assert';
import { render } from '../../src/base/message';
import { differences, hosted as hostedIn, nested as nestedIn, type Limits, type Result, type Seen, type Subject } from '../../src/labs/arrangements';
import { WORKSHOP, type Host, type HostName, type Hypervisor, type Type1 } from './programs';

export {
  bare, consoleOf, endedConsoleOf, machineFor, memoryOf, optionsFor, watch, widened, type Limits, type Result, type Seen, type Subject,
} from '../../src/labs/arrangements';

/** The guest alone under one hypervisor of type 1 and more around it, with the console for itself. */
export function nested(subject: Subject, limits: Limits, slices: readonly number[], changed: Type1['changed'] = {}): { hypervisor: Hypervisor; base: number } {
  return nestedIn(WORKSHOP, subject, limits, slices, changed);
}

/** The guest in a monitor of a host. */
export function hosted(host: HostName, subject: Subject, limits: Limits, slice: number, workshop = WORKSHOP): Host {
  return hostedIn(workshop, host, subject, limits, slice);
}

/** Fails where a guest in an arrangement is not what it is on the bare machine. */
export function assertSame(name: string, seen: Seen, wanted: Result): void {
  const found = differences(name, seen, wanted).map((each) => render(each, 'en'));
  assert.ok(found.length === 0, `${name}: ${found.join(' ')}`);
}
