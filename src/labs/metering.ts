// Guests under the meter: what a run has cost, in instructions of all layers and in exits by their causes.
import type { Machine } from '../machine/machine';
import { Meter } from '../meter/meter';
import { meterReport, type LayerReport, type MeterReport } from '../meter/report';
import { ended, hosted, machineFor, nested, widened, type Limits, type Subject } from './arrangements';
import { verified, type HostName, type Workshop } from './workshop';

/** Runs a machine to its end under the meter. */
export function metered(machine: Machine, who = 'guest'): MeterReport {
  const meter = new Meter(machine);
  ended(machine, who);
  return meterReport(machine, meter, { image: ({ image }) => image.identity.slice(0, 8), function: (_, fn) => String(fn), place: () => undefined });
}

/** A guest on the bare machine. */
export function onBare(guest: Subject, limits: Limits): MeterReport {
  return metered(machineFor({ ...guest, bases: [0] }, guest, limits));
}

/** Alone under a hypervisor of type 1. */
export function underType1(workshop: Workshop, guest: Subject, limits: Limits, slice: number): MeterReport {
  return metered(machineFor(nested(workshop, guest, limits, [slice]).hypervisor, guest, widened(limits, 1)));
}

/** Alone in a monitor, which is the only process of a host. */
export function underHost(workshop: Workshop, host: HostName, guest: Subject, limits: Limits, slice: number): MeterReport {
  return metered(machineFor(hosted(workshop, host, guest, limits, slice), guest, widened(limits, 1)));
}

/** The only layer that runs an image. */
export function layerOf({ layers }: MeterReport, image: Uint8Array): LayerReport | undefined {
  const { identity } = verified(image), found = layers.filter((layer) => layer.identity === identity);
  return found.length === 1 ? found[0] : undefined;
}

/** How often a layer came out for each privileged instruction, by name. */
export function exitsByInstruction({ causes }: LayerReport): ReadonlyMap<string, number> {
  const kinds = causes.filter(({ cause }) => cause === 'privileged').flatMap((cause) => cause.kinds);
  return new Map(kinds.map(({ instruction, count }) => [instruction ?? '', count]));
}

/** Crossings of borders between layers for each exit of a guest, its processes among it; `ours`: the layers that are none of its own. */
export function crossingsPerExit(report: MeterReport, ours: readonly Uint8Array[]): number {
  const identities = ours.map((image) => verified(image).identity);
  const exits = report.layers.reduce((sum, { identity, exits: own }) => (identities.includes(identity) ? sum : sum + own), 0);
  return report.crossings / exits;
}
