// Declarations: what stands at the top of a file, or inside an embedded program.
import type { Steps } from '../../base/steps';
import { FIXES, PROBLEMS } from '../messages';
import { bodyPiece, introduced, isType, signature, typed, valueType } from './body';
import type { Cursor } from './cursor';
import { atValue, expression, value } from './expressions';
import { isDeclaration, Token } from './tokens';
import { Node } from './tree';

/** Items and values that are taken without letting others have their turn. */
const PIECE_ITEMS = 4096;

/**
 * One declaration, or tokens that are none; something is taken in any case. What is left of a long declaration is taken
 * by the steps that come back, and so it is all the way down: most declarations need no steps.
 */
export function declaration(c: Cursor): Steps<void> | undefined {
  const known = c.problems.length;
  const steps = begin(c);
  if (steps !== undefined) return whole(c, steps, known);
  restOfLine(c, known);
  return undefined;
}

function* whole(c: Cursor, steps: Steps<void>, known: number): Steps<void> {
  yield* steps;
  restOfLine(c, known);
}

/** Tokens behind a declaration on its line belong to nothing; they are told where it was well formed so far. */
function restOfLine(c: Cursor, known: number): void {
  const first = c.at;
  while (c.kind !== Token.end && !isDeclaration(c.kind) && !c.onNewLine && (c.nesting === 0 || c.kind !== Token.end_)) c.advance();
  if (c.last >= first && c.problems.length === known) c.problem(PROBLEMS.stray, { found: c.tokenText(first) }, first, c.last);
}

function begin(c: Cursor): Steps<void> | undefined {
  switch (c.kind) {
    case Token.data_: return data(c);
    case Token.embed_: return embed(c);
    case Token.entry_: case Token.func_: return func(c);
    case Token.segment_: return segment(c);
    default: {
      short(c);
      return undefined;
    }
  }
}

function short(c: Cursor): void {
  switch (c.kind) {
    case Token.memory_: return memory(c);
    case Token.const_: return constant(c);
    case Token.struct_: return struct(c);
    case Token.table_: return names(c, Node.table);
    case Token.export_: return exported(c);
    case Token.include_: return include(c);
    case Token.pool_: return pool(c);
    case Token.types_: return types(c);
    default: return stray(c);
  }
}

/** Tokens up to the next declaration. */
function stray(c: Cursor): void {
  const first = c.at;
  const node = c.open(Node.stray);
  do c.advance(); while (c.kind !== Token.end && !isDeclaration(c.kind) && (c.nesting === 0 || c.kind !== Token.end_));
  c.close(node);
  const row = c.block.tokenKinds[first] === Token.end_ ? PROBLEMS.stray_end : PROBLEMS.stray_declaration;
  c.problem(row, { found: c.tokenText(first) }, first, first);
}

function memory(c: Cursor): void {
  const node = c.open(Node.memory);
  c.advance();
  if (c.isWord('all')) c.leaf(Node.name);
  else expression(c);
  c.close(node);
}

function constant(c: Cursor): void {
  const node = c.open(Node.constant);
  c.advance();
  if (introduced(c) && c.expect(Token.equals, '=')) expression(c);
  c.close(node);
}

function struct(c: Cursor): void {
  const node = c.open(Node.struct);
  const opening = c.at;
  c.advance();
  introduced(c);
  while (c.kind !== Token.end_ && c.kind !== Token.end && !isDeclaration(c.kind)) {
    const before = c.at;
    field(c);
    c.take(Token.comma);
    if (c.at === before) c.advance();
  }
  closing(c, opening);
  c.close(node);
}

/** `name: type`, `name: 4 i32`, `name: 16 bytes`, where a type may be a structure. */
function field(c: Cursor): void {
  const node = c.open(Node.field);
  if (fieldName(c) && c.expect(Token.colon, ':')) {
    if (!c.onNewLine && (c.kind !== Token.word || typeFollows(c))) counted(c);
    if (c.onNewLine) c.missing(PROBLEMS.expected_field_type);
    else if (c.kind === Token.word) c.leaf(Node.use);
    else if (c.kind === Token.i8_ || c.kind === Token.i16_ || isType(c.kind)) c.advance();
    else c.missing(PROBLEMS.expected_field_type);
  }
  c.close(node);
}

/** Names of fields stand behind a dot only, so mnemonics are allowed. */
function fieldName(c: Cursor): boolean {
  if (c.kind < Token.memory_ || c.kindAhead(1) !== Token.colon) return introduced(c);
  c.leaf(Node.name);
  return true;
}

/** Whether the word that comes next is a count, since a type follows it on its line. */
function typeFollows(c: Cursor): boolean {
  const next = c.ahead(1), kind = c.block.tokenKinds[next];
  if (kind === Token.i8_ || kind === Token.i16_ || isType(kind)) return true;
  return kind === Token.word && c.kindAhead(2) !== Token.colon;
}

