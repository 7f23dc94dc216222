// Constant expressions: values, groups in parentheses, and operators. What they are worth is in constants.ts.
import { PROBLEMS } from '../messages';
import type { Cursor } from './cursor';
import { Token } from './tokens';
import { Node } from './tree';

/** How strongly each operator binds; 0: it is none. */
const strengths = new Uint8Array(256);
for (const [kind, strength] of [
  [Token.or, 1], [Token.xor, 2], [Token.and, 3], [Token.shift_left, 4], [Token.shift_right, 4],
  [Token.plus, 5], [Token.minus, 5], [Token.times, 6], [Token.divide, 6], [Token.remainder, 6],
] as const) strengths[kind] = strength;

/** Whether a token is a number, a character, or one of the words that are numbers; well written or not. */
export function isNumber(kind: number): boolean {
  return kind === Token.integer || kind === Token.float || kind === Token.character || kind === Token.inf_ || kind === Token.nan_
    || kind === Token.bad_number || kind === Token.bad_character;
}

/** Whether the next token begins a value that needs no parentheses: a number, a name, a group, or a sign right before a number. */
export function atValue(c: Cursor): boolean {
  return isNumber(c.kind) || c.kind === Token.word || c.kind === Token.open || (c.kind === Token.minus && signsNumber(c));
}

/** Whether the sign that comes next stands right before a number. */
function signsNumber(c: Cursor): boolean {
  const next = c.ahead(1);
  return isNumber(c.block.tokenKinds[next]) && c.block.tokenStarts[next] === c.block.tokenEnds[c.at];
}

/** Takes a number and tells what is wrong with it. */
export function numberToken(c: Cursor): void {
  if (c.kind === Token.bad_number) c.problem(PROBLEMS.bad_number, { found: c.tokenText(c.at) }, c.at, c.at);
  if (c.kind === Token.bad_character) c.problem(PROBLEMS.bad_character, {}, c.at, c.at);
  c.advance();
}

/** Takes a value that {@link atValue} saw; only a group gets a node. */
export function value(c: Cursor): void {
  if (c.kind === Token.open) return group(c);
  if (c.kind === Token.minus) c.advance();
  if (c.kind === Token.word) c.advance();
  else numberToken(c);
}

/** An expression with operators. False, and a problem, where none begins here. */
export function expression(c: Cursor): boolean {
  return binary(c, 1);
}

function binary(c: Cursor, weakest: number): boolean {
  const first = c.block.nodeCount, token = c.at;
  if (!unary(c)) return false;
  for (;;) {
    const strength = strengths[c.kind];
    if (strength === 0 || strength < weakest) return true;
    c.block.wrapNode(first, Node.chain, token);
    while (strengths[c.kind] === strength) {
      c.advance();
      if (!binary(c, strength + 1)) break;
    }
    c.close(first);
  }
}

function unary(c: Cursor): boolean {
  if (c.kind === Token.word) c.leaf(Node.reference);
  else if (isNumber(c.kind)) {
    const node = c.open(Node.number);
    numberToken(c);
    c.close(node);
  } else if (c.kind === Token.open) group(c);
  else if (c.kind === Token.minus || c.kind === Token.not || c.kind === Token.plus) return signed(c);
  else {
    c.missing(PROBLEMS.expected_value);
    return false;
  }
  return true;
}

function signed(c: Cursor): boolean {
  if (!c.enter()) {
    c.advance();
    return false;
  }
  const node = c.open(Node.unary);
  c.advance();
  const good = unary(c);
  c.close(node);
  c.leave();
  return good;
}

/** A group in parentheses; the next token is the first one. */
function group(c: Cursor): void {
  const node = c.open(Node.group);
  if (c.enter()) {
    c.advance();
    expression(c);
    c.expect(Token.close, ')');
    c.leave();
  } else skipGroup(c);
  c.close(node);
}

/** Takes a group that is nested too deep, without looking inside. */
function skipGroup(c: Cursor): void {
  let open = 0;
  do {
    if (c.kind === Token.open) open++;
    if (c.kind === Token.close) open--;
    c.advance();
  } while (open > 0 && c.kind !== Token.end && !c.onNewLine);
}
