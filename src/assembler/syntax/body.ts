// What stands inside a function: locals, labels, instructions and bare values.
import { INSTRUCTIONS, type OperandKind } from '../../isa/instructions';
import { PROBLEMS } from '../messages';
import { Mark } from './block';
import type { Cursor } from './cursor';
import { atValue, isNumber, value } from './expressions';
import { isDeclaration, isMnemonic, isWord, MNEMONIC, Token } from './tokens';
import { Node } from './tree';

/** How the operand of each opcode is written. */
const operandKinds: OperandKind[] = [];
for (const row of Object.values(INSTRUCTIONS)) operandKinds[row.code] = row.operand;
const CASE = INSTRUCTIONS.case.code;

/** Items that are taken without letting others have their turn. */
const PIECE_ITEMS = 4096;

/** Takes items of the body of a function, up to its `end`, which is not taken; false where there may be more. */
export function bodyPiece(c: Cursor): boolean {
  for (let left = PIECE_ITEMS; left > 0; left--) {
    if (c.kind === Token.end_ || c.kind === Token.end || isDeclaration(c.kind)) return true;
    item(c);
  }
  return false;
}

function item(c: Cursor): void {
  if ((c.block.tokenMarks[c.at] & Mark.before_colon) !== 0) return label(c);
  if (isMnemonic(c.kind)) return instruction(c);
  if (c.kind === Token.word && c.kindAhead(1) === Token.colon) return label(c);
  if (atValue(c)) return bare(c);
  if (c.kind === Token.local_) return locals(c);
  if (c.kind === Token.operands_) return exact(c, Node.operands);
  if (c.kind === Token.type_) return exact(c, Node.type);
  if (c.kind === Token.word_) return exact(c, Node.word);
  stray(c);
}

/** Takes a name that is introduced here; a word that has a meaning already is taken with a problem. */
export function introduced(c: Cursor): boolean {
  if (c.kind === Token.word) {
    const name = c.tokenText(c.at);
    if (name.includes('.')) c.problem(PROBLEMS.dotted_name, { name }, c.at, c.at);
  } else if (isWord(c.kind) && !c.onNewLine) c.problem(PROBLEMS.reserved_name, { name: c.tokenText(c.at) }, c.at, c.at);
  else {
    c.missing(PROBLEMS.expected_name);
    return false;
  }
  c.leaf(Node.name);
  return true;
}

function label(c: Cursor): void {
  const node = c.open(Node.label);
  if (c.kind !== Token.word) c.problem(PROBLEMS.reserved_name, { name: c.tokenText(c.at) }, c.at, c.at);
  else if (c.tokenText(c.at).includes('.')) c.problem(PROBLEMS.dotted_name, { name: c.tokenText(c.at) }, c.at, c.at);
  c.advance();
  c.advance();
  c.close(node);
}

function bare(c: Cursor): void {
  const node = c.open(Node.push);
  value(c);
  c.close(node);
}

function instruction(c: Cursor): void {
  const node = c.open(Node.instruction);
  const code = c.kind - MNEMONIC;
  if (code === CASE) c.problem(PROBLEMS.case_alone, {}, c.at, c.at);
  c.advance();
  operand(c, operandKinds[code]);
  c.close(node);
}

function operand(c: Cursor, kind: OperandKind): void {
  switch (kind) {
    case 'none': return;
    case 'local': return named(c, 'expected_local');
    case 'code': return named(c, 'expected_label');
    case 'function': return named(c, 'expected_function');
    case 'cases': return cases(c);
    case 'type': return required(c);
    case 'offset': return offset(c);
    case 'sys': return sys(c);
    default: return valueOperand(c);
  }
}

/** A word that names something; it must stand on the instruction's line. */
function named(c: Cursor, problem: 'expected_local' | 'expected_label' | 'expected_function'): void {
  if (c.kind === Token.word && !c.onNewLine) c.advance();
  else c.missing(PROBLEMS[problem]);
}

function valueOperand(c: Cursor): void {
  if (atValue(c) && !c.onNewLine) value(c);
  else c.missing(PROBLEMS.expected_value);
}

function cases(c: Cursor): void {
  if (!c.expect(Token.open_list, '[')) return;
  while (c.kind === Token.word || c.kind === Token.comma) c.advance();
  c.expect(Token.close_list, ']');
}

function offset(c: Cursor): void {
  if (c.kind !== Token.plus || c.onNewLine) return;
  c.advance();
  if (atValue(c)) value(c);
  else c.missing(PROBLEMS.expected_value);
}

function sys(c: Cursor): void {
  if ((c.kind === Token.word || isNumber(c.kind) || c.kind === Token.open) && !c.onNewLine) value(c);
  else c.missing(PROBLEMS.expected_call);
  if (c.kind === Token.open && isSignature(c.kindAhead(1))) signature(c);
}

function isSignature(kind: number): boolean {
  return kind === Token.i32_ || kind === Token.f64_ || kind === Token.arrow || kind === Token.close;
}

function required(c: Cursor): void {
  if (c.kind === Token.open) signature(c);
  else c.missing(PROBLEMS.expected_signature);
}

/** A type of functions: `(i32 f64 -> i32)`; commas between parameters are let through. */
export function signature(c: Cursor): void {
  const node = c.open(Node.signature);
  c.advance();
  while (isType(c.kind) || c.kind === Token.comma) c.advance();
  if (c.take(Token.arrow) && isType(c.kind)) c.advance();
  c.expect(Token.close, ')');
  c.close(node);
}

/** Whether a token is the type of a value. */
export function isType(kind: number): boolean {
  return kind === Token.i32_ || kind === Token.f64_;
}

/** Takes the type of a value, or tells that it is missing. */
export function valueType(c: Cursor): void {
  if (isType(c.kind)) c.advance();
  else {
    c.missing(PROBLEMS.expected_type);
    if ((c.kind === Token.i8_ || c.kind === Token.i16_ || c.kind === Token.word) && !c.onNewLine) c.advance();
  }
}

function locals(c: Cursor): void {
  const node = c.open(Node.locals);
  c.advance();
  do typed(c, Node.local); while (c.take(Token.comma));
  c.close(node);
}

/** `name: type`. */
export function typed(c: Cursor, kind: Node): void {
  const node = c.open(kind);
  if (introduced(c) && (c.expect(Token.colon, ':') || isType(c.kind))) valueType(c);
  c.close(node);
}

function exact(c: Cursor, kind: Node): void {
  const node = c.open(kind);
  c.advance();
  valueOperand(c);
  c.close(node);
}

function stray(c: Cursor): void {
  const first = c.at;
  const node = c.open(Node.stray);
  do c.advance(); while (!c.onNewLine && isStray(c));
  c.close(node);
  if (c.block.tokenKinds[first] === Token.bad_string) c.problem(PROBLEMS.open_string, {}, first, first);
  else c.problem(PROBLEMS.stray, { found: c.tokenText(first) }, first, c.last);
}

function isStray(c: Cursor): boolean {
  return c.kind !== Token.end && !isMnemonic(c.kind) && !isDeclaration(c.kind) && c.kind !== Token.end_ && c.kind !== Token.local_
    && (c.kind < Token.operands_ || c.kind > Token.word_) && !atValue(c);
}
