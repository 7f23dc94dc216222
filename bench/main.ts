// `npm run bench`: measures everything that docs/performance.md shows, in one run.
//
//   npm run bench -- [--json] [--quick] [--only suite,contexts] [--peers gcc-O2,java-C2] [--programs fib,nbody]
//                    [--engine auto|interpreter|compiler] [--rounds N]
//
// `--json` writes one JSON object to standard output and nothing else; what is being done goes to standard error.
import { cpus, loadavg, release, totalmem } from 'node:os';
import { ENGINES, type EngineName } from './machines';
import type { Measure, MeasureOptions } from './measure';
import { ADAPTER } from './measures/adapter';
import { ASSEMBLER } from './measures/assembler';
import { COMPILE } from './measures/compile';
import { CONDITIONS } from './measures/conditions';
import { CONTEXTS } from './measures/contexts';
import { GROWTH } from './measures/growth';
import { LANGUAGE } from './measures/language';
import { PAUSE } from './measures/pause';
import { SIZE } from './measures/size';
import { START } from './measures/start';
import { STEPPING } from './measures/stepping';
import { TRAVELLING } from './measures/travelling';
import { WRITING } from './measures/writing';
import { printGroup, printSuite } from './print';
import type { Host, Report } from './report';
import { REQUIRED } from './suite/peers';
import { runSuite, type SuiteResult } from './suite/suite';

const MEASURES: readonly Measure[] = [CONTEXTS, CONDITIONS, COMPILE, START, ADAPTER, STEPPING, TRAVELLING, PAUSE, ASSEMBLER, LANGUAGE, WRITING, GROWTH, SIZE];
const [ROUNDS, ROUNDS_QUICK] = [5, 3];
const LESS_QUICK = 8;

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

const start_ms = performance.now(), [load] = loadavg();
const seconds = (): number => (performance.now() - start_ms) / 1000;
const progress = (text: string): void => console.error(`${seconds().toFixed(1).padStart(6)} s  ${text}`);

function suite({ quick, engine }: MeasureOptions): Promise<SuiteResult> {
  return runSuite({
    rounds: Number(option('rounds') ?? (quick ? ROUNDS_QUICK : ROUNDS)), less: quick ? LESS_QUICK : 1, engine,
    peers: option('peers')?.split(',') ?? (quick ? [...REQUIRED, 'strata-root', 'strata-interpreter'] : undefined),
    programs: option('programs')?.split(','), onProgress: progress,
  });
}

/** How many times faster the first engine of a result is than the second, of programs or all. */
function ratiosOf({ engines }: SuiteResult): Pick<Report, 'ratios' | 'fib' | 'engines'> {
  const ratio = (name: string): number | undefined => engines.find((engine) => engine.name === name)?.ratio;
  const fib = (name: string): number | undefined =>
    engines.find((engine) => engine.name === name)?.programs.find(({ program }) => program === 'fib')?.ratio;
  const named = (names: readonly string[], value: (name: string) => number | undefined): Record<string, number> =>
    Object.fromEntries(names.flatMap((name) => {
      const known = value(name);
      return known === undefined ? [] : [[name, known]];
    }));
  const others = engines.map(({ name }) => name).filter((name) => !name.startsWith('strata'));
  return {
    ratios: named([...REQUIRED, ...others.filter((name) => !REQUIRED.includes(name))], ratio),
    fib: named(others, fib),
    engines: named(engines.map(({ name }) => name).filter((name) => name.startsWith('strata')), ratio),
  };
}

function hostOf(): Host {
  return {
    processor: cpus()[0].model, cores: cpus().length, memory_gib: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`, node: process.version, load,
  };
}

async function main(): Promise<void> {
  const engine = (option('engine') ?? 'auto') as EngineName;
  if (!(engine in ENGINES)) throw new Error(`--engine is one of ${Object.keys(ENGINES).join(', ')}`);
  const quick = process.argv.includes('--quick'), json = process.argv.includes('--json');
  const only = option('only')?.split(','), wanted = (key: string): boolean => only?.includes(key) ?? true;
  const result = wanted('suite') ? await suite({ quick, engine }) : undefined;
  if (result !== undefined && !json) printSuite(result);
  const groups: Report['groups'][number][] = [];
  for (const measure of MEASURES.filter(({ key }) => wanted(key))) {
    progress(measure.en);
    const group = { key: measure.key, en: measure.en, ko: measure.ko, figures: await measure.run({ quick, engine }) };
    groups.push(group);
    if (!json) printGroup(group);
  }
  const report: Report = {
    ...(result === undefined ? {} : ratiosOf(result)),
    date: new Date().toISOString(), command: ['npm run bench --', ...process.argv.slice(2)].join(' '),
    seconds: seconds(), machine: hostOf(), suite: result, groups,
  };
  if (json) console.log(JSON.stringify(report));
}

void main();
