// The flags of pages: what code does before it reads or writes memory while an observer wants to know of that. See
// Observation and PageFlag.
import { PAGE_FLAGS, PAGE_SHIFT, PageFlag } from '../machine/store';
import type { Body, LocalOperand, Operand } from './body';
import { Leave, Register } from './registers';
import { Wasm } from './wasm';

/** Bytes that are touched, at least one. */
export interface Bytes {
  /** The local that holds the first one, a byte of the store. */
  readonly at: number;
  readonly size: Operand;
  readonly write: boolean;
}

/** The local that holds the number of the page on which the first byte lies, or the last. */
function pageOf(body: Body, bytes: Bytes, last: boolean): LocalOperand {
  const { code } = body;
  const page = body.temporary('i32');
  code.get(bytes.at);
  if (last) {
    body.load(bytes.size);
    code.op(Wasm.i32_add);
    code.i32(1);
    code.op(Wasm.i32_sub);
  }
  code.i32(PAGE_SHIFT);
  code.op(Wasm.i32_shr_u);
  code.set(page.local);
  return page;
}

/** Puts the flags of all these pages together on the stack of WebAssembly. */
function loadFlags(body: Body, pages: readonly LocalOperand[]): void {
  pages.forEach(({ local }, i) => {
    body.code.get(local);
    body.code.access(Wasm.i32_load8_u, PAGE_FLAGS);
    if (i > 0) body.code.op(Wasm.i32_or);
  });
}

/** Where a page was not written since an observer asked: it is now. */
function clearUnwritten(body: Body, page: LocalOperand): void {
  const { code } = body;
  code.get(page.local);
  loadFlags(body, [page]);
  code.i32(~PageFlag.unwritten);
  code.op(Wasm.i32_and);
  code.access(Wasm.i32_store8, PAGE_FLAGS);
}

/** With the flags on the stack of WebAssembly: whether they say that bytes near by are watched, and those touched may be among them. */
function mayBeWatched(body: Body, bytes: Bytes): void {
  const { code, shell } = body;
  const { at, write } = bytes;
  code.i32(write ? PageFlag.writes : PageFlag.reads);
  code.op(Wasm.i32_and);
  code.i32(0);
  code.op(Wasm.i32_ne);
  code.get(at);
  shell.loadRegister(write ? Register.writesEnd : Register.readsEnd);
  code.op(Wasm.i32_lt_u);
  code.op(Wasm.i32_and);
  shell.loadRegister(write ? Register.writesStart : Register.readsStart);
  code.get(at);
  body.load(bytes.size);
  code.op(Wasm.i32_add);
  code.op(Wasm.i32_lt_u);
  code.op(Wasm.i32_and);
}

/** Looks at the flags before bytes are touched. Where an observer may want to stop, the code leaves, and the interpreter finds out. */
export function emitTouch(body: Body, bytes: Bytes): void {
  const { code } = body;
  const pages = (bytes.size.kind === 'constant' && bytes.size.value === 1 ? [false] : [false, true]).map((last) => pageOf(body, bytes, last));
  loadFlags(body, pages);
  if (bytes.write) {
    code.open(Wasm.if_);
    loadFlags(body, pages);
  }
  mayBeWatched(body, bytes);
  body.leaveIf(Leave.interpret, bytes.write ? 1 : 0);
  if (bytes.write) {
    for (const page of pages) clearUnwritten(body, page);
    code.op(Wasm.end);
  }
  for (const page of pages) body.release(page);
}
