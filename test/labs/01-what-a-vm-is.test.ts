// Lab 01: two different systems on one machine, each as if it were alone; and whatever happens to one, the other does not notice. That
// is what the shipped checks hold (src/labs/what-a-vm-is); here is what they do not say of themselves.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defined } from '../../src/base/assert';
import { WHAT_A_VM_IS } from '../../src/labs/what-a-vm-is';
import { WORKSHOP } from './programs';

const FOLDER = resolve('examples/labs/01-what-a-vm-is');

describe('lab 01: what a virtual machine is', function () {
  this.timeout(0);

  it('the shipped check looks at windows often, while many contexts are there', () => {
    const { pairs, contexts } = defined(WHAT_A_VM_IS.find(({ name }) => name === 'disjoint-windows'), 'the check').run(WORKSHOP).figures;
    assert.ok(pairs > 1000 && contexts >= 13, `${pairs} pairs, ${contexts} contexts at a time`);
  });

  it('what the guides quote is what it writes, at the prompt of `strata debug`, too', () => {
    const count = readFileSync(resolve('examples/systems/slate/programs/count.sasm'), 'utf8').split('\n');
    const line = count.findIndex((text) => text.includes('sys print')) + 1;
    const commands = [`break examples/systems/slate/programs/count.sasm:${line}`, 'run', 'backtrace', 'frame 1',
      'set i32[me + process.context] = 99', 'delete', 'continue', 'quit'];
    const typing = ['--allow-root', 'examples', '--input', 'echo hello\ncount sheep\nexit\n', join(FOLDER, 'two_systems.sasm')];
    const program = [join(__dirname, '../../src/cli.js'), '--language', 'en'];
    const cli = (words: readonly string[], input: string): string =>
      spawnSync(process.execPath, [...program, ...words], { input, encoding: 'utf8' }).stdout;
    const [before, after] = cli(['debug', ...typing], commands.join('\n')).split('i32[me + process.context] = 99');
    const said: Readonly<Record<string, string>> = { console: cli(['run', ...typing], ''), stack: before, killed: after };
    assert.ok(!before.includes('ended with'));
    assert.match(after, /^C: 19$/m);
    for (const guide of ['GUIDE.md', 'GUIDE.ko.md']) {
      const blocks = [...readFileSync(join(FOLDER, guide), 'utf8').matchAll(/^ *```(console|stack|killed)\n([^]*?)^ *```$/gm)];
      assert.deepEqual(blocks.map(([, kind]) => kind), ['console', 'stack', 'killed'], guide);
      for (const [, kind, block] of blocks) {
        const quoted = kind === 'console' ? [block.replace(/^ {3}/gm, '')] : block.trim().split(/\n */);
        for (const text of quoted) assert.ok(said[kind].includes(text), `${guide}: ${text}\n${said[kind]}`);
      }
    }
  });
});
