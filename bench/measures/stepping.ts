// A step over a call that does much work, against the same work in a plain run of the debugger.
import { DebugSession } from '../../src/debugger';
import type { Machine } from '../../src/machine/machine';
import { ENGINES, imageOfText, machineOf } from '../machines';
import { figure, type Measure, type MeasureOptions } from '../measure';
import { time_ms } from '../numbers';

/** Line 2 of `main` is stepped over. */
const PROGRAM = (n: number): string => `func fibonacci (n: i32) -> i32
  get n 2 lt jumpz more
  get n ret
more:
  get n 1 sub call fibonacci
  get n 2 sub call fibonacci
  add ret
end
entry func main
  nop
  ${n} call fibonacci drop
  nop
  ret
end
`;
const [ROUNDS, ROUNDS_QUICK] = [5, 3];
const [NUMBER, NUMBER_QUICK] = [27, 22];
const PIECE_WORK = 50_000;

/** Nanoseconds an instruction takes from where `begin` sets a session going to the next event. */
function ns(machine: Machine, debug: DebugSession, begin: () => void): number {
  const first = machine.steps;
  const taken_ms = time_ms(() => {
    begin();
    while (debug.advance(PIECE_WORK) === undefined);
  });
  return taken_ms * 1e6 / (machine.steps - first);
}

function round({ engine, quick }: MeasureOptions): { over: number; plain: number } {
  const image = imageOfText(PROGRAM(quick ? NUMBER_QUICK : NUMBER));
  const plain = machineOf(image, ENGINES[engine]), free = new DebugSession(plain);
  const stepped = machineOf(image, ENGINES[engine]), debug = new DebugSession(stepped);
  const over = (): void => debug.step('over', 'line', debug.contexts()[0].id);
  ns(stepped, debug, over);
  return { over: ns(stepped, debug, over), plain: ns(plain, free, () => free.continue()) };
}

export const STEPPING: Measure = {
  key: 'stepping', en: 'Stepping over much work', ko: '많은 작업을 스텝 오버',
  run(options) {
    const rounds = Array.from({ length: options.quick ? ROUNDS_QUICK : ROUNDS }, () => round(options));
    return [
      figure({ key: 'over', en: 'an instruction inside a step over', ko: '스텝 오버 안의 명령어 하나' }, 'ns', rounds.map(({ over }) => over)),
      figure({ key: 'plain', en: 'an instruction of a plain run', ko: '그냥 실행할 때의 명령어 하나' }, 'ns', rounds.map(({ plain }) => plain)),
      figure({ key: 'ratio', en: 'the one divided by the other', ko: '둘의 비' }, 'times', rounds.map(({ over, plain }) => over / plain)),
    ];
  },
};
