// The flags of pages: what code does before it reads or writes memory while an observer wants to know of that. See
// Observation and PageFlag.
import { PAGE_FLAGS, PAGE_SHIFT, PageFlag } from '../machine/store';
import type { TouchedAt } from './access-tests';
import type { Body, LocalOperand, Operand } from './body';
import { Leave, Register } from './registers';
import { Type, Wasm } from './wasm';

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
  code.get(bytes.at);
  if (last) {
    body.load(bytes.size);
    code.op(Wasm.i32_add);
    code.i32(1);
    code.op(Wasm.i32_sub);
  }
  return pageHere(body);
}

/** Takes a byte of the store from the stack of WebAssembly; gives the local that holds the number of its page. */
function pageHere(body: Body): LocalOperand {
  const page = body.temporary('i32');
  body.code.i32(PAGE_SHIFT);
  body.code.op(Wasm.i32_shr_u);
  body.code.set(page.local);
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

/** The local that gets the flags of two pages, and where the offsets of a byte on each of them are filled in later, from the address that `push` gives. */
export function emitFlags(body: Body, push: () => void): TouchedAt {
  const { code } = body;
  const [first, last] = [1, 2].map(() => {
    push();
    const at = code.i32Later();
    code.op(Wasm.i32_add);
    return { at, page: pageHere(body) };
  });
  loadFlags(body, [first.page, last.page]);
  const flags = body.shell.makeLocal(Type.i32);
  code.set(flags);
  body.release(first.page);
  body.release(last.page);
  return { first: first.at, last: last.at, flags };
}

/** Looks at the flags before bytes are touched. Where an observer may want to stop, the code leaves, and the interpreter finds out. */
export function emitTouch(body: Body, bytes: Bytes): void {
  const pages = pagesOf(body, bytes);
  loadFlags(body, pages);
  body.code.open(Wasm.if_);
  touchFlagged(body, bytes, pages);
  body.code.op(Wasm.end);
  for (const page of pages) body.release(page);
}

/** {@link emitTouch} of bytes whose pages' flags are known not to be all 0, or those of others near by. */
export function emitFlaggedTouch(body: Body, bytes: Bytes): void {
  const pages = pagesOf(body, bytes);
  touchFlagged(body, bytes, pages);
  for (const page of pages) body.release(page);
}

/** Inside a block that the structure does not know of. */
function touchFlagged(body: Body, bytes: Bytes, pages: readonly LocalOperand[]): void {
  loadFlags(body, pages);
  mayBeWatched(body, bytes);
  body.leaveIf(Leave.interpret, 1);
  if (bytes.write) for (const page of pages) clearUnwritten(body, page);
}

/** The pages of the first and of the last byte, which are one where there is one byte. */
function pagesOf(body: Body, bytes: Bytes): LocalOperand[] {
  const isOne = bytes.size.kind === 'constant' && bytes.size.value === 1;
  return (isOne ? [false] : [false, true]).map((last) => pageOf(body, bytes, last));
}
