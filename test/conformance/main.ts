// The command line: `npm run conformance -- DESCRIPTION.json [--json] [--only NAME]...`. Prints a row for each check and, of
// those that failed, what shows it; ends with 1 where one failed and with 2 where it could not be tried.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { CHECKS, MESSAGE_CHECKS } from './checks/all';
import type { Result } from './check';
import { readDescription } from './description';
import { runChecks } from './kit';
import { opener, prepare } from './line';
import { renderCounts, renderReasons, renderRow } from './report';

interface Arguments {
  readonly file: string;
  readonly json: boolean;
  /** Names of the only checks to run; all where there are none. */
  readonly only: readonly string[];
}

function readArguments(given: readonly string[]): Arguments | undefined {
  const files: string[] = [], only: string[] = [];
  let json = false;
  for (let i = 0; i < given.length; i++) {
    if (given[i] === '--json') json = true;
    else if (given[i] === '--only' && i + 1 < given.length) only.push(given[++i]);
    else files.push(given[i]);
  }
  // npm runs scripts in the project's folder and says where it was called.
  return files.length === 1 ? { file: resolve(process.env.INIT_CWD ?? '', files[0]), json, only } : undefined;
}

async function main({ file, json, only }: Arguments): Promise<boolean> {
  const { description, temporary } = readDescription(file);
  const wanted = ({ name }: { name: string }): boolean => only.length === 0 || only.includes(name);
  try {
    prepare(description);
    if (!json) console.log(`${description.name}\n`);
    const onResult = (result: Result): void => { if (!json) console.log(renderRow(result)); };
    const results = await runChecks(description, opener(description), CHECKS.filter(wanted), MESSAGE_CHECKS.filter(wanted), onResult);
    if (json) console.log(JSON.stringify(results, undefined, 2));
    else console.log(`${renderReasons(results)}\n\n${renderCounts(results)}`);
    return results.every(({ verdict }) => verdict !== 'failed');
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const given = readArguments(process.argv.slice(2));
if (given === undefined) {
  console.error('usage: npm run conformance -- DESCRIPTION.json [--json] [--only NAME]...');
  process.exitCode = 2;
} else {
  main(given).then((passed) => { process.exitCode = passed ? 0 : 1; }, (trouble: unknown) => {
    console.error(trouble instanceof Error ? trouble.message : trouble);
    process.exitCode = 2;
  });
}
