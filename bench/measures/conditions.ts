// Breakpoints in a hot loop that do not stop: conditions that are never true, log points that say nothing or something,
// hits that are only counted. How many arrivals a second, and how much slower the loop is than without; and how many
// conditions gdb and the inspector of node evaluate.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugSession, type SourceBreakpointRequest } from '../../src/debugger';
import type { Machine } from '../../src/machine/machine';
import { imageOfText, machineOf, ENGINES } from '../machines';
import { figure, type Figure, type Measure, type MeasureOptions, type Name } from '../measure';
import { build, find, folderFor, SOURCES } from '../suite/tools';

/** A loop, and the instructions of a round. */
interface Hot {
  readonly text: string;
  readonly round: number;
}

/** The smallest loop that there is. */
const SMALLEST: Hot = {
  round: 8,
  text: `data cell = i32 7
entry func main
  local i: i32
again:
  get i 1 add set i                        ; the breakpoint
  get i 2000000000 lt jumpnz again
  ret
end
`,
};
/** The loop in which a sieve crosses numbers out, again and again. */
const CROSSING: Hot = {
  round: 10,
  text: `memory 65536
const limit = 50000
data crossed = space limit
entry func main
  local i: i32, j: i32
again:
  2 set j
cross:
  get j 1 store8 +crossed                  ; the breakpoint
  get j 3 add tee j
  limit lt jumpnz cross
  get i 1 add tee i
  2000000000 lt jumpnz again
  ret
end
`,
};
const MARK = 'the breakpoint';

/** What stands in a loop; `undefined`: nothing. */
interface Case extends Name {
  readonly hot: Hot;
  readonly point: Omit<SourceBreakpointRequest, 'line'> | undefined;
}

const strata = (hot: Hot, key: string, en: string, ko: string, point?: Case['point']): Case => ({ hot, key, en: `Strata, ${en}`, ko: `Strata, ${ko}`, point });
const condition = (key: string, text: string): Case => strata(SMALLEST, key, `\`${text}\``, `\`${text}\``, { condition: text });

/** The first is the loop alone, and all others stand beside it. */
const OURS: readonly (readonly Case[])[] = [[
  strata(SMALLEST, 'plain', 'the smallest loop alone', '가장 작은 루프만'),
  condition('equal', 'i == -1'),
  condition('both', 'i % 1000 == 1 && i < 0'),
  condition('memory', 'i32[cell] == 8'),
  strata(SMALLEST, 'silent', 'a log point with `i == -1`', '`i == -1` 조건의 로그 지점', { condition: 'i == -1', logMessage: 'i is {i}' }),
  strata(SMALLEST, 'hits', 'hits counted up to 2 billion', '20억 번까지 세는 적중 횟수', { hitCondition: '=2000000001' }),
], [
  strata(CROSSING, 'crossing', 'the loop of a sieve alone', '체의 루프만'),
  strata(CROSSING, 'crossing-equal', 'the loop of a sieve with `j == -1`', '체의 루프와 `j == -1`', { condition: 'j == -1' }),
]];
const PRINTING = strata(SMALLEST, 'log', 'a log point that prints `i is {i}`', '`i is {i}`를 출력하는 로그 지점', { logMessage: 'i is {i}' });
const THEIRS = 'i == 999999999';
/** Our loops take turns, so often and so long each; the others' does so many rounds. */
const [TURNS, TURNS_QUICK] = [7, 3];
const TURN_MS = 150;
const [ROUNDS, ROUNDS_QUICK] = [5_000, 1_000];
/** The adapter's piece of work between looks at the clock. */
const PIECE_WORK = 50_000;

const lineOf = (text: string): number => text.split('\n').findIndex((line) => line.includes(MARK));

/** A loop that runs under the debugger for a while, then waits until it is its turn again. */
class Loop {
  private readonly machine: Machine;
  private readonly debug: DebugSession;

