// Measures the assembler: `node out/bench/assembler.js [lines]`. Each kind of program is assembled in a process of its
// own at a quarter, half and all of the lines (a million unless given), so that growth and peak memory are seen apart.
import { execFileSync } from 'node:child_process';
import { assemble } from '../src/assembler';
import { encodeImage } from '../src/image/write';

const LINES_DEFAULT = 1_000_000;

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

/** In the child: assembles one program and prints what it took. */
function measure(kind: string, lines: number): void {
  const text = Buffer.from(kinds[kind](lines), 'utf8').toString('utf8');
  const start = performance.now();
  const { image, debug, diagnostics } = assemble({ path: 'bench.sasm', text });
  const assembled = performance.now();
  const bytes = image === undefined ? 0 : encodeImage(image, debug).length;
  const encoded = performance.now();
  const { maxRSS } = process.resourceUsage();
  const numbers = [text.split('\n').length, assembled - start, encoded - assembled, maxRSS / 1024, bytes, diagnostics.length];
  console.log(`${kind.padEnd(14)} ${numbers.map((number) => Math.round(number).toLocaleString('en').padStart(12)).join('')}`);
}

function main(): void {
  const [first, second] = process.argv.slice(2);
  if (second !== undefined) return measure(first, Number(second));
  const lines = Number(first ?? LINES_DEFAULT);
  const heads = ['lines', 'assemble ms', 'encode ms', 'peak MiB', 'bytes', 'problems'];
  console.log(`${''.padEnd(14)} ${heads.map((head) => head.padStart(12)).join('')}`);
  for (const kind of Object.keys(kinds)) {
    for (const part of [4, 2, 1]) {
      const args = [...process.execArgv, __filename, kind, String(lines / part)];
      process.stdout.write(execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }));
    }
  }
}

main();
