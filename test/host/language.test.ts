// The extension as the editor's programming interface shows it.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('calls .sasm files strata and wakes up for them', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'strata', content: '' });
    assert.equal(document.languageId, 'strata');
    const extension = vscode.extensions.getExtension('strata.strata');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
