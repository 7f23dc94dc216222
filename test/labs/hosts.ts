// A guest in a monitor, which is a process of a host: with the interface of type 2, or with the module of KVM. In both the monitor is the
// first process, so the host goes off when the guest has ended.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { SECTOR_BYTES } from '../../src/isa/limits';
import type { Image } from '../../src/image/image';
import { decodeImage } from '../../src/image/read';
import { encodeStripped } from '../../src/image/write';
import type { Machine } from '../../src/machine/machine';
import { Meter } from '../../src/meter/meter';
import { meterReport, type LayerReport, type MeterReport } from '../../src/meter/report';
import { machineFor, watch, widened, type Limits, type Result, type Seen, type Subject } from './arrangements';
import { EXAMPLES, imageOf, type Hypervisor, type Overlay } from './programs';

/** The systems that have a monitor. */
export type HostName = 'type2' | 'kvm';
export const HOSTS: readonly HostName[] = ['type2', 'kvm'];

/** What a host gives a guest. */
export interface Hosted {
  readonly subject: Subject;
  /** Instructions of a turn of the host. */
  readonly slice: number;
  /** Contexts, and images, that the guest may have. */
  readonly handles: number;
  /** The sources changed: texts of files, by absolute path. */
  readonly changed?: Overlay;
}

const PAGE = 4096;
/** Where the monitor of a test has the record of its guest, and where that and the memory behind it begin. */
const GUEST_AT = 8192, IMAGE_AT = 5 * PAGE;
/** Bytes of a room of the host. The first process has the second room. */
const ROOM = 1 << 20;
const monitors = new Map<string, Image>();

/** The monitor, whose guest is not there yet. */
function monitorFor(host: HostName, handles: number, changed: Overlay): Image {
  const key = JSON.stringify([host, handles, changed]), known = monitors.get(key);
  if (known !== undefined) return known;
  const path = join(EXAMPLES, 'systems', host, 'vmm/arrangement.sasm');
  const text = `memory all const handles = ${handles} data guests at ${GUEST_AT} = guest () include "vmm.sasm"\n`;
  const made = decodeImage(imageOf(path, { ...changed, [path]: text }));
  monitors.set(key, made);
  return made;
}

/** A host, and the image of the monitor in it. */
export interface Host extends Hypervisor {
  readonly monitor: Uint8Array;
}

/** The host with a guest, as one image. */
export function hosted(host: HostName, { subject, slice, handles, changed = {} }: Hosted): Host {
  const template = monitorFor(host, handles, changed), { image, memory, disk } = subject;
  const base = IMAGE_AT + Math.ceil(image.length / PAGE + 1) * PAGE;
  const record = new Uint8Array(Int32Array.of(0, IMAGE_AT, image.length, base, memory, 0, disk.length / SECTOR_BYTES, 0).buffer);
  const ours = template.segments.map(({ address, bytes }) => address + bytes.length);
  assert.ok(Math.max(...ours) <= IMAGE_AT && base + memory <= ROOM, 'it all fits into a room');
  const segments = [...template.segments.filter(({ address }) => address !== GUEST_AT), { address: GUEST_AT, bytes: record }, { address: IMAGE_AT, bytes: image }];
  const monitor = encodeStripped({ ...template, window: base + memory, segments: segments.sort((a, b) => a.address - b.address) });
  const path = join(EXAMPLES, 'systems', host, 'arrangement.sasm'), file = join(EXAMPLES, 'systems', host, 'monitor.simg');
  const text = `const slice = ${slice} embed program "monitor.simg" include "${host}.sasm"\n`;
  const made = imageOf(path, { ...changed, [path]: text, [file]: monitor });
  return { image: made, memory: decodeImage(made).window ?? 0, bases: [ROOM + base], monitor };
}

/** A guest under a host, seen from outside. */
export function watchHosted(host: HostName, wish: Hosted, limits: Limits, wanted: Result, steps?: number): Seen {
  const hypervisor = hosted(host, wish);
  return watch(machineFor(hypervisor, wish.subject, widened(limits, 1)), hypervisor.bases[0], wish.subject, wanted, steps);
}

/** Runs a machine to its end under the meter. */
export function metered(machine: Machine): MeterReport {
  const meter = new Meter(machine);
  while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
  return meterReport(machine, meter, { image: ({ image }) => image.identity.slice(0, 8), function: (_, fn) => String(fn), place: () => undefined });
}

/** The only layer that runs an image. */
export function layerOf({ layers }: MeterReport, identity: string): LayerReport {
  const found = layers.filter((layer) => layer.identity === identity);
  assert.equal(found.length, 1, `${found.length} layers of ${identity}`);
  return found[0];
}

/** How often a layer came out for each privileged instruction, by name. */
export function exitsByInstruction({ causes }: LayerReport): ReadonlyMap<string, number> {
  const kinds = causes.filter(({ cause }) => cause === 'privileged').flatMap((cause) => cause.kinds);
  return new Map(kinds.map(({ instruction, count }) => [instruction ?? '', count]));
}
