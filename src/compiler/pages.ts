// The flags of pages: what code does before it reads or writes memory while an observer wants to know of that. See
// Observation and PageFlag.
import { PAGE_FLAGS, PAGE_SHIFT, PageFlag } from '../machine/store';
import type { Body } from './body';
import { Leave, Register } from './registers';
import { Wasm } from './wasm';

/** Puts the number of the page of the last of `size` bytes, which is a number or a local, on the stack of WebAssembly. */
function lastPage(body: Body, at: number, size: () => void): void {
  const { code } = body;
  code.get(at);
  size();
  code.op(Wasm.i32_add);
  code.i32(1);
  code.op(Wasm.i32_sub);
  code.i32(PAGE_SHIFT);
  code.op(Wasm.i32_shr_u);
}

function loadFlags(body: Body, page: number): void {
  body.code.get(page);
  body.code.access(Wasm.i32_load8_u, PAGE_FLAGS);
}

/** Where a page was not written since an observer asked: it is now. */
function clearUnwritten(body: Body, page: number): void {
  const { code } = body;
  code.get(page);
  loadFlags(body, page);
  code.i32(~PageFlag.unwritten);
  code.op(Wasm.i32_and);
  code.access(Wasm.i32_store8, PAGE_FLAGS);
}

/** Puts on the stack of WebAssembly whether the flags, which lie there, say that a byte near is watched, and the bytes may be those. */
function mayBeWatched(body: Body, at: number, size: () => void, write: boolean): void {
  const { code, shell } = body;
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
  size();
  code.op(Wasm.i32_add);
  code.op(Wasm.i32_lt_u);
  code.op(Wasm.i32_and);
}

/**
 * Looks at the flags before `size` bytes are touched from the byte of the store on that the local `at` holds. Where an
 * observer may want to stop, the code leaves, and the interpreter finds out.
 * @param size puts how many bytes on the stack of WebAssembly, at least 1 and at most a page
 */
export function emitTouch(body: Body, at: number, size: () => void, write: boolean): void {
  const { code } = body;
  const first = body.temporary('i32').local, last = body.temporary('i32').local;
  code.get(at);
  code.i32(PAGE_SHIFT);
  code.op(Wasm.i32_shr_u);
  code.set(first);
  lastPage(body, at, size);
  code.set(last);
  loadFlags(body, first);
  loadFlags(body, last);
  code.op(Wasm.i32_or);
  if (write) {
    code.open(Wasm.if_);
    loadFlags(body, first);
    loadFlags(body, last);
    code.op(Wasm.i32_or);
  }
  mayBeWatched(body, at, size, write);
  body.leaveIf(Leave.interpret, write ? 1 : 0);
  if (write) {
    clearUnwritten(body, first);
    clearUnwritten(body, last);
    code.op(Wasm.end);
  }
  for (const local of [first, last]) body.release({ kind: 'local', type: 'i32', local });
}