function counted(c: Cursor): void {
  if (!atValue(c)) return;
  const node = c.open(Node.values);
  if (c.kind === Token.open) value(c);
  else expression(c);
  c.close(node);
}

function data(c: Cursor): Steps<void> | undefined {
  const node = c.open(Node.data);
  c.advance();
  introduced(c);
  address(c);
  return contents(c, node);
}

/** `at 4096`, where data has an address of its own. */
function address(c: Cursor): void {
  if (!c.isWord('at')) return;
  const node = c.open(Node.address);
  c.advance();
  expression(c);
  c.close(node);
}

function segment(c: Cursor): Steps<void> | undefined {
  const node = c.open(Node.segment);
  c.advance();
  const place = c.open(Node.address);
  expression(c);
  c.close(place);
  return contents(c, node);
}

/** `= i32 1, 2 "text"`: the items of a declaration of data, up to the next declaration. Closes the declaration. */
function contents(c: Cursor, node: number): Steps<void> | undefined {
  if (c.expect(Token.equals, '=')) {
    if (!atItem(c)) c.missing(PROBLEMS.expected_data);
    const rest = items(c);
    if (rest !== undefined) return moreItems(c, node, rest);
  }
  c.close(node);
  return undefined;
}

function* moreItems(c: Cursor, node: number, first: Steps<void>): Steps<void> {
  for (let rest: Steps<void> | undefined = first; rest !== undefined; rest = items(c)) {
    yield* rest;
    c.take(Token.comma);
  }
  c.close(node);
}

/** Takes items, with commas between them let through; the rest of the last one where it is time for a break in it or behind it. */
function items(c: Cursor): Steps<void> | undefined {
  for (let left = PIECE_ITEMS; atItem(c); left--) {
    const rest = item(c);
    if (rest !== undefined || left === 0) return rest ?? pause();
    c.take(Token.comma);
  }
  return undefined;
}

function* pause(): Steps<void> {
  yield;
}

function atItem(c: Cursor): boolean {
  return isElement(c.kind) || c.kind === Token.string || c.kind === Token.bad_string || atValue(c);
}

function item(c: Cursor): Steps<void> | undefined {
  if (isElement(c.kind)) return values(c);
  if (c.kind === Token.string || c.kind === Token.bad_string) text(c);
  else if (c.isWord('space')) space(c);
  else if (c.kind === Token.word && c.kindAhead(1) === Token.open) record(c);
  else untyped(c);
  return undefined;
}

function isElement(kind: number): boolean {
  return kind === Token.i8_ || kind === Token.i16_ || isType(kind);
}

/** Values without a type in front: told once, and taken as i32. */
function untyped(c: Cursor): void {
  const start = c.block.tokenStarts[c.at];
  c.problem(PROBLEMS.untyped_data, {}, c.at, c.at, { title: FIXES.add_type, start, end: start, text: 'i32 ' });
  const node = c.open(Node.stray);
  while (expression(c) && c.kind === Token.comma && valueFollows(c)) c.advance();
  c.close(node);
}

/** `i32 1, 2, 3`: the comma goes on only where another value follows. */
function values(c: Cursor): Steps<void> | undefined {
  const node = c.open(Node.values);
  c.advance();
  if (!someValues(c)) return moreValues(c, node);
  c.close(node);
  return undefined;
}

function* moreValues(c: Cursor, node: number): Steps<void> {
  do yield; while (!someValues(c));
  c.close(node);
}

/** Takes values; false where there may be more. */
function someValues(c: Cursor): boolean {
  for (let left = PIECE_ITEMS; left > 0; left--) {
    if (!expression(c) || c.kind !== Token.comma || !valueFollows(c)) return true;
    c.advance();
  }
  return false;
}

function valueFollows(c: Cursor): boolean {
  const next = c.ahead(1), kind = c.block.tokenKinds[next];
  if (isElement(kind) || kind === Token.string || kind === Token.bad_string || kind === Token.end || isDeclaration(kind)) return false;
  return kind !== Token.word || (c.kindAhead(2) !== Token.open && c.tokenText(next) !== 'space');
}

function text(c: Cursor): void {
  if (c.kind === Token.bad_string) c.problem(PROBLEMS.open_string, {}, c.at, c.at);
  c.leaf(Node.text);
}

function space(c: Cursor): void {
  const node = c.open(Node.space);
  c.advance();
  expression(c);
  c.close(node);
}

/** `point (x: 1, y: 2)`. */
function record(c: Cursor): void {
  const node = c.open(Node.record);
  c.leaf(Node.use);
  if (c.enter()) {
    c.advance();
    while (c.kind !== Token.close && c.kind !== Token.end && !isDeclaration(c.kind)) {
      const before = c.at;
      member(c);
      c.take(Token.comma);
      if (c.at === before) break;
    }
    c.expect(Token.close, ')');
    c.leave();
  } else c.advance();
  c.close(node);
}

