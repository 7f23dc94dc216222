// Strata's own adapter against the conformance kit.
import * as assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './check';
import { CHECKS, MESSAGE_CHECKS } from './checks/all';
import { readDescription } from './description';
import { runChecks } from './kit';
import { opener } from './line';

const FOLDER = join(process.cwd(), 'test', 'conformance', 'descriptions');
/** Checks over one connection are enough to see that a socket serves as well as standard streams. */
const OVER_SOCKET = ['start', 'many-in-flight', 'disconnect-while-running', 'disconnect-ends-the-adapter', 'end-of-input'];

function run(file: string, wanted: (name: string) => boolean): Promise<Result[]> {
  const { description, temporary } = readDescription(join(FOLDER, file));
  const results = runChecks(description, opener(description), CHECKS.filter(({ name }) => wanted(name)), MESSAGE_CHECKS);
  return results.finally(() => rmSync(temporary, { recursive: true, force: true }));
}

function assertPassed(result: Result | undefined): void {
  assert.ok(result !== undefined);
  assert.notEqual(result.verdict, 'failed', `${result.why}\n${result.lines.join('\n')}`);
}

describe('the adapter of Strata and the conformance kit', () => {
  const results = new Map<string, Result>();
  before(async function () {
    this.timeout(600_000);
    for (const result of await run('strata.json', () => true)) results.set(result.name, result);
  });

  for (const { name, explains } of [...CHECKS, ...MESSAGE_CHECKS]) it(`${name}: ${explains}`, () => assertPassed(results.get(name)));

  it('leaves nothing untried but what it does not announce', () => {
    const idle = [...results.values()].filter(({ verdict }) => verdict === 'not applicable');
    assert.deepEqual(idle.filter(({ why }) => why !== 'not announced').map(({ name, why }) => `${name}: ${why}`), []);
  });

  it('serves as well over a socket', async () => {
    for (const result of await run('strata-socket.json', (name) => OVER_SOCKET.includes(name))) assertPassed(result);
  });
});
