// How cost grows: with the size of a program, from text to its first instructions, and with the length of a run.
import { assemble } from '../../src/assembler';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { runToEnd } from '../../src/machine/machine';
import { verify } from '../../src/verifier/verify';
import { ENGINES, imageOfText, machineOf } from '../machines';
import { figure, type Figure, type Measure, type MeasureOptions } from '../measure';
import { time_ms } from '../numbers';

const [SIZES, SIZES_QUICK] = [[1e2, 1e3, 1e4, 1e5, 1e6], [1e2, 1e3, 1e4, 1e5]];
const [LENGTHS, LENGTHS_QUICK] = [[1e5, 1e6, 1e7, 1e8, 1e9], [1e5, 1e6, 1e7]];
/** The interpreter takes a minute for the longest run. */
const LENGTH_INTERPRETED_MAX = 1e8;
/** A small program is measured until so much time has gone by, and the median counts. */
const MEASURED_MS = 100;
/** Instructions of a function, and of a round of its loop. */
const FUNCTION = 50;
const ROUND = 7;

/** A program of about so many instructions, in functions of fifty that `main` calls one after the other. */
function programOf(instructions: number): string {
  const functions = Math.max(1, Math.round(instructions / (FUNCTION + 3)));
  const body = '  get n 3 mul 1 add set n\n'.repeat((FUNCTION - 2) / 6);
  const texts = Array.from({ length: functions }, (_, i) => `func part_${i} (n: i32) -> i32\n${body}  get n ret\nend\n`);
  const calls = Array.from({ length: functions }, (_, i) => `  ${i} call part_${i} drop\n`);
  return `${texts.join('')}entry func main\n${calls.join('')}  ret\nend\n`;
}

const loopOf = (instructions: number): string => `entry func main
  local i: i32
again:
  get i 1 add tee i
  ${Math.round(instructions / ROUND)} lt jumpnz again
  ret
end
`;

/** Machines that are made one after the other; each takes much of the address space until it is collected. */
const MACHINES = 5;

/** Times of a piece of work, which is done again until there is enough to go by. */
function timesOf(work: () => void): number[] {
  const times: number[] = [];
  const start_ms = performance.now();
  do times.push(time_ms(work)); while (performance.now() - start_ms < MEASURED_MS);
  return times;
}

function sized(size: number, { engine }: MeasureOptions): Figure[] {
  const text = programOf(size), { image, debug } = assemble({ path: 'main.sasm', text });
  if (image === undefined) throw new Error('the program has errors');
  const bytes = encodeImage(image, debug), verified = verify(decodeImage(bytes));
  const count = size.toLocaleString('en'), name = (key: string, en: string, ko: string): { key: string; en: string; ko: string } =>
    ({ key: `${key}_${size}`, en: `${count} instructions: ${en}`, ko: `명령어 ${count}개: ${ko}` });
  return [
    figure(name('assemble', 'assembling', '어셈블'), 'ms', timesOf(() => assemble({ path: 'main.sasm', text }))),
    figure(name('verify', 'reading and verifying', '읽기와 검증'), 'ms', timesOf(() => verify(decodeImage(bytes)))),
    figure(
      name('run', 'a machine that runs each once', '각각 한 번씩 실행하는 머신'),
      'ms', Array.from({ length: MACHINES }, () => time_ms(() => runToEnd(machineOf(verified, ENGINES[engine])))),
    ),
  ];
}

function long(length: number, { engine }: MeasureOptions): Figure {
  const image = imageOfText(loopOf(length)), count = length.toLocaleString('en');
  const times = timesOf(() => runToEnd(machineOf(image, ENGINES[engine])));
  return figure({ key: `length_${length}`, en: `a run of ${count} instructions`, ko: `명령어 ${count}개를 실행` }, 'ms', times);
}

export const GROWTH: Measure = {
  key: 'growth', en: 'How cost grows', ko: '비용이 느는 모습',
  run(options) {
    const { quick, engine } = options;
    const sizes = quick ? SIZES_QUICK : SIZES, most = engine === 'interpreter' ? LENGTH_INTERPRETED_MAX : Infinity;
    const lengths = (quick ? LENGTHS_QUICK : LENGTHS).filter((length) => length <= most);
    return [...sizes.flatMap((size) => sized(size, options)), ...lengths.map((length) => long(length, options))];
  },
};
