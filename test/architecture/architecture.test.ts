// What holds the project together: which folder may use which, what runs where, how long a file may be, and that nothing
// of the machine it was written on went into it.
import * as assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { codeOf, committedFiles, folderOf, importsOf, sourceFiles } from './sources';

/** A folder uses only those before it. */
const ORDER = [
  'base', 'platform', 'isa', 'image', 'options', 'verifier', 'assembler', 'machine', 'compiler', 'history', 'meter', 'debugger', 'protocol',
  'adapter', 'client', 'language', 'grading', 'views', 'oci', 'labs', 'editor', 'lsp', 'cli',
];

const LINES_MAX = 600;
const COLUMNS_MAX = 200;
/** The two that may be longer: one `case` and one row for each instruction. */
const LONG_FILES = new Set(['src/machine/interpreter.ts', 'src/isa/instructions.ts']);

/** Whether a file runs under Node only. */
function isNodes(file: string): boolean {
  return file.startsWith('src/platform/node/') || ['cli', 'lsp', ''].includes(folderOf(file)) && !file.startsWith('src/web/');
}

/** Columns of each line; one that holds a long text may be as wide as its text. */
function widthsOf(file: string): number[] {
  const code = codeOf(file).split('\n');
  return readFileSync(file, 'utf8').split('\n').map((line, index) => (/'.{60}|`.{60}|".{60}/.test(line) ? code[index].replace(/\s+/g, ' ').length : line.length));
}

/** Fails with everything that is wrong, a line each. */
function assertNone(problems: readonly string[]): void {
  assert.strictEqual(problems.join('\n'), '');
}

describe('architecture', () => {
  const files = sourceFiles();

  it('sees the sources', () => {
    assert.ok(files.length > 50);
    assert.ok(files.includes('src/base/message.ts'));
    assert.ok(importsOf('src/protocol/check.ts').some(({ file }) => file === 'src/protocol/messages.ts'));
  });

  it('has folders that use only those before them', () => {
    assertNone(files.flatMap((file) => {
      const place = ORDER.indexOf(folderOf(file));
      if (folderOf(file) === '') return [];
      if (place < 0) return [`${file} is in a folder without a place`];
      return importsOf(file).filter((each) => each.file !== undefined).flatMap((each) => {
        // The version stands in package.json and nowhere else.
        if (each.file === 'package.json') return [];
        const used = ORDER.indexOf(folderOf(each.file ?? ''));
        return used >= 0 && used <= place ? [] : [`${file} uses ${each.file}`];
      });
    }));
  });

  it('has no circles', () => {
    const uses = new Map(files.map((file) => [file, importsOf(file).filter((each) => !each.typeOnly).flatMap((each) => each.file ?? [])]));
    const done = new Set<string>(), circles: string[] = [];
    const walk = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      if (done.has(file) || way.includes(file)) return;
      for (const used of uses.get(file) ?? []) walk(used, [...way, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
    assertNone(circles);
  });

  it('uses the modules of Node only where Node runs, and the editor only in the editor', () => {
    assertNone(files.flatMap((file) => importsOf(file).flatMap((each) => {
      const { name, file: used = '' } = each;
      if (name.startsWith('node:') && !isNodes(file)) return [`${file} uses ${name}`];
      if (used.startsWith('src/platform/node/') && !isNodes(file)) return [`${file} uses ${used}`];
      if (name === 'vscode' && folderOf(file) !== 'editor') return [`${file} uses vscode`];
      return [];
    })));
  });

  it('uses what only Node has only where Node runs', () => {
    const globals = /(?<![.\w])(Buffer|process|__dirname|__filename|setImmediate|clearImmediate|NodeJS)\b(?!\s*\??:)/g;
    assertNone(files.filter((file) => !isNodes(file) && !file.endsWith('.d.ts')).flatMap((file) =>
      [...codeOf(file).matchAll(globals)].map(([name]) => `${file} uses ${name}`)));
  });

  it('imports nothing but its own files and the few packages it names', () => {
    const packages = new Set(['vscode', '@noble/hashes', '@vscode/debugprotocol']);
    assertNone(files.flatMap((file) => importsOf(file).flatMap(({ name }) => {
      const owner = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0];
      return name.startsWith('.') || name.startsWith('node:') || packages.has(owner) ? [] : [`${file} uses ${name}`];
    })));
  });

  it('opens no network connection', () => {
    // A listener of our own on this machine, and the client that connects to it, are all there is.
    const allowed = new Set(['src/platform/node/streams.ts', 'src/platform/node/terminal.ts']);
    assertNone(files.flatMap((file) => {
      const modules = importsOf(file).filter(({ name }) => /^node:(net|http|https|http2|tls|dgram|dns)(\/|$)/.test(name) && !allowed.has(file));
      const calls = [...codeOf(file).matchAll(/(?<![.\w]|async )fetch\((?!\w+\??:)|(?<![.\w])(XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/g)];
      return [...modules.map(({ name }) => name), ...calls.map(([name]) => name)].map((name) => `${file} uses ${name}`);
    }));
  });

  it('has files that open by saying what they are, and none that is too long or too wide', () => {
    assertNone(files.flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n');
      return [
        ...(/^(\/\/|\/\*)/.test(lines[0]) ? [] : [`${file} opens without a comment`]),
        ...widthsOf(file).flatMap((width, line) => (width > COLUMNS_MAX ? [`${file}:${line + 1} has ${width} columns`] : [])),
        ...(lines.length - 1 > LINES_MAX && !LONG_FILES.has(file) ? [`${file} has ${lines.length - 1} lines`] : []),
      ];
    }));
  });

  it('has code without `any`, default exports and notes to do something later', () => {
    assertNone(files.flatMap((file) => {
      const code = codeOf(file);
      return [
        ...(/[:<|&,(]\s*any\b(?!\s*[:(?])|\bas any\b/.test(code) ? [`${file} has any`] : []),
        ...(/\bexport default\b/.test(code) ? [`${file} has a default export`] : []),
        ...(/\b(TODO|FIXME|XXX|HACK)\b/.test(readFileSync(file, 'utf8')) ? [`${file} puts something off`] : []),
      ];
    }));
  });

  it('has a place in docs/architecture.md for every folder', () => {
    const map = readFileSync('docs/architecture.md', 'utf8');
    const folders = new Set(files.map(folderOf).filter((folder) => folder !== ''));
    assertNone([...folders].filter((folder) => !map.includes(`| \`src/${folder}\` |`)));
  });
});

describe('what is committed', () => {
  it('names no place of one machine, and no server that packages came from', () => {
    const forbidden = [
      ['', 'work', 'main', ''].join('/'), ['', 'work', '.library'].join('/'), ['', 'work', 'shared'].join('/'),
      ['..', 'shared'].join('/'), ['', 'tmp', 'team'].join('/'),
      ['', 'root', ''].join('/'), ['registry', 'npmjs'].join('.'),
    ];
    const binary = /\.(png|jpg|jpeg|gif|ico|simg|woff2?|vsix|bin|img)$/;
    assertNone(committedFiles().filter((file) => !binary.test(file)).flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      return forbidden.filter((word) => text.includes(word)).map((word) => `${file} names ${word}`);
    }));
  });

  it('pins packages by their contents, not by where they were', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Record<string, unknown>> };
    const entries = Object.entries(lock.packages).filter(([name]) => name !== '');
    assert.ok(entries.length > 0);
    assertNone(entries.filter(([, entry]) => entry.resolved !== undefined).map(([name]) => name));
    assertNone(entries.filter(([, entry]) => entry.integrity === undefined).map(([name]) => name));
  });
});
