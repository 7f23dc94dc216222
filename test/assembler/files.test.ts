// `include` and `embed`: what may be read, what comes of it, and what the debug information calls it.
import * as assert from 'node:assert/strict';
import { assemble, type Assembly, type Request } from '../../src/assembler';
import { PROBLEMS } from '../../src/assembler/messages';
import { sha256 } from '../../src/base/hash';
import { render, Refusal } from '../../src/base/message';
import { encodeImage } from '../../src/image/write';
import { memoryFiles } from './files';
import { source } from './source';

const MAIN = 'entry func main\n ret\nend\n';
const CHILD = 'const code = 3\nentry func main\n code sys exit ret\nend\n';

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** Assembles /work/program/main.sasm. */
function run(files: Contents, rest: Partial<Request> = {}, links: Readonly<Record<string, string>> = {}): Assembly {
  const path = '/work/program/main.sasm';
  const inFolder = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/work/program/${name}`, text]));
  return assemble({ path, files: memoryFiles(inFolder, links), ...rest });
}

function codes({ diagnostics }: Assembly): string[] {
  return diagnostics.map(({ row }) => row.code);
}

describe('include', () => {
  it('takes declarations from other files, each file once', () => {
    const result = run({
      'main.sasm': 'include "lib/a.sasm"\ninclude "lib/b.sasm"\nentry func main\n call f n drop ret\nend\n',
      'lib/a.sasm': 'include "b.sasm"\nfunc f\n ret\nend\n', 'lib/b.sasm': 'const n = 7\n',
    });
    assert.deepEqual(codes(result), []);
    assert.deepEqual(result.files, ['/work/program/main.sasm', '/work/program/lib/a.sasm', '/work/program/lib/b.sasm']);
    const info = result.debug.get(result.identity ?? '');
    assert.deepEqual(info?.files.map(({ name }) => name), ['main.sasm', 'lib/a.sasm', 'lib/b.sasm']);
    assert.deepEqual(info?.functions.map(({ name }) => name), ['f', 'main']);
    assert.deepEqual([...info?.spans.slice(0, 5) ?? []], [1, 2, 1, 2, 4]);
  });

  it('finds names of other files, also in front of a dot', () => {
    const lib = 'struct pair\n x: i32\n y: f64\nend\ndata text = "abc"\nconst k = 4\ntable f\nfunc f\n ret\nend\n';
    const main = 'const n = pair.size + text.size + k\nentry func main\n n pair.y f.index call f drop drop drop ret\nend\n';
    for (const text of [`include "lib.sasm"\n${main}`, `${main}include "lib.sasm"\n`]) {
      const result = run({ 'main.sasm': text, 'lib.sasm': lib });
      assert.deepEqual(codes(result), []);
      const constants = result.debug.get(result.identity ?? '')?.constants ?? [];
      assert.equal(constants.find(({ name }) => name === 'n')?.value, 16 + 3 + 4);
    }
    assert.deepEqual(codes(run({ 'main.sasm': `include "lib.sasm"\nconst k = 5\n${main}`, 'lib.sasm': lib })), [PROBLEMS.duplicate.code]);
  });

  it('stays below the folder of the program, links resolved', () => {
    const links = { '/work/program/inside.sasm': '/work/secret.sasm', '/work/program/lib/link.sasm': '/work/program/real.sasm' };
    const files = memoryFiles({ '/work/program/main.sasm': `include "inside.sasm"\n${MAIN}`, '/work/secret.sasm': '' }, links);
    assert.deepEqual(codes(assemble({ path: '/work/program/main.sasm', files })), ['S402']);
    assert.deepEqual(codes(run({ 'main.sasm': `include "lib/link.sasm"\n${MAIN}`, 'real.sasm': '' }, {}, links)), []);
    assert.deepEqual(codes(run({ 'main.sasm': `include "../other.sasm"\n${MAIN}` })), ['S402']);
  });

  it('reaches allowed roots, and the folder that was given', () => {
    const files = memoryFiles({ '/work/program/main.sasm': `include "../lib/a.sasm"\n${MAIN}`, '/work/lib/a.sasm': 'func f\n ret\nend\n' });
    const path = '/work/program/main.sasm';
    const names = (request: Partial<Request>): string[] | undefined => {
      const { debug, identity } = assemble({ path, files, ...request });
      return debug.get(identity ?? '')?.files.map(({ name }) => name);
    };
    assert.equal(names({}), undefined);
    assert.deepEqual(names({ roots: ['/work/lib'] }), ['main.sasm', 'a.sasm']);
    assert.deepEqual(names({ folder: '/work' }), ['program/main.sasm', 'lib/a.sasm']);
  });

  it('needs a saved text', () => assert.deepEqual(codes(assemble({ path: 'Untitled-1', text: `include "a.sasm"\n${MAIN}` })), ['S407']));

  it('tells of a circle with the chain', () => {
    const { diagnostics } = run({ 'main.sasm': `include "a.sasm"\n${MAIN}`, 'a.sasm': 'include "b.sasm"', 'b.sasm': 'include "a.sasm"' });
    assert.deepEqual(diagnostics.map(({ message, file }) => `${file}: ${render(message, 'en')}`), [
      '/work/program/b.sasm: The file needs itself: a.sasm → b.sasm → a.sasm.',
    ]);
  });

  it('goes only so deep', () => {
    const files: Record<string, string> = { 'main.sasm': `include "0.sasm"\n${MAIN}` };
    for (let i = 0; i < 80; i++) files[`${i}.sasm`] = `include "${i + 1}.sasm"\n`;
    assert.deepEqual(codes(run(files)), ['S409']);
  });

  it('refuses what is no text, and what the platform refuses', () => {
    assert.deepEqual(codes(run({ 'main.sasm': `include "a.sasm"\n${MAIN}`, 'a.sasm': Uint8Array.of(0xff, 0xfe) })), ['S404']);
    const files = memoryFiles({ '/a/main.sasm': `include "b.sasm"\n${MAIN}`, '/a/b.sasm': '' });
    const refusing = { ...files, readFile: (path: string) => {
      if (path.endsWith('b.sasm')) throw new Refusal({ code: 'R009', en: '{path} is on fire.', ko: '' }, { path: 'it' });
      return files.readFile(path);
    } };
    const { diagnostics } = assemble({ path: '/a/main.sasm', files: refusing });
    assert.deepEqual(diagnostics.map(({ message }) => render(message, 'en')), ['`b.sasm` cannot be read. R009: b.sasm is on fire.']);
  });
});

describe('embed', () => {
  it('takes a program from its source or its image, with its debug information under its identity', () => {
    const child = assemble({ path: 'child.sasm', text: CHILD });
    assert.ok(child.image !== undefined && child.bytes !== undefined);
    const simg = encodeImage(child.image, child.debug);
    const result = run({
      'main.sasm': `embed one "child.sasm"\nembed two "child.simg"\n${MAIN}`, 'child.sasm': CHILD, 'child.simg': simg,
    });
    assert.deepEqual(codes(result), []);
    const memory = Buffer.alloc(1024), stripped = Buffer.from(child.bytes);
    for (const { address, bytes } of result.image?.segments ?? []) memory.set(bytes, address);
    assert.equal(memory.indexOf(stripped), 8);
    assert.equal(memory.indexOf(stripped, 9), 8 + Math.ceil(stripped.length / 8) * 8);
    assert.deepEqual([...result.debug.keys()], [result.identity, child.identity]);
    assert.deepEqual(result.debug.get(child.identity ?? '')?.files.map(({ name }) => name), ['child.sasm']);
  });

  it('keeps names apart but lets constants and structures through to programs written inside', () => {
    const outer = 'const n = 4\nstruct s\n a: i32\n b: i32\nend\ndata d = i32 1\nembed inner\n';
    assert.deepEqual(codes(run({ 'main.sasm': `${outer} entry func main\n n s.b drop drop ret\n end\nend\n${MAIN}` })), []);
    assert.deepEqual(codes(run({ 'main.sasm': `${outer} entry func main\n d drop ret\n end\nend\n${MAIN}` })), ['S102']);
  });

  it('is read once for all who embed it', () => {
    let reads = 0;
    const files = memoryFiles({ '/a/main.sasm': `embed a "child.sasm"\nembed b "child.sasm"\n${MAIN}`, '/a/child.sasm': CHILD });
    const counting = { ...files, readFile: (path: string) => {
      if (path.endsWith('child.sasm')) reads++;
      return files.readFile(path);
    } };
    assert.ok(assemble({ path: '/a/main.sasm', files: counting }).image !== undefined);
    assert.equal(reads, 1);
  });

  it('refuses circles of any kind', () => {
    assert.deepEqual(codes(run({ 'main.sasm': `embed me "main.sasm"\n${MAIN}` })), ['S403']);
    const files = { 'main.sasm': `embed a "a.sasm"\n${MAIN}`, 'a.sasm': `include "b.sasm"\n${MAIN}`, 'b.sasm': 'embed c "main.sasm"' };
    assert.deepEqual(codes(run(files)).sort(), ['S403', 'S406']);
    const inline = `const n = inner.size\nembed inner\n data d = i32 n\n ${MAIN} end\n${MAIN}`;
    assert.ok(codes(run({ 'main.sasm': inline })).every((code) => code === 'S115'));
  });
});

describe('debug information', () => {
  const text = source(`
    ;; Doubles.
    func twice (n: i32) -> i32
      get n  2 mul
      ret
    end
    const k = 2.5
    struct p
      x: i32
      y: i32
    end
    data d = i32 1, 2
    entry func main
      local i: i32
    loop:
      1 call twice drop  get i jumpz loop
      ret
    end
  `);
  const path = '/p/x/한글.sasm';
  const { debug, identity } = assemble({ path, files: memoryFiles({ [path]: text }), folder: '/p', sourceText: true });
  const info = debug.get(identity ?? '');

  it('names files, functions, locals, labels, data and constants', () => {
    assert.deepEqual(info?.files, [{ name: 'x/한글.sasm', sha256: sha256(new TextEncoder().encode(text)), text }]);
    assert.deepEqual(info?.functions, [
      { name: 'twice', locals: ['n'], labels: [] }, { name: 'main', locals: ['i'], labels: [{ name: 'loop', address: 4 }] },
    ]);
    assert.deepEqual(info?.data, [{ name: 'd', address: 8, size: 8, element: 'i32' }]);
    assert.deepEqual(info?.constants, [
      { name: 'k', type: 'f64', value: 2.5 }, { name: 'p.x', type: 'i32', value: 0 }, { name: 'p.y', type: 'i32', value: 4 },
      { name: 'p.size', type: 'i32', value: 8 },
    ]);
  });

  it('has a span for every word, and the words that begin statements', () => {
    const lines = text.split('\n');
    const spans = info?.spans ?? new Int32Array();
    const texts = Array.from({ length: spans.length / 5 }, (_, i) => lines[spans[i * 5 + 1]].slice(spans[i * 5 + 2], spans[i * 5 + 4]));
    assert.deepEqual(texts, ['get n', '2', 'mul', 'ret', '1', 'call twice', 'drop', 'get i', 'jumpz loop', 'ret']);
    assert.deepEqual([...info?.statements ?? []], [0, 3, 4, 7, 9]);
  });
});
