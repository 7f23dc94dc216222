// Code as rows of text around an address. A view asks for rows before the beginning and behind the end of a program and
// must get as many as it asked for, so there are placeholders where there is no code.
import { decoded, decodeSys, operandOf } from '../isa/encoding';
import { CALLS } from '../isa/firmware';
import { Op } from '../isa/instructions';
import { typeText } from '../isa/types';
import { floatText } from './format';
import { ROWS_MAX } from './limits';
import { splitFlat, type ProgramInfo } from './program-info';
import type { Programs } from './programs';
import type { DisassemblyRow } from './types';

const WORD_BYTES = 4;
/** Labels of a `switch` that are spelled out. */
const CASES_SHOWN_MAX = 16;

/** The instruction at a word of code as the assembly language writes it, with names where they are known. */
export function instructionAt(info: ProgramInfo, address: number): string {
  const word = info.program.image.code[address];
  const { mnemonic } = decoded(word);
  const operand = operandAt(info, address);
  return operand === '' ? mnemonic : `${mnemonic} ${operand}`;
}

function operandAt(info: ProgramInfo, address: number): string {
  const { image } = info.program;
  const word = image.code[address];
  const instruction = decoded(word);
  const operand = operandOf(word, instruction);
  switch (instruction.operand) {
    case 'none': return '';
    case 'small': return String(operand);
    case 'integer': return String(image.integers[operand]);
    case 'float': return floatText(image.floats[operand]);
    case 'local': return info.localName(info.program.functionAt(address), operand);
    case 'code': return info.symbolAt(operand) ?? String(operand);
    case 'cases': return casesAt(info, address, operand);
    case 'function': return info.functionName(operand);
    case 'type': return typeText(image.types[operand]);
    case 'offset': return operand === 0 ? '' : `+${operand}`;
    case 'sys': return sysText(operand);
  }
}

function casesAt(info: ProgramInfo, address: number, count: number): string {
  const names: string[] = [];
  for (let i = 1; i <= Math.min(count + 1, CASES_SHOWN_MAX); i++) names.push(operandAt(info, address + i));
  if (count + 1 > CASES_SHOWN_MAX) names.push('…');
  return `[${names.join(' ')}]`;
}

function sysText(operand: number): string {
  const sys = decodeSys(operand);
  if (sys === undefined) return String(operand);
  const call = Object.entries(CALLS).find(([, row]) => row.code as number === sys.number && typeText(row.type) === typeText(sys.type));
  return call === undefined ? `${sys.number} ${typeText(sys.type)}` : call[0];
}

/** Exactly `count` rows (at most ROWS_MAX) from `offset` rows after a flat address. */
export function disassemble(programs: Programs, flat: number, offset: number, count: number): DisassemblyRow[] {
  const { program, address } = splitFlat(flat);
  const info = programs.all.at(program - 1);
  const base = program * 2 ** 32;
  const first = Math.floor(address) + offset;
  const rows: DisassemblyRow[] = [];
  for (let i = 0; i < Math.min(count, ROWS_MAX); i++) {
    const at = first + i;
    const there = program > 0 && info !== undefined && at >= 0 && at < info.program.image.code.length;
    rows.push(there ? row(info, at) : placeholder(base + at * WORD_BYTES));
  }
  return rows;
}

function placeholder(address: number): DisassemblyRow {
  return { address, kind: 'placeholder', bytes: new Uint8Array(0), text: '' };
}

function row(info: ProgramInfo, address: number): DisassemblyRow {
  const word = info.program.image.code[address];
  const bytes = Uint8Array.of(word, word >> 8, word >> 16, word >> 24);
  const symbol = info.symbolAt(address);
  return {
    address: info.flat(address), kind: 'instruction', bytes, text: instructionAt(info, address), location: info.location(address),
    ...(symbol === undefined ? {} : { symbol }),
  };
}

/** Whether a word can be stopped at: the words of a `switch`'s table never run. */
export function isInstruction(info: ProgramInfo, address: number): boolean {
  return decoded(info.program.image.code[address]).code !== Op.case_;
}
