// Lab 08: one system, and containers in it. What separates them is what the system lets each process see and use; no hypervisor is
// there, and what breaks the system breaks them all.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskWith, shell } from '../systems/systems';
import { sizes } from '../systems/sizes';
import { assertLines, came, guideBlocks, lines, machineOf, preparedDisk, ran, type Came } from './containers';
import { EXAMPLES, imageOf } from './programs';

const LAB = '08-docker-isolation';
const SLATE_PROGRAMS = join(EXAMPLES, 'systems/slate/programs'), PROGRAMS = join(EXAMPLES, 'systems/containers/programs');

(process.platform === 'win32' ? describe.skip : describe)('lab 08: Docker, isolation', function () {
  this.timeout(0);
  let disk: Uint8Array;

  before(() => { disk = preparedDisk(LAB); });

  function session(...input: readonly string[]): Came {
    return ran({ input: input.map((line) => `${line}\n`).join(''), disk });
  }

  /** What a container used, from the last line of `ps` about it. */
  function used(output: string, name: string, what: string): number {
    const [line] = lines(output).filter((each) => each.startsWith(`${name} `)).slice(-1);
    return Number(new RegExp(`${what} (\\d+)`).exec(line)?.[1]);
  }

  it('the guides show the same sessions in both languages', () => assert.equal(guideBlocks(LAB, ['session', 'careless', 'console']).length, 16));

  it('the figures in its text are those that ran', () => {
    const [, , shares] = guideBlocks(LAB, ['session']), { output } = ran({ input: shares.text, disk });
    const [a, b] = ['a', 'b'].map((name) => used(output, name, 'instructions')), own = sizes('containers').own;
    for (const guide of ['GUIDE.md', 'GUIDE.ko.md']) {
      const text = readFileSync(join(EXAMPLES, 'labs', LAB, guide), 'utf8');
      for (const figure of [own, a, b]) assert.ok(text.includes(figure.toLocaleString('en')), `${guide}: ${figure}`);
      assert.ok(text.includes((a / b).toFixed(3)), guide);
    }
  });

  it('process 1 inside is another number outside, and each container has a name and a user 0 of its own', () => {
    const { output } = session('create a stay:1', 'create b stay:1', 'start a', 'start b', 'ps');
    const outside = ['a', 'b'].map((name) => Number(new RegExp(`^(?:# )*${name} running (\\d+)`, 'm').exec(output)?.[1]));
    assert.ok(outside[0] > 1 && outside[1] > 1 && outside[0] !== outside[1], output);
    assertLines(output, 'process 1, user 0, host a\nprocess 1, user 0, host b', 'who');
  });

  it('a fresh container lists the files of a freshly installed system', () => {
    const text = (content: string): Uint8Array => new TextEncoder().encode(content);
    const slate = ['cat', 'crash', 'echo', 'ls'].map((name) => [`bin/${name}`, imageOf(join(SLATE_PROGRAMS, `${name}.sasm`))] as const);
    const ours = ['mail', 'poke'].map((name) => [`bin/${name}`, imageOf(join(PROGRAMS, `${name}.sasm`))] as const);
    const more = ['primes', 'rm', 'save', 'shell'].map((name) => [`bin/${name === 'shell' ? 'sh' : name}`, imageOf(join(SLATE_PROGRAMS, `${name}.sasm`))] as const);
    const rest = ['swarm', 'who'].map((name) => [`bin/${name}`, imageOf(join(PROGRAMS, `${name}.sasm`))] as const);
    const installed = diskWith({ 'etc/motd': text('Welcome to a fresh system.\n'), 'etc/version': text('slate 1\n'), ...Object.fromEntries([...slate, ...ours, ...more, ...rest]) });
    const list = lines(shell(['ls'], { disk: installed }).output);
    assert.equal(list.length, 14);
    assert.deepEqual(lines(session('run a ls:1').output), [...list, 'a: exit code 0']);
    const changed = lines(session('run m base:1', 'save etc/motd mine', 'rm bin/cat', 'save new file', 'exit 0', 'run a ls:1').output);
    assert.deepEqual(changed, ['m: exit code 0', ...list, 'a: exit code 0']);
  });

  it('limits hold: instructions to a turn, processes and bytes exactly', () => {
    const { output } = session('create a stay:1', 'limit a instructions 50000', 'start a', 'wait a', 'ps');
    assertLines(output, 'a: exit code 139\na stopped 139', 'instructions');
    assert.ok(used(output, 'a', 'instructions') >= 50_000 && used(output, 'a', 'instructions') < 52_000, output);
    for (const [limit, more] of [['processes 1', 0], ['processes 4', 3], ['bytes 16384', 0], ['bytes 32767', 0], ['bytes 32768', 1], ['bytes 65536', 3]] as const) {
      assertLines(session('create a swarm:1', `limit a ${limit}`, 'start a', 'wait a').output, `${more} more\na: exit code 0`, limit);
    }
    assertLines(session('create a swarm:1', 'limit a bytes 16383', 'start a', 'ps').output, 'the program cannot be started\na created', 'too little to start');
  });

  it('queues and ports have a space for each container, unless they are shared', () => {
    const apart = session('create g get:1', 'create s send:1', 'start g', 'start s', 'wait s', 'ps').output;
    assert.ok(/^(?:# )*g running/m.test(apart) && !apart.includes('hello'), apart);
    const queues = session('create g get:1', 'create s send:1', 'join s queues g', 'start g', 'start s', 'wait s', 'ps').output;
    assert.ok(!queues.includes('hello'), 'a port is no queue');
    assertLines(session('create g get:1', 'create s send:1', 'join s ports g', 'start g', 'start s', 'wait g').output, 'hello\ng: exit code 0', 'shared');
  });

  it('no process of a container may control', () => {
    const machine = machineOf({ input: 'run p poke:1\n', disk });
    assertLines(came(machine).output, 'poke: now\np: exit code 129', 'a call that there is not');
  });
});
