// The engines by the names that the launch option `engine` has for them, and whether what compiles may do so here.
import type { EngineMaker } from '../machine/engine';
import { interpreter } from '../machine/interpreter';
import type { LaunchOptions } from '../options/table';
import { compiler } from './engine';

/** What a launch may ask for. */
export type EngineName = LaunchOptions['engine'];

/** A module of WebAssembly with nothing in it: its magic number and version. */
const EMPTY_MODULE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/**
 * Whether WebAssembly may be compiled here. A page's content security policy may forbid it, which Chromium and Firefox say
 * with a `CompileError` and Safari with an `EvalError`; a host that compiles nothing at all, as node with `--jitless`, has
 * no `WebAssembly`.
 */
export function mayCompile(): boolean {
  if (typeof WebAssembly === 'undefined') return false;
  try {
    new WebAssembly.Module(new Uint8Array(EMPTY_MODULE));
    return true;
  } catch (trouble) {
    if (trouble instanceof WebAssembly.CompileError || trouble instanceof EvalError) return false;
    throw trouble;
  }
}

/** The engine of a name; where nothing may be compiled, that is the interpreter. */
export function engineOf(name: EngineName): EngineMaker {
  return name === 'interpreter' || !mayCompile() ? interpreter : compiler({ always: name === 'compiler' });
}
