// The assembler and the verifier on large programs. Each kind of program is assembled in a process of its own, so that its peak
// of memory is its own: `node out/bench/measures/assembler.js KIND LINES` prints what it took as JSON. The first assembly of a
// process has to wait for V8 to compile the assembler; what it does from then on is measured by itself.
import { execFileSync } from 'node:child_process';
import { assemble } from '../../src/assembler';
import { decodeImage } from '../../src/image/read';
import { encodeImage } from '../../src/image/write';
import { useNodeHasher } from '../../src/platform/node/hash';
import { verify } from '../../src/verifier/verify';
import { figure, type Figure, type Measure } from '../measure';

const [LINES, LINES_QUICK] = [1_000_000, 100_000];
/** How often a text is assembled again, and its image verified; the median counts. */
const ASSEMBLIES_MORE = 2;
const VERIFICATIONS = 5;

/** Names of the kinds for people. */
const TITLES: Readonly<Record<string, { readonly en: string; readonly ko: string }>> = {
  'mixed': { en: 'a bit of everything', ko: '모든 것이 섞인 글' },
  'one function': { en: 'one function', ko: '함수 하나' },
  'constants': { en: 'a chain of constants', ko: '서로 이어진 상수' },
  'data': { en: 'data', ko: '데이터' },
  'errors': { en: 'nothing but errors', ko: '오류뿐인 글' },
};

/** Programs of about `lines` lines, each stressing something else. */
const kinds: Readonly<Record<string, (lines: number) => string>> = {
  mixed: (lines) => repeat(lines, 20, (i) => `;; Adds up what lies in a row, number ${i}.
const ROW_${i} = ${i} * 4 + 1
data row_${i} = i32 ${i}, ${i + 1}, 3, 4
data name_${i} = "row number ${i}\\n"
func sum_${i} (start: i32, count: i32) -> i32
  local total: i32, at: i32
next:
  get at get count lt jumpz done      ; all of them?
  get start get at 4 mul add load +row_${i % 1000}
  get total add set total
  get at 1 add set at
  ; the constant decides
  get total ROW_${i} gt jumpz next
  row_${i} name_${i}.size sys write drop
  ${i} call sum_of_two drop
  jump next
done:
  get total ret
end

`, 'func sum_of_two (a: i32) -> i32\n  get a 1000000007 add ret\nend\nentry func main\n  ret\nend\nmemory all\n'),
  'one function': (lines) => `entry func main
  local i: i32
${'  get i 1 add set i\n  get i 100 gt jumpz done ; far away\n'.repeat(lines / 2)}done:
  ret
end
`,
  constants: (lines) => repeat(lines, 1, (i) => `const C${i} = ${i === 0 ? 1 : `C${i - 1} + 1`}\n`, 'entry func main\n  ret\nend\n'),
  data: (lines) => `memory all\ndata d =\n${'  i32 1, 2, 3, 4, 5, 6, 7, 8\n'.repeat(lines)}entry func main\n  ret\nend\n`,
  errors: (lines) => `entry func main\n${'  get nothing jump nowhere frobnicate\n'.repeat(lines)}  ret\nend\n`,
};

function repeat(lines: number, each: number, piece: (i: number) => string, rest: string): string {
  const pieces: string[] = [];
  for (let i = 0; i < lines / each; i++) pieces.push(piece(i));
  return pieces.join('') + rest;
}

interface Taken {
  readonly lines: number;
  readonly first_ms: number;
  readonly assemble_ms: readonly number[];
  readonly instructions: number;
  readonly verify_ms: readonly number[];
  readonly peak_mib: number;
}

/** In the child: assembles one program, and verifies what came of it. */
function take(kind: string, lines: number): Taken {
  useNodeHasher();
  const text = Buffer.from(kinds[kind](lines), 'utf8').toString('utf8');
  const { result: { image, debug }, time_ms: first_ms } = timed(() => assemble({ path: 'bench.sasm', text }));
  const peak_mib = process.resourceUsage().maxRSS / 1024;
  const bytes = image === undefined ? undefined : encodeImage(image, debug);
  const assemble_ms = Array.from({ length: ASSEMBLIES_MORE }, () => timed(() => assemble({ path: 'bench.sasm', text })).time_ms);
  const verify_ms = bytes === undefined ? [] : Array.from({ length: VERIFICATIONS }, () => {
    const decoded = decodeImage(bytes);
    return timed(() => verify(decoded)).time_ms;
  });
  return { lines: text.split('\n').length, first_ms, assemble_ms, instructions: image?.code.length ?? 0, verify_ms, peak_mib };
}

function timed<T>(work: () => T): { readonly result: T; readonly time_ms: number } {
  const start_ms = performance.now();
  const result = work();
  return { result, time_ms: performance.now() - start_ms };
}

function figuresOf(kind: string, lines: number): Figure[] {
  const said = execFileSync(process.execPath, [...process.execArgv, __filename, kind, String(lines)], { encoding: 'utf8' });
  const taken = JSON.parse(said) as Taken, { en, ko } = TITLES[kind], key = kind.replace(' ', '_');
  const speeds = taken.verify_ms.map((verify_ms) => taken.instructions / verify_ms / 1e3);
  return [
    figure(
      { key: `${key}_lines`, en: `assembling ${en}, lines`, ko: `어셈블: ${ko}, 줄` },
      'million/s', taken.assemble_ms.map((time_ms) => taken.lines / time_ms / 1e3),
    ),
    figure(
      { key: `${key}_lines_first`, en: `the same, first in its process`, ko: '같은 일, 프로세스에서 처음' },
      'million/s', [taken.lines / taken.first_ms / 1e3],
    ),
    figure({ key: `${key}_peak`, en: `the same, most memory`, ko: '같은 일, 최대 메모리' }, 'MiB', [taken.peak_mib]),
    ...taken.instructions < lines / 2 ? [] : [figure(
      { key: `${key}_verifier`, en: `verifying it, instructions`, ko: '같은 프로그램 검증, 명령어' },
      'million/s', speeds,
    )],
  ];
}

export const ASSEMBLER: Measure = {
  key: 'assembler', en: 'Assembler and verifier', ko: '어셈블러와 검증기',
  run({ quick }) {
    return Object.keys(kinds).flatMap((kind) => figuresOf(kind, quick ? LINES_QUICK : LINES));
  },
};

if (require.main === module) console.log(JSON.stringify(take(process.argv[2], Number(process.argv[3]))));
