// What `ctx.get`, `ctx.set`, `ctx.getf` and `ctx.setf` can read and write in a context, by number.

/** Fields of a context. */
export const enum Field {
  opcode = 0,
  number = 1,
  operands = 2,
  types = 3,
  result_type = 4,
  address = 5,
  size = 6,
  write = 7,
  operand0 = 8,
  operand7 = 15,
  interrupt = 16,
  result = 17,
  base = 18,
  limit = 19,
  mode = 20,
  call = 21,
  contexts = 22,
  frames = 23,
  images = 24,
  time = 25,
}

/** One row for each field: which of the four instructions take it, and what it means. */
export interface FieldRow {
  readonly code: number;
  readonly get: '' | 'i32' | 'f64' | 'both';
  readonly set: '' | 'i32' | 'f64' | 'both';
  readonly text: string;
}

export const FIELDS = {
  opcode: { code: Field.opcode, get: 'i32', set: '', text: 'Opcode of the trapped instruction; 0: none is trapped.' },
  number: { code: Field.number, get: 'i32', set: '', text: 'Number of a trapped `sys`; the immediate operand of any other instruction.' },
  operands: { code: Field.operands, get: 'i32', set: '', text: 'How many operands the trapped instruction has on the stack.' },
  types: { code: Field.types, get: 'i32', set: '', text: 'Types of the operands: bit i is 1 where operand i is an f64.' },
  result_type: { code: Field.result_type, get: 'i32', set: '', text: 'What the trapped instruction pushes: 0 nothing, 1 an i32, 2 an f64, -1 it cannot be completed.' },
  address: { code: Field.address, get: 'i32', set: '', text: 'First byte of a refused memory access, in the window of the context; 2^32 and above read as -1.' },
  size: { code: Field.size, get: 'i32', set: '', text: 'Bytes of a refused memory access.' },
  write: { code: Field.write, get: 'i32', set: '', text: '1 where the refused memory access writes.' },
  operand0: { code: 8, get: 'both', set: '', text: 'Operand 0 of the trapped instruction, the one pushed first; 0 where it is not there or of the other type.' },
  operand1: { code: 9, get: 'both', set: '', text: 'Operand 1.' },
  operand2: { code: 10, get: 'both', set: '', text: 'Operand 2.' },
  operand3: { code: 11, get: 'both', set: '', text: 'Operand 3.' },
  operand4: { code: 12, get: 'both', set: '', text: 'Operand 4.' },
  operand5: { code: 13, get: 'both', set: '', text: 'Operand 5.' },
  operand6: { code: 14, get: 'both', set: '', text: 'Operand 6.' },
  operand7: { code: 15, get: 'both', set: '', text: 'Operand 7.' },
  interrupt: { code: Field.interrupt, get: 'i32', set: 'i32', text: 'The set of pending interrupts, one bit for each device; 0 clears it.' },
  result: { code: Field.result, get: '', set: 'both', text: 'Completes the trapped instruction: the next `resume` pops its operands and pushes this.' },
  base: { code: Field.base, get: '', set: 'i32', text: 'Where the window begins in the window of the parent.' },
  limit: { code: Field.limit, get: '', set: 'i32', text: 'Bytes of the window.' },
  mode: { code: Field.mode, get: '', set: 'i32', text: '0 user: privileged instructions trap. 1 guest: they work on children of its own.' },
  call: { code: Field.call, get: '', set: 'i32', text: 'Makes the context call this entry of its function table, of type (), before its next instruction.' },
  contexts: { code: Field.contexts, get: '', set: 'i32', text: 'How many contexts there may be below it, at all depths; at most what the parent has.' },
  frames: { code: Field.frames, get: '', set: 'i32', text: 'How many frames it may have; at most what the parent has.' },
  images: { code: Field.images, get: '', set: 'i32', text: 'How many images it and all below it may hold; at most what the parent has.' },
  time: { code: Field.time, get: 'f64', set: '', text: 'Instructions retired by the context and by all that ran on its behalf.' },
} as const satisfies Record<string, FieldRow>;

export type FieldName = keyof typeof FIELDS;
