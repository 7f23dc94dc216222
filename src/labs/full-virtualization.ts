// What holds in lab 05: the unmodified image runs under hypervisors as on the bare machine. Equivalence: the same bytes on the console
// and the same hash over (function, address, opcode) of the guest's own instructions, whatever the length of a turn, two and three deep.
import { message, type Message } from '../base/message';
import { Machine } from '../machine/machine';
import {
  bare, consoleDifferences, differences, ended, machineFor, nested, optionsFor, subjectOf, taken, watch, widened, type Limits, type Result, type Subject,
} from './arrangements';
import type { Check, Finding } from './lab';
import { DIFFERS, NAMES } from './messages';
import { verified, type Workshop } from './workshop';

const FOLDER = 'labs/05-full-virtualization';
/** What slate has, and what the guest of under.sasm has. */
const LIMITS: Limits = { handles: 40, frames: 16_384 }, PROBE_LIMITS: Limits = { handles: 8, frames: 16_384 };
/** Lengths of turns, the innermost first. */
const PROBE_TURNS: readonly (readonly number[])[] = [[1], [2], [7], [33], [99], [128], [1000], [10_000], [1, 1000], [90, 1000, 5000]];
const SYSTEM_TURNS: readonly (readonly number[])[] = [[61], [25_000], [3000, 999]];
const SECTORS = 256, SECTOR_BYTES = 512, CONTEXTS = 120, STEPS_MAX = 1e8;
const BARE = /This is bare metal\.\n$/;

/** What a program of the lab writes, as it lies in its folder. */
function consoleOf(workshop: Workshop, name: string, leaky = false): { readonly text: string; readonly instructions: number } {
  const subject = subjectOf(workshop.image(`${FOLDER}/${name}`));
  const machine = new Machine(verified(subject.image), { ...optionsFor(subject, { ...LIMITS, handles: CONTEXTS }), leaky });
  ended(machine, name, STEPS_MAX);
  return { text: taken(machine), instructions: machine.running.time };
}

/** The probe says the same in every arrangement, and what it says is "bare metal". */
function hidden(workshop: Workshop): Finding {
  const [alone, ...others] = ['probe.sasm', 'under.sasm', 'deep.sasm'].map((name) => ({ name, ...consoleOf(workshop, name) })), found: Message[] = [];
  if (!BARE.test(alone.text)) found.push(message(DIFFERS.not_hidden, { who: alone.name, found: lastLine(alone.text) }));
  for (const { name, text } of others) {
    if (!BARE.test(text)) found.push(message(DIFFERS.not_hidden, { who: name, found: lastLine(text) }));
    found.push(...consoleDifferences(name, text, alone.text));
  }
  return { figures: { bare: alone.instructions, one: others[0].instructions, two: others[1].instructions }, differences: found };
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

function leaks(workshop: Workshop): Finding {
  const { text } = consoleOf(workshop, 'under.sasm', true);
  return { figures: {}, differences: BARE.test(text) ? [message(DIFFERS.not_leaky, { who: 'probe.sasm' })] : [] };
}

/** What differs for a guest under hypervisors with these lengths of a turn. */
function compared(workshop: Workshop, who: string, guest: Subject, limits: Limits, wanted: Result, turns: readonly number[]): Message[] {
  const { hypervisor, base } = nested(workshop, guest, limits, turns);
  const seen = watch(machineFor(hypervisor, guest, widened(limits, turns.length)), base, guest, wanted, STEPS_MAX);
  return differences(message(NAMES.alone, { who, turn: turns.join(', ') }), seen, wanted);
}

function equivalentProbe(workshop: Workshop): Finding {
  const probe = subjectOf(workshop.image(`${FOLDER}/probe.sasm`)), wanted = bare(probe, PROBE_LIMITS, Infinity);
  return { figures: { arrangements: PROBE_TURNS.length, instructions: wanted.trace.length },
    differences: PROBE_TURNS.flatMap((turns) => compared(workshop, 'probe.sasm', probe, PROBE_LIMITS, wanted, turns)) };
}

function equivalentSystems(workshop: Workshop): Finding {
  const disk = new Uint8Array(SECTORS * SECTOR_BYTES), found: Message[] = [];
  let instructions = 0;
  for (const [name, input] of [['slate', 'echo hello\ncount 3\ncrash\nsave note remember\nls\ncat note\n'], ['chalk', undefined]] as const) {
    const guest = subjectOf(workshop.image(`systems/${name}/${name}.sasm`), { disk, input }), wanted = bare(guest, LIMITS, Infinity);
    instructions += wanted.trace.length;
    for (const turns of SYSTEM_TURNS) found.push(...compared(workshop, name, guest, LIMITS, wanted, turns));
  }
  return { figures: { arrangements: SYSTEM_TURNS.length * 2, instructions }, differences: found };
}

export const FULL_VIRTUALIZATION: readonly Check[] = [
  { name: 'hidden', text: { en: 'the probe says “bare metal”, byte for byte, under one hypervisor and under two', ko: '탐침은 하이퍼바이저 한 겹과 두 겹 아래에서도 똑같이 “bare metal”이라고 한다' }, run: hidden },
  { name: 'leaky', text: { en: 'on the leaky machine the probe finds the hypervisor out', ko: '새는 머신에서는 탐침이 하이퍼바이저를 알아낸다' }, run: leaks },
  { name: 'equivalent-probe', text: { en: 'the probe retires the same instructions for every length of a turn, up to three deep', ko: '탐침은 세 겹까지, 어떤 차례 길이에서도 같은 명령어를 실행한다' }, run: equivalentProbe },
  { name: 'equivalent-systems', text: { en: 'both systems do, too', ko: '두 시스템도 그렇다' }, run: equivalentSystems },
];
