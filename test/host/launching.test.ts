// Programs start with nothing configured, and run as they stand in the editor.
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { clear, folderWith, keepUnsaved, play, problems, show, showUntitled, workspace } from './stage';

const PRINTS_SEVEN = 'entry func main\n  7 sys print\n  ret\nend\n';

/** What F5 does where there is no launch.json. */
function startWithNothing(): Thenable<boolean> {
  return vscode.debug.startDebugging(undefined, { type: 'strata', request: 'launch', name: '' });
}

async function replace(document: vscode.TextDocument, range: vscode.Range, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text);
  await vscode.workspace.applyEdit(edit);
}

/** Does something while the editor is told to save nothing before a session starts. */
async function withoutSaving<T>(body: () => Promise<T>): Promise<T> {
  const saving = vscode.workspace.getConfiguration('debug', { languageId: 'strata' });
  await saving.update('saveBeforeStart', 'none', vscode.ConfigurationTarget.Global, true);
  try {
    return await body();
  } finally {
    await saving.update('saveBeforeStart', undefined, vscode.ConfigurationTarget.Global, true);
  }
}

describe('launching', () => {
  before(keepUnsaved);
  afterEach(clear);

  it('with nothing configured runs the program in front', async () => {
    const folder = folderWith({ 'seven.sasm': PRINTS_SEVEN });
    await show(folder, 'seven.sasm');
    const { configuration, output } = await play(startWithNothing);
    assert.equal(configuration.program, join(folder, 'seven.sasm'));
    assert.equal(configuration.openTexts, undefined);
    assert.equal(output, '7');
  });

  it('runs the program in front without a question where it has no errors alone, although another one takes it in', async () => {
    const folder = folderWith({ 'another.sasm': 'include "seven.sasm"\n', 'seven.sasm': PRINTS_SEVEN }, workspace());
    await show(folder, 'seven.sasm');
    const { configuration, output } = await play(startWithNothing);
    assert.equal(configuration.program, join(folder, 'seven.sasm'));
    assert.equal(output, '7');
  });

  it('runs a text that was never saved', async () => {
    const document = await showUntitled(PRINTS_SEVEN);
    const { configuration, output } = await play(startWithNothing);
    assert.equal(configuration.program, document.uri.toString());
    assert.equal(output, '7');
    assert.equal(document.isUntitled, true);
  });

  it('stops at a breakpoint of a text that was never saved', async () => {
    const document = await showUntitled(PRINTS_SEVEN);
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(document.uri, new vscode.Position(2, 0)))]);
    const shown = new Promise<vscode.DebugStackFrame>((done) => {
      const listener = vscode.debug.onDidChangeActiveStackItem((item) => {
        if (!(item instanceof vscode.DebugStackFrame)) return;
        listener.dispose();
        done(item);
      });
    });
    const played = play(startWithNothing);
    const { session } = await shown;
    const { stackFrames } = await session.customRequest('stackTrace', { threadId: 1 }) as { stackFrames: { line: number; source: { path: string } }[] };
    assert.deepEqual(stackFrames.map(({ line, source: { path } }) => [line, path]), [[3, document.uri.toString()]]);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    assert.equal((await played).output, '7');
  });

  it('runs what stands unsaved in the editor, and saves nothing where nobody asked for it', async () => {
    const document = await show(folderWith({ 'seven.sasm': PRINTS_SEVEN }), 'seven.sasm');
    await replace(document, new vscode.Range(1, 2, 1, 3), '8');
    const { output } = await withoutSaving(() => play(startWithNothing));
    assert.equal(output, '8');
    assert.equal(document.isDirty, true);
  });

  it('runs an included file as it stands in the editor', async () => {
    const folder = folderWith({ 'main.sasm': 'include "lib.sasm"\nentry func main\n  number sys print\n  ret\nend\n', 'lib.sasm': 'const number = 1\n' });
    const library = await show(folder, 'lib.sasm');
    await replace(library, new vscode.Range(0, 15, 0, 16), '99');
    const program = vscode.Uri.file(join(folder, 'main.sasm'));
    const { configuration, output } = await withoutSaving(() => play(() => vscode.commands.executeCommand('strata.debug', program)));
    assert.equal(output, '99');
    assert.deepEqual(configuration.openTexts, { [library.uri.fsPath]: 'const number = 99\n' });
  });

  it('runs an image', async () => {
    const folder = folderWith({ 'seven.sasm': PRINTS_SEVEN });
    await vscode.commands.executeCommand('strata.assemble', vscode.Uri.file(join(folder, 'seven.sasm')));
    const { output } = await play(() => vscode.commands.executeCommand('strata.run', vscode.Uri.file(join(folder, 'seven.simg'))));
    assert.equal(output, '7');
  });

  it('does not start a program with errors', async () => {
    const document = await showUntitled('entry func main\n  add\n  ret\nend\n');
    await problems(document.uri, (found) => found.length === 1);
    assert.equal(await startWithNothing(), false);
  });

  it('offers the programs of a folder, not the parts that they include', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    await vscode.extensions.getExtension('strata.strata')?.activate();
    const tasks = (await vscode.tasks.fetchTasks({ type: 'strata' })).map(({ definition }) => String(definition.program));
    assert.ok(tasks.includes('factorial.sasm') && tasks.includes('round_robin.sasm'), tasks.join(' '));
    assert.deepEqual(tasks.filter((program) => program.startsWith('lib/')), []);
  });
});
