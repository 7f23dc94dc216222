// How compiled functions are called. A function of the machine takes (fuel, frame, its parameters) and gives (its
// result where it has one, fuel); one that goes on with a frame in memory takes (fuel, frame) and gives fuel. The fuel it
// gives is REFUSED or UNWINDING where something else happened; the frame is a byte of the store.
import type { FunctionType, ValueType } from '../isa/types';
import { Type, type Signature } from './wasm';

/** The type of WebAssembly for a value of the machine. */
export function wasmType(type: ValueType): Type {
  return type === 'f64' ? Type.f64 : Type.i32;
}

/** Locals of every compiled function. */
export const FUEL = 0;
export const FRAME = 1;
export const FIRST_PARAMETER = 2;

export const ENTRY_SIGNATURE: Signature = { params: [Type.i32, Type.i32], results: [Type.i32] };

export function signatureOf(type: FunctionType): Signature {
  const results = type.result === undefined ? [Type.i32] : [wasmType(type.result), Type.i32];
  return { params: [Type.i32, Type.i32, ...type.params.map(wasmType)], results };
}
