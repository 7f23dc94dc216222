// `npm run editors`: debugs every example with Emacs and dap-mode, configured as docs/other-editors.md says, and compares
// each stop with what an independent client saw there. It installs Emacs where it may (Debian, as root).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { installPackages } from '../debian';
import { Tally } from '../e2e/tally';
import { examples, firstLine, type Example } from '../examples/examples';
import { AdapterServer, Session } from '../examples/session';

const PACKAGES = ['emacs-nox', 'elpa-dap-mode'];
const DOCUMENT = resolve('docs', 'other-editors.md');
const DRIVER = resolve('test', 'editors', 'dap-mode.el');
/** Enough to see calls and returns. */
const STEPS = 20;
const MINUTES_MAX = 5;

/** A stop as every client should see it: function and line of the innermost frame, and its operands, top first. */
interface Stop {
  readonly name: string;
  readonly line: number;
  readonly operands: readonly string[];
}

async function main(): Promise<void> {
  const tally = new Tally();
  installEmacs();
  const results = new Map(driveEmacs(await programs()).map(line => resultOf(line)));
  for (const { name } of examples()) {
    await tally.test(`Emacs, dap-mode: ${name}`, async () => {
      const trouble = results.get(name) ?? 'no word of it';
      if (trouble !== '') throw new Error(trouble);
    });
  }
  tally.close();
}

function installEmacs(): void {
  const has = spawnSync('emacs', ['--batch', '--eval', '(progn (require \'package) (package-initialize) (require \'dap-mode))']);
  if (has.status === 0) return;
  installPackages('Emacs with dap-mode', PACKAGES);
}

/** What Emacs shall do, and what it must see. */
async function programs(): Promise<object[]> {
  const server = await AdapterServer.start();
  try {
    const all: object[] = [];
    for (const program of examples()) {
      const { name, path, input, output } = program;
      all.push({ name, program: path, line: firstLine(program), input, output, stops: await stopsOf(server.port, program) });
    }
    return all;
  } finally {
    await server.stop();
  }
}

async function stopsOf(port: number, program: Example): Promise<Stop[]> {
  const stops: Stop[] = [];
  const { session, stop } = await Session.launch(port, program, firstLine(program));
  for (let at = stop; at !== undefined && stops.length <= STEPS; at = await session.go('stepIn', at.threadId ?? 0)) {
    const { frames: [{ name, line }], operands } = await session.look(at.threadId ?? 0);
    stops.push({ name, line, operands: operands.map(({ value }) => value) });
  }
  await session.close();
  return stops;
}

/** The lines that Emacs prints about the programs. */
function driveEmacs(tests: readonly object[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'strata-editors-'));
  try {
    const file = join(folder, 'programs.json');
    writeFileSync(file, JSON.stringify(tests));
    const { stdout, stderr, error } = spawnSync('emacs', ['--batch', '--load', DRIVER, DOCUMENT, file], {
      encoding: 'utf8', timeout: MINUTES_MAX * 60_000, env: { ...process.env, PATH: `${resolve('bin')}${delimiter}${process.env['PATH'] ?? ''}` },
    });
    if (error !== undefined) throw error;
    const lines = stdout.split('\n').filter(line => line !== '');
    if (lines.length < tests.length) console.error(stderr);
    return lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `ok NAME` or `not ok NAME: REASON`, as the name and the reason, which is empty where all is well. */
function resultOf(line: string): [string, string] {
  const [, name, trouble] = /^(?:not )?ok ([^\s:]+)(?:: (.*))?$/.exec(line) ?? ['', line, line];
  return [name, trouble ?? ''];
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.stack : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
