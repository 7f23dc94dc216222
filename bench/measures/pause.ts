// How long a running program takes to stop: from sending `pause` to receiving `stopped`, at random moments, in programs
// that are unpleasant to stop. The adapter is the one that ships, in a process of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/base/random';
import { CACHE, ROOT } from '../machines';
import type { Figure, Measure } from '../measure';
import { percentile } from '../numbers';
import { launch } from '../adapter';

const FOLDER = join(ROOT, 'bench', 'pause');
const [PAUSES, PAUSES_QUICK] = [100, 30];
/** Instructions of the image that `load` loads again and again, and how many such functions it has. */
const BODY = 2_000;
const FUNCTIONS = 200;
/** The program runs for a while before each pause, at most so long; more would only measure longer. */
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

interface Program {
  readonly key: string;
  readonly en: string;
  readonly ko: string;
  readonly path: () => string;
  readonly options: object;
}

const PROGRAMS: readonly Program[] = [
  { key: 'loop', en: 'a tight loop', ko: '짧은 반복문', path: () => join(FOLDER, 'loop.sasm'), options: {} },
  { key: 'ping_pong', en: 'contexts in turn', ko: '번갈아 도는 컨텍스트', path: () => join(FOLDER, 'ping_pong.sasm'), options: {} },
  { key: 'flood', en: 'a flood of output', ko: '쏟아지는 출력', path: () => join(FOLDER, 'flood.sasm'), options: {} },
  {
    key: 'blocks', en: 'copying 128 MiB at a time', ko: '한 번에 128MiB씩 복사',
    path: () => join(FOLDER, 'blocks.sasm'), options: { memory: '256MiB' },
  },
  { key: 'load', en: 'loading a large image', ko: '큰 이미지 적재', path: loader, options: {} },
];

async function pauses(program: Program, count: number): Promise<number[]> {
  const random = new Random(1);
  const { session, client, kill } = await launch({ program: program.path(), ...program.options });
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    await new Promise((resolve) => setTimeout(resolve, random.below(RUN_MS_MAX)));
    const start_ms = performance.now();
    await session.pause();
    times.push(performance.now() - start_ms);
    await client.request('continue', { threadId: session.threadId });
  }
  kill();
  return times.sort((a, b) => a - b);
}

function figureOf({ key, en, ko }: Program, sorted: readonly number[], part: number): Figure {
  const share = part * 100;
  return {
    key: `${key}_p${share}`, en: `${en}, ${share} % of pauses within`, ko: `${ko}, 일시정지의 ${share}%가 이 안에 멈춤`,
    unit: 'ms', value: percentile(sorted, part),
  };
}

export const PAUSE: Measure = {
  key: 'pause', en: 'Pausing a running program', ko: '실행 중인 프로그램의 일시정지',
  async run({ quick }) {
    const figures: Figure[] = [];
    for (const program of PROGRAMS) {
      const sorted = await pauses(program, quick ? PAUSES_QUICK : PAUSES);
      figures.push(figureOf(program, sorted, 0.5), figureOf(program, sorted, 0.99));
    }
    return figures;
  },
};