  constructor(private readonly each: Case, { engine }: MeasureOptions) {
    const { hot: { text }, point } = each;
    this.machine = machineOf(imageOfText(text), ENGINES[engine]);
    this.debug = new DebugSession(this.machine);
    const [set] = this.debug.setSourceBreakpoints({ name: 'main.sasm' }, point === undefined ? [] : [{ line: lineOf(text), ...point }]);
    if (point !== undefined && !set.verified) throw new Error(`the breakpoint has no place: ${JSON.stringify(set)}`);
    this.debug.continue();
  }

  /** Rounds a second. */
  turn(): number {
    const { machine, debug } = this;
    const start_ms = performance.now(), { steps } = machine;
    while (performance.now() - start_ms < TURN_MS) {
      if (debug.advance(PIECE_WORK) !== undefined) throw new Error(`${this.each.key} stopped`);
      if (debug.takeNews().logLost > 0) throw new Error('messages were lost');
    }
    return (machine.steps - steps) / this.each.hot.round / (performance.now() - start_ms) * 1000;
  }
}

/** Rounds a second of each case, and how often the first goes round in the time of one round of each other. */
function ours(cases: readonly Case[], options: MeasureOptions): Figure[] {
  const loops = cases.map((each) => new Loop(each, options));
  for (const loop of loops) loop.turn();
  const turns = Array.from({ length: options.quick ? TURNS_QUICK : TURNS }, () => loops.map((loop) => loop.turn()));
  const rates = cases.map((each, i) => figure(each, '/s', turns.map((turn) => turn[i])));
  const ratios = cases.slice(1).map(({ key, en, ko }, i) => figure(
    { key: `${key}-ratio`, en: `${en}: time of a round beside the loop alone`, ko: `${ko}: 루프만 돌 때와 견준 한 바퀴의 시간` },
    'times', turns.map(([plain, ...others]) => plain / others[i]),
  ));
  return [...rates, ...ratios];
}

/** Conditions a second in gdb, over a program of gcc's. */
function gdb(command: string, gcc: string, rounds: number): number {
  const source = join(SOURCES, 'conditions', 'loop.c'), program = join(folderFor('conditions'), 'loop');
  build(gcc, ['-g', '-O0', source, '-o', program]);
  const line = lineOf(readFileSync(source, 'utf8')) + 1;
  const said = execFileSync(command, ['-q', '-nx', '-batch', '-ex', `break loop.c:${line} if ${THEIRS}`, '-ex', `run ${rounds}`, program],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return rounds / secondsIn(said);
}

function inspector(rounds: number): number {
  const script = join(SOURCES, 'conditions', 'loop.js');
  return rounds / secondsIn(execFileSync(process.execPath, [script, String(rounds), THEIRS], { encoding: 'utf8' }));
}

function secondsIn(said: string): number {
  const seconds = /^\d+\.\d+$/m.exec(said)?.[0];
  if (seconds === undefined) throw new Error(`no seconds in: ${said}`);
  return Number(seconds);
}

export const CONDITIONS: Measure = {
  key: 'conditions', en: 'Breakpoints that do not stop, arrivals in a second', ko: '멈추지 않는 중단점, 1초 동안 도달하는 횟수',
  run(options) {
    const { quick } = options, rounds = quick ? ROUNDS_QUICK : ROUNDS;
    const figures = [...OURS, [PRINTING]].flatMap((cases) => ours(cases, options));
    const command = find('gdb'), gcc = find('gcc');
    if (command !== undefined && gcc !== undefined) {
      figures.push(figure({ key: 'gdb', en: `gdb, \`${THEIRS}\``, ko: `gdb, \`${THEIRS}\`` }, '/s', [gdb(command, gcc, rounds)]));
    }
    return [...figures, figure(
      { key: 'inspector', en: `node inspector, \`${THEIRS}\``, ko: `node 인스펙터, \`${THEIRS}\`` },
      '/s', [inspector(rounds)],
    )];
  },
};
