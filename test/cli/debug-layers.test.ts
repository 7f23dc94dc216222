// `strata debug` between layers: steps, staying, breakpoints and traps of one thread, and the meter's report.
import { strict as assert } from 'node:assert';
import { TRAP_AND_EMULATE } from '../debugger/layers';
import { strata, withFolder } from './process';

interface Json {
  readonly type: string;
  readonly layer?: string;
  readonly thread?: number;
  readonly frame?: { readonly place?: { readonly file: string; readonly line: number } };
  readonly text?: string;
  readonly message?: string;
  readonly catching?: readonly string[];
  readonly layers?: readonly { readonly name: string; readonly exits: number }[];
}

/** Carries out commands on the smallest hypervisor and gives what was written. */
function results(...commands: readonly string[]): Promise<Json[]> {
  return withFolder({ ...TRAP_AND_EMULATE, 'script.gdb': commands.join('\n') }, async (cwd) => {
    const { stdout, stderr } = await strata(['debug', '--batch', '--json', '-x', 'script.gdb', 'hypervisor.sasm'], { cwd });
    assert.equal(stderr, '');
    return stdout.trim().split('\n').map((line) => JSON.parse(line) as Json);
  });
}

/** Where the stops were: thread, file and line. */
function places(found: readonly Json[]): string[] {
  return found.filter(({ type }) => type === 'stopped').map(({ thread, frame }) => `${thread} ${frame?.place?.file}:${frame?.place?.line}`);
}

describe('strata debug between layers', () => {
  it('goes into an exit, out to the guest, over it, and back', async () => {
    const found = await results('start', 'break process.sasm:3', 'continue', 'stepexit', 'sg', 'rse', 'rsg', 'nextexit', 'rne');
    assert.deepEqual(places(found).slice(1), [
      '3 process.sasm:3', '1 hypervisor.sasm:24', '2 kernel.sasm:7', '1 hypervisor.sasm:34', '3 process.sasm:3', '3 process.sasm:4', '3 process.sasm:3',
    ]);
    assert.deepEqual(found.filter(({ type }) => type === 'stopped').map(({ layer }) => layer), [
      undefined, 'process.sasm #2, user mode, below kernel.sasm #1, resumed by root', 'root', 'kernel.sasm #1, user mode, below root', 'root',
      ...Array.from({ length: 3 }, () => 'process.sasm #2, user mode, below kernel.sasm #1, resumed by root'),
    ]);
  });

  it('stops in one thread only where that is said', async () => {
    assert.deepEqual(places(await results('start', 'break kernel.sasm:9 thread 3', 'break process.sasm:4 thread 3 if pc > 0', 'continue')).slice(1), ['3 process.sasm:4']);
    const found = await results('start', 'catch privileged sys thread 3', 'continue', 'catch none', 'catch privileged thread 2', 'continue');
    assert.deepEqual(places(found).slice(1), ['3 process.sasm:3', '2 kernel.sasm:9']);
    assert.deepEqual(found.filter(({ type }) => type === 'breakpoints').map(({ catching }) => catching), [
      ['breakpoint', 'privileged if $context == 3', 'sys if $context == 3'], [], ['privileged if $context == 2'],
    ]);
  });

  it('stays in a context until it is told otherwise', async () => {
    const found = await results('start', 'break process.sasm:3', 'break hypervisor.sasm:35', 'catch privileged', 'stay 1', 'continue', 'stay off', 'continue', 'stay 99');
    assert.deepEqual(places(found).slice(1), ['1 hypervisor.sasm:35', '2 kernel.sasm:5']);
    assert.match(found.at(-1)?.message ?? '', /D303/);
    assert.ok(found.some(({ type, text }) => type === 'text' && text === 'Every context stops again.'));
  });

  it('counts, and shows modelled costs where that is wanted', async () => {
    const found = await results('start', 'break process.sasm:4', 'continue', 'stats later', 'stats never');
    const stats = found.find(({ type }) => type === 'stats');
    assert.deepEqual(stats?.layers?.map(({ name, exits }) => [name, exits]), [['root', 0], ['kernel.sasm #1', 7], ['process.sasm #2', 1]]);
    assert.ok(stats?.text?.includes('Sandy Bridge'));
    assert.equal(found.at(-1)?.type, 'error');
  });
});
