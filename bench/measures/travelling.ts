// Going back: what recording costs a run, and how long it takes to go back in one of more than 100 million instructions; and
// the same of gdb's own recorder, which keeps what every instruction changes. All of it below the protocol.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/base/random';
import { DebugSession } from '../../src/debugger';
import type { Machine } from '../../src/machine/machine';
import { NodePlatform } from '../../src/platform/node/platform';
import { imageOf, machineOf, ENGINES, PROGRAMS } from '../machines';
import { figure, type Figure, type Measure, type MeasureOptions, type Unit } from '../measure';
import { percentile, time_ms } from '../numbers';
import { build, find, folderFor, SOURCES } from '../suite/tools';

/** A program of the suite, and how much work it does: more than 100 million instructions. */
interface Case {
  readonly name: string;
  readonly count: number;
  readonly kind: 'cpu' | 'memory';
}

const CASES: readonly Case[] = [
  { name: 'fib', count: 37, kind: 'cpu' },
  { name: 'collatz', count: 12, kind: 'cpu' },
  { name: 'nbody', count: 4_000_000, kind: 'cpu' },
  { name: 'sieve', count: 12, kind: 'memory' },
  { name: 'quicksort', count: 12, kind: 'memory' },
];
/** In these one goes back. */
const TRAVELLED: readonly string[] = ['collatz', 'sieve'];
const KINDS = { cpu: { en: 'busy with the processor', ko: '계산 위주' }, memory: { en: 'busy with memory', ko: '메모리 위주' } };
/** Called near the beginning of each run; what repeats in it does not go through its first instruction. */
const CALLED_FIRST = 'serve';
const [ROUNDS, ROUNDS_QUICK] = [5, 1];
const [STEPS_BACK, STEPS_BACK_QUICK] = [200, 40];
/** Work between looks at what happened; the adapter's pieces grow to as much. */
const PIECE_WORK = 1_000_000;
/** The first call comes before so many steps. */
const NEAR_THE_BEGINNING = 10_000;
/** Rounds of a loop of eight instructions. */
const [GDB_ROUNDS, GDB_ROUNDS_QUICK] = [20_000, 2_000];
const HISTORY_BYTES = 256 * 1024 ** 2;
const LESS_QUICK = 8;

class Run {
  private readonly debug: DebugSession;
  readonly machine: Machine;

  constructor({ name, count }: Case, { engine, quick }: MeasureOptions, recorded: boolean) {
    const path = join(PROGRAMS, `${name}.sasm`), text = readFileSync(path, 'utf8');
    const line = Buffer.from(`${quick ? Math.ceil(count / LESS_QUICK) : count}\n`);
    const image = imageOf({ path, text, files: new NodePlatform(), folder: PROGRAMS });
    this.machine = machineOf(image, ENGINES[engine], [{ step: 0, bytes: line }, { step: 0, bytes: undefined }]);
    const history = { bytes: HISTORY_BYTES, clock: () => performance.now() };
    this.debug = new DebugSession(this.machine, recorded ? { history, stopOnExit: true } : {});
  }

  /** Milliseconds from what `begin` asks for to the next event. */
  private time_ms(begin: () => void): number {
    return time_ms(() => {
      begin();
      while (this.debug.advance(PIECE_WORK) === undefined) this.debug.takeNews();
    });
  }

  toEnd_ms(): number {
    return this.time_ms(() => this.debug.continue());
  }

  stepBack_ms(): number {
    return this.time_ms(() => this.debug.stepBack('in', 'instruction', this.debug.contexts()[0].id));
  }

  goTo_ms(steps: number): number {
    return this.time_ms(() => this.debug.goTo(steps));
  }

  /** From the end of the run to the first call of the function that does the work. */
  reverseContinue_ms(): number {
    this.goTo_ms(this.debug.position.end);
    const [set] = this.debug.setFunctionBreakpoints([{ name: CALLED_FIRST }]);
    if (!set.verified) throw new Error(`the breakpoint has no place: ${JSON.stringify(set)}`);
    const taken_ms = this.time_ms(() => this.debug.reverseContinue());
    if (this.machine.steps > NEAR_THE_BEGINNING) throw new Error(`the run stopped at ${this.machine.steps}`);
    return taken_ms;
  }
}

/** How much longer recorded runs take than others: they take turns. */
function recording(each: Case, options: MeasureOptions): number[] {
  return Array.from({ length: options.quick ? ROUNDS_QUICK : ROUNDS }, () => {
    const plain_ms = new Run(each, options, false).toEnd_ms();
    return new Run(each, options, true).toEnd_ms() / plain_ms;
  });
}

