// Grades submissions in processes of their own, several at a time: starts them, kills those that take too long, and goes on behind
// a case that took its process with it.
import { spawn } from 'node:child_process';
import { message, render, type Language, type Text } from '../../base/message';
import type { CaseResult, TestCase, Verdict } from '../../grading/cases';
import { DETAILS } from '../../grading/messages';
import type { Task } from './alone';

/** Megabytes of JavaScript objects that such a process may have; the machine's memory is beside them. */
const HEAP_MEGABYTES = 512;
/** Bytes of what it says on standard error that are looked at. */
const HEARD_MAX = 64 * 1024;

/** How a process ended. */
interface Ended {
  readonly results: readonly CaseResult[];
  readonly code: number | null;
  readonly signal: string | null;
  readonly heard: string;
  readonly overdue: boolean;
}

/** Grades every case of a task. */
export async function graded(program: string, task: Task): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  while (results.length < task.cases.length) {
    const from = results.length, rest = { ...task, cases: task.cases.slice(from), recordings: task.recordings?.slice(from) };
    const ended = await processOf(program, rest);
    results.push(...ended.results);
    if (results.length < task.cases.length) results.push(lost(task.cases[results.length], ended, task.language));
  }
  return results;
}

/** What is said of the case during which the process went. */
function lost({ name, limits }: TestCase, { code, signal, heard, overdue }: Ended, language: Language): CaseResult {
  const result = (verdict: Verdict, text: Text, args: Readonly<Record<string, string | number>> = {}): CaseResult => ({ name, verdict, detail: render(message(text, args), language) });
  if (overdue) return result('time-limit', DETAILS.time, { seconds: limits.time_ms / 1000 });
  if (/heap out of memory|Array buffer allocation failed/.test(heard)) return result('memory-limit', DETAILS.memory);
  return result('crash', DETAILS.crash, { how: signal ?? String(code) });
}

/** One process, to its end. */
function processOf(program: string, task: Task): Promise<Ended> {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, program], { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const results: CaseResult[] = [];
  let heard = '', line = '', overdue = false, watch: NodeJS.Timeout | undefined;
  const next = (): void => {
    clearTimeout(watch);
    const test = task.cases.at(results.length);
    watch = test && setTimeout(() => {
      overdue = true;
      child.kill('SIGKILL');
    }, test.limits.time_ms);
  };
  next();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = `${line}${text}`.split('\n');
    line = lines.pop() ?? '';
    for (const each of lines) results.push(JSON.parse(each) as CaseResult);
    if (lines.length > 0) next();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { heard = `${heard}${text}`.slice(0, HEARD_MAX); });
  // One that dies at once does not read what it is told; how it ended says why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(task));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(watch);
      resolve({ results, code, signal, heard, overdue });
    });
  });
}

/** Does work for each item, so many at a time, and gives what came of each in the order of the items, as soon as those before it are there. */
export async function inOrder<Item, Result>(items: readonly Item[], jobs: number, work: (item: Item) => Promise<Result>, take: (result: Result) => void): Promise<void> {
  const done: (Result | undefined)[] = items.map(() => undefined);
  let started = 0, taken = 0;
  const one = async (): Promise<void> => {
    while (started < items.length) {
      const index = started++;
      done[index] = await work(items[index]);
      for (let result = done[taken]; taken < items.length && result !== undefined; result = done[taken]) {
        take(result);
        taken++;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, items.length)) }, one));
}
