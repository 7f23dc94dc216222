// What compiling costs: programs whose functions run once each, by the engine that compiles everything at once, less the time
// of the interpreter. Each round has texts of its own, since V8 keeps what it has compiled. It includes WebAssembly's own part
// up to where code can run; V8 goes on to better code beside the running program.
import { runToEnd } from '../../src/machine/machine';
import type { VerifiedImage } from '../../src/verifier/verify';
import { ENGINES, imageOfText, machineOf } from '../machines';
import { figure, type Figure, type Measure } from '../measure';
import { time_ms } from '../numbers';

const [ROUNDS, ROUNDS_QUICK] = [7, 3];
/** Functions of a program. */
const FUNCTIONS = 200;
const SIZES = [20, 100, 1_000];

/** Small whole numbers that no other round has. */
function programOf(size: number, round: number): string {
  const body = (i: number): string =>
    Array.from({ length: Math.round(size / 6) }, (_, at) => `  get n ${round * 997 + i} mul ${at} xor set n\n`).join('');
  const functions = Array.from({ length: FUNCTIONS }, (_, i) => `func part_${i} (n: i32) -> i32\n${body(i)}  get n ret\nend\n`);
  return `table ${functions.map((_, i) => `part_${i}`).join(', ')}\n${functions.join('')}entry func main
  local i: i32
again:
  get i get i call.table (i32 -> i32) drop
  get i 1 add tee i
  ${FUNCTIONS} lt jumpnz again
  ret
end
`;
}

function run_ms(image: VerifiedImage, engine: 'compiler' | 'interpreter'): number {
  const machine = machineOf(image, ENGINES[engine]);
  return time_ms(() => runToEnd(machine));
}

function compiling(size: number, rounds: number): Figure {
  const each_ns = Array.from({ length: rounds + 1 }, (_, round) => {
    const image = imageOfText(programOf(size, round));
    const interpreted_ms = run_ms(image, 'interpreter');
    return (run_ms(image, 'compiler') - interpreted_ms) * 1e6 / image.code.length;
  });
  const count = size.toLocaleString('en');
  const name = { key: `functions_${size}`, en: `an instruction of functions of ${count}`, ko: `명령어 ${count}개짜리 함수의 명령어 하나` };
  // The first round also warms up the compiler itself.
  return figure(name, 'µs', each_ns.slice(1).map((ns) => ns / 1e3));
}

export const COMPILE: Measure = {
  key: 'compile', en: 'Compiling, until the code can run', ko: '코드를 실행할 수 있을 때까지의 컴파일',
  run: ({ quick }) => SIZES.map((size) => compiling(size, quick ? ROUNDS_QUICK : ROUNDS)),
};
