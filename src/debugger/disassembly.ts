// Code as rows of text around an address. A view asks for rows before the beginning and behind the end of a program and
// must get as many as it asked for, so there are placeholders where there is no code.
import { decoded } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { ROWS_MAX } from './limits';
import { splitFlat, type ProgramInfo } from './program-info';
import type { Programs } from './programs';
import type { DisassemblyRow } from './types';

const WORD_BYTES = 4;
const NO_BYTES = new Uint8Array(0);

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
  return { address, kind: 'placeholder', bytes: NO_BYTES, text: '' };
}

function row(info: ProgramInfo, address: number): DisassemblyRow {
  const word = info.program.image.code[address];
  const bytes = Uint8Array.of(word, word >> 8, word >> 16, word >> 24);
  const symbol = info.symbolAt(address);
  return {
    address: info.flat(address), kind: 'instruction', bytes, text: info.instructionText(address), location: info.location(address),
    ...(symbol === undefined ? {} : { symbol }),
  };
}

/** Whether a word can be stopped at: the words of a `switch`'s table never run. */
export function isInstruction(info: ProgramInfo, address: number): boolean {
  return decoded(info.program.image.code[address]).code !== Op.case_;
}
