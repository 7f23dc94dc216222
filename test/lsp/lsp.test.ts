// The language server, as an editor sees it: a process of its own, asked over its standard streams.
import { strict as assert } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolder } from '../cli/process';
import { FULL, LspClient, uriOf } from './client';

const LONE = 'untitled:lone.sasm';
const PROGRAM = ';; Halves.\nfunc half (n: i32) -> i32\n  get n 2 div ret\nend\nentry func main\n  8 call half sys print\n  ret\nend\n';

type Item = { readonly label: string; readonly data: unknown; readonly textEdit: { readonly newText: string }; readonly insertTextFormat?: number };
type Location = { readonly uri: string; readonly range: { readonly start: { readonly line: number } } };

/** One conversation, ended as the protocol wants it. */
async function withClient(work: (client: LspClient) => Promise<void>, capabilities: object = FULL, more: object = {}): Promise<void> {
  const client = await LspClient.start(capabilities, more);
  try {
    await work(client);
    assert.equal(await client.end(), 0);
  } finally {
    client.stop();
  }
}

describe('strata lsp: the conversation', () => {
  it('says what it can do', async () => {
    const client = LspClient.bare(['--stdio']);
    const { capabilities, serverInfo } = await client.request<{ capabilities: Record<string, unknown>; serverInfo: { name: string } }>('initialize', { capabilities: {} });
    assert.equal(serverInfo.name, 'strata');
    for (const what of ['completion', 'hover', 'signatureHelp', 'declaration', 'definition', 'typeDefinition', 'references', 'documentHighlight', 'documentSymbol',
      'workspaceSymbol', 'codeAction', 'codeLens', 'documentLink', 'documentFormatting', 'documentRangeFormatting', 'documentOnTypeFormatting', 'rename',
      'foldingRange', 'selectionRange', 'callHierarchy', 'semanticTokens', 'inlayHint']) assert.ok(capabilities[`${what}Provider`] !== undefined, what);
    assert.equal(await client.end(), 0);
  });
  it('answers nothing before it begins, and nothing but the end behind it', async () => {
    const client = LspClient.bare();
    assert.equal((await client.ask('textDocument/hover', {})).error?.code, -32002);
    await client.request('initialize', { capabilities: {} });
    assert.equal((await client.ask('initialize', { capabilities: {} })).error?.code, -32600);
    await client.request('shutdown', {});
    assert.equal((await client.ask('textDocument/hover', {})).error?.code, -32600);
    client.notify('exit', {});
    assert.deepEqual(await client.ended, [0, null]);
  });
  it('ends with code 1 where the client goes without a word', async () => {
    const client = await LspClient.start();
    client.leave();
    assert.deepEqual(await client.ended, [1, null]);
  });
  it('refuses what it does not know and what is wrong, and goes on', () => withClient(async (client) => {
    assert.equal((await client.ask('textDocument/nonsense', {})).error?.code, -32601);
    assert.equal((await client.ask('textDocument/hover', { textDocument: { uri: 5 } })).error?.code, -32602);
    assert.equal((await client.ask('textDocument/hover', { textDocument: { uri: LONE }, position: { line: 0, character: 0 } })).error?.code, -32602);
    assert.equal((await client.ask('textDocument/hover', [])).error?.code, -32602);
    const wrong = client.next(({ id }) => id === null);
    client.send({ jsonrpc: '2.0', method: 7 });
    assert.equal((await wrong).error?.code, -32600);
    client.notify('$/nonsense', {});
    client.notify('textDocument/didOpen', { textDocument: 3 });
    const place = client.open(LONE, PROGRAM.replace('half (', 'ha$0lf ('));
    assert.ok(await client.request('textDocument/hover', place));
  }));
  it('answers a request that is called off before its turn so, and each once', () => withClient(async (client) => {
    const place = client.open(LONE, PROGRAM.replace('half (', 'ha$0lf ('));
    const answers = ['a', 'b', 'c'].map((id) => client.ask('textDocument/hover', place, id));
    client.notify('$/cancelRequest', { id: 'c' });
    const [first, , last] = await Promise.all(answers);
    assert.ok(first.result !== undefined);
    // It may have been served already; but it is answered.
    assert.ok(last.error === undefined || last.error.code === -32800);
  }));
  it('asks for settings and for news of files where the client can give them', () => withClient(async (client) => {
    client.open(LONE, PROGRAM);
    await client.request('textDocument/foldingRange', { textDocument: { uri: LONE } });
    assert.deepEqual(client.asked.slice(0, 2), ['client/registerCapability', 'workspace/configuration']);
  }));
});

