// The instruction table and the other tables of the machine are consistent in themselves and with the enumerations.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CAUSES, causeName } from '../../src/isa/causes';
import { decodeSys, effectOf, encode, encodeSys, opcodeOf, operandOf, OPERAND_MAX, SMALL_MAX, SMALL_MIN } from '../../src/isa/encoding';
import { FIELDS } from '../../src/isa/fields';
import { CALLS } from '../../src/isa/firmware';
import { instructionOf, INSTRUCTIONS, type InstructionRow } from '../../src/isa/instructions';
import { INTERRUPTS, PORTS } from '../../src/isa/ports';
import { SYS_NUMBER_MAX, SYS_OPERANDS_MAX } from '../../src/isa/limits';
import { sameType, typeText, type FunctionType, type ValueType } from '../../src/isa/types';

const rows: [string, InstructionRow][] = Object.entries(INSTRUCTIONS);

/** The names and numbers of an enumeration of constants, as its source gives them. */
function enumeration(file: string, name: string): Map<string, number> {
  const source = readFileSync(`src/isa/${file}.ts`, 'utf8');
  const [, body] = new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(source) ?? ['', ''];
  const entries = new Map<string, number>();
  let next = 0;
  for (const entry of body.split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const [word, number] = entry.split('=').map((part) => part.trim());
    next = number === undefined ? next : Number(number);
    entries.set(word, next++);
  }
  return entries;
}

/** The rows of a table and its enumeration name the same things with the same numbers. */
function sameNumbers(table: Readonly<Record<string, { code: number }>>, constants: Map<string, number>): void {
  const codes = Object.values(table).map((row) => row.code);
  assert.equal(new Set(codes).size, codes.length, 'numbers are unique');
  for (const [word, number] of constants) {
    const found = Object.entries(table).find(([name]) => name.replace(/\./g, '_') === word.replace(/_$/, ''));
    assert.ok(found !== undefined, word);
    assert.equal(found[1].code, number, word);
  }
}

describe('isa: tables', () => {
  it('every opcode of the enumeration has a row of its name, and every row an opcode', () => {
    const opcodes = enumeration('instructions', 'Op');
    assert.equal(opcodes.size, rows.length);
    sameNumbers(INSTRUCTIONS, opcodes);
    for (const [mnemonic, row] of rows) assert.deepEqual(instructionOf(row.code), { ...row, mnemonic });
    assert.ok(rows.every(([, row]) => row.code > 0 && row.code < 255), '0 is none, 255 a stop of a debugger');
  });

  it('there are 60 to 110 of them', () => {
    assert.ok(rows.length >= 60 && rows.length <= 110, String(rows.length));
  });

  it('effects parse, and name types or letters that stand on both sides', () => {
    for (const [mnemonic, row] of rows) {
      const effect = effectOf(row.code);
      if (row.effect === '*') {
        assert.equal(effect, undefined);
        continue;
      }
      assert.ok(effect !== undefined, mnemonic);
      for (const word of effect.pops) assert.match(word, /^(i32|f64|[A-C])$/, mnemonic);
      for (const word of effect.pushes) assert.ok(/^(i32|f64)$/.test(word) || effect.pops.includes(word), mnemonic);
      assert.ok(effect.names.every((name) => /^[a-z]+$/.test(name)), mnemonic);
    }
  });

  it('sentences are sentences, causes are causes', () => {
    for (const [mnemonic, row] of rows) {
      assert.match(row.text, /^[`A-Z0-9].*\.$/, mnemonic);
      for (const cause of row.causes) assert.ok(cause in CAUSES, mnemonic);
    }
    const others = [...Object.values(CAUSES), ...Object.values(FIELDS), ...Object.values(CALLS)];
    for (const row of others) assert.match(row.text, /^[A-Z0-9].*\.$/);
  });

  it('causes, ports, fields, calls and interrupts have unique numbers, those of their enumerations', () => {
    sameNumbers(CAUSES, enumeration('causes', 'Cause'));
    sameNumbers(PORTS, enumeration('ports', 'Port'));
    sameNumbers(FIELDS, enumeration('fields', 'Field'));
    sameNumbers(CALLS, enumeration('firmware', 'Call'));
    assert.deepEqual(new Map(Object.entries(INTERRUPTS)), enumeration('ports', 'Interrupt'));
    for (const [name, row] of Object.entries(CAUSES)) assert.equal(causeName(row.code), name);
  });

  it('an interrupt is one bit', () => {
    for (const bit of Object.values<number>(INTERRUPTS)) assert.equal(bit & (bit - 1), 0);
  });

  it('operands survive encoding: 24 bits, signed for `push`', () => {
    for (const [, { code }] of rows) {
      const instruction = instructionOf(code);
      assert.ok(instruction !== undefined);
      const values = instruction.operand === 'small' ? [0, 1, -1, SMALL_MIN, SMALL_MAX] : [0, 1, OPERAND_MAX];
      for (const value of values) {
        const word = encode(code, value);
        assert.equal(word, word | 0);
        assert.deepEqual([opcodeOf(word), operandOf(word, instruction)], [code, value]);
      }
    }
  });

  it('every operand of `sys` is read as it was written, and what nobody writes is refused', () => {
    const types: (ValueType | undefined)[] = [undefined, 'i32', 'f64'];
    const seen = new Set<number>();
    const grow = (params: ValueType[]): void => {
      for (const result of types) {
        const type: FunctionType = result === undefined ? { params } : { params, result };
        for (const number of [0, 16, SYS_NUMBER_MAX]) {
          const operand = encodeSys(number, type);
          seen.add(operand);
          assert.ok(operand >= 0 && operand <= OPERAND_MAX);
          const decoded = decodeSys(operand);
          assert.ok(decoded !== undefined && decoded.number === number && sameType(decoded.type, type), typeText(type));
        }
      }
      if (params.length < SYS_OPERANDS_MAX) for (const next of ['i32', 'f64'] as const) grow([...params, next]);
    };
    grow([]);
    let valid = 0;
    for (let bits = 0; bits < 4096; bits++) if (decodeSys(bits << 12) !== undefined) valid++;
    assert.equal(valid, seen.size / 3);
  });

  it('`mode` and `sys` are as long as each other: one word', () => {
    assert.equal(INSTRUCTIONS.mode.operand, 'none');
    assert.equal(encode(INSTRUCTIONS.sys.code, encodeSys(20, { params: [], result: 'i32' })) >>> 0 <= 0xffff_ffff, true);
  });
});
