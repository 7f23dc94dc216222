// The examples of the instruction table: each assembles in its surroundings, runs and leaves or raises what it says, by
// every engine.
import * as assert from 'node:assert/strict';
import { assemble } from '../../src/assembler';
import { Random } from '../../src/base/random';
import { render } from '../../src/base/message';
import { CAUSES, causeName } from '../../src/isa/causes';
import { EXAMPLE_SURROUNDINGS, INSTRUCTIONS, type InstructionRow } from '../../src/isa/instructions';
import { SECTOR_BYTES } from '../../src/isa/limits';
import type { Image } from '../../src/image/image';
import { interpreter } from '../../src/machine/interpreter';
import { Machine, runToEnd } from '../../src/machine/machine';
import { framesOf, operandTypes } from '../../src/machine/walk';
import { SUBJECTS } from '../engines/subjects';
import { launch, operandsOf } from '../witness/machines';

/** One example, taken apart. */
interface Example {
  readonly mnemonic: string;
  readonly code: string;
  /** Values with their types, or `!` and a cause. */
  readonly result: string;
}

const rows: [string, InstructionRow][] = Object.entries(INSTRUCTIONS);
const all: Example[] = rows.flatMap(([mnemonic, row]) => row.examples.map((example) => {
  const [, code, result] = /^(.*) ->(?: (.*))?$/.exec(example) ?? ['', example, 'no arrow'];
  return { mnemonic, code, result: result ?? '' };
}));

/** The image of an example; behind it stands `unreachable`, where its operands can be seen. */
function imageOf(code: string): Image {
  const text = EXAMPLE_SURROUNDINGS.replace('{example}', `${code} unreachable`);
  const { image, diagnostics } = assemble({ path: 'example.sasm', text });
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => render(message, 'en'));
  assert.deepEqual(errors, []);
  if (image === undefined) throw new Error('no image');
  return image;
}

/** What an example leaves, in the words of the table. */
function resultOf(machine: Machine): string {
  machine.watch.unhandled = true;
  const outcome = runToEnd(machine);
  if (outcome.kind === 'ended') return machine.current.pc === machine.root.pc && machine.wordAt(machine.root) === INSTRUCTIONS.halt.code
    ? '!halt' : '!exit';
  if (outcome.kind !== 'trap') return outcome.kind;
  if (outcome.cause !== CAUSES.unreachable.code) return `!${causeName(outcome.cause)}`;
  const [frame] = framesOf(machine.store, machine.root);
  const types = operandTypes(machine.root, frame);
  return operandsOf(machine).map((value, i) => valueText(value, types[i])).join(' ');
}

/** A value as the table writes it: an f64 has a point, or is `inf` or `nan`. */
function valueText(value: number, type: string): string {
  if (type === 'i32') return String(value);
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value).replace('Infinity', 'inf').replace('NaN', 'nan');
  return /[.in]/.test(text) ? text : `${text}.0`;
}

describe('isa: examples', () => {
  for (const { mnemonic, code, result } of all) {
    it(`${mnemonic}: ${code} -> ${result}`, () => {
      const image = imageOf(code), wanted = mnemonic === 'unreachable' ? '' : result;
      for (const { name, make } of [{ name: 'interpreter', make: () => interpreter }, ...SUBJECTS]) {
        const machine = launch(image, { disk: new Uint8Array(2 * SECTOR_BYTES), engine: make(new Random(1)) });
        assert.equal(resultOf(machine), wanted, name);
      }
    });
  }

  it('every row has some, and every one of its causes is among them', () => {
    for (const [mnemonic, row] of rows) {
      assert.ok(row.examples.length > 0, mnemonic);
      for (const cause of row.causes) {
        const shown = all.some((example) => example.mnemonic === mnemonic && example.result === `!${cause}`);
        assert.ok(shown, `no example of \`${mnemonic}\` raises ${cause}`);
      }
    }
  });

  it('an example uses the instruction that it is an example of', () => {
    for (const { mnemonic, code } of all) {
      const written = mnemonic === 'case' ? 'switch' : mnemonic === 'ret' ? 'call' : mnemonic;
      assert.ok(code.split(/\s+/).includes(written) || code === 'ret', `${mnemonic}: ${code}`);
    }
  });
});
