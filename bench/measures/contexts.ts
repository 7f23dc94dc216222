// How fast contexts change: a system-call loop below one and more layers, two processes that are preempted in turn, two that
// give way to each other, and a program that calls the firmware. A round trip is one `resume` and its return, or one call.
import type { Files } from '../../src/assembler';
import type { EngineMaker } from '../../src/machine/engine';
import { runToEnd } from '../../src/machine/machine';
import type { VerifiedImage } from '../../src/verifier/verify';
import { ENGINES, imageOf, machineOf } from '../machines';
import { figure, type Figure, type Measure } from '../measure';

const [ROUNDS, ROUNDS_QUICK] = [5, 2];
const CALLS = 1_000_000;
const TURNS = 1_000_000;
/** Instructions between two preemptions. */
const BUDGET = 10;

/** Calls its parent for ever. */
const CALLER = `memory 4096
entry func main
again:
  sys 20 (-> i32) drop
  jump again
end
`;

/** Counts for ever and calls nobody. */
const COUNTER = `memory 4096
data count = i32 0
entry func main
again:
  count  count load 1 add  store
  jump again
end
`;

/** A kernel that answers so many calls of the process below it. */
const kernel = (size: number): string => `memory ${size}
embed child "child.sasm"
entry func main
  local c: i32, calls: i32
  child child.size image.load 8192 4096 mode.user ctx.new set c
  ${CALLS} set calls
again:
  get c -1 resume  cause.sys ne jumpnz failed
  get c field.number ctx.get  20 ne jumpnz failed
  get c field.result get calls ctx.set drop
  get calls 1 sub tee calls jumpnz again
  ret
failed:
  unreachable
end
`;

/** A hypervisor that does nothing but run its guest. */
const layer = (size: number, below: number): string => `memory ${size}
embed child "child.sasm"
entry func main
  child child.size image.load 16384 ${below} mode.guest ctx.new -1 resume drop
  ret
end
`;

/** Gives two processes the processor in turn. */
const PREEMPTION = `memory 65536
embed child "child.sasm"
entry func main
  local image: i32, a: i32, b: i32, turns: i32
  child child.size image.load set image
  get image 8192 4096 mode.user ctx.new set a
  get image 16384 4096 mode.user ctx.new set b
again:
  get a ${BUDGET} resume cause.budget ne jumpnz failed
  get b ${BUDGET} resume cause.budget ne jumpnz failed
  get turns 2 add tee turns ${TURNS} lt jumpnz again
  ret
failed:
  unreachable
end
`;

/** Calls its parent for ever, and wants nothing but that the other one has its turn. */
const YIELDER = `memory 4096
entry func main
again:
  sys 20 ()
  jump again
end
`;

/** Lets two processes give way to each other. */
const PING_PONG = `memory 65536
embed child "child.sasm"
entry func main
  local image: i32, a: i32, b: i32, turns: i32
  child child.size image.load set image
  get image 8192 4096 mode.user ctx.new set a
  get image 16384 4096 mode.user ctx.new set b
again:
  get a -1 resume cause.sys ne jumpnz failed
  get a field.result 0 ctx.set drop
  get b -1 resume cause.sys ne jumpnz failed
  get b field.result 0 ctx.set drop
  get turns 2 add tee turns ${TURNS} lt jumpnz again
  ret
failed:
  unreachable
end
`;

/** Asks the firmware for the clock, on the bare machine. */
const FIRMWARE = `entry func main
  local calls: i32
again:
  sys clock drop
  get calls 1 add tee calls ${CALLS} lt jumpnz again
  ret
end
`;

/** Windows of the layers, from the root inward, each inside the one before. */
const sizeAt = (levels: number, level: number): number => (levels - level + 1) * 32_768;

/** The program whose kernel stands below `levels` - 1 others; the root is the first. */
function tower(levels: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let level = 1; level <= levels; level++) {
    const text = level === levels ? kernel(sizeAt(levels, level)) : layer(sizeAt(levels, level), sizeAt(levels, level + 1));
    files[`${level}.sasm`] = text.replace('child.sasm', `${level + 1}.sasm`);
  }
  return { ...files, [`${levels + 1}.sasm`]: CALLER };
}

/** A workload: its sources, the first one launched, and how many round trips it makes. */
interface Workload {
  readonly key: string;
  readonly en: string;
  readonly ko: string;
  readonly files: Readonly<Record<string, string>>;
  readonly trips: number;
}

const WORKLOADS: readonly Workload[] = [
  {
    key: 'ping_pong', en: 'two processes giving way to each other', ko: '서로 양보하는 두 프로세스',
    files: { 'main.sasm': PING_PONG, 'child.sasm': YIELDER }, trips: TURNS,
  },
  {
    key: 'preemption', en: `preemption every ${BUDGET} instructions`, ko: `명령어 ${BUDGET}개마다 선점`,
    files: { 'main.sasm': PREEMPTION, 'child.sasm': COUNTER }, trips: TURNS,
  },
  { key: 'firmware', en: 'calls of the firmware', ko: '펌웨어 호출', files: { 'main.sasm': FIRMWARE }, trips: CALLS },
  ...[1, 2, 3, 4, 5, 6].map((levels) => ({
    key: `calls_${levels + 1}`, en: `system calls, ${levels + 1} contexts deep`, ko: `시스템 호출, 컨텍스트 ${levels + 1}겹`,
    files: tower(levels), trips: CALLS,
  })),
];

/** The workload's sources as a file system of one folder. */
function filesOf(texts: Readonly<Record<string, string>>): Files {
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return {
    readFile: (path) => name(path) in texts ? new TextEncoder().encode(texts[name(path)]) : undefined,
    realPath: (path) => path,
    join: (folder, relative) => `${folder === '/' ? '' : folder}/${relative}`,
    folderOf: () => '/',
    relative: (_folder, path) => name(path),
  };
}

function imageOfWorkload({ files }: Workload): VerifiedImage {
  const [first] = Object.keys(files);
  return imageOf({ path: `/${first}`, files: filesOf(files), folder: '/' });
}

/** Seconds that a run to its end takes. */
function seconds(image: VerifiedImage, engine: EngineMaker): number {
  const machine = machineOf(image, engine);
  const start_ms = performance.now();
  const { kind } = runToEnd(machine);
  const time = (performance.now() - start_ms) / 1000;
  if (kind !== 'ended' || machine.ending?.code !== 0) throw new Error(`ended with ${machine.ending?.code}`);
  return time;
}

/** Measures all workloads in turn, so many rounds after one that warms up, in million round trips a second. */
function measure(rounds: number, engine: EngineMaker): Figure[] {
  const images = WORKLOADS.map(imageOfWorkload);
  const speeds: number[][] = WORKLOADS.map(() => []);
  for (let round = -1; round < rounds; round++) {
    WORKLOADS.forEach(({ trips }, i) => {
      const speed = trips / seconds(images[i], engine) / 1e6;
      if (round >= 0) speeds[i].push(speed);
    });
  }
  return WORKLOADS.map((workload, i) => figure(workload, 'million/s', speeds[i]));
}

export const CONTEXTS: Measure = {
  key: 'contexts', en: 'Round trips between contexts', ko: '컨텍스트 사이의 왕복',
  run: ({ quick, engine }) => measure(quick ? ROUNDS_QUICK : ROUNDS, ENGINES[engine]),
};
