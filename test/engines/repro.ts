// Brings a failure back from its line: `node out/test/engines/repro.js SEED:ENGINE`. It is shrunk unless `--whole` is said.
import { judge, shrunk, textOf } from './fuzz';
import { subjectNamed } from './faults';
import { PROPERTIES } from './properties';
import { sampleOf } from './sample';
import { shareMemories } from './memories';

function main(line: string | undefined, whole: boolean): number {
  const [, seed, name] = /^(-?\d+):(.+)$/.exec(line ?? '') ?? [];
  const subject = subjectNamed(name ?? '');
  if (subject === undefined) {
    console.error('usage: node out/test/engines/repro.js SEED:ENGINE [--whole]');
    return 2;
  }
  shareMemories();
  const failure = judge(sampleOf(Number(seed), Object.keys(PROPERTIES)), subject);
  console.log(failure === undefined ? 'no difference' : textOf(whole ? failure : shrunk(failure, subject)));
  return failure === undefined ? 0 : 1;
}

process.exitCode = main(process.argv[2], process.argv.includes('--whole'));
