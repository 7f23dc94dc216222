// How long a running program takes to stop: from sending `pause` to receiving `stopped`, at random moments, in programs
// that are unpleasant to stop.
//
//   npm run build && npm run compile && node out/bench/pause.js [--pauses N] [--json]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../src/base/random';
import { Client } from '../src/client/client';
import { Session } from '../src/client/session';
import { startProcess } from '../src/platform/node/streams';
import { framedTransport } from '../src/protocol/transport';

const ROOT = process.cwd();
const FOLDER = join(ROOT, 'bench', 'pause');
const CACHE = join(ROOT, '.cache', 'bench');
/** Instructions of the image that `load` loads again and again, and how many such functions it has. */
const BODY = 2_000;
const FUNCTIONS = 200;
const RUN_MS_MAX = 30;

/** A program that loads an image of 400,000 instructions for ever; it is too long to be kept as a text. */
function loader(): string {
  const body = 'get n 1 add set n '.repeat(BODY / 4);
  const functions = Array.from({ length: FUNCTIONS }, (_, i) => `  func grow_${i} (n: i32)\n    ${body}\n    ret\n  end\n`).join('');
  const text = `memory 16777216\nembed guest\n${functions}  entry func main\n    ret\n  end\nend\n\nentry func main\nnext:\n`
    + '  guest guest.size image.load image.drop\n  jump next\nend\n';
  mkdirSync(CACHE, { recursive: true });
  const path = join(CACHE, 'load.sasm');
  writeFileSync(path, text);
  return path;
}

const PROGRAMS: readonly (readonly [string, () => string, object])[] = [
  ['tight loop', () => join(FOLDER, 'loop.sasm'), {}],
  ['resume ping-pong', () => join(FOLDER, 'ping_pong.sasm'), {}],
  ['output flood', () => join(FOLDER, 'flood.sasm'), {}],
  ['blocks of 128 MiB', () => join(FOLDER, 'blocks.sasm'), { memory: '256MiB' }],
  ['image load', loader, {}],
];

function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

async function measure(program: string, options: object, pauses: number): Promise<number[]> {
  const random = new Random(1);
  const adapter = startProcess(process.execPath, [join(ROOT, 'dist', 'adapter.js')]);
  const client = new Client(framedTransport(adapter.stream));
  const launch: object = { program, ...options };
  const session = await Session.start(client, { launch });
  const times: number[] = [];
  for (let i = 0; i < pauses; i++) {
    await new Promise((resolve) => setTimeout(resolve, random.below(RUN_MS_MAX)));
    const start = performance.now();
    await session.pause();
    times.push(performance.now() - start);
    await client.request('continue', { threadId: session.threadId });
  }
  adapter.kill();
  return times.sort((a, b) => a - b);
}

async function main(): Promise<void> {
  const pauses = Number(process.argv[process.argv.indexOf('--pauses') + 1]) || 200;
  const rows: { program: string; pauses: number; p50_ms: number; p99_ms: number; max_ms: number }[] = [];
  for (const [program, file, options] of PROGRAMS) {
    const times = await measure(file(), options, pauses);
    rows.push({ program, pauses, p50_ms: percentile(times, 0.5), p99_ms: percentile(times, 0.99), max_ms: times[times.length - 1] });
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
  else console.table(rows.map((row) => ({ ...row, p50_ms: row.p50_ms.toFixed(1), p99_ms: row.p99_ms.toFixed(1), max_ms: row.max_ms.toFixed(1) })));
}

void main();
