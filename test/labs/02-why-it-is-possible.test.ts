// Lab 02: a machine can be virtualized where all that is sensitive is privileged (Popek and Goldberg, 1974). Which
// instructions are what is found by executing each of them; the guide and its program say the same.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { INSTRUCTIONS } from '../../src/isa/instructions';
import { runToEnd } from '../../src/machine/machine';
import { launch, output as written } from '../witness/machines';
import { classify, type Found } from '../../src/labs/instruction-classes';
import { imageOf, verified } from './programs';

function names(classes: Map<string, Found>, which: (found: Found) => boolean): string[] {
  return [...classes].filter(([, found]) => which(found)).map(([mnemonic]) => mnemonic);
}

const sensitive = ({ sensitive: why }: Found): boolean => why.size > 0;
const hole = (classes: Map<string, Found>): string[] => names(classes, (found) => sensitive(found) && !found.privileged);

describe('lab 02: why it is possible', function () {
  this.timeout(0);
  let tight: Map<string, Found>, leaky: Map<string, Found>;

  before(() => {
    tight = classify(false);
    leaky = classify(true);
  });

  it('every instruction was executed in the root, and in user mode in two windows', () => {
    for (const [mnemonic, { runs }] of tight) assert.ok(runs >= 2, mnemonic);
    assert.equal(tight.size, Object.keys(INSTRUCTIONS).length - 1);
  });

  it('nothing that is sensitive is not privileged', () => {
    assert.deepEqual(hole(tight), []);
  });

  it('on a leaky machine `mode` is, and nothing else', () => {
    assert.deepEqual(hole(leaky), ['mode']);
    assert.deepEqual([...leaky.get('mode')?.sensitive ?? []], ['depends on mode or place']);
  });

  it('what executing shows to be privileged is what the table says', () => {
    const table = Object.entries(INSTRUCTIONS).filter(([, { privileged }]) => privileged).map(([mnemonic]) => mnemonic);
    assert.deepEqual(names(tight, ({ privileged }) => privileged), table);
    assert.deepEqual(names(leaky, ({ privileged }) => privileged), table.filter((mnemonic) => mnemonic !== 'mode'));
  });

  it('the experiment has eyes: it finds every privileged instruction but `mode` sensitive, and says why', () => {
    assert.deepEqual(names(tight, sensitive), names(tight, ({ privileged }) => privileged).filter((mnemonic) => mnemonic !== 'mode'));
    for (const mnemonic of ['ctx.new', 'ctx.drop', 'ctx.set', 'image.load', 'image.drop', 'resume', 'out', 'outs', 'wait', 'halt']) {
      assert.ok(tight.get(mnemonic)?.sensitive.has('changes resources'), mnemonic);
    }
    for (const mnemonic of ['in', 'ins', 'ctx.get', 'ctx.getf', 'ctx.setf']) {
      assert.ok(tight.get(mnemonic)?.sensitive.has('depends on resources'), mnemonic);
    }
  });

  describe('its program and its guides', () => {
    const program = new Uint8Array(imageOf(resolve('examples/labs/02-why-it-is-possible/classify.sasm')));
    const tightSays = output(program, false), leakySays = output(program, true);

    it('sorts as the experiment does', () => {
      for (const [classes, says] of [[tight, tightSays], [leaky, leakySays]] as const) {
        const lines = says.text.split('\n').slice(1, -3).map((line) => line.split(/ +/));
        assert.equal(lines.length, 24);
        for (const [mnemonic, here, there, , ...verdict] of lines) {
          const found = classes.get(mnemonic);
          assert.ok(found !== undefined, mnemonic);
          const kind = found.privileged ? 'privileged' : sensitive(found) ? 'SENSITIVE, AND IT DOES NOT TRAP' : 'innocuous';
          assert.equal(verdict.join(' '), kind, mnemonic);
          assert.equal(here === 'trap' && there === 'trap', found.privileged, mnemonic);
        }
        const shown = lines.map(([name]) => name);
        for (const mnemonic of names(classes, ({ privileged }) => privileged)) assert.ok(shown.includes(mnemonic), mnemonic);
      }
      assert.deepEqual([tightSays.exit, leakySays.exit], [0, 1]);
    });

    it('is quoted as it is', () => {
      for (const guide of ['GUIDE.md', 'GUIDE.ko.md']) {
        const text = readFileSync(`examples/labs/02-why-it-is-possible/${guide}`, 'utf8');
        const blocks = [...text.matchAll(/^ *```console\n([^]*?)^ *```$/gm)].map(([, block]) => block.replace(/^ {3}/gm, ''));
        assert.equal(blocks.length, 7, guide);
        for (const block of blocks) assert.ok(tightSays.text.includes(block) || leakySays.text.includes(block), `${guide}: ${block}`);
      }
    });
  });
});

/** What the program of the lab writes, and its exit code. */
function output(image: Uint8Array, leaky: boolean): { text: string; exit: number | undefined } {
  const machine = launch(verified(image), { leaky });
  runToEnd(machine);
  return { text: written(machine), exit: machine.ending?.code };
}
