// The examples through `strata run`, each in a process of its own, as a person would run them, and by each engine that one
// may ask for.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { OPTIONS } from '../../src/options/table';
import { ended, examples, type Example } from './examples';
import { CLI } from './session';

const ENGINES = OPTIONS.engine.choices.map(({ value }) => value);

describe('examples: strata run', () => {
  for (const program of examples()) for (const engine of ENGINES) {
    it(`${program.name}, --engine ${engine}`, () => {
      const { stdout, stderr, status } = strataRun(program, engine);
      assert.equal(ended(stdout), program.output);
      assert.equal(status, program.exit);
      assert.equal(stderr === '', program.exit === 0, stderr);
    });
  }
});

function strataRun({ path, input }: Example, engine: string): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [CLI, 'run', '--engine', engine, path], { input, encoding: 'utf8' });
}
