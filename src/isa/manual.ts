// The reference manual, made from the tables of the machine: docs/reference.md is this text, and a test compares the two.
import { CAUSES } from './causes';
import { EXAMPLE_SURROUNDINGS, INSTRUCTIONS, Op, type InstructionRow, type OperandKind } from './instructions';
import { FIELDS, type FieldRow } from './fields';
import { CALLS } from './firmware';
import * as limits from './limits';
import { INTERRUPTS, PORTS } from './ports';
import { typeText } from './types';

/** How an operand is written and what it is, for each kind. */
const OPERANDS: Readonly<Record<OperandKind, readonly [string, string]>> = {
  none: ['', 'nothing; the bits are zero'],
  small: ['n', 'a number from -8388608 to 8388607'],
  integer: ['n', 'a place in the image\'s pool of integers'],
  float: ['x', 'a place in the image\'s pool of floating-point numbers'],
  local: ['name', 'the number of a parameter or local, parameters first'],
  code: ['label', 'an address of code in the same function'],
  cases: ['[a b ...]', 'the number of `case` words that follow, less one: the last is for all other values'],
  function: ['name', 'the number of a function'],
  type: ['(i32 -> i32)', 'the number of a function type'],
  offset: ['+n', 'an unsigned number that is added to the address; 0 where it is not written'],
  sys: ['n (i32 -> i32)', 'the number in the low 12 bits; above it the types in two bits each, result first: 0 none, 1 i32, 2 f64'],
};

const CHAPTERS: readonly (readonly [string, Op])[] = [
  ['The operand stack', Op.unreachable], ['Integers', Op.add], ['Comparing integers', Op.eqz], ['Floating-point numbers',
    Op.fadd], ['Conversions', Op.i2f],
  ['Memory', Op.load], ['Control', Op.jump], ['Contexts and images', Op.ctx_new], ['Devices and power', Op.in_],
];

const LIMITS: readonly (readonly [string, number, string])[] = [
  ['memory', limits.MEMORY_DEFAULT, 'Bytes of physical memory, unless launched otherwise'],
  ['memory, at most', limits.MEMORY_MAX, 'Bytes of physical memory that a launch may ask for'],
  ['contexts', limits.CONTEXTS_DEFAULT, 'Contexts at one time, the root included, unless launched otherwise'],
  ['contexts, at most', limits.CONTEXTS_MAX, 'Contexts that a launch may ask for'],
  ['frames', limits.FRAMES_DEFAULT, 'Frames of one context, unless launched otherwise'],
  ['frames, at most', limits.FRAMES_MAX, 'Frames that a launch may ask for'],
  ['slots', limits.SLOTS_DEFAULT, 'Slots of 8 bytes of a context\'s private storage, unless launched otherwise'],
  ['slots, at least', limits.SLOTS_MIN, 'Slots that a launch must ask for'],
  ['slots, at most', limits.SLOTS_MAX, 'Slots that a launch may ask for'],
  ['slots, together', limits.SLOTS_TOTAL_MAX, 'Slots of all contexts together'],
  ['images', limits.IMAGES_DEFAULT, 'Images that a context and all below it hold, unless launched otherwise'],
  ['images, at most', limits.IMAGES_MAX, 'Images that a launch may ask for'],
  ['frame', limits.FRAME_SLOTS, 'Slots that a frame takes beside its locals and operands'],
  ['image', limits.IMAGE_BYTES_MAX, 'Bytes of an image without its debug section'],
  ['code', limits.CODE_MAX, 'Words of code of an image'],
  ['functions', limits.FUNCTIONS_MAX, 'Functions of an image'],
  ['types', limits.TYPES_MAX, 'Function types of an image'],
  ['table', limits.TABLE_MAX, 'Entries of an image\'s table of functions'],
  ['constants', limits.CONSTANTS_MAX, 'Constants in each pool of an image'],
  ['exports', limits.EXPORTS_MAX, 'Exports of an image'],
  ['segments', limits.SEGMENTS_MAX, 'Data segments of an image'],
  ['parameters', limits.PARAMS_MAX, 'Parameters of a function'],
  ['locals', limits.LOCALS_MAX, 'Locals of a function beside its parameters'],
  ['operands', limits.OPERANDS_MAX, 'Operands on the stack of one frame'],
  ['name', limits.NAME_BYTES_MAX, 'Bytes of an exported name'],
  ['number of a call', limits.SYS_NUMBER_MAX, 'The greatest number of a `sys`'],
  ['operands of a call', limits.SYS_OPERANDS_MAX, 'Operands of a `sys`'],
  ['operands of a trap', limits.TRAP_OPERANDS_MAX, 'Operands of a trapped instruction that its parent can read'],
  ['sector', limits.SECTOR_BYTES, 'Bytes of a disk sector'],
  ['transfer', limits.TRANSFER_BYTES_MAX, 'Bytes that one `ins`, `outs`, `read` or `write` moves'],
  ['disk', limits.DISK_BYTES_MAX, 'Bytes of a disk'],
  ['piece', limits.PIECE_BYTES, 'Bytes that a long instruction works on before messages are served'],
  ['counted', limits.CODE_COUNTED_MAX, 'Words of code, of all images of a machine together, that an observer counts'],
  ['input', limits.INPUT_BYTES_MAX, 'Bytes of console input that may wait to be read'],
];

