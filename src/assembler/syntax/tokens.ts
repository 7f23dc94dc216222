// The kinds of tokens, and the words that have a meaning of their own. What a number or a text means is in literals.ts.
import { INSTRUCTIONS } from '../../isa/instructions';

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

const TABLE_SIZE = 1024;
const tableKinds = new Uint8Array(TABLE_SIZE);
const tableWords: string[] = new Array<string>(TABLE_SIZE).fill('');

/** One step of the hash of a word, from 0, over its UTF-16 units. */
export function hashStep(hash: number, unit: number): number {
  return (Math.imul(hash, 31) + unit) | 0;
}

function enter(word: string, kind: number): void {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i));
  let slot = (hash ^ (hash >>> 10)) & (TABLE_SIZE - 1);
  while (tableKinds[slot] !== 0) slot = (slot + 1) & (TABLE_SIZE - 1);
  tableKinds[slot] = kind;
  tableWords[slot] = word;
}

for (const [word, kind] of WORDS) enter(word, kind);
for (const [mnemonic, row] of Object.entries(INSTRUCTIONS)) enter(mnemonic, MNEMONIC + row.code);

/** The kind of the word at `start` to `end` of a text, whose hash is known. */
export function wordKind(text: string, start: number, end: number, hash: number): number {
  let slot = (hash ^ (hash >>> 10)) & (TABLE_SIZE - 1);
  for (;;) {
    const kind = tableKinds[slot];
    if (kind === 0) return Token.word;
    const word = tableWords[slot];
    if (word.length === end - start && text.startsWith(word, start)) return kind;
    slot = (slot + 1) & (TABLE_SIZE - 1);
  }
}
