// The programs that the bench measures: they compute what the same algorithm does in C, on the bare machine by the interpreter,
// and as a guest in the middle of their parent's memory by the compiler. So a bench never measures work that is not done.
import { strict as assert } from 'node:assert';
import { ENGINES, imageOfText, machineOf, type EngineName } from '../../bench/machines';
import { runToEnd } from '../../src/machine/machine';

/** A work count of each, and the checksum of the C in bench/peers. */
const CHECKSUMS: Readonly<Record<string, readonly [count: number, checksum: number]>> = {
  fib: [15, 610],
  sieve: [1, 78498],
  matmul: [1, -157],
  mandelbrot: [1, 819672],
  nbody: [100, -169050762],
  collatz: [1, 849666],
  xorshift: [1, 196514455],
  quicksort: [1, 477667],
};

/** What a program prints for the counts on its console. */
function printed(text: string, engine: EngineName, counts: readonly number[]): string {
  const machine = machineOf(imageOfText(text), ENGINES[engine]);
  for (const count of counts) machine.provideInput(Buffer.from(`${count}\n`));
  machine.provideInput(undefined);
  assert.equal(runToEnd(machine).kind, 'ended');
  assert.equal(machine.ending?.code, 0);
  return Buffer.from(machine.devices.output.take()).toString();
}

describe('programs of the bench', () => {
  for (const [name, [count, checksum]] of Object.entries(CHECKSUMS)) {
    it(`${name}, interpreted on the bare machine`, () => {
      assert.equal(printed(`include "${name}.sasm"\n`, 'interpreter', [count]), `${checksum}\n`);
    });

    it(`${name}, compiled as a guest, twice`, () => {
      const text = `include "lib/parent.sasm"\nembed program "${name}.sasm"\n`;
      assert.equal(printed(text, 'auto', [count, count]), `${checksum}\n${checksum}\n`);
    });
  }

  it('a work count that is no number ends the program with a code', () => {
    const machine = machineOf(imageOfText('include "fib.sasm"\n'), ENGINES.interpreter);
    machine.provideInput(Buffer.from('many\n'));
    assert.equal(runToEnd(machine).kind, 'ended');
    assert.equal(machine.ending?.code, 1);
  });
});
