// Runs in the editor's extension host: gathers the tests of this folder and says on the console how each went.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha = require('mocha');
import { type HostResult, RESULT_MARK } from './result';

/** The longest that one test may take. */
const PATIENCE_MS = 60_000;

/** Called by the editor; resolves when all tests have run. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: PATIENCE_MS, reporter: Reporter });
  for (const file of readdirSync(__dirname).filter(name => name.endsWith('.test.js'))) {
    mocha.addFile(join(__dirname, file));
  }
  return new Promise(resolve => mocha.run(() => resolve()));
}

/** Says each result as it comes. */
class Reporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    runner.on('pass', test => say(test, undefined));
    runner.on('fail', (test, error: Error) => say(test, error.stack ?? error.message));
    runner.on('pending', test => say(test, 'skipped'));
  }
}

function say(test: Mocha.Test, failure: string | undefined): void {
  const result: HostResult = { title: test.fullTitle(), duration_ms: test.duration ?? 0, failure };
  console.log(RESULT_MARK + JSON.stringify(result));
}
