// Grades one case of one program: loads it, runs it, judges what came. Everything that can be wrong with a program becomes a verdict;
// only bugs of our own are thrown.
import { loadSteps, SourceErrors, type Loaded } from '../adapter/loading';
import { NO_HOST_MEMORY, PROGRAM_TOO_LARGE } from '../adapter/messages';
import { bundleOf, toRecord } from '../adapter/to-record';
import { message, Refusal, render, type Language, type Message } from '../base/message';
import type { Steps } from '../base/steps';
import { LoadError } from '../image/messages';
import { causeName } from '../isa/causes';
import { recordingOf } from '../history/recording';
import { encodeRecording } from '../history/recording-file';
import { readLaunch } from '../options/read';
import type { LaunchOptions } from '../options/table';
import type { Platform } from '../platform/platform';
import type { CaseResult, TestCase, Verdict } from './cases';
import { judge, linesOf, type Judgement } from './judge';
import { DETAILS } from './messages';
import { runCase, stepOfByte, type CaseRun } from './run';

/** A program to grade. */
export interface Subject {
  readonly program: string;
  /** Texts that stand in an editor instead of files, by their names. */
  readonly openTexts?: Readonly<Record<string, string>>;
  readonly allowRoots?: readonly string[];
}

/** What came of a case, with what only somebody in the same process can use. */
export interface Graded {
  readonly result: CaseResult;
  /** The line of the exact output that is wrong, from 0. */
  readonly wrongLine?: number;
  /** Absent where nothing ran. */
  readonly ran?: Ran;
}

/** A run that came to its end. */
export interface Ran {
  readonly loaded: Loaded;
  readonly run: CaseRun;
  readonly options: LaunchOptions;
}

/** Characters of output that a result repeats. */
const OUTPUT_SHOWN_MAX = 4000;

/** The launch options of a case. */
export function launchOf({ program, openTexts = {}, allowRoots = [] }: Subject, { launch, limits }: TestCase): Record<string, unknown> {
  const { args = [], input = [], seed, leaky, disk, diskBytes, machine = {} } = launch;
  return {
    program, args, input, seed, leaky, allowRoots, openTexts, memory: limits.memory,
    disk: disk ?? (diskBytes === undefined ? undefined : zerosName(program)),
    limits: { ...machine, instructions: limits.instructions, outputBytes: limits.outputBytes },
  };
}

/** The name of a disk of zeros, which no folder has. */
function zerosName(program: string): string {
  return `${program}.zeros`;
}

/** @param prepare called with the machine before its first instruction */
export function* gradeCase(platform: Platform, subject: Subject, test: TestCase, language: Language, prepare: (loaded: Loaded) => void = () => undefined): Steps<Graded> {
  const loading = withZeros(platform, subject, test);
  try {
    const { options } = readLaunch(launchOf(subject, test));
    const loaded = yield* loadSteps(loading, options);
    prepare(loaded);
    const run = yield* runCase(loaded.machine, test.limits);
    const judged = run.limit === undefined ? judge(test.expected, run) : ofLimit(run.limit, loaded, run);
    const failedStep = judged.verdict === 'passed' ? undefined : yield* stepOfFailure(loading, options, judged, run);
    return { result: resultOf(test, judged, run, failedStep, language), wrongLine: judged.wrongLine, ran: { loaded, run, options } };
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble;
    return { result: { name: test.name, verdict: verdictOf(trouble), detail: withoutFolder(platform, subject, troubleText(platform, subject, trouble, language)) } };
  }
}

/** Of a text with errors the first one, as compilers say it. */
function troubleText(platform: Platform, { program }: Subject, trouble: Refusal, language: Language): string {
  if (!(trouble instanceof SourceErrors)) return trouble.text(language);
  const errors = trouble.diagnostics.filter(({ severity }) => severity === 'error'), [{ file, span: { start }, row, message: first }] = errors;
  const place = `${platform.relative(platform.folderOf(program), file) ?? file}:${start.line + 1}:${start.column + 1}`;
  return render(message(DETAILS.errors, { place, code: row.code, first, count: errors.length }), language);
}

/** Where programs lie on this system is nothing for a report. */
function withoutFolder(platform: Platform, { program }: Subject, text: string): string {
  return text.replaceAll(program.slice(0, platform.folderOf(program).length + 1), '');
}

function verdictOf(trouble: Refusal): Verdict {
  if (trouble instanceof SourceErrors) return 'assembly-error';
  if (trouble instanceof LoadError) return 'damaged-image';
  return trouble.row === PROGRAM_TOO_LARGE || trouble.row === NO_HOST_MEMORY ? 'memory-limit' : 'refused';
}

function ofLimit(limit: NonNullable<CaseRun['limit']>, { machine }: Loaded, { output }: CaseRun): Judgement {
  const detail: Message = limit === 'instruction-limit' ? message(DETAILS.instructions, { count: machine.steps }) : message(DETAILS.output, { count: output.length });
  return { verdict: limit, detail };
}

/** Wrong output fails where its first wrong byte is written, everything else at the end. */
function* stepOfFailure(platform: Platform, options: LaunchOptions, { right }: Judgement, { output, step }: CaseRun): Steps<number> {
  if (right === undefined || right >= output.length) return step;
  const { machine } = yield* loadSteps(platform, options);
  return yield* stepOfByte(machine, right, step);
}

function resultOf({ name, expected }: TestCase, { verdict, detail }: Judgement, run: CaseRun, failedStep: number | undefined, language: Language): CaseResult {
  const differs = verdict === 'wrong-output' && expected.output?.exact !== undefined;
  return {
    name, verdict, detail: detail === undefined ? '' : render(detail, language), steps: run.step,
    ...(run.limit === undefined && { exit: run.code }), ...(run.cause !== undefined && { trap: causeName(run.cause) }), ...(failedStep !== undefined && { failedStep }),
    ...(differs && { expected: cut(expected.output?.exact ?? ''), found: cut(new TextDecoder().decode(run.output)) }),
  };
}

/** A text as a result has it: its lines as they are compared, and no more than is readable. */
function cut(text: string): string {
  const compared = linesOf(text).join('\n');
  return compared.length > OUTPUT_SHOWN_MAX ? `${compared.slice(0, OUTPUT_SHOWN_MAX)}…` : compared;
}

/** The platform, with a disk of zeros where the case asks for one. */
function withZeros(platform: Platform, { program }: Subject, { launch: { diskBytes = 0 } }: TestCase): Platform {
  const name = zerosName(program);
  const readFile: Platform['readFile'] = (path, bytes_max) => (path === name ? new Uint8Array(diskBytes) : platform.readFile(path, bytes_max));
  return Object.assign(Object.create(platform) as Platform, { readFile });
}

/** A recording of a run, with all that it needs: its one point is where it failed. */
export function recordingOfRun(platform: Platform, { loaded, run, options }: Ran, { detail, failedStep = run.step }: CaseResult): Uint8Array {
  const named = toRecord(platform, { loaded, options }, loaded.path, true);
  const points = detail === '' ? [] : [{ step: failedStep, text: detail }];
  return encodeRecording(recordingOf(loaded.machine, { ...named, points, bundle: bundleOf(platform, loaded, options) }));
}
