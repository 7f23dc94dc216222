// What holds in lab 03: two unmodified systems under a hypervisor of type 1. Each prints what it prints alone, and every exit is one
// that the bare run predicts: privileged instructions of the kernel, returns of its `resume`s and ends of slices, less those that coincide.
import { message, type Message } from '../base/message';
import { Machine } from '../machine/machine';
import {
  bare, consoleDifferences, consoleOf, ended, endedConsoleOf, machineFor, nested, optionsFor, subjectOf, taken, widened, type Limits, type Subject,
} from './arrangements';
import type { Check, Finding } from './lab';
import { exitsOf, ledgerDifferences, observe, predict, printed } from './ledger';
import { DIFFERS } from './messages';
import { numberAt, verified, type Workshop } from './workshop';

const LIMITS: Limits = { handles: 40, frames: 16_384 };
const FOLDER = 'labs/03-type-1';
/** Lengths of a turn for which the ledger is worked out. */
const TURNS: readonly number[] = [1000, 5000, 20_000];
const CONTEXTS = 120, STEPS_MAX = 1e8;

/** The guests of the lab as they are on the bare machine, by the label of their lines. */
function guests(workshop: Workshop): [label: string, subject: Subject][] {
  return [
    ['A', subjectOf(workshop.image('systems/slate/slate.sasm'), { input: workshop.text(`${FOLDER}/session.txt`) })],
    ['B', subjectOf(workshop.image('systems/chalk/chalk.sasm'))],
  ];
}

/** The length of a turn that the lab gives a guest; a student may choose any. */
function turnOf(workshop: Workshop, guest: number): number {
  const { image, identity, debug } = workshop.assembled(workshop.path(`${FOLDER}/lab.sasm`)), info = debug.get(identity);
  const at = (name: string): number => info?.constants.find((one) => one.name === name)?.value ?? 0;
  const address = (info?.data.find(({ name }) => name === 'guests')?.address ?? 0) + guest * at('guest.size') + at('guest.turn');
  return numberAt(image, address);
}

/** The machine of the lab at its end. */
function ran(workshop: Workshop): Machine {
  const image = workshop.image(`${FOLDER}/lab.sasm`), input = workshop.text(`${FOLDER}/session.txt`);
  return ended(new Machine(verified(image), optionsFor(subjectOf(image, { input }), { ...LIMITS, handles: CONTEXTS })), 'lab.sasm', STEPS_MAX);
}

function unchanged(workshop: Workshop): Finding {
  const machine = ran(workshop), text = taken(machine), found: Message[] = [];
  for (const [label, alone] of guests(workshop)) {
    const { console, ending } = bare(alone, LIMITS, Infinity);
    found.push(...consoleDifferences(label, endedConsoleOf(text, label), `${console}[ended with ${ending?.code}]\n`));
    if (!machine.programs.has(verified(alone.image).identity)) found.push(message(DIFFERS.changed_guest, { who: label }));
  }
  return { figures: { instructions: machine.running.time }, differences: found };
}

function printedLedger(workshop: Workshop): Finding {
  const text = taken(ran(workshop)), found: Message[] = [], figures: Record<string, number> = {};
  for (const [i, [label, alone]] of guests(workshop).entries()) {
    const { ledger, privileged, returns, coinciding } = predict(alone, LIMITS, turnOf(workshop, i));
    found.push(...ledgerDifferences(label, printed(consoleOf(text, label)), ledger));
    if (label === 'A') Object.assign(figures, { exits: exitsOf(ledger), privileged, returns, turns: ledger.get('turns used up') ?? 0, coinciding });
  }
  return { figures, differences: found };
}

/** How many exits of a guest alone under one hypervisor nobody can explain. */
function remainder(workshop: Workshop, label: string, guest: Subject, turn: number): { readonly exits: number; readonly left: number; readonly differences: Message[] } {
  const prediction = predict(guest, LIMITS, turn), { hypervisor } = nested(workshop, guest, LIMITS, [turn]);
  const seen = observe(machineFor(hypervisor, guest, widened(LIMITS, 1)), verified(guest.image).identity);
  const turns = prediction.ledger.get('turns used up') ?? 0, wanted = new Map([...prediction.ledger].filter(([name]) => name !== 'turns used up'));
  const others = ['kernel: sys', 'kernel: exit', 'kernel: interrupt'].reduce((sum, name) => sum + (seen.get(name) ?? 0), 0);
  const left = exitsOf(seen) - (prediction.privileged + prediction.returns + others + turns - prediction.coinciding);
  const unexplained = left === 0 ? [] : [message(DIFFERS.remainder, { who: label, count: left })];
  return { exits: exitsOf(seen), left, differences: [...ledgerDifferences(label, seen, wanted), ...unexplained] };
}

function explained(workshop: Workshop): Finding {
  const all = guests(workshop).flatMap(([label, guest]) => TURNS.map((turn) => remainder(workshop, label, guest, turn)));
  const sum = (of: (each: (typeof all)[number]) => number): number => all.reduce((total, each) => total + of(each), 0);
  return { figures: { runs: all.length, exits: sum(({ exits }) => exits), remainder: sum(({ left }) => Math.abs(left)) }, differences: all.flatMap((each) => each.differences) };
}

export const TYPE_1: readonly Check[] = [
  { name: 'unchanged', text: { en: 'two unmodified guests write what each writes alone', ko: '고치지 않은 두 게스트가 각자 혼자일 때와 똑같이 출력한다' }, run: unchanged },
  { name: 'ledger', text: { en: 'the ledger that the hypervisor prints is the one that the bare runs predict', ko: '하이퍼바이저가 출력한 장부가 맨 머신의 실행으로 예측한 것과 같다' }, run: printedLedger },
  { name: 'remainder', text: { en: 'every exit is explained, cause by cause, for three lengths of a turn', ko: '세 가지 차례 길이에서 모든 탈출이 원인별로 설명된다' }, run: explained },
];
