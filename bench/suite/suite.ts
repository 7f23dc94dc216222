// Runs the suite: every program by every engine, in turn in each round, so that a noisy machine is noisy for all of them; then
// medians, and ratios of the time for a unit of work. Equal work must give equal checksums.
import { geometricMean, spreadOf, type Spread } from '../numbers';
import type { EngineName } from '../machines';
import { allOurs, PEERS, REQUIRED, type Engine, type Peer } from './peers';
import { SUITE, type Program, type Sample } from './programs';

/** What was measured of one program on one engine. */
export interface ProgramResult {
  readonly program: string;
  readonly count: number;
  readonly checksum: number;
  readonly seconds: { readonly median: number; readonly least: number; readonly most: number };
  readonly unit_ns: number;
  /** The time for a unit divided by ours: of the medians, and of the shortest times, which a busy machine disturbs less. */
  readonly ratio: number;
  readonly leastRatio: number;
}

export interface EngineResult {
  readonly name: string;
  readonly version: string;
  /** The geometric means of its programs' ratios. */
  readonly ratio: number;
  readonly leastRatio: number;
  readonly programs: readonly ProgramResult[];
}

/** An engine that is not there, and what to install for it. */
export type Missing = Pick<Peer, 'name' | 'install'>;

export interface SuiteResult {
  readonly rounds: number;
  readonly engines: readonly EngineResult[];
  readonly missing: readonly Missing[];
}

export interface SuiteOptions {
  readonly rounds: number;
  /** What the usual work counts are divided by. */
  readonly less: number;
  readonly engine: EngineName;
  /** Names of peers and of programs; all where absent. */
  readonly peers?: readonly string[];
  readonly programs?: readonly string[];
  /** Told what is being done. */
  readonly onProgress: (text: string) => void;
}

/** An engine at work, with what it has done so far. */
interface Contestant {
  readonly peer: Peer;
  readonly version: string;
  readonly engine: Engine;
  readonly samples: Map<Program, Sample[]>;
}

export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const programs = SUITE.filter(({ name }) => options.programs?.includes(name) ?? true);
  const peers = [...allOurs(options.engine), ...PEERS].filter(({ name }, i) => i === 0 || (options.peers?.includes(name) ?? true));
  const { contestants, missing } = startAll(peers, options);
  try {
    const contest = new Contest(contestants, programs, options);
    await contest.run();
    return { rounds: options.rounds, engines: results(contestants, contest), missing };
  } finally {
    for (const { engine } of contestants) engine.close();
  }
}

function startAll(peers: readonly Peer[], options: SuiteOptions): { contestants: Contestant[]; missing: Missing[] } {
  const contestants: Contestant[] = [], missing: Missing[] = [];
  for (const peer of peers) {
    options.onProgress(`starting ${peer.name}`);
    const started = peer.start();
    if (started !== undefined) contestants.push({ peer, ...started, samples: new Map() });
    else if (REQUIRED.includes(peer.name)) throw new Error(`${peer.name} is missing; install ${peer.install}`);
    else missing.push({ name: peer.name, install: peer.install });
  }
  return { contestants, missing };
}

class Contest {
  /** Checksums by program and work count. */
  private readonly checksums = new Map<string, number>();

  constructor(
    private readonly contestants: readonly Contestant[], readonly programs: readonly Program[], private readonly options: SuiteOptions,
  ) {}

  async run(): Promise<void> {
    const { rounds, onProgress } = this.options;
    onProgress('warming up');
    await this.warmUp();
    for (let round = 0; round < rounds; round++) {
      onProgress(`round ${round + 1} of ${rounds}`);
      for (const program of this.programs) await this.round(program, round);
    }
  }

  countOf(peer: Peer, { name, usual, small }: Program): number {
    if (peer.slow) return small;
    // The work of fib grows by 1.6 with each number, that of the others evenly.
    return name === 'fib' ? usual - Math.round(Math.log(this.options.less) / Math.log(1.618)) : Math.ceil(usual / this.options.less);
  }

  /** Everybody does the small count, so that checksums can be compared, and then what the compilers need. */
  private async warmUp(): Promise<void> {
    for (const program of this.programs) {
      for (const contestant of this.contestants) {
        await this.sample(contestant, program, program.small);
        for (let i = 0; i < contestant.peer.warmups; i++) await this.sample(contestant, program, this.countOf(contestant.peer, program));
      }
    }
  }

  /** Each round begins with another engine, so that none is always behind the same. Slow engines rest every other round. */
  private async round(program: Program, round: number): Promise<void> {
    const { contestants } = this;
    for (let i = 0; i < contestants.length; i++) {
      const contestant = contestants[(i + round) % contestants.length];
      if (contestant.peer.slow && round % 2 === 1) continue;
      const sample = await this.sample(contestant, program, this.countOf(contestant.peer, program));
      contestant.samples.set(program, [...contestant.samples.get(program) ?? [], sample]);
    }
  }

  private async sample({ peer, engine }: Contestant, program: Program, count: number): Promise<Sample> {
    const sample = await engine.run(program.name, count);
    const key = `${program.name} ${count}`, known = this.checksums.get(key) ?? sample.checksum;
    if (sample.checksum !== known) throw new Error(`${key}: ${peer.name} gives ${sample.checksum}, others gave ${known}`);
    this.checksums.set(key, known);
    return sample;
  }
}

function results(contestants: readonly Contestant[], contest: Contest): EngineResult[] {
  const [ours] = contestants;
  return contestants.map((contestant) => {
    const programs = contest.programs.map((program) => resultOf(contestant, ours, program, contest));
    return {
      name: contestant.peer.name, version: contestant.version, programs,
      ratio: geometricMean(programs.map(({ ratio }) => ratio)), leastRatio: geometricMean(programs.map(({ leastRatio }) => leastRatio)),
    };
  });
}

function resultOf(contestant: Contestant, ours: Contestant, program: Program, contest: Contest): ProgramResult {
  const samples = contestant.samples.get(program) ?? [];
  const unit_ns = unitsOf(contestant, program, contest), ours_ns = unitsOf(ours, program, contest);
  return {
    program: program.name, count: contest.countOf(contestant.peer, program), checksum: samples[0].checksum,
    seconds: spreadOf(samples.map(({ seconds }) => seconds)), unit_ns: unit_ns.median,
    ratio: unit_ns.median / ours_ns.median, leastRatio: unit_ns.least / ours_ns.least,
  };
}

/** Nanoseconds for a unit of work. */
function unitsOf({ peer, samples }: Contestant, program: Program, contest: Contest): Spread {
  const count = contest.countOf(peer, program);
  return spreadOf((samples.get(program) ?? []).map(({ checksum, seconds }) => seconds * 1e9 / program.units(count, checksum)));
}
