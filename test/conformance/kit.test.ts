// The kit itself: it finds nothing wrong with a correct adapter, and each of many faults in a wrong one.
import * as assert from 'node:assert/strict';
import type { Result } from './check';
import { CHECKS, MESSAGE_CHECKS, PROBES } from './checks/all';
import type { Description } from './description';
import { runChecks } from './kit';
import { FAULTS, faultsOf } from './toy/faults';
import type { Plant } from './toy/plant';
import { LINES, No, SOURCE, Toy, toyLine } from './toy/toy';

const TOY: Description = {
  name: 'the toy', start: { command: '' }, adapterID: 'toy', capabilities: ['supportsStepBack'],
  program: {
    launch: { program: 'rounds' }, source: SOURCE, line: LINES.first, function: 'twice', exitCode: 3, output: '90',
    loop: { line: LINES.loop, rounds: 10, variable: 'count', condition: 'count == 3', never: 'count == 77' },
  },
  failing: { launch: { program: 'failing' }, source: SOURCE, filter: 'any' },
  threaded: { launch: { program: 'rounds' }, source: SOURCE, line: LINES.loop },
  endless: { launch: { program: 'endless' }, source: SOURCE, line: LINES.loop },
};

const ANNOUNCED = Object.keys(new Toy(() => undefined, () => undefined).capabilities);
const ALL = [
  ...FAULTS,
  ...PROBES.filter(({ capability, request }) => request !== undefined && !ANNOUNCED.includes(capability))
    .flatMap(({ capability }) => faultsOf(capability)),
];

function run(plant: Plant, checks = CHECKS): Promise<Result[]> {
  return runChecks(TOY, () => Promise.resolve(toyLine(plant)), checks, MESSAGE_CHECKS);
}

const failed = (results: readonly Result[]): Result[] => results.filter(({ verdict }) => verdict === 'failed');

describe('the conformance kit', () => {
  it('has checks with names of their own that say what they are about', () => {
    const all = [...CHECKS, ...MESSAGE_CHECKS];
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
    const odd = all.filter(({ name, explains }) => !/^[A-Za-z-]+$/.test(name) || !/^[A-Z`].+\.$/.test(explains));
    assert.deepEqual(odd.map(({ name }) => name), []);
  });

  it('finds nothing wrong with a correct adapter', async () => {
    const results = await run(() => undefined);
    assert.deepEqual(failed(results).map(({ name, why, lines }) => [name, why, ...lines]), []);
    assert.ok(results.filter(({ verdict }) => verdict === 'passed').length > 60);
  });

  it('counts a capability that is announced by an event', async () => {
    const results = await run((toy) => {
      delete toy.capabilities.supportsModulesRequest;
      toy.later = (follow) => {
        toy.event('capabilities', { capabilities: { supportsModulesRequest: true } });
        Toy.prototype.later.call(toy, follow);
      };
    });
    assert.deepEqual(failed(results).map(({ name, why }) => [name, why]), []);
  });

  it('lets an adapter say `notStopped`', async () => {
    const results = await run((toy) => {
      const threads = toy.handlers.threads;
      toy.handlers.threads = (given) => {
        if (toy.state === 'running') throw new No('notStopped');
        return threads(given);
      };
    });
    assert.deepEqual(failed(results).map(({ name, why }) => [name, why]), []);
  });

  it('plants a fault for every check that a fault can fail', () => {
    const found = new Set(ALL.map(({ check }) => check));
    const without = [...CHECKS, ...MESSAGE_CHECKS].map(({ name }) => name).filter((name) => !found.has(name));
    // These have no request of their own, and what the toy does without announcing them is right.
    assert.deepEqual(without, [
      'supportsConfigurationDoneRequest', 'supportsDataBreakpointBytes', 'supportsSteppingGranularity',
      'supportsSingleThreadExecutionRequests', 'supportTerminateDebuggee', 'supportSuspendDebuggee', 'supportsExceptionFilterOptions',
      'supportsExceptionOptions', 'supportsClipboardContext', 'supportsValueFormattingOptions',
    ]);
  });

  for (const { name, check, plant } of ALL) {
    it(`finds an adapter that ${name}`, async () => {
      // Those that judge what was said judge all sessions of all checks.
      const judged = MESSAGE_CHECKS.some((each) => each.name === check);
      const results = await run(plant, CHECKS.filter((each) => judged || each.name === check));
      const result = results.find((each) => each.name === check);
      assert.equal(result?.verdict, 'failed', `${check}: ${result?.why}`);
      assert.notEqual(result?.why, '');
    });
  }
});
