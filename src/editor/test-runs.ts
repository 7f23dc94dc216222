// Runs tests: beside the extension in slices, which needs no process and is the same in a browser; with coverage from the counters of the
// machine; or under the debugger. A test that failed leaves its recording.
import * as vscode from 'vscode';
import type { Steps } from '../base/steps';
import { DEFAULT_LIMITS, type CaseResult, type TestCase } from '../grading/cases';
import type { LineCounts } from '../debugger';
import { addCoverage, beginCoverage, coverageOf } from '../grading/coverage';
import { gradeCase, recordingOfRun, type Graded } from '../grading/grade';
import { limited } from '../grading/stated';
import { joinNames, folderOfName } from '../platform/web/names';
import { WebPlatform } from '../platform/web/platform';
import { editorLanguage } from './convert';
import { editorFiles } from './file-store';
import { nameOf, programOf, uriOf } from './names';
import type { OpenTexts } from './open-texts';
import { debugTest, openFailure, type Failure } from './test-debugging';
import { lineRange, Tests, type ProgramTest } from './tests';

/** Where files of our own go. */
export interface Storage {
  readonly storageUri: vscode.Uri | undefined;
  readonly globalStorageUri: vscode.Uri;
}

/** Registers the tests and what runs them. */
export function registerTests(texts: OpenTexts, storage: Storage): vscode.Disposable {
  const tests = new Tests(texts);
  return vscode.Disposable.from(tests, new TestRuns(tests, texts, storage));
}

/** How long a run goes on before others have their turn, in milliseconds. */
const SLICE_MS = 20;

/** A file with the counts of its lines, until somebody wants to see them. */
class LineCoverage extends vscode.FileCoverage {
  constructor(uri: vscode.Uri, readonly lines: LineCounts) {
    super(uri, new vscode.TestCoverageCount([...lines.values()].filter((count) => count > 0).length, lines.size));
  }

  details(): vscode.StatementCoverage[] {
    return [...this.lines].map(([line, count]) => new vscode.StatementCoverage(count, lineRange(line)));
  }
}

/** The profiles of the Test Explorer. */
export class TestRuns implements vscode.Disposable {
  private readonly failures = new Map<string, Failure>();
  private readonly registrations: readonly vscode.Disposable[];
  private recorded = 0;

  constructor(private readonly tests: Tests, private readonly texts: OpenTexts, private readonly storage: Storage) {
    const { controller } = tests, { Run, Debug, Coverage } = vscode.TestRunProfileKind;
    controller.createRunProfile(vscode.l10n.t('Run'), Run, (request, token) => this.run(request, token, false), true);
    controller.createRunProfile(vscode.l10n.t('Debug'), Debug, (request, token) => this.debug(request, token), true);
    const coverage = controller.createRunProfile(vscode.l10n.t('Coverage'), Coverage, (request, token) => this.run(request, token, true), true);
    coverage.loadDetailedCoverage = async (_, file) => (file instanceof LineCoverage ? file.details() : []);
    this.registrations = [vscode.commands.registerCommand('strata.openFailure', (given?: unknown) => openFailure(this.failures.get(idOf(given))))];
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
  }

  /** What a request asks for, in the order of the list. */
  private chosen({ include, exclude = [] }: vscode.TestRunRequest): (readonly [vscode.TestItem, ProgramTest])[] {
    const items = include ?? [...this.tests.controller.items].map(([, item]) => item), excluded = new Set(exclude.map(({ id }) => id));
    return items.flatMap((item) => this.tests.below(item)).filter(([{ id, parent }]) => !excluded.has(id) && !excluded.has(parent?.id ?? ''));
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken, covers: boolean): Promise<void> {
    const run = this.tests.controller.createTestRun(request), chosen = this.chosen(request), covered = new Map<string, LineCounts>();
    for (const [item] of chosen) run.enqueued(item);
    for (const [item, test] of chosen) {
      if (token.isCancellationRequested) run.skipped(item);
      else await this.runOne(run, item, test, token, covers ? covered : undefined);
    }
    for (const [name, lines] of covered) run.addCoverage(new LineCoverage(uriOf(name), lines));
    run.end();
  }

  private async runOne(run: vscode.TestRun, item: vscode.TestItem, test: ProgramTest, token: vscode.CancellationToken, covered: Map<string, LineCounts> | undefined): Promise<void> {
    run.started(item);
    const start_ms = performance.now(), platform = new WebPlatform(editorFiles), program = nameOf(test.uri), openTexts = this.unsaved();
    const prepared = ({ machine }: { readonly machine: Parameters<typeof beginCoverage>[0] }): void => {
      if (covered !== undefined) beginCoverage(machine);
    };
    const graded = await platform.gather(() => inSlices(gradeCase(platform, { program, openTexts }, caseOf(test), editorLanguage(), prepared), token));
    if (graded === undefined) return run.skipped(item);
    if (covered !== undefined && graded.ran !== undefined) cover(covered, folderOfName(program), graded.ran.loaded.machine);
    await this.tell(run, item, test, graded, platform, performance.now() - start_ms);
  }

