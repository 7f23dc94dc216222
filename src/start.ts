// Starts the program of the same name, which is a role of the bundle in the folder `node` beside this file, from compiled code that an earlier start has
// left there: for V8, parsing the program is more work than all that a short command does. Where no such code can be
// kept, as in a folder that may not be written, everything works the same and only starts later.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Script } from 'node:vm';

/** After so long a program has done all that belongs to its start. */
const SETTLED_MS = 3_000;

type Program = (needed: NodeJS.Require, folder: string, role: string, exported: object) => void;

/** Calls the system refuses where a folder or file is not to be written, or not there. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (trouble) {
    if ((trouble as NodeJS.ErrnoException).code === undefined) throw trouble;
    return undefined;
  }
}

/** Where compiled code is kept: it fits one build and one V8; each role has its own, and `run`, which has to be quick. */
function compiledName(program: string, role: string): string {
  const { size, mtimeMs } = statSync(program);
  return [program, role, process.argv[2] === 'run' ? 'run' : 'any', size, mtimeMs, process.versions.v8, process.arch, 'bin'].join('.');
}

/** Another start never sees half of it. */
function keep(name: string, code: Uint8Array): void {
  const beside = `${name}.${process.pid}`;
  unlessRefused(() => {
    writeFileSync(beside, code);
    renameSync(beside, name);
  });
  unlessRefused(() => rmSync(beside, { force: true }));
}

/** Once: when the program ends, or has run for a while, since a debug adapter may be ended by a signal. */
function whenSettled(work: () => void): void {
  process.once('exit', work);
  setTimeout(() => {
    process.off('exit', work);
    work();
  }, SETTLED_MS).unref();
}

function start(program: string, role: string): void {
  const name = compiledName(program, role);
  const cachedData = unlessRefused(() => readFileSync(name));
  // The bundles are ASCII: Latin-1 is read as it is.
  const source = `(function (require, __dirname, role, exported) {${readFileSync(program, 'latin1')}\n})`;
  const script = new Script(source, { filename: program, cachedData });
  if (script.cachedDataRejected !== false) whenSettled(() => keep(name, script.createCachedData()));
  (script.runInThisContext() as Program)(require, __dirname, role, exports);
}

start(join(__dirname, 'node', 'strata.js'), basename(__filename, '.js'));
