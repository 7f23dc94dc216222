// What holds in lab 07: with hardware assistance a guest comes out for devices only, and for those as often as without it; who computes
// hardly notices; and what an exit costs decides who wins.
import { message, type Message } from '../base/message';
import { decodeImage } from '../image/read';
import { Machine } from '../machine/machine';
import { COST_NAMES, costReport, type CostName } from '../meter/costs';
import type { LayerReport, MeterReport } from '../meter/report';
import { optionsFor, type Subject } from './arrangements';
import { asAlone, LIMITS, machineOf, SESSION, slate } from './hosted';
import { Unfit, type Check, type Finding } from './lab';
import { DIFFERS, KINDS } from './messages';
import { exitsByInstruction, layerOf, metered, onBare, underHost, underType1 } from './metering';
import { verified, type Workshop } from './workshop';

const LAB = 'labs/07-kvm/lab.sasm';
/** Of the hypervisor of type 1, and of the host. */
const TURN = 20_000, SLICE = 200_000;
/** What may come out of a guest in guest mode. */
const DEVICES: readonly string[] = ['in', 'out', 'ins', 'outs', 'halt', 'wait'];
/** A session in which little is computed and much is called and written, and one that computes. */
export const MIXED = 'primes 1000\nprimes 2000\ncount 1\ncount 2\nprimes 3000\n', COMPUTING = 'primes 60000\n';
/** One that uses every device, and the disk for it. */
const FILES = 'save note remember\nls\ncat note\ncrash\n', DISK_BYTES = 1 << 17;
/** How much more the computing may take than on the bare machine. */
const MORE_MAX = 1.01;
const CONTEXTS = 120;

/** The layer of the guest's kernel. */
function kernelOf(report: MeterReport, guest: Subject): LayerReport {
  const kernel = layerOf(report, guest.image);
  if (kernel === undefined) throw new Unfit([message(DIFFERS.changed_guest, { who: 'slate' })]);
  return kernel;
}

/** What a kernel came out for that is neither a device nor the end of a turn nor a key. */
function otherExits({ causes }: LayerReport): { readonly cause: string; readonly count: number }[] {
  return causes.flatMap(({ cause, count, kinds }) => {
    if (cause === 'budget' || cause === 'interrupt') return [];
    if (cause !== 'privileged') return [{ cause, count }];
    return kinds.filter(({ instruction = '' }) => !DEVICES.includes(instruction)).map((kind) => ({ cause: kind.instruction ?? '', count: kind.count }));
  });
}

function noProcessExits(workshop: Workshop): Finding {
  const kernel = kernelOf(metered(machineOf(workshop, LAB, SESSION)), slate(workshop)), found: Message[] = [];
  if (kernel.mode !== 'guest') found.push(message(DIFFERS.not_assisted, { who: 'slate' }));
  for (const { cause, count } of otherExits(kernel)) found.push(message(DIFFERS.exits, { who: 'slate', cause, found: count, wanted: 0 }));
  return { figures: { exits: kernel.exits }, differences: found };
}

/** How often a guest's kernel came out for each instruction on a device; a `wait` that found an interrupt counts, too. */
function deviceExits(report: MeterReport, guest: Subject): ReadonlyMap<string, number> {
  const kernel = kernelOf(report, guest), exits = new Map([...exitsByInstruction(kernel)].filter(([name]) => DEVICES.includes(name)));
  return exits.set('wait', (exits.get('wait') ?? 0) + kernel.waits.pending);
}

function sameDevices(workshop: Workshop): Finding {
  const guest = { ...slate(workshop, FILES), disk: new Uint8Array(DISK_BYTES) };
  const [assisted, without] = [underKvm, unassisted].map((under) => deviceExits(under(workshop, guest), guest));
  const found = DEVICES.filter((name) => assisted.get(name) !== without.get(name))
    .map((cause) => message(DIFFERS.device, { cause, found: assisted.get(cause) ?? 0, wanted: without.get(cause) ?? 0 }));
  return { figures: Object.fromEntries(assisted), differences: found };
}