/** A text in a cell of a table. */
function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

function code(text: string): string {
  return text === '' ? '' : `\`${cell(text)}\``;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`), ''];
}

/** Rows by number. */
function byCode<T extends { readonly code: number }>(rows: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(rows).sort(([, a], [, b]) => a.code - b.code);
}

function effectText(row: InstructionRow): string {
  return row.effect === '*' ? 'depends on the operand' : code(`( ${row.effect} )`.replace('(  ', '( ').replace('  )', ' )'));
}

function instruction(mnemonic: string, row: InstructionRow): string[] {
  const [operand] = OPERANDS[row.operand];
  const causes = [...(row.privileged ? ['privileged'] : []), ...row.causes];
  const facts = [
    `opcode ${row.code}`, effectText(row), ...(row.formula === '' ? [] : [code(row.formula)]),
    ...(causes.length === 0 ? [] : [`may trap: ${causes.map(code).join(', ')}`]),
  ];
  return [`### \`${operand === '' ? mnemonic : `${mnemonic} ${operand}`}\``, '', row.text, '', facts.join(' · '), '', '```',
    ...row.examples, '```', ''];
}

function instructions(): string[] {
  const rows = byCode<InstructionRow>(INSTRUCTIONS);
  return CHAPTERS.flatMap(([title, first], i) => {
    const next = CHAPTERS[i + 1]?.[1] ?? Infinity;
    return [`## ${title}`, '',
      ...rows.filter(([, row]) => row.code >= first && row.code < next).flatMap(([mnemonic, row]) => instruction(mnemonic, row))];
  });
}

function field(row: FieldRow, kind: 'get' | 'set'): string {
  const instructionOf = { '': '', i32: `ctx.${kind}`, f64: `ctx.${kind}f`, both: `ctx.${kind}, ctx.${kind}f` };
  return instructionOf[row[kind]];
}

const INTRODUCTION = `# Reference

Made from the tables in \`src/isa\` by \`node scripts/reference.mjs\`; a test compares the two. What a machine is,
and how its parts work together, is in [machine.md](machine.md); the language is in [language.md](language.md).

Every instruction is one word of 32 bits: the opcode in the low 8 bits, an operand in the 24 above. An effect such as
\`( a:i32 b:i32 -> i32 )\` names what the instruction pops and what it pushes, with the top of the stack on the right. A
letter for a type stands for any type, the same one each time. A privileged instruction traps in user mode; ports,
\`halt\` and \`wait\` trap in guest mode too. Examples are run by a test: the code, an arrow, the operand stack that it
leaves, or \`!\` and the cause for which it traps.
`;

/** The whole manual. */
export function reference(): string {
  const operands = Object.entries(OPERANDS).map(([kind, [written, meaning]]) => [code(kind), code(written), meaning]);
  const causes = byCode(CAUSES).map(([name, row]) => [String(row.code), code(`cause.${name}`), cell(row.text)]);
  const fields = byCode<FieldRow>(FIELDS).map(([name, row]) => [String(row.code), code(`field.${name}`), code(field(row, 'get')),
    code(field(row, 'set')), cell(row.text)]);
  const ports = byCode(PORTS).map(([name, row]) => [String(row.code), code(`port.${name}`), row.in, row.out,
    row.block ? 'Sectors, with `ins` and `outs`.' : '']);
  const interrupts = Object.entries(INTERRUPTS).map(([name, bit]) => [String(bit), code(`interrupt.${name}`)]);
  const calls = byCode(CALLS).map(([name, row]) => [String(row.code), code(`sys ${name}`), code(typeText(row.type)), cell(row.text)]);
  return [
    INTRODUCTION,
    ...instructions(),
    '## Operands', '', ...table(['kind', 'written', 'what the 24 bits hold'], operands),
    '## Causes', '', 'What `resume` pushes. A trap in the root that nobody serves ends the run with exit code 128 + its number.', '',
    ...table(['number', 'name', 'meaning'], causes),
    '## Fields of a context', '', ...table(['number', 'name', 'read with', 'written with', 'meaning'], fields),
    '## Ports', '', ...table(['number', 'name', '`in`', '`out`', 'block'], ports),
    '## Interrupts', '', ...table(['bit', 'name'], interrupts),
    '## Calls of the firmware', '', ...table(['number', 'name', 'type', 'meaning'], calls),
    '## Limits', '', ...table(['limit', 'value', 'meaning'],
      LIMITS.map(([name, value, text]) => [name, value.toLocaleString('en-US'), text])),
    '## Surroundings of the examples', '', '```', EXAMPLE_SURROUNDINGS.trimEnd(), '```', '',
  ].join('\n');
}