describe('strata lsp: problems', () => {
  it('come after each change, with their tags, ways and numbers', () => withClient(async (client) => {
    const told = client.problems(LONE);
    client.open(LONE, 'entry func main\n  local n: i32\n  get n jumpz on\n  5\non:\n  ret\n  nop\nend\n');
    const [join] = (await told).filter(({ severity }) => severity === 1);
    assert.equal(join.code, 'S313');
    assert.deepEqual(join.relatedInformation?.map(({ message }) => message), [
      'One way comes from here, with []', 'The other way comes from here, with [i32]', 'This leaves an `i32` on the stack',
    ]);
    const mended = client.problems(LONE);
    client.notify('textDocument/didChange', { textDocument: { uri: LONE, version: 2 }, contentChanges: [
      { range: { start: { line: 3, character: 3 }, end: { line: 3, character: 3 } }, text: ' drop' },
    ] });
    assert.deepEqual((await mended).map(({ code, severity, tags }) => [code, severity, tags]), [['S501', 4, [1]]]);
  }));
  it('count columns in UTF-16 units, and go when there are none', () => withClient(async (client) => {
    const told = client.problems(LONE);
    client.open(LONE, 'entry func main\n  \'😀\' oops drop\n  ret\nend\n');
    assert.deepEqual((await told)[0].range, { start: { line: 1, character: 7 }, end: { line: 1, character: 11 } });
    const gone = client.problems(LONE);
    client.notify('textDocument/didChange', { textDocument: { uri: LONE, version: 2 }, contentChanges: [{ text: PROGRAM }] });
    assert.deepEqual(await gone, []);
  }));
  it('are Korean for a client that speaks it', () => withClient(async (client) => {
    const told = client.problems(LONE);
    client.open(LONE, 'entry func main\n  oops\n  ret\nend\n');
    assert.match((await told)[0].message, /[가-힣]/);
  }, FULL, { locale: 'ko' }));
  it('of a text that is a part of a program are those of the program, which reads files from disk', () => withFolder({
    'main.sasm': 'include "lib/part.sasm"\nentry func main\n  limit call f\n  ret\nend\n', 'lib/../part.sasm': '',
  }, async (folder) => {
    writeFileSync(join(folder, 'part.sasm'), '');
    writeFileSync(join(folder, 'main.sasm'), 'include "part.sasm"\nconst limit = 1\nentry func main\n  limit call f\n  ret\nend\n');
    await withClient(async (client) => {
      const uri = uriOf(join(folder, 'part.sasm')), told = client.problems(uri);
      client.open(uri, 'func f (n: i32)\n  limit drop oops\n  ret\nend\n');
      assert.deepEqual((await told).map(({ code }) => code), ['S102']);
      const gone = client.problems(uri);
      client.notify('textDocument/didClose', { textDocument: { uri } });
      assert.deepEqual(await gone, []);
    }, FULL, { workspaceFolders: [{ uri: uriOf(folder), name: 'folder' }] });
  }));
  it('of a part that has the entry function are those of the program, which may read files of the whole workspace', () => withFolder({}, async (folder) => {
    for (const name of ['lib', 'lab']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'lib', 'system.sasm'), '');
    writeFileSync(join(folder, 'lab', 'main.sasm'), 'include "../lib/system.sasm"\nconst limit = 1\n');
    await withClient(async (client) => {
      const uri = uriOf(join(folder, 'lib', 'system.sasm')), told = client.problems(uri);
      client.open(uri, 'entry func main\n  limit drop oops\n  ret\nend\n');
      assert.deepEqual((await told).map(({ message }) => /`(.*?)`/.exec(message)?.[1]), ['oops']);
    }, FULL, { workspaceFolders: [{ uri: uriOf(folder), name: 'folder' }] });
  }));
  it('follow files that change on disk', () => withFolder({ 'main.sasm': '', 'part.sasm': 'const limit = 1\n' }, (folder) => withClient(async (client) => {
    const uri = uriOf(join(folder, 'main.sasm')), told = client.problems(uri);
    client.open(uri, 'include "part.sasm"\nentry func main\n  nothing drop ret\nend\n');
    assert.equal((await told).length, 1);
    writeFileSync(join(folder, 'part.sasm'), 'const limit = 1\nconst nothing = 2\n');
    const gone = client.problems(uri);
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(join(folder, 'part.sasm')), type: 2 }] });
    assert.deepEqual(await gone, []);
  })));
});

