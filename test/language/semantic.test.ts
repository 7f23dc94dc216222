// What each word is: names by what they stand for, and for editors without a grammar all other words too.
import { strict as assert } from 'node:assert';
import { encodedWords, semanticWords, WORD_MODIFIERS, WORD_TYPES, type SemanticWord } from '../../src/language/semantic';
import { program } from './marked';

function words(text: string, all: boolean): readonly string[] {
  const { model, source } = program(text);
  return semanticWords(model, source, 0, source.tree.text.length, all).map((word) => told(source.tree.text, word));
}

function told(text: string, { start, length, type, modifiers }: SemanticWord): string {
  return [`${text.slice(start, start + length)}:${type}`, ...modifiers].join('.');
}

function check(text: string, expected: string, all = false): void {
  assert.equal(words(text, all).join(' '), expected);
}

describe('language: semantic tokens', () => {
  it('of locals and parameters, and where they change', () => check('func f (n: i32)\n  local i: i32\n  get n set i get i tee i drop ret\nend\n',
    'f:function.declaration n:parameter.declaration i:variable.declaration n:parameter i:variable.modification i:variable i:variable.modification'));
  it('of labels', () => check('entry func main\nagain:\n  jump again\nend\n', 'main:function.declaration again:label.declaration again:label'));
  it('of functions in calls, tables and exports', () => check('table f\nexport f\nfunc f ret end\nentry func main\n  call f f.index drop ret\nend\n',
    'f:function f:function f:function.declaration main:function.declaration f:function f:function index:property.readonly.defaultLibrary'));
  it('of constants, data and what is embedded', () => {
    check('const a = 1\nconst b = a + 1\n', 'a:variable.declaration.readonly b:variable.declaration.readonly a:variable.readonly');
    check('data d = i32 1\nembed e entry func main ret end end\ndata s = i32 d.size, e\n',
      'd:variable.declaration.static e:namespace.declaration main:function.declaration s:variable.declaration.static d:variable.static '
      + 'size:property.readonly.defaultLibrary e:namespace');
  });
  it('of structures, fields and records', () => check(
    'struct p x: i32 end\nstruct l from: p end\ndata d = l (from: p (x: 1))\nconst c = l.from.x + l.size\n',
    'p:struct.declaration x:property.declaration l:struct.declaration from:property.declaration p:struct d:variable.declaration.static l:struct '
    + 'from:property p:struct x:property c:variable.declaration.readonly l:struct from:property.readonly x:property.readonly l:struct '
    + 'size:property.defaultLibrary.readonly'));
  it('of words of the machine', () => check('entry func main\n  cause.exit sys print 1 sys random drop drop ret\nend\n',
    'main:function.declaration cause.exit:enumMember.readonly.defaultLibrary print:function.defaultLibrary random:function.defaultLibrary'));
  it('of all other words where they are wanted', () => check(';; Doc.\nentry func main ; c\n  local x: f64\n  (1 + 0x2) 1.5 \'A\' nan halt add\nend\ndata s = "a"\n',
    ';; Doc.:comment.documentation entry:keyword func:keyword main:function.declaration ; c:comment local:keyword x:variable.declaration f64:type '
    + '1:number +:operator 0x2:number 1.5:number \'A\':string nan:number halt:keyword.privileged add:keyword end:keyword data:keyword '
    + 's:variable.declaration.static =:operator "a":string', true));
  it('not of names that stand for nothing', () => check('entry func main\n  get nothing nowhere drop ret\nend\n', 'main:function.declaration'));
  it('of a stretch of the text', () => {
    const { model, source } = program('func a ret end\nfunc b ret end\nfunc c ret end\n'), start = source.tree.lineStarts[1];
    assert.deepEqual(semanticWords(model, source, start, start + 8, false).map((word) => told(source.tree.text, word)), ['b:function.declaration']);
  });
  it('as five numbers each, relative to the word before', () => {
    const { model, source } = program('func f (n: i32)\n  get n drop ret\nend\n');
    const [fn, parameter] = [WORD_TYPES.indexOf('function'), WORD_TYPES.indexOf('parameter')], declares = 1 << WORD_MODIFIERS.indexOf('declaration');
    assert.deepEqual([...encodedWords(source, semanticWords(model, source, 0, 100, false))],
      [0, 5, 1, fn, declares, 0, 3, 1, parameter, declares, 1, 6, 1, parameter, 0]);
  });
});
