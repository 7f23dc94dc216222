// What holds in lab 02: which instructions are privileged and which are sensitive is found by executing each, and the program of the
// lab sorts them in the same way, on the machine as it is and on one with a hole.
import { message, type Message } from '../base/message';
import { Machine, type MachineOptions } from '../machine/machine';
import { ended, endingDifferences, taken } from './arrangements';
import { classify, type Found } from './instruction-classes';
import type { Check, Finding } from './lab';
import { DIFFERS } from './messages';
import { verified, type Workshop } from './workshop';

const PROGRAM = 'labs/02-why-it-is-possible/classify.sasm';
const STEPS_MAX = 1e7;

/** Instructions that are sensitive and do not trap. */
export function holeOf(classes: ReadonlyMap<string, Found>): string[] {
  return [...classes].filter(([, { sensitive, privileged }]) => sensitive.size > 0 && !privileged).map(([mnemonic]) => mnemonic);
}

const known = new Map<boolean, ReadonlyMap<string, Found>>();

/** The kinds of all instructions; executing them takes a while, and nothing of a student's changes them. */
function classes(leaky: boolean): ReadonlyMap<string, Found> {
  const found = known.get(leaky) ?? classify(leaky);
  known.set(leaky, found);
  return found;
}

/** What the program of the lab calls a kind. */
export function kindOf({ privileged, sensitive }: Found): string {
  return privileged ? 'privileged' : sensitive.size > 0 ? 'SENSITIVE, AND IT DOES NOT TRAP' : 'innocuous';
}

/** The program at its end. */
export function classified(workshop: Workshop, leaky: boolean): { readonly text: string; readonly exit: number | undefined } {
  const options: MachineOptions = {
    memory: 65_536, limits: { contexts: 8, frames: 256, images: 8, slots: 16_384 }, seed: 1, leaky, disk: new Uint8Array(0), args: [],
    input: [{ step: 0, bytes: undefined }],
  };
  const machine = ended(new Machine(verified(workshop.image(PROGRAM)), options), 'classify.sasm', STEPS_MAX);
  return { text: taken(machine), exit: machine.ending?.code };
}

/** The lines of the table: an instruction, what came of it in three places, and its kind. */
function rowsOf(text: string): { readonly mnemonic: string; readonly kind: string }[] {
  return text.split('\n').slice(1, -3).map((line) => line.trim().split(/ +/)).map(([mnemonic, , , , ...kind]) => ({ mnemonic, kind: kind.join(' ') }));
}

function sorted(workshop: Workshop, leaky: boolean): Finding {
  const kinds = classes(leaky), { text, exit } = classified(workshop, leaky), rows = rowsOf(text), found: Message[] = [];
  for (const { mnemonic, kind } of rows) {
    const there = kinds.get(mnemonic), wanted = there === undefined ? '—' : kindOf(there);
    if (kind !== wanted) found.push(message(DIFFERS.class, { instruction: mnemonic, found: kind, wanted }));
  }
  const shown = new Set(rows.map(({ mnemonic }) => mnemonic));
  for (const [instruction, { privileged }] of kinds) if (privileged && !shown.has(instruction)) found.push(message(DIFFERS.not_tried, { instruction }));
  found.push(...endingDifferences('classify.sasm', exit, leaky ? 1 : 0));
  return { figures: { instructions: rows.length }, differences: found };
}

function noHole(): Finding {
  const kinds = classes(false), hole = holeOf(kinds);
  return {
    figures: {
      executed: kinds.size, privileged: [...kinds.values()].filter(({ privileged }) => privileged).length,
      sensitive: [...kinds.values()].filter(({ sensitive }) => sensitive.size > 0).length, hole: hole.length,
    },
    differences: hole.map((instruction) => message(DIFFERS.hole, { instruction })),
  };
}

function theHole(): Finding {
  const hole = holeOf(classes(true)), others = hole.filter((instruction) => instruction !== 'mode');
  return {
    figures: { hole: hole.length },
    differences: [...hole.includes('mode') ? [] : [message(DIFFERS.no_hole)], ...others.map((instruction) => message(DIFFERS.hole, { instruction }))],
  };
}

export const WHY_IT_IS_POSSIBLE: readonly Check[] = [
  { name: 'no-hole', text: { en: 'every instruction, executed: all that is sensitive is privileged', ko: '모든 명령어를 실행해 보니 민감한 것은 모두 특권 명령어다' }, run: noHole },
  { name: 'the-hole', text: { en: 'on the leaky machine `mode` is the hole, and nothing else', ko: '새는 머신에서는 `mode`가 유일한 구멍이다' }, run: theHole },
  { name: 'sorted', text: { en: 'the program of the lab sorts them in the same way', ko: '실습 프로그램도 똑같이 분류한다' }, run: (workshop) => sorted(workshop, false) },
  { name: 'sorted-leaky', text: { en: '… and on the leaky machine', ko: '… 새는 머신에서도 그렇다' }, run: (workshop) => sorted(workshop, true) },
];
