// Lab 12: one workload everywhere. The same programs run on bare metal, in a container and in four kinds of virtual machine; the meter
// counts, and each figure is what more of the work costs, so that booting and preparing count for nobody. A turn is equally long everywhere:
// who changes between processes or guests more often than others pays for that, and not for what the place is.
import { message, type Message, type Text } from '../base/message';
import type { Machine } from '../machine/machine';
import { windowOf } from '../machine/context';
import { CONTAINERS, containerMachine, preparedDisk } from './containers';
import { Unfit, type Check, type Finding } from './lab';
import { DIFFERS, KINDS, TURNED, WORKLOADS } from './messages';
import { metered } from './metering';
import type { Workshop } from './workshop';

export const SUMMARY_FOLDER = '12-summary';
const LINE = 'x'.repeat(59);

/** What is done everywhere. */
export type Workload = keyof typeof WORKLOADS;
/** Where it is done. */
export type Kind = keyof typeof KINDS;

/** A small and a larger amount of each: what is typed at a shell of slate, and the container images whose entries are the same programs. */
const AMOUNTS: Readonly<Record<Workload, readonly (readonly { readonly line: string; readonly image: string }[])[]>> = {
  cpu: [[{ line: 'primes 3000', image: 'cpu:1' }], [{ line: 'primes 10000', image: 'more:1' }]],
  io: [[{ line: `echo ${LINE}`, image: 'io:1' }], [{ line: `echo ${LINE}`, image: 'io:1' }, { line: `echo ${LINE}`, image: 'io:1' }]],
};

interface Place {
  /** Below the examples. */
  readonly program: string;
  /** Lines that do the small or the larger amount. */
  readonly session: (workload: Workload, amount: number) => readonly string[];
  /** Whether the program needs the disk that the lab's `prepare` makes. */
  readonly disk?: true;
}

const atShell: Place['session'] = (workload, amount) => [...AMOUNTS[workload][amount].map(({ line }) => line), 'exit 0'];
/** Making containers is the same work for both amounts. */
const inContainers: Place['session'] = (workload, amount) => {
  const most = AMOUNTS[workload].flat(), made = (workload === 'io' ? most.slice(1) : most).map(({ image }, i) => ({ name: 'ab'[i], image }));
  const used = workload === 'io' ? made.slice(0, amount + 1) : [made[amount]];
  return [...made.map(({ name, image }) => `create ${name} ${image}`), ...used.flatMap(({ name }) => [`start ${name}`, `wait ${name}`])];
};

const PLACES: Readonly<Record<Kind, Place>> = {
  bare: { program: 'systems/slate/slate.sasm', session: atShell },
  container: { program: CONTAINERS, session: inContainers, disk: true },
  kvm: { program: `labs/${SUMMARY_FOLDER}/kvm.sasm`, session: atShell },
  para: { program: `labs/${SUMMARY_FOLDER}/para.sasm`, session: atShell },
  type1: { program: `labs/${SUMMARY_FOLDER}/type1.sasm`, session: atShell },
  type2: { program: `labs/${SUMMARY_FOLDER}/type2.sasm`, session: atShell },
};

/** What the larger amount of a workload costs more than the small one. */
export interface Cost {
  /** Instructions of all layers. */
  readonly instructions: number;
  /** Crossings between layers, as the meter counts them. */
  readonly crossings: number;
}

export interface SummaryRow {
  readonly kind: Kind;
  readonly name: Text;
  readonly costs: Readonly<Record<Workload, Cost>>;
  /** Most bytes of memory that windows took at a time; one inside another counts once. */
  readonly memory: number;
}

export interface Summary {
  readonly rows: readonly SummaryRow[];
  /** Places that cannot be measured here, and why. */
  readonly missing: readonly { readonly kind: Kind; readonly why: readonly Message[] }[];
}

/** Where slate, and so each system here, says how many instructions a turn has; and how many the hypervisors and hosts of the lab give. */
const TURN_FILE = 'systems/slate/limits.sasm', TURN = 20_000;

/** The same with turns as long as those of the hypervisors. */
function withLongTurns(workshop: Workshop): Workshop {
  return workshop.with({ [TURN_FILE]: workshop.text(TURN_FILE).replace(/^const slice = \d+/m, `const slice = ${TURN}`) });
}

/** Runs everything. Nothing here is a constant but what is run. */
export function summarize(given: Workshop): Summary {
  const workshop = withLongTurns(given), rows: SummaryRow[] = [], missing: { kind: Kind; why: readonly Message[] }[] = [];
  for (const kind of Object.keys(PLACES) as Kind[]) {
    try {
      rows.push(measured(workshop, kind));
    } catch (trouble) {
      if (!(trouble instanceof Unfit)) throw trouble;
      missing.push({ kind, why: trouble.differences });
    }
  }
  return { rows, missing };
}

