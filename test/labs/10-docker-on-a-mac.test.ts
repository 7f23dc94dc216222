// Lab 10: the host of the containers is itself a guest. What they print is the same to the byte; the memory of the virtual machine is
// counted once, however many containers there are.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cause } from '../../src/isa/causes';
import type { Context } from '../../src/machine/context';
import type { Machine } from '../../src/machine/machine';
import { consoleOf } from './arrangements';
import { assertLines, came, CONTAINERS, guideBlocks, lines, machineOf, ran, scripted } from './containers';
import { EXAMPLES, imageOf } from './programs';

const LAB = '10-docker-on-a-mac';
const FOLDER = join(EXAMPLES, 'labs', LAB);
const MAC = join(FOLDER, 'mac.sasm'), MACHINES = join(FOLDER, 'machines.sasm');
/** Bytes that the image of the system wants: the hypervisor gives no more. */
const WINDOW = 665_664;
const NEXT_GUEST = '\x01';

(process.platform === 'win32' ? describe.skip : describe)('lab 10: Docker on a Mac', function () {
  this.timeout(0);
  let disk: Uint8Array, two: Uint8Array;

  before(() => {
    [disk, two] = scripted(join(FOLDER, 'prepare.sh'), [], (folder) => ['disk', 'two'].map((name) => new Uint8Array(readFileSync(join(folder, `build/${name}.img`)))));
  });

  const [session, shown] = guideBlocks(LAB, ['session', 'console']);

  it('the output is the same to the byte on Linux and on a Mac, and as the guide says in both languages', () => {
    const linux = ran({ input: session.text, disk }), mac = ran({ input: session.text, disk, path: MAC });
    assertLines(linux.output, shown.text, session.text);
    assert.equal(mac.output, linux.output);
    assert.equal(mac.ending?.code, linux.ending?.code);
    assert.deepEqual(mac.disk, linux.disk);
  });

  it('so it is where containers write, commit, save and load', () => {
    const input = `${['run a base:1', 'save new text', 'rm bin/rm', 'ls', 'exit 3', 'commit a work:2', 'save work:2 box', 'load box again:3', 'run b again:3', 'ls', 'exit 4', 'images', 'ps'].join('\n')}\n`;
    const linux = ran({ input, disk }), mac = ran({ input, disk, path: MAC });
    assertLines(linux.output, 'new 5\na: exit code 3\nnew 5\nb: exit code 4', 'bare');
    assert.equal(mac.output, linux.output);
    assert.deepEqual(mac.disk, linux.disk);
  });

  /** Exits to a hypervisor: those of contexts below which another system runs. */
  function exits(path: string): number {
    const machine = machineOf({ input: session.text, disk, path });
    let count = 0;
    machine.observation.onExit = (context, cause) => { if (context.parent !== undefined && cause === Cause.privileged) count++; };
    came(machine);
    return count;
  }

  it('on Linux no privileged instruction is an exit, on a Mac each one is; the guide has the counts', () => {
    const counts = [exits(CONTAINERS), exits(MAC)];
    assert.equal(counts[0], 0);
    const [{ text }] = guideBlocks(LAB, ['cost']);
    assert.equal(text, `on Linux 0 exits, on a Mac ${counts[1].toLocaleString('en')}\n`);
  });

  /** Windows that lie in no other: whoever has memory of its own. */
  function outermost(machine: Machine): number[] {
    const windows = [...machine.root.downward()].filter(({ parent }) => parent === machine.root).map(({ base, limit }: Context) => ({ base, end: base + limit }));
    return windows.filter((inner) => !windows.some((outer) => outer !== inner && outer.base <= inner.base && inner.end <= outer.end)).map(({ base, end }) => end - base);
  }

  /** Runs until a machine waits for more input, so all containers of the session run. */
  function running(input: string, path: string, on: Uint8Array): { machine: Machine; output: string } {
    const machine = machineOf({ input, disk: on, path });
    let output = '';
    while (machine.ending === undefined && (output.match(/process 1/g) ?? []).length < (input.match(/^start/gm) ?? []).length) {
      machine.run(100_000, 1e9);
      output += new TextDecoder().decode(machine.devices.output.take());
    }
    assert.equal(machine.ending, undefined);
    return { machine, output };
  }

  it('the memory of the virtual machine is counted once for n containers', () => {
    for (let n = 1; n <= 4; n++) {
      const names = ['a', 'b', 'c', 'd'].slice(0, n);
      const { machine } = running(`${[...names.map((name) => `create ${name} stay:1`), ...names.map((name) => `start ${name}`), 'run z base:1'].join('\n')}\n`, MAC, disk);
      assert.deepEqual(outermost(machine), [WINDOW], `${n} containers`);
      assert.ok([...machine.root.downward()].length >= n + 3, 'hypervisor, system, engine, and a process for each');
    }
  });

  it('a virtual machine for each application counts it each time', () => {
    const one = 'create a stay:1\nstart a\nrun z base:1\n';
    const { machine, output } = running(`${one}${NEXT_GUEST}${one}`, MACHINES, two);
    assert.deepEqual(outermost(machine), [WINDOW, WINDOW]);
    for (const label of ['A', 'B']) assert.ok(lines(consoleOf(output, label)).includes('process 1, user 0, host a'), label);
  });

  it('a crash of the system of containers takes its virtual machine with all containers, and no other', () => {
    const careless = readFileSync(MACHINES, 'utf8').replace('label: \'A\', image: host, image_size: host.size', 'label: \'A\', image: other, image_size: other.size')
      .replace('embed host', 'embed other "../08-docker-isolation/careless.sasm"\nembed host');
    const path = join(FOLDER, 'careless-machines.sasm');
    const input = `create a short:1\ncreate p poke:1\nstart a\nstart p\nwait a\n${NEXT_GUEST}run b short:1\n`;
    const { output } = ran({ input, disk: two, image: imageOf(path, { [path]: careless }) });
    assertLines(consoleOf(output, 'A'), 'poke: now\n[ended with 132]', 'A');
    assert.ok(!consoleOf(output, 'A').includes('430 primes'));
    assertLines(consoleOf(output, 'B'), '430 primes below 3000\nb: exit code 30\n[ended with 0]', 'B');
  });

  it('the guide says how much that is', () => {
    for (const name of ['GUIDE.md', 'GUIDE.ko.md']) {
      const text = readFileSync(join(FOLDER, name), 'utf8');
      for (const figure of [WINDOW, 2 * WINDOW]) assert.ok(text.includes(figure.toLocaleString('en')), name);
    }
  });
});
