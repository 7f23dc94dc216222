// Rounds of fuzzing in several threads, watched: a thread that makes no progress is ended and its seed told, since wrong
// compiled code may run for ever.
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { lineOf, round, shrunk, subjectOf, textOf } from './fuzz';
import { FAULTS, programsToCatch } from './faults';
import { shareMemories } from './memories';
import { SUBJECTS } from './subjects';
import { Tally, type TallyData } from './tally';

/** What is to be done: rounds for seeds, or mistakes to be caught by their numbers. */
export interface Order {
  readonly kind: 'rounds' | 'faults';
  readonly seed: number;
  /** Rounds; or how many programs each mistake may take. */
  readonly programs: number;
  /** Numbers of mistakes. */
  readonly faults: readonly number[];
}

/** What a thread says. */
type News =
  | { readonly kind: 'tally'; readonly tally: TallyData }
  | { readonly kind: 'failure'; readonly text: string }
  | { readonly kind: 'fault'; readonly name: string; readonly programs: number | undefined }
  | { readonly kind: 'done' };

interface Task {
  readonly order: Order;
  readonly thread: number;
  readonly threads: number;
  /** The seed that the thread is at. */
  readonly at: Int32Array;
}

/** What came of an order. */
export interface Report {
  readonly tally: Tally;
  readonly failures: string[];
  /** Programs that each mistake took, by its name; undefined: it was not caught. */
  readonly caught: Map<string, number | undefined>;
}

/** Rounds after which a thread tells its counts. */
const ROUNDS_TOLD = 500;
const FAILURES_MAX = 5;
/** Longest time that one round may take before it counts as hanging. */
const HANGS_MS = 120_000;

/** Carries the order out. `progress` is told the counts so far, now and then. */
export async function carryOut(order: Order, threads = Math.min(4, availableParallelism()),
  progress?: (report: Report) => void): Promise<Report> {
  const report: Report = { tally: new Tally(), failures: [], caught: new Map() };
  await Promise.all(Array.from({ length: threads }, (_, thread) => watched({ order, thread, threads, at: seedCell() }, report, progress)));
  return report;
}

function seedCell(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4));
}

function watched(task: Task, report: Report, progress?: (report: Report) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: task });
    let last = -1;
    const watch = setInterval(() => {
      if (last === task.at[0]) {
        report.failures.push(`hangs: ${placeOf(task.order, last)}`);
        void worker.terminate();
      }
      last = task.at[0];
    }, HANGS_MS);
    worker.on('message', (news: News) => {
      take(news, report);
      progress?.(report);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearInterval(watch);
      resolve();
    });
  });
}

/** How to get to where a thread is. */
function placeOf({ kind }: Order, at: number): string {
  return kind === 'faults' ? FAULTS[at].name : lineOf(at, subjectOf(at, SUBJECTS).name);
}

function take(news: News, report: Report): void {
  if (news.kind === 'tally') report.tally.include(news.tally);
  else if (news.kind === 'failure') report.failures.push(news.text);
  else if (news.kind === 'fault') report.caught.set(news.name, news.programs);
}

function work({ order, thread, threads, at }: Task): void {
  shareMemories();
  if (order.kind === 'faults') catchFaults(order.faults.filter((_, i) => i % threads === thread), order, at);
  else rounds(order, thread, threads, at);
  tell({ kind: 'done' });
}

function tell(news: News): void {
  parentPort?.postMessage(news);
}

function rounds({ seed, programs }: Order, thread: number, threads: number, at: Int32Array): void {
  let tally = new Tally(), failures = 0;
  for (let i = thread; i < programs && failures < FAILURES_MAX; i += threads) {
    at[0] = seed + i;
    const text = failureAt(seed + i, tally);
    if (text !== undefined) {
      failures++;
      tell({ kind: 'failure', text });
    }
    if ((i - thread) / threads % ROUNDS_TOLD !== ROUNDS_TOLD - 1) continue;
    tell({ kind: 'tally', tally: tally.data });
    tally = new Tally();
  }
  tell({ kind: 'tally', tally: tally.data });
}

/** What is to be told of a round; undefined where all agree. A witness that throws fails, too: interpreter or fuzzer is wrong. */
function failureAt(seed: number, tally: Tally): string | undefined {
  const subject = subjectOf(seed, SUBJECTS);
  try {
    const failure = round(seed, [subject], tally);
    return failure && textOf(shrunk(failure, subject));
  } catch (error) {
    return `${lineOf(seed, subject.name)}\nthe witness threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

function catchFaults(numbers: readonly number[], { seed, programs }: Order, at: Int32Array): void {
  for (const number of numbers) {
    at[0] = number;
    tell({ kind: 'fault', name: FAULTS[number].name, programs: programsToCatch(FAULTS[number], seed, programs) });
  }
}

if (!isMainThread && workerData !== null) work(workerData as Task);
