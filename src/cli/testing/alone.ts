// The process that grades one submission: reads what to do on standard input, writes a line for each case on standard output. It may
// be killed at any moment, and whatever happens to it happens to nobody else.
import { readFileSync, writeSync } from 'node:fs';
import { finish } from '../../base/steps';
import type { Language } from '../../base/message';
import type { CaseResult, TestCase } from '../../grading/cases';
import { gradeCase, recordingOfRun, type Graded, type Subject } from '../../grading/grade';
import type { Platform } from '../../platform/platform';
import { NodePlatform } from '../../platform/node/platform';
import { alone } from './visible';

/** What such a process is told. */
export interface Task extends Subject {
  readonly cases: readonly TestCase[];
  /** The folder of which it sees only itself and what all share; absent where it has a folder of its own. */
  readonly among?: string;
  readonly language: Language;
  /** Where the recording of each case goes that does not pass: as many names as cases. */
  readonly recordings?: readonly string[];
}

const STANDARD_INPUT = 0, STANDARD_OUTPUT = 1;

/** Grades what standard input says. */
export function gradeAlone(): void {
  const task = JSON.parse(readFileSync(STANDARD_INPUT, 'utf8')) as Task;
  const platform = task.among === undefined ? new NodePlatform() : alone(new NodePlatform(), task.among, task.program);
  task.cases.forEach((test, index) => {
    const graded = finish(gradeCase(platform, task, test, task.language));
    write(`${JSON.stringify(recorded(platform, graded, task.recordings?.[index]))}\n`);
  });
}

/** The result, and its recording written where one is wanted. */
function recorded(platform: Platform, { result, ran }: Graded, path: string | undefined): CaseResult {
  if (path === undefined || ran === undefined || result.verdict === 'passed') return result;
  platform.writeFile(path, recordingOfRun(platform, ran, result));
  return { ...result, recording: path.slice(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))) };
}

function write(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) at += writeSync(STANDARD_OUTPUT, bytes, at);
}