/** `x: 1`, `corner: point (x: 1)`, `name: "abc"`, `slots: 1, 2, 3`. */
function member(c: Cursor): void {
  const node = c.open(Node.member);
  if (fieldName(c) && c.expect(Token.colon, ':')) {
    do {
      if (c.kind === Token.string || c.kind === Token.bad_string) text(c);
      else if (c.kind === Token.word && c.kindAhead(1) === Token.open) record(c);
      else expression(c);
    } while (c.kind === Token.comma && c.kindAhead(2) !== Token.colon && c.kindAhead(1) !== Token.close && c.take(Token.comma));
  }
  c.close(node);
}

/** A list of names; commas between them are let through. */
function names(c: Cursor, kind: Node): void {
  const node = c.open(kind);
  c.advance();
  if (c.kind !== Token.word) c.missing(PROBLEMS.expected_function);
  while (c.kind === Token.word) {
    c.leaf(Node.use);
    c.take(Token.comma);
  }
  c.close(node);
}

/** `export f`, `export f as "name"`. */
function exported(c: Cursor): void {
  const node = c.open(Node.export_);
  c.advance();
  if (c.kind === Token.word) c.leaf(Node.use);
  else c.missing(PROBLEMS.expected_function);
  if (c.isWord('as')) {
    c.advance();
    path(c, 'expected_text');
  }
  c.close(node);
}

/** A text that is needed here. */
function path(c: Cursor, problem: 'expected_text' | 'expected_path'): void {
  if (c.kind === Token.string || c.kind === Token.bad_string) text(c);
  else c.missing(PROBLEMS[problem]);
}

function include(c: Cursor): void {
  const node = c.open(Node.include);
  c.advance();
  path(c, 'expected_path');
  c.close(node);
}

function* embed(c: Cursor): Steps<void> {
  const node = c.open(Node.embed);
  const opening = c.at;
  c.advance();
  introduced(c);
  address(c);
  if (c.kind === Token.string || c.kind === Token.bad_string) text(c);
  else if (c.enter()) {
    while (c.kind !== Token.end_ && c.kind !== Token.end) {
      const more = declaration(c);
      if (more !== undefined) yield* more;
      yield;
    }
    closing(c, opening);
    c.leave();
  }
  c.close(node);
}

function func(c: Cursor): Steps<void> | undefined {
  const node = c.open(Node.func);
  const opening = c.at;
  if (c.take(Token.entry_) && c.kind !== Token.func_) c.missing(PROBLEMS.expected, { what: 'func' });
  else c.advance();
  introduced(c);
  if (c.kind === Token.open && !c.onNewLine) parameters(c);
  if (c.kind === Token.arrow) {
    c.advance();
    const result = c.open(Node.result);
    valueType(c);
    c.close(result);
  }
  if (!bodyPiece(c)) return moreBody(c, node, opening);
  closing(c, opening);
  c.close(node);
  return undefined;
}

function* moreBody(c: Cursor, node: number, opening: number): Steps<void> {
  do yield; while (!bodyPiece(c));
  closing(c, opening);
  c.close(node);
}

function parameters(c: Cursor): void {
  c.advance();
  while (c.kind !== Token.close && c.kind !== Token.end) {
    const before = c.at;
    typed(c, Node.parameter);
    if (!c.take(Token.comma) && (c.at === before || c.kind !== Token.word)) break;
  }
  c.expect(Token.close, ')');
}

/** The `end` of what began at a token. */
function closing(c: Cursor, opening: number): void {
  if (c.take(Token.end_)) return;
  const first = c.block.tokenStarts[c.at], last = c.last >= 0 ? c.block.tokenEnds[c.last] : first;
  const what = c.block.tokenKinds[opening] === Token.entry_ ? 'func' : c.tokenText(opening);
  c.problem(PROBLEMS.missing_end, { what }, opening, opening,
    { title: FIXES.add_end, start: last, end: last, text: '\nend' });
}

/** Constants for the image's pools, in their order: `image.pool 1000000000, 2.5`. */
function pool(c: Cursor): void {
  const node = c.open(Node.pool);
  c.advance();
  while (expression(c) && c.take(Token.comma));
  c.close(node);
}

/** Types for the image's list of types, in their order: `image.types () (i32 -> i32)`. */
function types(c: Cursor): void {
  const node = c.open(Node.types);
  c.advance();
  if (c.kind !== Token.open) c.missing(PROBLEMS.expected_signature);
  while (c.kind === Token.open) {
    signature(c);
    c.take(Token.comma);
  }
  c.close(node);
}