describe('strata lsp: answers', () => {
  it('completion, with documentation when it is asked for', () => withClient(async (client) => {
    const place = client.open(LONE, PROGRAM.replace('8 call half', '8 $0call half'));
    const { items } = await client.request<{ items: readonly Item[] }>('textDocument/completion', place);
    const call = items.find(({ label }) => label === 'call half');
    assert.equal(call?.textEdit.newText, 'call half');
    const { documentation } = await client.request<{ documentation: { value: string } }>('completionItem/resolve', call);
    assert.match(documentation.value, /Halves\./);
    assert.ok(items.some(({ label, insertTextFormat }) => label === 'loop' && insertTextFormat === 2));
  }));
  it('no snippets and no Markdown for a client that cannot', () => withClient(async (client) => {
    const place = client.open(LONE, PROGRAM.replace('8 call half', '8 $0call half'));
    const { items } = await client.request<{ items: readonly Item[] }>('textDocument/completion', place);
    assert.ok(items.every(({ insertTextFormat }) => insertTextFormat === undefined));
    const { contents } = await client.request<{ contents: { kind: string; value: string } }>('textDocument/hover', place);
    assert.equal(contents.kind, 'plaintext');
    assert.ok(!contents.value.includes('`'));
  }, {}));
  it('hover and signature', () => withClient(async (client) => {
    const place = client.open(LONE, PROGRAM.replace('call half', 'call ha$0lf'));
    const { contents } = await client.request<{ contents: { value: string } }>('textDocument/hover', place);
    assert.match(contents.value, /func half \(n: i32\) -> i32[^]*Halves\.[^]*Operand stack here: `i32`/);
    const { signatures, activeParameter } = await client.request<{ signatures: readonly { label: string; parameters: unknown }[]; activeParameter: number }>('textDocument/signatureHelp', place);
    assert.deepEqual([signatures[0].label, signatures[0].parameters, activeParameter], ['func half (n: i32) -> i32', [{ label: [11, 17] }], 1]);
  }));
  it('definition, declaration, references, highlights', () => withClient(async (client) => {
    const place = client.open(LONE, PROGRAM.replace('call half', 'call ha$0lf'));
    for (const what of ['definition', 'declaration']) {
      const { uri, range } = await client.request<Location>(`textDocument/${what}`, place);
      assert.deepEqual([uri, range.start.line], [LONE, 1]);
    }
    const lines = async (includeDeclaration: boolean): Promise<number[]> =>
      (await client.request<Location[]>('textDocument/references', { ...place, context: { includeDeclaration } })).map(({ range }) => range.start.line);
    assert.deepEqual([await lines(true), await lines(false)], [[1, 5], [5]]);
    assert.deepEqual((await client.request<{ kind: number }[]>('textDocument/documentHighlight', place)).map(({ kind }) => kind), [3, 2]);
    assert.equal(await client.request('textDocument/typeDefinition', place), null);
  }));
  it('renaming, and why not', () => withClient(async (client) => {
    const place = client.open(LONE, PROGRAM.replace('call half', 'call ha$0lf'));
    assert.equal((await client.request<{ placeholder: string }>('textDocument/prepareRename', place)).placeholder, 'half');
    const { changes } = await client.request<{ changes: Record<string, unknown[]> }>('textDocument/rename', { ...place, newName: 'other' });
    assert.equal(changes[LONE].length, 2);
    const { error } = await client.ask('textDocument/rename', { ...place, newName: 'add' });
    assert.deepEqual([error?.code, error?.message], [-32803, '`add` has a meaning of its own and cannot be a name.']);
  }));
  it('symbols of a text and of all files', () => withFolder({ 'a.sasm': 'func draw ret end\n' }, (folder) => withClient(async (client) => {
    client.open(LONE, PROGRAM);
    const symbols = await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri: LONE } });
    assert.deepEqual(symbols.map(({ name }) => name), ['half', 'main']);
    const [found] = await client.request<{ name: string; location: Location }[]>('workspace/symbol', { query: 'drw' });
    assert.deepEqual([found.name, found.location.uri], ['draw', uriOf(join(folder, 'a.sasm'))]);
  }, FULL, { rootUri: uriOf(folder) })));
  it('folds, growing selections, links', () => withFolder({ 'main.sasm': '' }, (folder) => withClient(async (client) => {
    const uri = uriOf(join(folder, 'main.sasm')), { textDocument } = client.open(uri, 'include "a b.sasm"\nentry func main\n  nop\n  ret\nend\n');
    assert.deepEqual(await client.request('textDocument/foldingRange', { textDocument }), [{ startLine: 1, endLine: 3 }]);
    const [selection] = await client.request<{ range: unknown; parent: { range: unknown } }[]>('textDocument/selectionRange', { textDocument, positions: [{ line: 2, character: 3 }] });
    assert.deepEqual(selection.range, { start: { line: 2, character: 2 }, end: { line: 2, character: 5 } });
    const [link] = await client.request<{ target: string }[]>('textDocument/documentLink', { textDocument });
    assert.equal(link.target, uriOf(join(folder, 'a b.sasm')));
  })));
  it('formatting of a text, of a stretch, while typing', () => withClient(async (client) => {
    const { textDocument } = client.open(LONE, 'func f\nnop\n   ret\nend\n'), options = { tabSize: 2, insertSpaces: true };
    assert.equal((await client.request<unknown[]>('textDocument/formatting', { textDocument, options })).length, 2);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
    assert.deepEqual(await client.request('textDocument/rangeFormatting', { textDocument, options, range }),
      [{ range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, newText: '  ' }]);
    assert.equal((await client.request<unknown[]>('textDocument/onTypeFormatting', { textDocument, options, ch: '\n', position: { line: 2, character: 0 } })).length, 2);
  }));
  it('fixes and rewritings', () => withClient(async (client) => {
    const { textDocument, position } = client.open(LONE, 'entry func main\n  1.5 2.5 ad$0d drop\n  ret\nend\n'), range = { start: position, end: position };
    const found = await client.request<{ title: string; kind: string; isPreferred?: boolean; diagnostics?: { code: string }[] }[]>('textDocument/codeAction', { textDocument, range, context: { diagnostics: [], only: ['quickfix'] } });
    assert.deepEqual(found.map(({ title, kind, isPreferred, diagnostics }) => [title, kind, isPreferred, diagnostics?.[0].code]), [['Write `fadd`', 'quickfix', true, 'S312']]);
    assert.deepEqual(await client.request('textDocument/codeAction', { textDocument, range, context: { diagnostics: [], only: ['source'] } }), []);
  }));
  it('calls', () => withClient(async (client) => {
    const place = client.open(LONE, PROGRAM.replace('half (', 'ha$0lf ('));
    const [item] = await client.request<{ name: string; detail: string }[]>('textDocument/prepareCallHierarchy', place);
    assert.deepEqual([item.name, item.detail], ['half', '(n: i32) -> i32']);
    const [incoming] = await client.request<{ from: { name: string }; fromRanges: unknown[] }[]>('callHierarchy/incomingCalls', { item });
    assert.deepEqual([incoming.from.name, incoming.fromRanges.length], ['main', 1]);
    const [outgoing] = await client.request<{ to: { name: string } }[]>('callHierarchy/outgoingCalls', { item: incoming.from });
    assert.equal(outgoing.to.name, 'half');
  }));
  it('meanings of all words, and of a stretch', () => withClient(async (client) => {
    const { textDocument } = client.open(LONE, 'entry func main ret end\n');
    const { data } = await client.request<{ data: number[] }>('textDocument/semanticTokens/full', { textDocument });
    assert.equal(data.length, 5 * 5);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } };
    assert.equal((await client.request<{ data: number[] }>('textDocument/semanticTokens/range', { textDocument, range })).data.length, 5);
  }));
  it('the stack in the margin, as the settings say', () => withClient(async (client) => {
    const { textDocument } = client.open(LONE, PROGRAM), range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const labels = async (): Promise<string[]> => (await client.request<{ label: string }[]>('textDocument/inlayHint', { textDocument, range })).map(({ label }) => label);
    assert.deepEqual(await labels(), ['∅ │ n │ n 2 │ (n / 2)', '∅ │ 8 │ half(8)']);
    const [hint] = await client.request<object[]>('textDocument/inlayHint', { textDocument, range });
    assert.match((await client.request<{ tooltip: { value: string } }>('inlayHint/resolve', hint)).tooltip.value, /before `div`[^]*`n`: i32, `2`: i32/);
    client.settings = { inlayHints: { stack: 'off' } };
    const refreshed = client.next(({ method }) => method === 'workspace/inlayHint/refresh');
    client.notify('workspace/didChangeConfiguration', { settings: { strata: { inlayHints: { stack: 'off' } } } });
    await refreshed;
    assert.deepEqual(await labels(), []);
  }));
  it('lenses, with the commands that the client carries out', () => withClient(async (client) => {
    const { textDocument } = client.open(LONE, PROGRAM);
    const found = await client.request<{ command?: { title: string; command: string } }[]>('textDocument/codeLens', { textDocument });
    assert.deepEqual(found.map(({ command }) => command?.title), ['Run', undefined]);
    const { command } = await client.request<{ command: { title: string } }>('codeLens/resolve', found[1]);
    assert.equal(command.title, '1 reference');
  }, FULL, { initializationOptions: { commands: ['strata.run'] } }));
});
