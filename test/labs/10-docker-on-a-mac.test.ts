// Lab 10: the host of the containers is itself a guest. That their output is the same and the memory of the virtual machine is counted
// once, the shipped checks hold; here is what a crash takes, and what the guides say.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../../src/base/assert';
import { decodeImage } from '../../src/image/read';
import { Cause } from '../../src/isa/causes';
import { consoleOf } from './arrangements';
import { assertLines, came, CONTAINERS, guideBlocks, machineOf, ran, scripted } from './containers';
import { EXAMPLES, imageOf } from './programs';

const LAB = '10-docker-on-a-mac';
const FOLDER = join(EXAMPLES, 'labs', LAB);
const MAC = join(FOLDER, 'mac.sasm'), MACHINES = join(FOLDER, 'machines.sasm');
const NEXT_GUEST = '\x01';

(process.platform === 'win32' ? describe.skip : describe)('lab 10: Docker on a Mac', function () {
  this.timeout(0);
  let disk: Uint8Array, two: Uint8Array;

  before(() => {
    [disk, two] = scripted(join(FOLDER, 'prepare.sh'), [], (folder) => ['disk', 'two'].map((name) => new Uint8Array(readFileSync(join(folder, `build/${name}.img`)))));
  });

  const [session] = guideBlocks(LAB, ['session', 'console']);

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

  it('the guide says how much memory a machine has, and two', () => {
    const memory = defined(decodeImage(imageOf(CONTAINERS)).window, 'the window');
    for (const name of ['GUIDE.md', 'GUIDE.ko.md']) {
      const text = readFileSync(join(FOLDER, name), 'utf8');
      for (const figure of [memory, 2 * memory]) assert.ok(text.includes(figure.toLocaleString('en')), name);
    }
  });
});