function measured(workshop: Workshop, kind: Kind): SummaryRow {
  const { program, disk } = PLACES[kind], image = workshop.image(program), bytes = disk === undefined ? new Uint8Array(0) : preparedDisk(workshop, SUMMARY_FOLDER);
  const runs = (workload: Workload): Ran[] => [0, 1].map((amount) => ran(image, bytes, PLACES[kind].session(workload, amount), kind));
  const cpu = runs('cpu'), io = runs('io');
  return { kind, name: KINDS[kind], costs: { cpu: between(cpu), io: between(io) }, memory: cpu[0].memory };
}

interface Ran extends Cost {
  readonly memory: number;
}

function between([once, twice]: readonly Ran[]): Cost {
  return { instructions: twice.instructions - once.instructions, crossings: twice.crossings - once.crossings };
}

function ran(image: Uint8Array, disk: Uint8Array, lines: readonly string[], who: string): Ran {
  const machine = containerMachine(image, disk, lines.map((line) => `${line}\n`).join(''));
  let memory = 0;
  machine.onContext = (_context, made) => { if (made) memory = Math.max(memory, taken(machine)); };
  const report = metered(machine, who);
  return { instructions: report.retired, crossings: report.crossings, memory };
}

/** Bytes that lie in a window of anybody but the root. */
function taken(machine: Machine): number {
  const windows = [...machine.root.downward()].slice(1).map(windowOf).sort((a, b) => a.start - b.start);
  let sum = 0, end = 0;
  for (const { start, size } of windows) {
    sum += Math.max(0, start + size - Math.max(start, end));
    end = Math.max(end, start + size);
  }
  return sum;
}

/** What one would expect: the first takes less than the second; where `same`, it may take as much. */
interface Order {
  readonly what: 'cpu' | 'io' | 'memory';
  readonly less: Kind;
  readonly more: Kind;
  readonly same?: true;
  /** Why it may be the other way round on this machine; shown where it is. */
  readonly because?: Text;
}

const ORDERS: readonly Order[] = [
  { what: 'cpu', less: 'bare', more: 'container', same: true },
  { what: 'cpu', less: 'container', more: 'kvm' }, { what: 'cpu', less: 'container', more: 'para' },
  { what: 'cpu', less: 'container', more: 'type1' }, { what: 'cpu', less: 'container', more: 'type2' },
  { what: 'io', less: 'bare', more: 'type1' }, { what: 'io', less: 'type1', more: 'type2' }, { what: 'io', less: 'para', more: 'type1' },
  { what: 'io', less: 'kvm', more: 'para', because: TURNED.bytes }, { what: 'io', less: 'kvm', more: 'type1', because: TURNED.bytes },
  { what: 'memory', less: 'container', more: 'kvm' }, { what: 'memory', less: 'container', more: 'para' },
  { what: 'memory', less: 'container', more: 'type1' }, { what: 'memory', less: 'container', more: 'type2' },
];

/** What a row takes of something. */
export function amountOf({ costs, memory }: SummaryRow, what: 'cpu' | 'io' | 'memory'): number {
  return what === 'memory' ? memory : costs[what].instructions;
}

/** Orders that do not hold, with nothing to explain it. A row that is not there is named, and its orders are left out. */
export function orderDifferences(summary: Summary): Message[] {
  return notHeld(summary, ORDERS.filter(({ because }) => because === undefined));
}

/** Orders that turn on this machine, and behind those with the same reason what explains them. */
export function turnedOrders(summary: Summary): Message[] {
  return Object.values(TURNED).flatMap((why) => {
    const turned = notHeld(summary, ORDERS.filter(({ because }) => because === why));
    return turned.length === 0 ? [] : [...turned, message(why)];
  });
}

function notHeld({ rows }: Summary, wanted: readonly Order[]): Message[] {
  const row = new Map(rows.map((each) => [each.kind, each]));
  return wanted.flatMap(({ what, less, more, same }) => {
    const one = row.get(less), other = row.get(more);
    if (one === undefined || other === undefined) return [];
    const first = amountOf(one, what), second = amountOf(other, what);
    if (first < second || same === true && first === second) return [];
    return [message(DIFFERS.order, { what: what === 'memory' ? message(DIFFERS.memory_word) : message(WORKLOADS[what]), one: message(one.name), other: message(other.name), first, second })];
  });
}

function orders(workshop: Workshop): Finding {
  const summary = summarize(workshop), figures: Record<string, number> = {};
  for (const row of summary.rows) for (const what of ['cpu', 'io', 'memory'] as const) figures[`${row.kind}.${what}`] = amountOf(row, what);
  return { figures, differences: [...summary.missing.flatMap(({ why }) => why), ...orderDifferences(summary)] };
}

export const SUMMARY: readonly Check[] = [
  { name: 'orders', text: { en: 'the orders of the lecture hold, in instructions and in memory', ko: '강의에서 말한 순서가 명령어 수와 메모리에서 모두 성립한다' }, run: orders },
];