  /** Says how a test went, and keeps the recording of one that failed. */
  private async tell(run: vscode.TestRun, item: vscode.TestItem, test: ProgramTest, { result, ran, wrongLine }: Graded, platform: WebPlatform, took_ms: number): Promise<void> {
    this.failures.delete(item.id);
    if (ran !== undefined) run.appendOutput(lines(new TextDecoder().decode(ran.run.output)), undefined, item);
    if (result.verdict === 'passed') run.passed(item, took_ms);
    else {
      const said = messageOf(test, result, wrongLine, ran?.run.place);
      run.appendOutput(lines(`${item.label}: ${result.detail}`), said.location, item);
      if (ran === undefined) run.errored(item, said, took_ms);
      else {
        const recording = await this.keep(await platform.gather(() => recordingOfRun(platform, ran, result)));
        this.failures.set(item.id, { recording, step: result.failedStep ?? ran.run.step, name: item.label, sourceMap: sourcesOf(test.uri, ran.loaded.machine) });
        said.contextValue = 'strata.recorded';
        run.failed(item, said, took_ms);
      }
    }
    await vscode.commands.executeCommand('setContext', 'strata.failedTests', [...this.failures.keys()]);
  }

  /** Writes a recording where it is nobody's but ours. */
  private async keep(bytes: Uint8Array): Promise<vscode.Uri> {
    const folder = vscode.Uri.joinPath(this.storage.storageUri ?? this.storage.globalStorageUri, 'failed');
    const uri = vscode.Uri.joinPath(folder, `failed-${++this.recorded}.strec`);
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.workspace.fs.writeFile(uri, bytes);
    return uri;
  }

  private unsaved(): Record<string, string> {
    return Object.fromEntries([...this.texts.all].filter(({ isDirty }) => isDirty).map((document) => [nameOf(document.uri), document.getText()]));
  }

  private async debug(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.tests.controller.createTestRun(request);
    for (const [item, test] of this.chosen(request)) {
      run.started(item);
      const judged = token.isCancellationRequested ? undefined : await debugTest(test, caseOf(test), token);
      if (judged === undefined) run.skipped(item);
      else if (judged.verdict === 'passed') run.passed(item);
      else run.failed(item, messageOf(test, judged, judged.wrongLine, undefined));
    }
    run.end();
  }
}

function caseOf({ stated }: ProgramTest): TestCase {
  return limited(stated, DEFAULT_LIMITS);
}

/** The test that a menu is about: of an item, or of a message of one. */
function idOf(given: unknown): string {
  if (typeof given !== 'object' || given === null) return '';
  if ('test' in given) return idOf(given.test);
  return 'id' in given && typeof given.id === 'string' ? given.id : '';
}

function cover(covered: Map<string, LineCounts>, folder: string, machine: Parameters<typeof coverageOf>[0]): void {
  for (const [file, found] of coverageOf(machine)) {
    const name = joinNames(folder, file), known = covered.get(name) ?? new Map<number, number>();
    addCoverage(known, found);
    covered.set(name, known);
  }
}

/** Where the sources of a run are, by their names in its image. */
function sourcesOf(program: vscode.Uri, { root }: Parameters<typeof coverageOf>[0]): Record<string, string> {
  const names = [...root.program.image.debug.values()].flatMap(({ files }) => files.map(({ name }) => name));
  return Object.fromEntries(names.map((name) => [name, programOf(uriOf(joinNames(folderOfName(nameOf(program)), name)))]));
}

/** What a failed test says, at the line of the expectation, or of the trap. */
function messageOf({ uri, stated }: ProgramTest, { verdict, detail, expected, found }: Pick<CaseResult, 'verdict' | 'detail' | 'expected' | 'found'>, wrongLine: number | undefined,
  place: string | undefined): vscode.TestMessage {
  const said = expected === undefined ? new vscode.TestMessage(detail) : vscode.TestMessage.diff(detail, expected, found ?? '');
  const [, file, line] = /^(.*):(\d+)$/.exec(place ?? '') ?? [];
  const ofEnd = verdict === 'wrong-exit' ? stated.endLine : wrongLine === undefined ? undefined : stated.outputLines[wrongLine] ?? stated.outputLines.at(-1);
  said.location = file !== undefined ? new vscode.Location(vscode.Uri.joinPath(uri, '..', file), lineRange(Number(line) - 1)) : new vscode.Location(uri, lineRange(ofEnd ?? stated.line));
  return said;
}

/** A text as a terminal shows it. */
function lines(text: string): string {
  return text === '' ? '' : `${text.replace(/\n$/, '').replace(/\r?\n/g, '\r\n')}\r\n`;
}

/** Work to its end, while others have their turn; undefined where somebody has cancelled it. */
async function inSlices<T>(steps: Steps<T>, token: vscode.CancellationToken): Promise<T | undefined> {
  for (let end_ms = performance.now() + SLICE_MS; ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() < end_ms) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (token.isCancellationRequested) return undefined;
    end_ms = performance.now() + SLICE_MS;
  }
}
