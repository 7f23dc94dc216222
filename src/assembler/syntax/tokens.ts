// The kinds of tokens, and the words that have a meaning of their own. What a number or a text means is in literals.ts.
import { INSTRUCTIONS } from '../../isa/instructions';
import { hashStep, WordTable } from './words';

/** Kinds of tokens. An instruction's kind is {@link MNEMONIC} + its opcode. */
export const enum Token {
  end = 0, word, integer, float, character, string, comment, doc,
  bad_number, bad_string, bad_character, bad,
  open, close, open_list, close_list, colon, comma, equals, arrow,
  plus, minus, times, divide, remainder, and, or, xor, not, shift_left, shift_right,
  // Words that begin a declaration, or close one.
  memory_, const_, struct_, data_, table_, export_, include_, embed_, entry_, func_, pool_, types_, segment_,
  local_, end_, operands_, type_, word_,
  // Types, and the numbers that are words.
  i8_, i16_, i32_, f64_, inf_, nan_,
}

/** The first kind of an instruction. */
export const MNEMONIC = 128;

/** Words that begin a declaration at the top of a file or of an embedded program. */
export function isDeclaration(kind: number): boolean {
  return kind >= Token.memory_ && kind <= Token.segment_;
}

/** Whether a kind is a word's, with a meaning of its own or without. */
export function isWord(kind: number): boolean {
  return kind === Token.word || kind >= Token.memory_;
}

/** Whether a kind is an instruction's mnemonic. */
export function isMnemonic(kind: number): boolean {
  return kind >= MNEMONIC;
}

/** The words of the language that are no instructions, with their kinds. */
export const WORDS: ReadonlyMap<string, Token> = new Map([
  ['memory', Token.memory_], ['const', Token.const_], ['struct', Token.struct_], ['data', Token.data_], ['table', Token.table_],
  ['export', Token.export_], ['include', Token.include_], ['embed', Token.embed_], ['entry', Token.entry_], ['func', Token.func_],
  ['image.pool', Token.pool_], ['image.types', Token.types_], ['image.segment', Token.segment_],
  ['local', Token.local_], ['end', Token.end_], ['image.operands', Token.operands_],
  ['image.type', Token.type_], ['image.word', Token.word_],
  ['i8', Token.i8_], ['i16', Token.i16_], ['i32', Token.i32_], ['f64', Token.f64_], ['inf', Token.inf_], ['nan', Token.nan_],
]);

/** The words that have a meaning of their own: a table of words begins with them. */
export const RESERVED = new WordTable();
const reservedKinds: number[] = [];

function reserve(word: string, kind: number): void {
  const units = Uint16Array.from(word, (letter) => letter.charCodeAt(0));
  reservedKinds[RESERVED.add(word, units, 0, units.reduce(hashStep, 0))] = kind;
}

for (const [word, kind] of WORDS) reserve(word, kind);
for (const [mnemonic, row] of Object.entries(INSTRUCTIONS)) reserve(mnemonic, MNEMONIC + row.code);

const kindsOfReserved = Uint8Array.from(reservedKinds);

/** The kind of a word by its number in a table that begins with the {@link RESERVED} ones. */
export function kindOfWord(number: number): number {
  return number < kindsOfReserved.length ? kindsOfReserved[number] : Token.word;
}
