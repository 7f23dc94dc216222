// Definition, references, rename: the marks in the snippets are the places that must be found.
import { strict as assert } from 'node:assert';
import { definition, references, rename, renamable } from '../../src/language/navigation';
import { mark, program, type Program } from './marked';

/** The text of every file with the found places marked. */
function marked({ files }: Program, places: readonly { file: string; start: number; end: number }[]): Record<string, string> {
  return Object.fromEntries([...files].map(([path, { text }]) => [path, mark(text, places.filter(({ file }) => file === path))]));
}

/** The text of every file with the marks of the test itself. */
function expected({ files }: Program): Record<string, string> {
  return Object.fromEntries([...files].map(([path, { text, ranges }]) => [path, mark(text, ranges)]));
}

function checkDefinition(given: string | Readonly<Record<string, string>>): void {
  const found = program(given);
  const place = definition(found.model, found.source, found.cursor);
  assert.deepEqual(marked(found, place === undefined ? [] : [place]), expected(found));
}

function checkReferences(given: string | Readonly<Record<string, string>>): void {
  const found = program(given);
  assert.deepEqual(marked(found, references(found.model, found.source, found.cursor)), expected(found));
}

function renamed(given: string | Readonly<Record<string, string>>, name: string): string | Record<string, string> {
  const found = program(given);
  const edits = rename(found.model, found.source, found.cursor, name, 'en');
  if ('refused' in edits) return edits.refused;
  return Object.fromEntries([...found.files].map(([path, { text }]) => {
    const own = edits.filter(({ file }) => file === path).sort((a, b) => b.start - a.start);
    return [path, own.reduce((all, { start, end, text: fresh }) => all.slice(0, start) + fresh + all.slice(end), text)];
  }));
}

describe('language: definition', () => {
  it('of a local', () => checkDefinition('entry func main\n  local «i»: i32\n  5 set $0i get i drop ret\nend\n'));
  it('of a parameter, at the end of the word', () => checkDefinition('func f («n»: i32) -> i32\n  get n$0 ret\nend\nentry func main ret end\n'));
  it('of a label behind the jump', () => checkDefinition('entry func main\n  jump o$0n\n«on»:\n  ret\nend\n'));
  it('of a label in a switch', () => checkDefinition('entry func main\n  0 switch [a $0b]\na:\n«b»: ret\nend\n'));
  it('of a function, not of the label of the same name', () => checkDefinition('func «f»\n  ret\nend\nentry func main\n  call $0f\n  jump f\nf: ret\nend\n'));
  it('of a constant in an expression', () => checkDefinition('const «a» = 1\nconst b = (2 + $0a) * 3\nentry func main b drop ret end\n'));
  it('of data in front of its dot', () => checkDefinition('data «text» = "x"\nentry func main te$0xt.size drop ret end\n'));
  it('of a structure in front of a dot', () => checkDefinition('struct «point» x: i32 y: i32 end\nentry func main po$0int.x drop ret end\n'));
  it('of a field behind a dot', () => checkDefinition('struct point x: i32 «y»: i32 end\nentry func main point.$0y drop ret end\n'));
  it('of a field of a structure in a structure', () => checkDefinition(
    'struct point «x»: i32 end\nstruct line from: point to: point end\nentry func main line.to.$0x drop ret end\n'));
  it('of a field in a record', () => checkDefinition('struct point «x»: i32 end\ndata p = point ($0x: 1)\nentry func main p drop ret end\n'));
  it('of a structure in a field', () => checkDefinition('struct «point» x: i32 end\nstruct line a: $0point end\nentry func main line.size drop ret end\n'));
  it('of a function in a table', () => checkDefinition('func «f» ret end\ntable $0f\nentry func main ret end\n'));
  it('in an included file', () => checkDefinition({
    'main.sasm': 'include "lib.sasm"\nentry func main\n  call $0twice\n  ret\nend\n', 'lib.sasm': 'func «twice»\n  ret\nend\n',
  }));
  it('of a constant of the program around an embedded one', () => checkDefinition(
    'const «limit» = 4\nembed child\n  entry func main $0limit drop ret end\nend\nentry func main child drop ret end\n'));
  it('inside the embedded program where both declare the name', () => checkDefinition(
    'func f ret end\nembed child\n  func «f» ret end\n  entry func main call $0f ret end\nend\nentry func main call f child drop ret end\n'));
  it('of nothing for a word of the machine', () => checkDefinition('entry func main cause.$0exit drop ret end\n'));
  it('of a file that is included', () => {
    const found = program({ 'main.sasm': 'include "l$0ib.sasm"\nentry func main ret end\n', 'lib.sasm': 'const a = 1\n' });
    assert.deepEqual(definition(found.model, found.source, found.cursor), { file: '/p/lib.sasm', start: 0, end: 0 });
  });
});

