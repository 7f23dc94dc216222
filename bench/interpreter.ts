// How fast the interpreter is beside QuickJS, on the same loops: `strata run --engine interpreter` against QuickJS built
// with gcc -O2 from the sources in npm's qjsc@0.3.0. Whole processes, in turn, so that a noisy machine is noisy for both.
//
//   npm run build && npm run compile && node out/bench/interpreter.js [--rounds N] [--json]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = process.cwd();
const CACHE = join(ROOT, '.cache', 'bench');
const SOURCES = join(CACHE, 'package', 'deps', 'quickjs_2021_03_27');
const PARTS = ['quickjs.c', 'quickjs-libc.c', 'libregexp.c', 'libunicode.c', 'libbf.c', 'cutils.c'];
const PROGRAMS = readdirSync(join(ROOT, 'bench', 'programs')).filter((name) => name.endsWith('.sasm')).map((name) => name.slice(0, -5));

/** A main of our own: the one that comes with the sources needs a compiled script. */
const MAIN = `#include "quickjs-libc.h"
#include <stdio.h>
#include <stdlib.h>
int main(int count, char **words) {
  JSRuntime *runtime = JS_NewRuntime();
  JSContext *context = JS_NewContext(runtime);
  size_t length;
  uint8_t *text = js_load_file(context, &length, words[1]);
  js_std_add_helpers(context, count - 1, words + 1);
  JSValue result = JS_Eval(context, (char *)text, length, words[1], 0);
  if (JS_IsException(result)) { js_std_dump_error(context); return 1; }
  return 0;
}
`;

/** Builds QuickJS where it is not there yet; gives the path of the program. */
function quickjs(): string {
  const program = join(CACHE, 'qjs');
  if (existsSync(program)) return program;
  mkdirSync(CACHE, { recursive: true });
  execFileSync('npm', ['pack', 'qjsc@0.3.0', '--silent'], { cwd: CACHE });
  execFileSync('tar', ['xf', 'qjsc-0.3.0.tgz'], { cwd: CACHE });
  writeFileSync(join(SOURCES, 'main.c'), MAIN);
  execFileSync('gcc', ['-O2', '-D_GNU_SOURCE', '-DCONFIG_VERSION="2021-03-27"', '-DCONFIG_BIGNUM', '-w', 'main.c', ...PARTS, '-o', program, '-lm', '-ldl', '-lpthread'],
    { cwd: SOURCES });
  return program;
}

/** Seconds of a run, and what it printed. */
function time(command: string, args: readonly string[]): { seconds: number; output: string } {
  const start = process.hrtime.bigint();
  const output = execFileSync(command, args, { encoding: 'utf8' }).trim();
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, output };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function main(): void {
  const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || 5;
  const peer = quickjs();
  const rows = PROGRAMS.map((name) => {
    const ours: number[] = [], theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const a = time(process.execPath, [join(ROOT, 'dist', 'cli.js'), 'run', '--engine', 'interpreter', join(ROOT, 'bench', 'programs', `${name}.sasm`)]);
      const b = time(peer, [join(ROOT, 'bench', 'programs', `${name}.js`)]);
      if (a.output !== b.output) throw new Error(`${name}: we print ${a.output}, QuickJS ${b.output}`);
      ours.push(a.seconds);
      theirs.push(b.seconds);
    }
    return { name, strata_s: median(ours), quickjs_s: median(theirs), ratio: median(ours.map((seconds, i) => seconds / theirs[i])) };
  });
  const geometricMean = Math.exp(rows.reduce((sum, { ratio }) => sum + Math.log(ratio), 0) / rows.length);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ rows, geometricMean }));
  else {
    console.table(rows.map((row) => ({ program: row.name, 'Strata s': row.strata_s.toFixed(2), 'QuickJS s': row.quickjs_s.toFixed(2), ratio: row.ratio.toFixed(2) })));
    console.log(`geometric mean of the ratios: ${geometricMean.toFixed(2)} (below 1: faster than QuickJS)`);
  }
}

main();