function computing(workshop: Workshop): Finding {
  const guest = slate(workshop, COMPUTING), bare = onBare(guest, LIMITS).retired, kvm = underKvm(workshop, guest).retired;
  return { figures: { bare, kvm }, differences: kvm <= bare * MORE_MAX ? [] : [message(DIFFERS.computing, { who: 'kvm', found: kvm, wanted: bare })] };
}

/** A guest with assistance, and in the three ways without it. */
export function underKvm(workshop: Workshop, guest: Subject, slice = SLICE): MeterReport {
  return underHost(workshop, 'kvm', guest, LIMITS, slice);
}

export function unassisted(workshop: Workshop, guest: Subject): MeterReport {
  return underType1(workshop, guest, LIMITS, TURN);
}

export function translated(workshop: Workshop, guest: Subject): MeterReport {
  return underLab06(workshop, guest, 'slate/slate.sasm', 'translate/hypervisor.sasm', true);
}

export function ported(workshop: Workshop, guest: Subject): MeterReport {
  return underLab06(workshop, guest, 'para/slate/slate.sasm', 'para/hypervisor.sasm', false);
}

/** slate with a hypervisor of lab 06: as it is and translated, on a machine that leaks, or ported. */
function underLab06(workshop: Workshop, guest: Subject, system: string, hypervisor: string, leaky: boolean): MeterReport {
  const path = workshop.path('labs/07-kvm/arrangement.sasm');
  const text = `memory 1048576 const handles = ${LIMITS.handles} embed slate "../../systems/${system}" include "../../systems/${hypervisor}"
    data guests = guest (image: slate, image_size: slate.size, base: 1 << 18, window: 655360, turn: ${TURN})\n`;
  const image = workshop.imageOf(path, { [path]: text }), subject = { ...guest, image, memory: decodeImage(image).window ?? 0 };
  return metered(new Machine(verified(image), { ...optionsFor(subject, { ...LIMITS, handles: CONTEXTS }), leaky }));
}

/** Modelled cycles. */
export function cycles(report: MeterReport, costs: CostName): number {
  return costReport(report, costs).cycles;
}

/** On the first hardware with assistance a guest that calls much is worse off than without it, in each of three ways; later better. */
function turns(workshop: Workshop): Finding {
  const guest = slate(workshop, MIXED), kvm = underKvm(workshop, guest), figures: Record<string, number> = {}, found: Message[] = [];
  const others = { type1: unassisted(workshop, guest), translated: translated(workshop, guest), para: ported(workshop, guest) };
  for (const costs of COST_NAMES) {
    const ours = cycles(kvm, costs);
    figures[`kvm.${costs}`] = ours;
    for (const [name, report] of Object.entries(others)) {
      const theirs = cycles(report, costs);
      figures[`${name}.${costs}`] = theirs;
      const wrong = message(DIFFERS.order, { what: `--costs ${costs}`, one: message(KINDS.kvm), other: name, first: ours, second: theirs });
      if (costs === 'first' ? ours <= theirs : ours >= theirs) found.push(wrong);
    }
  }
  return { figures, differences: found };
}

export const KVM: readonly Check[] = [
  asAlone(LAB, 'G'),
  { name: 'no-process-exits', text: { en: 'calls and traps of the guest\'s processes are no exits', ko: '게스트 프로세스의 호출과 트랩은 탈출이 아니다' }, run: noProcessExits },
  { name: 'device-exits', text: { en: 'it comes out for devices as often as without assistance', ko: '장치 때문에 탈출하는 횟수는 하드웨어 지원이 없을 때와 같다' }, run: sameDevices },
  { name: 'computing', text: { en: 'computing takes at most 1 % more than on the bare machine', ko: '계산은 맨 머신보다 많아야 1 % 더 든다' }, run: computing },
  { name: 'order-turns', text: { en: 'on the first hardware assistance loses against all ways without it, on later hardware it wins', ko: '첫 하드웨어에서는 하드웨어 지원이 모든 다른 방식에 지고, 나중 하드웨어에서는 이긴다' }, run: turns },
];
