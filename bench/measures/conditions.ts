// Breakpoints with conditions in a hot loop, conditions that are never true: how many are evaluated in a second, by us, by gdb
// and by the inspector of node.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugSession } from '../../src/debugger';
import { imageOfText, machineOf, ENGINES } from '../machines';
import { figure, type Figure, type Measure, type MeasureOptions } from '../measure';
import { build, find, folderFor, SOURCES } from '../suite/tools';

const LOOP = `data cell = i32 7
entry func main
  local i: i32
again:
  get i 1 add set i                        ; the breakpoint
  get i 2000000000 lt jumpnz again
  ret
end
`;
/** Instructions of a round of the loop. */
const ROUND = 8;
const MARK = 'the breakpoint';

/** What is evaluated, and in the words of others where they can. */
const OURS = [
  { key: 'equal', condition: 'i == -1' },
  { key: 'both', condition: 'i % 1000 == 1 && i < 0' },
  { key: 'memory', condition: 'i32[cell] == 8' },
];
const THEIRS = 'i == 999999999';
/** Our loop runs for so long; the others' does so many rounds. */
const [RUN_MS, RUN_MS_QUICK] = [1_000, 300];
const [ROUNDS, ROUNDS_QUICK] = [5_000, 1_000];
/** The adapter's piece of work between looks at the clock. */
const PIECE_WORK = 50_000;

const lineOf = (text: string): number => text.split('\n').findIndex((line) => line.includes(MARK));

function evaluated(condition: string, run_ms: number, { engine }: MeasureOptions): number {
  const machine = machineOf(imageOfText(LOOP), ENGINES[engine]);
  const debug = new DebugSession(machine);
  const [point] = debug.setSourceBreakpoints({ name: 'main.sasm' }, [{ line: lineOf(LOOP), condition }]);
  if (!point.verified) throw new Error(`the breakpoint has no place: ${JSON.stringify(point)}`);
  debug.continue();
  const start_ms = performance.now();
  while (performance.now() - start_ms < run_ms) {
    if (debug.advance(PIECE_WORK) !== undefined) throw new Error(`${condition} was true`);
  }
  return machine.steps / ROUND / (performance.now() - start_ms) * 1000;
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
  key: 'conditions', en: 'Conditions of breakpoints, evaluated in a second', ko: '1초에 평가하는 중단점 조건',
  run(options) {
    const { quick } = options, rounds = quick ? ROUNDS_QUICK : ROUNDS;
    const figures: Figure[] = OURS.map(({ key, condition }) => {
      const name = { key, en: `Strata, \`${condition}\``, ko: `Strata, \`${condition}\`` };
      return figure(name, '/s', [evaluated(condition, quick ? RUN_MS_QUICK : RUN_MS, options)]);
    });
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
