// How fast contexts change: a system-call loop below one and more layers, and two processes that are preempted in turn.
// A round trip is one `resume` and its return.
//
//   npm run compile && node out/bench/contexts.js [--rounds N] [--json]
import { assemble, type Files } from '../src/assembler';
import { decodeImage } from '../src/image/read';
import { CONTEXTS_DEFAULT, FRAMES_DEFAULT, IMAGES_DEFAULT, MEMORY_DEFAULT, SLOTS_DEFAULT } from '../src/isa/limits';
import { encodeImage } from '../src/image/write';
import type { EngineMaker } from '../src/machine/engine';
import { Machine, runToEnd } from '../src/machine/machine';
import { verify, type VerifiedImage } from '../src/verifier/verify';

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
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly trips: number;
}

const WORKLOADS: readonly Workload[] = [
  ...[1, 2, 3, 4, 5, 6].map((levels) => ({ name: `system calls, ${levels + 1} contexts deep`, files: tower(levels), trips: CALLS })),
  { name: `preemption every ${BUDGET} instructions`, files: { 'main.sasm': PREEMPTION, 'child.sasm': COUNTER }, trips: TURNS },
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

function imageOf(texts: Readonly<Record<string, string>>): VerifiedImage {
  const [first] = Object.keys(texts);
  const { image, debug, diagnostics } = assemble({ path: `/${first}`, files: filesOf(texts), folder: '/' });
  if (image === undefined) throw new Error(`the program has errors: ${JSON.stringify(diagnostics)}`);
  return verify(decodeImage(encodeImage(image, debug)));
}

/** Seconds that a run to its end takes. */
function seconds(image: VerifiedImage, engine: EngineMaker | undefined): number {
  const machine = new Machine(image, {
    memory: MEMORY_DEFAULT, limits: { contexts: CONTEXTS_DEFAULT, frames: FRAMES_DEFAULT, images: IMAGES_DEFAULT, slots: SLOTS_DEFAULT },
    seed: 1, leaky: false, disk: new Uint8Array(0), args: [], input: [], engine,
  });
  const start = performance.now();
  const { kind } = runToEnd(machine);
  const time = (performance.now() - start) / 1000;
  if (kind !== 'ended' || machine.ending?.code !== 0) throw new Error(`ended with ${machine.ending?.code}`);
  return time;
}

/** What was measured of a workload, in round trips a second. */
export interface ContextSpeed {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Measures all workloads in turn, so many rounds. */
export function measureContexts(rounds: number, engine?: EngineMaker): ContextSpeed[] {
  const images = WORKLOADS.map(({ files }) => imageOf(files));
  const speeds: number[][] = WORKLOADS.map(() => []);
  for (let round = -1; round < rounds; round++) {
    WORKLOADS.forEach(({ trips }, i) => {
      const speed = trips / seconds(images[i], engine);
      // The first round only warms up.
      if (round >= 0) speeds[i].push(speed);
    });
  }
  return WORKLOADS.map(({ name }, i) => {
    const sorted = speeds[i].sort((a, b) => a - b);
    return { name, median: sorted[sorted.length >> 1], least: sorted[0], most: sorted[sorted.length - 1] };
  });
}

function main(): void {
  const asked = process.argv.indexOf('--rounds');
  const speeds = measureContexts(asked < 0 ? 5 : Number(process.argv[asked + 1]));
  if (process.argv.includes('--json')) console.log(JSON.stringify({ round_trips_per_second: speeds }));
  else console.table(speeds.map(({ name, median, least, most }) => ({ 'million round trips a second': name,
    median: (median / 1e6).toFixed(2), least: (least / 1e6).toFixed(2), most: (most / 1e6).toFixed(2) })));
}

if (require.main === module) main();
