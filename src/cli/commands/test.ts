// `strata test`: grades programs, each in a process of its own, and reports the same whenever and wherever it does.
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { message, Refusal, render, type Message } from '../../base/message';
import { DEFAULT_LIMITS, type CaseLimits, type CaseResult, type TestCase, type Verdict } from '../../grading/cases';
import { readExpectations } from '../../grading/expect-file';
import { DETAILS, SUMMARY, WRONG } from '../../grading/messages';
import { jsonLine, jsonTotal, junit, summaryLines, summaryTotal, verdictOn, type SubmissionResult } from '../../grading/report';
import { readShard, shardOf, type Shard } from '../../grading/shard';
import { limited, statedIn } from '../../grading/stated';
import { SIZE_PATTERN, sizeOf } from '../../options/values';
import type { Call } from '../call';
import { sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import { cells } from '../layout';
import { USAGE } from '../messages';
import { graded, inOrder } from '../testing/processes';
import { submissionsIn, type Submission } from '../testing/submissions';
import { UsageError } from '../usage';

/** What the command line asks for. */
interface Wishes {
  readonly limits: CaseLimits;
  readonly jobs: number;
  readonly shard: Shard | undefined;
  /** The cases of the file of expectations; absent where programs state them. */
  readonly cases: readonly TestCase[] | undefined;
  readonly allowRoots: readonly string[];
  readonly recordings: string | undefined;
}

/** Grades and reports; the code says whether everything passed. */
export async function test(call: Call): Promise<number> {
  const wishes = wishesOf(call), { terminal: { out, language, error }, given } = call, results: SubmissionResult[] = [];
  const all = submissionsIn(call.platform, call.folder, given.operands), { shard } = wishes;
  if (all.length === 0) error.write(`strata: ${sentence(SUMMARY.nothing, language, { path: given.operands.join(' ') })}\n`);
  const ours = shard === undefined ? all : all.filter(({ name }) => shardOf(name, shard.of) === shard.index);
  if (wishes.recordings !== undefined) mkdirSync(wishes.recordings, { recursive: true });
  const width = Math.max(0, ...ours.map(({ name }) => cells(name)));
  await inOrder(ours, wishes.jobs, (submission) => resultOf(call, wishes, submission), (result) => {
    results.push(result);
    out.write(given.has('json') ? jsonLine(result) : summaryLines(result, language, width));
  });
  out.write(given.has('json') ? jsonTotal(results, shard) : summaryTotal(results, shard, language));
  const report = given.text('junit');
  if (report !== undefined) call.platform.writeFile(call.platform.resolve(call.folder, report), new TextEncoder().encode(junit(results)));
  return all.length > 0 && results.every((result) => verdictOn(result) === 'passed') ? EXIT_CODES.done.code : EXIT_CODES.found.code;
}

function wishesOf(call: Call): Wishes {
  const { given, folder, platform } = call, limits = limitsOf(call), shard = given.text('shard'), recordings = given.text('recordings');
  const part = shard === undefined ? undefined : readShard(shard);
  if (shard !== undefined && part === undefined) throw new UsageError(USAGE.shard, { found: shard });
  const resolved = (path: string): string => platform.resolve(folder, path);
  return {
    limits, shard: part, jobs: Math.max(1, given.count('jobs') ?? availableParallelism()), cases: casesOf(call, limits),
    allowRoots: given.texts('allow-root').map(resolved), recordings: recordings === undefined ? undefined : resolved(recordings),
  };
}

function limitsOf({ given }: Call): CaseLimits {
  const size = (flag: string, otherwise: number): number => {
    const text = given.text(flag);
    if (text !== undefined && !new RegExp(SIZE_PATTERN).test(text)) throw new UsageError(USAGE.size, { flag: `--${flag}`, found: text });
    return text === undefined ? otherwise : sizeOf(text);
  };
  const seconds = given.count('max-seconds');
  return {
    instructions: given.count('max-instructions') ?? DEFAULT_LIMITS.instructions, outputBytes: size('max-output', DEFAULT_LIMITS.outputBytes),
    memory: size('memory', DEFAULT_LIMITS.memory), time_ms: seconds === undefined ? DEFAULT_LIMITS.time_ms : Math.max(1, seconds) * 1000,
  };
}

/** The cases of `--expect`; files that they name lie beside it. */
function casesOf({ given, platform, folder }: Call, limits: CaseLimits): readonly TestCase[] | undefined {
  const named = given.text('expect');
  if (named === undefined) return undefined;
  const path = platform.resolve(folder, named), bytes = platform.readFile(path);
  if (bytes === undefined) throw new Refusal(WRONG.file, { path: named });
  const cases = readExpectations(named, new TextDecoder().decode(bytes), limits), seed = given.count('seed');
  return cases.map((each) => {
    const { launch } = each, disk = launch.disk && platform.resolve(platform.folderOf(path), launch.disk);
    return { ...each, launch: { ...launch, disk, seed: launch.seed ?? seed } };
  });
}

async function resultOf(call: Call, wishes: Wishes, submission: Submission): Promise<SubmissionResult> {
  const { name, program, among, trouble } = submission, { language } = call.terminal;
  const refused = (why: Message): SubmissionResult => ({ name, cases: [{ name: '', verdict: 'refused', detail: render(why, language) } satisfies CaseResult] });
  if (program === undefined || trouble !== undefined) return refused(trouble ?? message(DETAILS.no_program));
  const { cases, problem } = wishes.cases === undefined ? statedBy(call, wishes, program) : { cases: wishes.cases };
  if (problem !== undefined) return refused(problem);
  const tests = cases.length === 0 ? [nothingStated(wishes)] : cases;
  const results = await graded(call.installation.grader, { program, among, language, cases: tests, allowRoots: wishes.allowRoots, recordings: recordingsOf(call, wishes, name, cases) });
  return cases.length === 0 && !SPEAKS_FOR_ITSELF.has(results[0].verdict) ? refused(message(DETAILS.no_expectation)) : { name, cases: results };
}

/** The cases that a program states, and what is wrong with them. An image states none. */
function statedBy({ platform, given }: Call, { limits }: Wishes, program: string): { readonly cases: readonly TestCase[]; readonly problem?: Message } {
  const { cases, problems } = statedIn(new TextDecoder().decode(platform.readFile(program))), seed = given.count('seed');
  return { cases: cases.map((each) => limited({ ...each, launch: { seed, ...each.launch } }, limits)), problem: problems.at(0)?.message };
}

/** Verdicts on a program of which nothing is expected. */
const SPEAKS_FOR_ITSELF: ReadonlySet<Verdict> = new Set(['assembly-error', 'damaged-image', 'memory-limit', 'crash', 'time-limit']);

/** What a program is tried with that states nothing: whether it can be run at all. */
function nothingStated({ limits }: Wishes): TestCase {
  return { name: '', launch: {}, expected: {}, limits: { ...limits, instructions: 1 } };
}

/** A name for the recording of each case: that of the submission and, behind a dash, that of the case. */
function recordingsOf({ platform }: Call, { recordings }: Wishes, name: string, cases: readonly TestCase[]): readonly string[] | undefined {
  if (recordings === undefined) return undefined;
  const plain = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '_');
  return cases.map((each) => platform.join(recordings, `${plain(name)}${each.name === '' ? '' : `-${plain(each.name)}`}.strec`));
}