describe('language: references', () => {
  it('of a local stay in its function', () => checkReferences(
    'func f (n: i32) -> i32 get n ret end\nentry func main\n  local «n»: i32\n  1 set $0«n» get «n» drop ret\nend\n'));
  it('of a label', () => checkReferences('entry func main\n«again»:\n  jump «$0again»\n  jump «again»\nend\n'));
  it('of data with and without a dot', () => checkReferences('data «$0t» = "x"\nentry func main «t» «t».size sys write drop ret end\n'));
  it('of a field in structures and records', () => checkReferences(
    'struct point «$0x»: i32 end\ndata p = point («x»: 1)\nentry func main p load +point.«x» drop ret end\n'));
  it('not in comments, texts and other kinds of names', () => checkReferences(
    '; f\ndata t = "f"\nfunc «f» ret end\nentry func main call «$0f» jump f f: ret end\n'));
  it('in all files of the program', () => checkReferences({
    'main.sasm': 'include "lib.sasm"\nentry func main\n  call «twice»\n  ret\nend\n', 'lib.sasm': 'func «$0twice»\n  ret\nend\nfunc other call «twice» ret end\n',
  }));
  it('say which ones write', () => {
    const { model, source, cursor } = program('entry func main\n  local i: i32\n  1 set i get $0i drop 2 tee i drop ret\nend\n');
    assert.deepEqual(references(model, source, cursor).map(({ declares, writes }) => [declares, writes]), [[true, false], [false, true], [false, false], [false, true]]);
  });
});

describe('language: rename', () => {
  it('changes every place', () => assert.deepEqual(renamed('func $0f ret end\nentry func main call f ret end\n', 'g'),
    { '/p/main.sasm': 'func g ret end\nentry func main call g ret end\n' }));
  it('changes only the piece of a dotted name', () => assert.deepEqual(renamed('struct p x: i32 end\nentry func main p.$0x p.size drop drop ret end\n', 'left'),
    { '/p/main.sasm': 'struct p left: i32 end\nentry func main p.left p.size drop drop ret end\n' }));
  it('takes names of any language', () => assert.deepEqual(renamed('const $0a = 1\nentry func main a drop ret end\n', '개수'),
    { '/p/main.sasm': 'const 개수 = 1\nentry func main 개수 drop ret end\n' }));
  it('refuses a word with a meaning', () => assert.match(String(renamed('const $0a = 1\nentry func main a drop ret end\n', 'add')), /meaning of its own/));
  it('refuses what hides constants of the machine', () => assert.match(String(renamed('const $0a = 1\nentry func main a drop ret end\n', 'cause')), /meaning of its own/));
  it('refuses what is no name', () => assert.match(String(renamed('const $0a = 1\nentry func main a drop ret end\n', '1b')), /cannot be a name/));
  it('refuses a name that is taken', () => assert.match(String(renamed('const $0a = 1\nconst b = 2\nentry func main a drop ret end\n', 'b')), /already/));
  it('lets a label have the name of a local', () => assert.deepEqual(renamed('entry func main\n  local i: i32\n$0a:\n  get i drop jump a\nend\n', 'i'),
    { '/p/main.sasm': 'entry func main\n  local i: i32\ni:\n  get i drop jump i\nend\n' }));
  it('keeps the names of the machine', () => {
    const { model, source, cursor } = program('entry func main 1 2 ad$0d drop ret end\n');
    assert.deepEqual(renamable(model, source, cursor, 'en'), { refused: '`add` belongs to the machine and keeps its name.' });
  });
});
