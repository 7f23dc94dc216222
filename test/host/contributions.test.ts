// What package.json promises is there.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clear, showUntitled } from './stage';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly debuggers: readonly { readonly type: string }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when: string }[];
    /** The editor makes commands for each, to show and move it. */
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
}

function manifest(): Manifest {
  return vscode.extensions.getExtension('strata.strata')?.packageJSON as Manifest;
}

describe('contributions', () => {
  afterEach(clear);

  it('every command is registered, and every menu names one of them', async () => {
    await vscode.extensions.getExtension('strata.strata')?.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const { commands, menus } = manifest().contributes;
    assert.ok(commands.length > 0);
    for (const { command } of commands) assert.ok(registered.has(command), command);
    const named = Object.values(menus).flat().map(({ command }) => command);
    for (const command of named) assert.ok(commands.some((one) => one.command === command), command);
  });

  it('no command of ours is registered without a title', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((command) => command.startsWith('strata.') && !command.startsWith('strata.image'));
    const { commands, views } = manifest().contributes, titled = new Set(commands.map(({ command }) => command));
    const made = Object.values(views).flat().map(({ id }) => `${id}.`);
    assert.deepEqual(registered.filter((command) => !titled.has(command) && !made.some((start) => command.startsWith(start))), []);
  });

  it('no key of going back is one that the editor has by itself while a program is stopped', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://defaultsettings/keybindings.json'));
    const rules = JSON.parse(document.getText().replace(/^\s*\/\/.*$/gm, '')) as Manifest['contributes']['keybindings'];
    const keybindings = manifest().contributes.keybindings.filter(({ when }) => when.includes('debugState == stopped') && !when.includes('strata.layered'));
    assert.ok(rules.length > 500 && keybindings.length > 0);
    const ours = new Set(keybindings.map(({ command, key }) => `${command} ${key}`));
    const taken = rules.filter(({ command, key, when = '' }) => (
      keybindings.some((one) => one.key === key) && !ours.has(`${command} ${key}`) && !when.includes('inChat')));
    assert.deepEqual(taken, []);
  });

  it('an untitled program needs no saving before it runs', async () => {
    const document = await showUntitled('entry func main\n  ret\nend\n');
    const saving = vscode.workspace.getConfiguration('debug', { languageId: 'strata', uri: document.uri }).get('saveBeforeStart');
    assert.equal(saving, 'nonUntitledEditorsInActiveGroup');
  });

  it('Run and Debug stand above the entry function', async () => {
    const document = await showUntitled('func f\n  ret\nend\nentry func main\n  call f ret\nend\n');
    assert.equal(document.getText().split('\n').length, 7);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    const starting = lenses.filter(({ command }) => command?.command.startsWith('strata.') === true);
    assert.deepEqual(starting.map(({ range, command }) => [range.start.line, command?.command]), [[3, 'strata.run'], [3, 'strata.debug'], [3, 'strata.step']]);
  });
});
