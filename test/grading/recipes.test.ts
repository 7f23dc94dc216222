// The recipes of docs/grading.md: their YAML is YAML, and their command lines, with the variables that the services set, grade a class
// so that every submission is graded once. The services themselves are not here.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readExpectations } from '../../src/grading/expect-file';
import { DEFAULT_LIMITS } from '../../src/grading/cases';
import { classOf, EXPECTATIONS, handIn } from './class';

/** Comes with mocha, which reads its own settings with it; it has no types. */
const { load } = require('js-yaml') as { readonly load: (text: string) => unknown };

const PAGES = ['docs/grading.md', 'docs/grading.ko.md'];
const SIZE = 16;
const CLI = resolve('dist/cli.js');

/** Blocks of a page in a language. */
function blocks(page: string, language: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text);
}

/** Every string below a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** The command lines, as their services' shells get them, for one part of all; and how many parts there are. */
function commandOf(text: string, part: number): { readonly command: string; readonly environment: Readonly<Record<string, string>> } {
  return { command: text.replaceAll('${{ matrix.part }}', String(part)), environment: { PART: String(part), JOB_COMPLETION_INDEX: String(part - 1) } };
}

describe('the recipes of the manual', function () {
  this.timeout(900_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'strata-recipes-'));
    for (const name of ['handed-in', 'reports']) mkdirSync(join(folder, name));
    handIn(join(folder, 'handed-in'), classOf(SIZE, 7).filter(({ verdict }) => verdict !== 'instruction-limit'));
    writeFileSync(join(folder, 'tests.json'), EXPECTATIONS);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are the same in both languages', () => {
    for (const language of ['yaml', 'groovy']) assert.deepEqual(blocks(PAGES[1], language), blocks(PAGES[0], language));
  });

  it('have files of expectations that are accepted', () => {
    for (const page of PAGES) for (const text of blocks(page, 'json')) assert.ok(readExpectations(page, text, DEFAULT_LIMITS).length > 2);
  });

  it('say how the work is split', () => {
    const [actions, job] = blocks(PAGES[0], 'yaml').map((text) => load(text)) as [
      { jobs: { grade: { strategy: { matrix: { part: number[] } } } } }, { kind: string; spec: { completionMode: string; completions: number } },
    ];
    assert.deepEqual(actions.jobs.grade.strategy.matrix.part, [1, 2, 3, 4]);
    assert.deepEqual([job.kind, job.spec.completionMode, job.spec.completions], ['Job', 'Indexed', 8]);
  });

  const yaml = blocks(PAGES[0], 'yaml').map((text) => strings(load(text)).filter((each) => each.includes('cli.js')));
  const groovy = blocks(PAGES[0], 'groovy').map((text) => [...text.matchAll(/sh '([^']*cli\.js[^']*)'/g)].map(([, command]) => command));
  for (const [service, [command]] of Object.entries({ Jenkins: groovy[0], 'GitHub Actions': yaml[0], Kubernetes: yaml[1] })) {
    it(`${service} grades every submission exactly once`, () => {
      const parts = Number(/--shard "[^"]*\/(\d+)"/.exec(command)?.[1]), seen: string[] = [];
      for (let part = 1; part <= parts; part++) {
        const { command: line, environment } = commandOf(command, part);
        const local = line.replace(/(\/class\/)?strata\/dist\/cli\.js/, CLI).replaceAll('/class/', `${folder}/`).replaceAll('/reports/', `${folder}/reports/`);
        const { status, stderr } = spawnSync('sh', ['-c', local], { cwd: folder, encoding: 'utf8', env: { ...process.env, ...environment } });
        assert.deepEqual([status, stderr], [0, ''], local);
        const [, report] = /--junit "?([^" ]+)"?/.exec(local.replaceAll('$PART', String(part)).replaceAll('$JOB_COMPLETION_INDEX', String(part - 1))) ?? [];
        seen.push(...[...readFileSync(resolve(folder, report), 'utf8').matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name));
      }
      assert.deepEqual(seen.sort(), readdirSync(join(folder, 'handed-in')).sort());
    });
  }
});
