// `npm run bench`: measures everything that docs/performance.md shows, in one run.
//
//   npm run bench [-- --json] [-- --quick] [-- --only suite,contexts] [-- --peers gcc-O2,java-C2] [-- --programs fib,nbody]
//                 [-- --engine auto|interpreter] [-- --rounds N]
//
// `--json` writes one JSON object to standard output and nothing else; what is being done goes to standard error.
import { ENGINES, type EngineName } from './machines';
import { runSuite } from './suite/suite';

const [ROUNDS, ROUNDS_QUICK] = [5, 3];
const LESS_QUICK = 4;

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function main(): Promise<void> {
  const quick = process.argv.includes('--quick');
  const engine = (option('engine') ?? 'auto') as EngineName;
  if (!(engine in ENGINES)) throw new Error(`--engine is one of ${Object.keys(ENGINES).join(', ')}`);
  const suite = await runSuite({
    rounds: Number(option('rounds') ?? (quick ? ROUNDS_QUICK : ROUNDS)), less: quick ? LESS_QUICK : 1, engine,
    peers: option('peers')?.split(','), programs: option('programs')?.split(','),
    onProgress: (text) => console.error(text),
  });
  console.log(JSON.stringify(suite));
}

void main();
