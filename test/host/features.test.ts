// The language through the editor's own doors: what is asked of a text comes back at the right places.
import * as assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as vscode from 'vscode';
import { clear, folderWith, keepUnsaved, problems, show, showUntitled } from './stage';

const MAIN = `include "lib.sasm"
data text = "Hi"
entry func main
  local i: i32
  3 call twice set i
  text text.size sys write drop
  get i sys print
  ret
end
`;
const LIB = ';; Two times n.\nfunc twice (n: i32) -> i32\n  get n 2 mul ret\nend\n';

function at(document: vscode.TextDocument, word: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(word) + 1);
}

async function ask<T>(command: string, document: vscode.TextDocument, word: string, ...more: unknown[]): Promise<T> {
  return vscode.commands.executeCommand<T>(command, document.uri, at(document, word), ...more);
}

function place({ uri, range }: vscode.Location): string {
  return `${uri.path.slice(uri.path.lastIndexOf('/') + 1)}:${range.start.line}:${range.start.character}`;
}

describe('language features', () => {
  before(keepUnsaved);
  let folder: string;
  let main: vscode.TextDocument;

  beforeEach(async () => {
    folder = folderWith({ 'main.sasm': MAIN, 'lib.sasm': LIB });
    main = await show(folder, 'main.sasm');
  });
  afterEach(clear);

  it('hover tells what a function is, from another file', async () => {
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', main, 'twice');
    const text = hovers.flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value)).join('\n');
    assert.match(text, /func twice \(n: i32\) -> i32[^]*Two times n\./);
  });

  it('definition and references go through files', async () => {
    const definitions = await ask<vscode.Location[]>('vscode.executeDefinitionProvider', main, 'twice');
    assert.deepEqual(definitions.map(place), ['lib.sasm:1:5']);
    const references = await ask<vscode.Location[]>('vscode.executeReferenceProvider', main, 'twice');
    assert.deepEqual(references.map(place).sort(), ['lib.sasm:1:5', 'main.sasm:4:9']);
  });

  it('rename changes all files', async () => {
    const edit = await ask<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', main, 'twice', 'double');
    assert.deepEqual(edit.entries().map(([uri, edits]) => [uri.path.slice(uri.path.lastIndexOf('/') + 1), edits.map(({ newText }) => newText)]).sort(),
      [['lib.sasm', ['double']], ['main.sasm', ['double']]]);
  });

  it('a part of a program knows its program', async () => {
    const library = await show(folder, 'lib.sasm');
    const references = await ask<vscode.Location[]>('vscode.executeReferenceProvider', library, 'twice');
    assert.deepEqual(references.map(place).sort(), ['lib.sasm:1:5', 'main.sasm:4:9']);
  });

  it('completion offers locals after get', async () => {
    const list = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', main, ' i sys');
    const ours = list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Snippet);
    assert.deepEqual(ours.map(({ label }) => (typeof label === 'string' ? label : label.label)), ['i']);
  });

  it('the outline lists what is declared', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', main.uri);
    assert.deepEqual(symbols.map(({ name }) => name), ['text', 'main']);
  });

  it('links lead to included files', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', main.uri);
    assert.deepEqual(links.map(({ target }) => target?.fsPath), [join(folder, 'lib.sasm')]);
  });

  it('problems come and go while one types, with the change that mends them', async () => {
    const document = await showUntitled('entry func main\n  1 2 ad drop\n  ret\nend\n');
    const [problem] = await problems(document.uri, (found) => found[0]?.code === 'S102');
    assert.match(problem.message, /Did you mean `add`\?/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem.range);
    const fix = actions.find(({ title }) => title === 'Change to `add`');
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.deepEqual(await problems(document.uri, (found) => found.length === 0), []);
  });

  it('an empty text has no problems', async () => {
    const document = await showUntitled('nop');
    await problems(document.uri, (found) => found.length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(0, 0, 0, 3));
    await vscode.workspace.applyEdit(edit);
    assert.deepEqual(await problems(document.uri, (found) => found.length === 0), []);
  });

  it('problems of an included file stand in that file', async () => {
    const library = await show(folder, 'lib.sasm');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(library.uri, new vscode.Range(2, 2, 2, 7), 'get m');
    await vscode.workspace.applyEdit(edit);
    const [problem] = await problems(library.uri, (found) => found.length > 0);
    assert.equal(problem.code, 'S104');
    assert.equal(problem.range.start.line, 2);
  });
});

describe('images', () => {
  afterEach(clear);

  it('open as their disassembly', async () => {
    const folder = folderWith({ 'main.sasm': 'data text = "Hi"\nentry func main\n  text 2 sys write drop ret\nend\n' });
    await vscode.commands.executeCommand('strata.assemble', vscode.Uri.file(join(folder, 'main.sasm')));
    const shown = new Promise<vscode.TextDocument>((done) => {
      const listener = vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.uri.scheme !== 'strata-image') return;
        listener.dispose();
        done(editor.document);
      });
    });
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(join(folder, 'main.simg')));
    const document = await shown;
    assert.equal(document.languageId, 'strata');
    assert.match(document.getText(), /entry func main[^]*sys write\n {2}drop\n {2}ret\nend/);
  });

  it('of a text that is being written change with it', async () => {
    const document = await showUntitled('entry func main\n  1 drop ret\nend\n');
    await vscode.commands.executeCommand('strata.disassemble', document.uri);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.scheme, 'strata-image');
    assert.match(shown?.getText() ?? '', /push 1\n/);
    const changed = new Promise<void>((done) => {
      const listener = vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== shown) return;
        listener.dispose();
        done();
      });
    });
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(1, 2, 1, 3), '2');
    await vscode.workspace.applyEdit(edit);
    await changed;
    assert.match(shown?.getText() ?? '', /push 2\n/);
  });
});

describe('the task', () => {
  const image = resolve(__dirname, '../../../examples/hello.simg');
  afterEach(() => rmSync(image, { force: true }));

  it('assembles a program of the folder, with problems for the matcher', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'strata' });
    const task = tasks.find(({ definition }) => definition.program === 'hello.sasm');
    assert.ok(task);
    assert.deepEqual(task.problemMatchers, ['$strata']);
    const ended = new Promise<number | undefined>((done) => {
      const listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== task.name) return;
        listener.dispose();
        done(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    assert.equal(await ended, 0);
    assert.ok(existsSync(image));
  });
});
