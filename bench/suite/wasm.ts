// The suite's C as WebAssembly, by clang: one module that node runs as a worker, and for wasm-interp, which gives functions no
// arguments and measures nothing, one module for each program and work count.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SUITE, type Sample } from './programs';
import { build, folderFor, SOURCES } from './tools';

const OPTIONS = ['--target=wasm32', '-O2', '-ffp-contract=off', '-fno-math-errno', '-mbulk-memory', '-nostdlib', '-nostdlibinc',
  '-isystem', join(SOURCES, 'wasm', 'include'), '-Wl,--no-entry'];

const sourceOf = (program: string): string => join(SOURCES, 'c', `${program}.c`);

/** The module with the work of all programs. */
export function buildModule(clang: string): string {
  const module = join(folderFor('wasm'), 'suite.wasm');
  const exports = SUITE.map(({ name }) => `-Wl,--export=${name}_work`), sources = SUITE.map(({ name }) => sourceOf(name));
  build(clang, [...OPTIONS, ...exports, ...sources, '-o', module]);
  return module;
}

/** wasm-interp: a process for each request. Its start, measured with a module that does next to nothing, is taken off. */
export class WasmInterp {
  constructor(private readonly command: string, private readonly clang: string) {}

  run(program: string, count: number): Promise<Sample> {
    const start = this.measure(this.module('fib', 1)).seconds;
    const { checksum, seconds } = this.measure(this.module(program, count));
    return Promise.resolve({ checksum, seconds: seconds - start });
  }

  close(): void {
    // Every process has ended with its request.
  }

  private module(program: string, count: number): string {
    const module = join(folderFor('wasm'), `${program}-${count}.wasm`);
    if (existsSync(module)) return module;
    const own = [`-DPROGRAM=${program}_work`, `-DCOUNT=${count}`, join(SOURCES, 'wasm', 'run.c')];
    build(this.clang, [...OPTIONS, ...own, sourceOf(program), '-o', module]);
    return module;
  }

  private measure(module: string): Sample {
    const start_ms = performance.now();
    const said = execFileSync(this.command, [module, '--run-all-exports'], { encoding: 'utf8' });
    const seconds = (performance.now() - start_ms) / 1000;
    const checksum = /i32:(\d+)/.exec(said)?.[1];
    if (checksum === undefined) throw new Error(`wasm-interp said ${said}`);
    return { checksum: Number(checksum) | 0, seconds };
  }
}
