// Debug sessions through the editor's programming interface.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { processesOf } from './processes';
import { sessionEnd, Watcher } from './session';

const [folder] = vscode.workspace.workspaceFolders ?? [];

/** A launch of an example, with more options. */
function launch(name: string, options: object = {}): vscode.DebugConfiguration {
  assert.ok(folder);
  return { type: 'strata', request: 'launch', name, program: vscode.Uri.joinPath(folder.uri, name).fsPath, ...options };
}

describe('a debug session', () => {
  let watcher: Watcher;

  beforeEach(() => {
    watcher = new Watcher();
  });

  afterEach(() => watcher.dispose());

  it('runs a program to its end and shows what it prints', async () => {
    const ended = sessionEnd();
    assert.ok(await vscode.debug.startDebugging(folder, launch('factorial.sasm')));
    assert.equal((await watcher.event('exited')).body?.['exitCode'], 0);
    await ended;
    assert.equal(watcher.output(), '5! = 120\n');
  });

  it('has an adapter process of its own, which goes with it', async () => {
    const extension = vscode.extensions.getExtension('strata.strata');
    assert.ok(extension);
    const adapter = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'adapter.js').fsPath;
    assert.ok(await vscode.debug.startDebugging(folder, launch('factorial.sasm', { stopOnEntry: true })));
    await watcher.event('stopped');
    assert.equal(processesOf(adapter).length, 1);
    const ended = sessionEnd();
    await vscode.debug.stopDebugging();
    await ended;
    while (processesOf(adapter).length > 0) { // it ends on its own; the test fails when it takes for ever
      await new Promise(setImmediate);
    }
  });

  it('stops where a breakpoint of the editor is', async () => {
    assert.ok(folder);
    const program = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'factorial.sasm'));
    const line = program.positionAt(program.getText().indexOf('mul ret')).with({ character: 0 });
    const location = new vscode.Location(program.uri, line);
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(location)]);
    assert.ok(await vscode.debug.startDebugging(folder, launch('factorial.sasm')));
    const stopped = await watcher.event('stopped');
    const session = vscode.debug.activeDebugSession;
    const { stackFrames } = await session?.customRequest('stackTrace', { threadId: stopped.body?.['threadId'] }) as
      { stackFrames: readonly { readonly line: number }[] };
    assert.equal(stackFrames[0]?.line, line.line + 1);
    const ended = sessionEnd();
    await vscode.debug.stopDebugging();
    await ended;
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  });
});
