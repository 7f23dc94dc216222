// `npm run bench`: measures everything that docs/performance.md shows, in one run.
//
//   npm run bench -- [--json] [--quick] [--only suite,contexts] [--peers gcc-O2,java-C2] [--programs fib,nbody]
//                    [--engine auto|interpreter|compiler] [--rounds N]
//
// `--json` writes one JSON object to standard output and nothing else; what is being done goes to standard error.
import { cpus, loadavg, release, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { ENGINES, type EngineName } from './machines';
import type { Measure, MeasureOptions } from './measure';
import { ACTIVATION } from './measures/activation';
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

const MEASURES: readonly Measure[] = [CONTEXTS, CONDITIONS, COMPILE, START, ACTIVATION, ADAPTER, STEPPING, TRAVELLING, PAUSE, ASSEMBLER, LANGUAGE, WRITING, GROWTH, SIZE];
const [ROUNDS, ROUNDS_QUICK] = [5, 3];
const LESS_QUICK = 8;

const USAGE = `npm run bench -- [--json] [--quick] [--only PART,...] [--peers NAME,...] [--programs NAME,...]
                 [--engine ${Object.keys(ENGINES).join('|')}] [--rounds N]
parts: ${['suite', ...MEASURES.map(({ key }) => key)].join(', ')}`;

/** What is asked for; ends the process with the usage where that is not known. */
function optionsOf(words: readonly string[]) {
  const text = { type: 'string' } as const, flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...words], options: { json: flag, quick: flag, help: flag, only: text, peers: text, programs: text, engine: { ...text, default: 'auto' }, rounds: text },
    });
    const unknown = values.only?.split(',').filter((key) => key !== 'suite' && !MEASURES.some((measure) => measure.key === key)) ?? [];
    const wrong = unknown.length > 0 ? `There is no part ${unknown.join(', ')}.` : !Object.hasOwn(ENGINES, values.engine) ? `There is no engine ${values.engine}.`
      : /^[1-9]\d*$/.test(values.rounds ?? '1') ? undefined : 'Rounds are counted from 1.';
    if (!values.help && wrong === undefined) return values;
    console.error(values.help ? USAGE : `${wrong}\n${USAGE}`);
    process.exit(values.help ? 0 : 2);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}

const options = optionsOf(process.argv.slice(2));
const start_ms = performance.now(), [load] = loadavg();
const seconds = (): number => (performance.now() - start_ms) / 1000;
const progress = (text: string): void => console.error(`${seconds().toFixed(1).padStart(6)} s  ${text}`);

function suite({ quick, engine }: MeasureOptions): Promise<SuiteResult> {
  return runSuite({
    rounds: Number(options.rounds ?? (quick ? ROUNDS_QUICK : ROUNDS)), less: quick ? LESS_QUICK : 1, engine,
    peers: options.peers?.split(',') ?? (quick ? [...REQUIRED, 'strata-root', 'strata-interpreter'] : undefined),
    programs: options.programs?.split(','), onProgress: progress,
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
  const { quick, json } = options, engine = options.engine as EngineName;
  const only = options.only?.split(','), wanted = (key: string): boolean => only?.includes(key) ?? true;
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
