// A test under the debugger, with the input, arguments and options of its case; and the recording of a failed one, opened where it failed.
import * as vscode from 'vscode';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { render } from '../base/message';
import type { CaseResult, TestCase } from '../grading/cases';
import { launchOf as optionsOf } from '../grading/grade';
import { judge } from '../grading/judge';
import { CAUSES } from '../isa/causes';
import { DEBUG_TYPE, launchOf } from './configuration';
import { editorLanguage } from './convert';
import { lastPart, programOf } from './names';
import type { ProgramTest } from './tests';

/** The recording of a test that failed, and where. */
export interface Failure {
  readonly recording: vscode.Uri;
  readonly step: number;
  readonly name: string;
  /** Where its sources are, by their names in the image. */
  readonly sourceMap: Readonly<Record<string, string>>;
}

/** A field of a launch by which we know our own sessions again. */
const MARK = '__strataTest';
let marks = 0;

/** What is heard from a session. */
interface Heard {
  readonly output: string;
  readonly code: number | undefined;
}

/** What came of a case under the debugger; undefined where the run was left before its end. */
export async function debugTest({ uri }: ProgramTest, test: TestCase, token: vscode.CancellationToken):
Promise<(Pick<CaseResult, 'verdict' | 'detail'> & { readonly wrongLine?: number }) | undefined> {
  const { program, ...options } = optionsOf({ program: programOf(uri) }, test);
  delete options.openTexts;
  delete options.allowRoots;
  const configuration = { ...launchOf(String(program), options), name: vscode.l10n.t('Test {0}', `${lastPart(uri)} ${test.name}`.trim()), stopOnExit: false };
  const heard = await heardOf(vscode.workspace.getWorkspaceFolder(uri), configuration, token);
  if (heard?.code === undefined) return undefined;
  const { trap } = test.expected, trapped = trap !== undefined && heard.code === 128 + CAUSES[trap].code;
  const { verdict, detail, wrongLine } = judge(test.expected, {
    output: new TextEncoder().encode(heard.output), code: heard.code, step: 0, cause: trapped ? CAUSES[trap].code : undefined,
  });
  return { verdict, detail: detail === undefined ? '' : render(detail, editorLanguage()), wrongLine };
}

/** Debugs to the end of the session, and says what the program wrote and how it ended; undefined where no session came about. */
async function heardOf(folder: vscode.WorkspaceFolder | undefined, configuration: vscode.DebugConfiguration, token: vscode.CancellationToken): Promise<Heard | undefined> {
  const mark = ++marks;
  let output = '', code: number | undefined, session: vscode.DebugSession | undefined, ended: () => void = () => undefined;
  const over = new Promise<void>((resolve) => { ended = resolve; });
  const listening = vscode.Disposable.from(
    vscode.debug.registerDebugAdapterTrackerFactory(DEBUG_TYPE, {
      createDebugAdapterTracker: (started) => {
        if (started.configuration[MARK] !== mark) return undefined;
        session = started;
        return {
          onDidSendMessage: (sent: DebugProtocol.Event) => {
            if (sent.event === 'output' && sent.body.category === 'stdout') output += String(sent.body.output);
            if (sent.event === 'exited') code = Number(sent.body.exitCode);
          },
        };
      },
    }),
    vscode.debug.onDidTerminateDebugSession(({ configuration: { [MARK]: found } }) => { if (found === mark) ended(); }),
    token.onCancellationRequested(() => void vscode.debug.stopDebugging(session)),
  );
  const started = await vscode.debug.startDebugging(folder, { ...configuration, [MARK]: mark });
  if (started) await over;
  listening.dispose();
  return started ? { output, code } : undefined;
}

/** Debugs the recording, and goes to where it failed as soon as it stands at its beginning. */
export async function openFailure(failure: Failure | undefined): Promise<void> {
  if (failure === undefined) return void vscode.window.showInformationMessage(vscode.l10n.t('There is no recording of this test. Run it first; one that fails is recorded.'));
  const mark = ++marks, { recording, step, name, sourceMap } = failure;
  // The editor must have seen the first stop before it is told of another one.
  const travelling = vscode.debug.onDidChangeActiveStackItem((item) => {
    if (!(item instanceof vscode.DebugStackFrame) || item.session.configuration[MARK] !== mark) return;
    travelling.dispose();
    void item.session.customRequest('strata/goTo', { steps: step });
  });
  const configuration = { ...launchOf(programOf(recording)), name: vscode.l10n.t('Failure of {0}', name), stopOnEntry: true, sourceMap, [MARK]: mark };
  if (!await vscode.debug.startDebugging(vscode.workspace.workspaceFolders?.[0], configuration)) travelling.dispose();
}