/** Milliseconds of steps back from anywhere, in ascending order. */
function stepsBack(run: Run, count: number): number[] {
  const random = new Random(1), { steps } = run.machine;
  const times = Array.from({ length: count }, () => {
    run.goTo_ms(1 + random.below(steps - 1));
    return run.stepBack_ms();
  });
  return times.sort((a, b) => a - b);
}

function travels(each: Case, options: MeasureOptions): Figure[] {
  const { name } = each, one = (key: string, en: string, ko: string, unit: Unit, value: number): Figure =>
    figure({ key: `${name}-${key}`, en: `${name}, ${en}`, ko: `${name}, ${ko}` }, unit, [value]);
  const run = new Run(each, options, true);
  run.toEnd_ms();
  const millions = run.machine.steps / 1e6, first_ms = run.stepBack_ms();
  const times = stepsBack(run, options.quick ? STEPS_BACK_QUICK : STEPS_BACK), reverse_ms = run.reverseContinue_ms();
  return [
    one('steps', 'instructions in which one goes back', '되돌아가는 구간의 명령어 수', 'million', millions),
    one('first', 'the first step back, from the end', '끝에서 처음 뒤로 한 스텝', 'ms', first_ms),
    one('back', 'a step back from anywhere', '아무 데서나 뒤로 한 스텝', 'ms', percentile(times, 0.5)),
    one('back-95', 'a step back from anywhere, 95th percentile', '아무 데서나 뒤로 한 스텝, 95번째 백분위수', 'ms', percentile(times, 0.95)),
    one('reverse', 'reverse continue from the end to the beginning', '끝에서 처음까지 거꾸로 계속', 'ms', reverse_ms),
    one('reverse-rate', 'instructions that reverse continue searches', '거꾸로 계속이 찾아보는 명령어', 'million/s', millions / reverse_ms * 1000),
  ];
}

/** Instructions a second that gdb records and goes back through, and a step back; `record full` keeps every instruction's changes. */
function gdb(command: string, gcc: string, rounds: number): Figure[] {
  const program = join(folderFor('travelling'), 'loop');
  build(gcc, ['-g', '-O0', join(SOURCES, 'travelling', 'loop.c'), '-o', program]);
  const now = 'python import time; print("%.9f" % time.monotonic())';
  const commands = ['set pagination off', 'set record full insn-number-max unlimited', 'break work', 'break done', `run ${rounds}`, 'record full', now,
    'continue', now, 'info record', now, 'reverse-stepi', now, 'reverse-continue', now];
  const said = execFileSync(command, ['-q', '-nx', '-batch', ...commands.flatMap((each) => ['-ex', each]), program],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const times = [...said.matchAll(/^(\d+\.\d+)$/gm)].map(([text]) => Number(text));
  const [, count] = /Log contains (\d+) instructions/.exec(said) ?? [];
  if (times.length !== 5 || count === undefined) throw new Error(`gdb said: ${said}`);
  const [begin, recorded, asked, stepped, back] = times, millions = Number(count) / 1e6;
  return [
    figure({ key: 'gdb-record', en: 'gdb `record full`, instructions recorded', ko: 'gdb `record full`, 기록하는 명령어' }, 'million/s', [millions / (recorded - begin)]),
    figure({ key: 'gdb-back', en: 'gdb `record full`, a step back', ko: 'gdb `record full`, 뒤로 한 스텝' }, 'ms', [(stepped - asked) * 1000]),
    figure({ key: 'gdb-reverse', en: 'gdb `record full`, instructions that reverse continue goes back', ko: 'gdb `record full`, 거꾸로 계속이 되돌리는 명령어' },
      'million/s', [millions / (back - stepped)]),
  ];
}

export const TRAVELLING: Measure = {
  key: 'travelling', en: 'Recording and going back', ko: '기록과 되돌아가기',
  run(options) {
    const figures = CASES.map((each) => figure({
      key: `record-${each.name}`, en: `${each.name} (${KINDS[each.kind].en}), recorded: time beside the run that is not`,
      ko: `${each.name}(${KINDS[each.kind].ko}), 기록할 때: 기록하지 않을 때와 견준 시간`,
    }, 'times', recording(each, options)));
    for (const each of CASES) if (TRAVELLED.includes(each.name)) figures.push(...travels(each, options));
    const command = find('gdb'), gcc = find('gcc');
    if (command !== undefined && gcc !== undefined) figures.push(...gdb(command, gcc, options.quick ? GDB_ROUNDS_QUICK : GDB_ROUNDS));
    return figures;
  },
};
