// A unit: one module of WebAssembly. It holds the rest of a function from some instruction on, whose frame is in
// memory, and the functions that it calls as far as they are small enough, so that they call each other directly.
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { FunctionType } from '../isa/types';
import type { VerifiedImage } from '../verifier/verify';
import { compileEntry, compileFunction, type CompiledFunction, type Surroundings } from './function';
import { INLINED_INSTRUCTIONS_MAX, UNIT_INSTRUCTIONS_MAX } from './limits';
import { REFUSED, Register } from './registers';
import { FUEL, signatureOf } from './signature';
import { Code, ModuleWriter, Wasm } from './wasm';

/** The names under which a module imports the tables: of all functions, and of the image's table for each type. */
export const FUNCTIONS_TABLE = 'functions';
export function tableName(type: number): string {
  return `table${type}`;
}
/** The name of what goes on with a frame in memory. Functions are exported under their number. */
export const ENTRY = 'entry';

/** A module and what is in it. */
export interface UnitCode {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Numbers of the functions that can be called. */
  readonly functions: readonly number[];
  /** Types of which it wants the image's table. */
  readonly tables: readonly number[];
  /** Instructions of the functions in it. */
  readonly instructions: number;
  /** The most bytes of native stack for each byte that a frame takes in the machine. */
  readonly nativeRatio: number;
}

/** Functions that a function calls by name, itself too if it does so. */
function calleesOf(image: VerifiedImage, fn: number): Set<number> {
  const { start, length } = image.functions[fn];
  const callees = new Set<number>();
  for (let address = start; address < start + length; address++) {
    if (opcodeOf(image.code[address]) === Op.call) callees.add(image.code[address] >>> 8);
  }
  return callees;
}

/** The functions that belong into one unit with what begins in `fn`: what it calls, nearest first, as far as there is room. */
export function membersOf(image: VerifiedImage, fn: number): number[] {
  const members: number[] = [];
  const seen = new Set<number>();
  let room = UNIT_INSTRUCTIONS_MAX - image.functions[fn].length;
  for (let next = [fn]; next.length > 0;) {
    const callees = next.flatMap((caller) => [...calleesOf(image, caller)]);
    next = [];
    for (const callee of callees) {
      const { length } = image.functions[callee];
      if (seen.has(callee) || (length > room && callee !== fn)) continue;
      seen.add(callee);
      if (callee !== fn) room -= length;
      members.push(callee);
      next.push(callee);
    }
  }
  return members;
}

/** What a unit is compiled with beside the image. */
export type UnitKnowledge = Pick<Surroundings, 'emitters' | 'observed' | 'endRegister' | 'stopsAt' | 'testAt'>;

/** Compiles a unit that begins at the word `root` of the function `fn`. */
export function compileUnit(image: VerifiedImage, knowledge: UnitKnowledge, fn: number, root: number): UnitCode {
  const functions = membersOf(image, fn);
  const numbers = new Map(functions.map((member, i) => [member, i]));
  const module = new ModuleWriter();
  const tables = new Set<number>();
  const around: Surroundings = {
    image, ...knowledge,
    local: (callee) => numbers.get(callee),
    mayInline: (callee) => numbers.has(callee) && image.functions[callee].length <= INLINED_INSTRUCTIONS_MAX,
    functions: () => module.table(FUNCTIONS_TABLE),
    table: (type) => {
      tables.add(type);
      return module.table(tableName(type));
    },
    signature: (type: FunctionType) => module.type(signatureOf(type)),
  };
  let nativeRatio = 1;
  const add = (name: string, compiled: CompiledFunction, of: number, number: number): void => {
    module.function(compiled.signature, compiled.locals, compiled.code);
    module.export(name, number);
    nativeRatio = Math.max(nativeRatio, nativeBytes(compiled) / leastFrameBytes(image, of));
  };
  functions.forEach((member, i) => add(String(member), compileFunction(around, member), member, i));
  add(ENTRY, compileEntry(around, fn, root), fn, functions.length);
  const instructions = [fn, ...functions].reduce((sum, each) => sum + image.functions[each].length, 0);
  return { bytes: module.finish(), functions, tables: [...tables], instructions, nativeRatio };
}

/** Bytes of native stack that a call takes at most, with a margin for what an engine keeps beside the locals. */
function nativeBytes({ signature, locals }: CompiledFunction): number {
  return (signature.params.length + locals.length + 24) * 8;
}

/** The least bytes by which the frame of a function lies below that of one it calls. */
function leastFrameBytes(image: VerifiedImage, fn: number): number {
  const { type, locals } = image.functions[fn];
  return (image.types[type].params.length + locals.length) * 8 + 16;
}

/** A module with one function for each type of the image, that refuses every call; exported under the type's number. */
export function compileRefusals(image: VerifiedImage): Uint8Array<ArrayBuffer> {
  const module = new ModuleWriter();
  image.types.forEach((type, i) => {
    const code = new Code();
    code.i32(0);
    code.get(FUEL);
    code.access(Wasm.i32_store, Register.fuel, 2);
    if (type.result === 'i32') code.i32(0);
    if (type.result === 'f64') code.f64(0);
    code.i32(REFUSED);
    code.op(Wasm.end);
    module.function(signatureOf(type), [], code);
    module.export(String(i), i);
  });
  return module.finish();
}
