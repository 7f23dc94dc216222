// The TextMate grammar of the language, for editors that colour a text without understanding it. It is made from the
// instruction table and the words of the assembler; syntaxes/strata.tmLanguage.json is this, written out, and a test
// compares the two. Where the lexer and this disagree, the lexer is right.
import { WORDS } from '../assembler/syntax/tokens';
import { BUILTIN_CONSTANTS } from '../assembler/builtins';
import { INSTRUCTIONS, type InstructionRow, type Mnemonic } from '../isa/instructions';

/** One rule: what it matches in a line, and the scopes of the match and its groups. */
export interface GrammarRule {
  readonly name?: string;
  readonly match: string;
  readonly captures?: Readonly<Record<string, { readonly name?: string; readonly patterns?: readonly GrammarRule[] }>>;
}

/** The grammar: rules in order; the first that matches earliest in a line wins. */
export interface Grammar {
  readonly name: string;
  readonly scopeName: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly GrammarRule[];
}

const LETTER = '[\\p{L}_]', PART = '[\\p{L}\\p{M}\\p{N}_]';
/** A name: letters of any language, digits, underlines; dots between its parts. */
const NAME = `${LETTER}${PART}*(?:\\.${PART}+)*`;
const BEFORE = `(?<![\\p{L}\\p{M}\\p{N}_.])`, AFTER = `(?!${PART}|\\.${PART})`;
const TYPES = ['i8', 'i16', 'i32', 'f64'];
const NUMBER_WORDS = ['inf', 'nan'];
/** Words of the language that change what an image holds and do not belong to a text that people write. */
const EXACT = [...WORDS.keys()].filter((word) => word.startsWith('image.'));

const ESCAPE: GrammarRule = { name: 'constant.character.escape.strata', match: '\\\\(?:x[0-9a-fA-F]{2}|u\\{[0-9a-fA-F]{1,6}\\}|.)' };

function escaped(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).map((word) => word.replace(/\./g, '\\.')).join('|');
}

function words(name: string, list: readonly string[]): GrammarRule {
  return { name: `${name}.strata`, match: `${BEFORE}(?:${escaped(list)})${AFTER}` };
}

/** A word and the name behind it. */
function named(list: readonly string[], word: string, target: string): GrammarRule {
  const match = `${BEFORE}(${escaped(list)})\\s+(${NAME})`;
  return { match, captures: { 1: { name: `${word}.strata` }, 2: { name: `${target}.strata` } } };
}

/** Scopes of a name and the colon behind it. */
function colon(name: string): GrammarRule['captures'] {
  return { 1: { name: `${name}.strata` }, 2: { name: 'punctuation.separator.strata' } };
}

const comments: readonly GrammarRule[] = [
  { name: 'comment.line.documentation.strata', match: ';;.*$' },
  { name: 'comment.line.semicolon.strata', match: ';.*$' },
];

const literals: readonly GrammarRule[] = [
  { name: 'string.quoted.double.strata', match: '"(?:[^"\\\\]|\\\\.)*"', captures: { 0: { patterns: [ESCAPE] } } },
  { name: 'invalid.illegal.string.strata', match: '".*$' },
  { name: 'string.quoted.single.strata', match: "'(?:[^'\\\\]|\\\\(?:x[0-9a-fA-F]{2}|u\\{[0-9a-fA-F]{1,6}\\}|.)|'(?='))'",
    captures: { 0: { patterns: [ESCAPE] } } },
  { name: 'constant.numeric.hex.strata', match: `${BEFORE}0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*${AFTER}` },
  { name: 'constant.numeric.binary.strata', match: `${BEFORE}0[bB][01]+(?:_[01]+)*${AFTER}` },
  { name: 'constant.numeric.float.strata', match: `${BEFORE}\\d+(?:_\\d+)*(?:\\.\\d+(?:_\\d+)*(?:[eE][+-]?\\d+)?|[eE][+-]?\\d+)${AFTER}` },
  { name: 'constant.numeric.integer.strata', match: `${BEFORE}\\d+(?:_\\d+)*${AFTER}` },
];

const declarations: readonly GrammarRule[] = [
  named(['func'], 'storage.type.function', 'entity.name.function'),
  named(['struct'], 'storage.type.struct', 'entity.name.type.struct'),
  named(['const'], 'storage.type.constant', 'variable.other.constant'),
  named(['data', 'embed'], 'storage.type', 'variable.other.data'),
  words('keyword.control.import', ['include']),
  words('storage.modifier', ['entry', 'export', 'memory', 'table', 'local', ...EXACT]),
  words('storage.type', ['func', 'struct', 'const', 'data', 'embed']),
  words('keyword.other.end', ['end']),
];

/** Instructions that hand over to somebody else, beside those that go on elsewhere by themselves. */
const CONTROL: ReadonlySet<string> = new Set<Mnemonic>(['call', 'call.table', 'sys', 'break', 'resume', 'wait']);

type Kind = 'control' | 'machine' | 'plain';

function kindOf(mnemonic: string, row: InstructionRow): Kind {
  if (row.flow !== 'next' || CONTROL.has(mnemonic)) return 'control';
  return row.privileged ? 'machine' : 'plain';
}

function mnemonics(kind: Kind): string[] {
  return Object.entries(INSTRUCTIONS).filter(([mnemonic, row]) => kindOf(mnemonic, row) === kind).map(([mnemonic]) => mnemonic);
}

const instructions: readonly GrammarRule[] = [
  named(['call'], 'keyword.control', 'entity.name.function'),
  named(['get', 'set', 'tee'], 'keyword.mnemonic', 'variable.other.local'),
  named(['sys'], 'keyword.control', 'support.function'),
  words('keyword.control', mnemonics('control')),
  words('support.function.machine', mnemonics('machine')),
  words('keyword.mnemonic', mnemonics('plain')),
];

const names: readonly GrammarRule[] = [
  words('storage.type.numeric', TYPES),
  words('constant.language', NUMBER_WORDS),
  words('support.constant', [...BUILTIN_CONSTANTS.keys()]),
  // A parameter, local or field has a type behind its colon or a bracket or comma in front; every other colon ends a label.
  { match: `${BEFORE}(${NAME})(:)(?=\\s*(?:${escaped(TYPES)})${AFTER})`, captures: colon('variable.parameter') },
  { match: `(?<=\\(|, )(${NAME})(:)`, captures: colon('variable.parameter') },
  { match: `${BEFORE}(${NAME})(:)`, captures: colon('entity.name.label') },
  { name: 'variable.other.strata', match: `${BEFORE}${NAME}` },
];

const signs: readonly GrammarRule[] = [
  { name: 'keyword.operator.arrow.strata', match: '->' },
  { name: 'keyword.operator.strata', match: '<<|>>|[-+*/%&|^~=]' },
];

/** The grammar. */
export function grammar(): Grammar {
  return {
    name: 'Strata assembly', scopeName: 'source.strata', fileTypes: ['sasm'],
    patterns: [...comments, ...literals, ...declarations, ...instructions, ...names, ...signs],
  };
}

/** The grammar as the file that editors read. */
export function grammarFile(): string {
  const note = 'Made by scripts/reference.mjs from the instruction table; do not change it by hand.';
  return `${JSON.stringify({ information_for_contributors: [note], ...grammar() }, undefined, 2)}\n`;
}
