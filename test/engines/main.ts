// A long run of differential fuzzing: `node out/test/engines/main.js [--programs N] [--seed N] [--jobs N] [--faults]`.
// It ends with what was hit how often, and fails where engines differ or where something was hit too seldom.
import { FAULTS } from './faults';
import { carryOut, type Report } from './long';

const HITS_MIN = 1000;
const FAULT_PROGRAMS_MAX = 20_000;
/** Programs between two lines of progress. */
const PROGRESS_PROGRAMS = 10_000;

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

const begun = Date.now();

function seconds(): number {
  return Math.round((Date.now() - begun) / 1000);
}

async function fuzz(): Promise<boolean> {
  let told = 0, toldFailures = 0;
  const progress = ({ tally, failures }: Report): void => {
    for (; toldFailures < failures.length; toldFailures++) console.log(failures[toldFailures]);
    const programs = tally.others.get('programs') ?? 0;
    if (programs < told + PROGRESS_PROGRAMS) return;
    told = programs;
    console.log(`${programs} programs, ${tally.instructions} instructions, ${failures.length} failures, ${seconds()} s`);
  };
  const order = { kind: 'rounds', seed: option('seed', 1), programs: option('programs', 1_000_000), faults: [] } as const;
  const { tally, failures } = await carryOut(order, option('jobs', 2), progress);
  const missing = tally.missing(HITS_MIN);
  console.log([...tally.rows()].map(([name, count]) => `${name} ${count}`).join(', '));
  console.log(`${tally.others.get('programs') ?? 0} programs, ${tally.instructions} instructions of the witness, ${seconds()} s`);
  for (const text of missing) console.log(text);
  console.log(`${failures.length} failures, ${missing.length} things hit fewer than ${HITS_MIN} times`);
  return failures.length === 0 && missing.length === 0;
}

async function plant(): Promise<boolean> {
  const order = { kind: 'faults', seed: option('seed', 1), programs: FAULT_PROGRAMS_MAX, faults: FAULTS.map((_, i) => i) } as const;
  const { caught, failures } = await carryOut(order, option('jobs', 2));
  for (const text of failures) console.log(text);
  const hardest = [...caught].sort(([, a], [, b]) => (b ?? Infinity) - (a ?? Infinity));
  for (const [name, programs] of hardest) console.log(`${programs ?? 'MISSED'} ${name}`);
  const missed = FAULTS.length - [...caught.values()].filter((programs) => programs !== undefined).length;
  console.log(`${FAULTS.length} mistakes planted, ${missed} missed, ${seconds()} s`);
  return missed === 0;
}

void (process.argv.includes('--faults') ? plant() : fuzz()).then((good) => { process.exitCode = good ? 0 : 1; });
