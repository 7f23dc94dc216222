// The examples through `strata run`, each in a process of its own, as a person would run them.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { ended, examples, type Example } from './examples';
import { CLI } from './session';

describe('examples: strata run', () => {
  for (const program of examples()) {
    it(program.name, () => {
      const { stdout, stderr, status } = strataRun(program);
      assert.equal(ended(stdout), program.output);
      assert.equal(status, program.exit);
      assert.equal(stderr === '', program.exit === 0, stderr);
    });
  }
});

function strataRun({ path, input }: Example): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [CLI, 'run', path], { input, encoding: 'utf8' });
}
