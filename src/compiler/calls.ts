// Calls between compiled functions. The one that is called may refuse, or may have left while it ran; then the caller
// writes its own frame, too, and returns.
import { Op } from '../isa/instructions';
import type { FunctionType } from '../isa/types';
import type { Body } from './body';
import { Leave, REFUSED, Register } from './registers';
import { FUEL } from './signature';
import { Wasm } from './wasm';

/** Where the functions are that a body may call. */
export interface Callees {
  /** The number in the module of a function that is compiled there; undefined: it is called through the table of functions. */
  local(fn: number): number | undefined;
  /** Number of the imported table of all functions, by their number. */
  functions(): number;
  /** Number of the imported table of the image's table as far as its entries have this type; its entries beside refuse. */
  table(type: number): number;
  /** Number in the module of the signature of a type of function. */
  signature(type: FunctionType): number;
}

/**
 * A call. Behind it, compiled code goes on where enough fuel is left for the block that follows.
 * @param need the least fuel with which to go on; 0 where the block asks for itself
 */
export function emitCall(body: Body, callees: Callees, word: number, need: number): void {
  const { image, code } = body;
  const operand = word >>> 8;
  const isIndirect = (word & 0xff) === Op.call_table;
  const type = image.types[isIndirect ? operand : image.functions[operand].type];
  if (isIndirect) testIndex(body);
  const count = type.params.length + (isIndirect ? 1 : 0);
  const below = body.stack.length - count;
  code.get(FUEL);
  body.shell.frameByte(body.operandsOffset + below * 8);
  for (const argument of body.stack.slice(below)) body.load(argument);
  if (isIndirect) callIndirect(body, callees.signature(type), callees.table(operand));
  else callDirect(body, callees, operand, type);
  code.set(FUEL);
  const result = type.result === undefined ? undefined : body.temporary(type.result);
  if (result !== undefined) code.set(result.local);
  code.get(FUEL);
  code.i32(need);
  code.op(Wasm.i32_lt_s);
  code.open(Wasm.if_);
  leaveAfterCall(body, below);
  for (const argument of body.takeAll(count)) body.release(argument);
  if (result !== undefined) body.stack.push(result);
  body.leave(body.address + 1, Leave.fuel, 0, 1);
  code.op(Wasm.end);
}

/** Leaves where the index is outside the image's table; what its entry is, the callee tells. */
function testIndex(body: Body): void {
  body.load(body.peek());
  body.code.i32(body.image.table.length);
  body.code.op(Wasm.i32_ge_u);
  body.leaveIf(Leave.interpret);
}

function callDirect(body: Body, callees: Callees, fn: number, type: FunctionType): void {
  const local = callees.local(fn);
  if (local === undefined) {
    body.code.i32(fn);
    callIndirect(body, callees.signature(type), callees.functions());
  } else {
    body.code.op(Wasm.call);
    body.code.unsigned(local);
  }
}

function callIndirect(body: Body, signature: number, table: number): void {
  body.code.op(Wasm.call_indirect);
  body.code.unsigned(signature);
  body.code.unsigned(table);
}

/** The callee did not return: it refused, or it left and frames are being written. Not so where only the fuel is low. */
function leaveAfterCall(body: Body, operandsBelow: number): void {
  const { code } = body;
  code.get(FUEL);
  code.i32(REFUSED);
  code.op(Wasm.i32_eq);
  code.open(Wasm.if_);
  body.shell.loadRegister(Register.fuel);
  code.set(FUEL);
  body.leave(body.address, Leave.call, 1, 2);
  code.op(Wasm.end);
  code.get(FUEL);
  code.i32(0);
  code.op(Wasm.i32_lt_s);
  code.open(Wasm.if_);
  body.waitForCallee(operandsBelow, 2);
  code.op(Wasm.end);
}
