// What an editor asks of the shape of a text: growing selections, calls, what stands above declarations, formatting.
import { strict as assert } from 'node:assert';
import { parse } from '../../src/assembler/syntax/parse';
import { formatText } from '../../src/assembler/format';
import { callItemAt, incomingCalls, outgoingCalls, type CallsOf } from '../../src/language/calls';
import { formatChanges, formatRange, formatTyped, type TextChange } from '../../src/language/formatting';
import { lenses, usesOf, usesText } from '../../src/language/lenses';
import { highlights, typeDefinition } from '../../src/language/navigation';
import { searchSymbols } from '../../src/language/outline';
import { selections } from '../../src/language/selection';
import { mark, program, unmark } from './marked';

describe('language: selection', () => {
  /** The stretches, one after the other. */
  function check(text: string, expected: readonly string[]): void {
    const { text: plain, cursor } = unmark(text);
    assert.deepEqual(selections(parse(plain), cursor).map(({ start, end }) => plain.slice(start, end)), expected);
  }

  it('grows from an operand over instruction, line, block and body to the declaration and the text', () => check(
    'const a = 1\n;; Doc.\nfunc f\n  1 drop\nb:\n  get n$0 drop\n  nop\nc:\n  ret\nend\n', [
      'n', 'get n', 'get n drop', 'b:\n  get n drop\n  nop', '1 drop\nb:\n  get n drop\n  nop\nc:\n  ret',
      'func f\n  1 drop\nb:\n  get n drop\n  nop\nc:\n  ret\nend', ';; Doc.\nfunc f\n  1 drop\nb:\n  get n drop\n  nop\nc:\n  ret\nend',
      'const a = 1\n;; Doc.\nfunc f\n  1 drop\nb:\n  get n drop\n  nop\nc:\n  ret\nend\n',
    ]));
  it('grows from the piece of a name to the name', () => check('const c = l.fr$0om.x\n', ['from', 'l.from.x', 'const c = l.from.x', 'const c = l.from.x\n']));
  it('grows through expressions', () => check('const c = (1 + $02) * 3', ['2', '1 + 2', '(1 + 2)', '(1 + 2) * 3', 'const c = (1 + 2) * 3']));
  it('begins inside the marks of a text', () => check('data d = "a$0b"', ['ab', '"ab"', 'data d = "ab"']));
  it('is there in a broken text', () => check('func f\n  get $0)\n', [')', 'get )', 'func f\n  get )', 'func f\n  get )\n']));
});

describe('language: highlights and types', () => {
  it('mark where a function begins, returns and ends', () => {
    for (const at of ['fu$0nc', 're$0t', 'en$0d']) {
      const { model, source, cursor } = program('func f ret end\nfunc g\n  1 jumpz a ret\na:\n  ret\nend\n'.replace(/(func g[^]*)/, (all) => all.replace(at.replace('$0', ''), at)));
      assert.equal(mark(source.tree.text, highlights(model, source, cursor)), 'func f ret end\n«func» g\n  1 jumpz a «ret»\na:\n  «ret»\n«end»\n');
    }
  });
  it('mark a name elsewhere', () => {
    const { model, source, cursor } = program('func $0f ret end\nentry func main call f ret end\n');
    assert.equal(mark(source.tree.text, highlights(model, source, cursor)), 'func «f» ret end\nentry func main call «f» ret end\n');
  });
  it('lead from data and fields to their structure', () => {
    for (const text of ['struct «p» x: i32 end\ndata $0d = p (x: 1)\n', 'struct «p» x: i32 end\nstruct l fr$0om: p end\n', 'struct p x: i32 end\ndata $0d = i32 1\n']) {
      const { model, source, cursor, files, path } = program(text), found = typeDefinition(model, source, cursor);
      assert.equal(mark(source.tree.text, found === undefined ? [] : [found]), mark(source.tree.text, files.get(path)?.ranges ?? []));
    }
  });
});

describe('language: symbols of all files', () => {
  const TEXTS = new Map([['a', parse('func draw_line again: ret end\nstruct line x: i32 end\n')], ['b', parse('embed e entry func main ret end end\n')]]);

  function found(query: string): string[] {
    return searchSymbols(TEXTS, query).map(({ file, symbol, container }) => `${file} ${container} ${symbol.kind} ${symbol.name}`);
  }

  it('are found by the letters of their names in order', () => {
    assert.deepEqual(found('DLn'), ['a  function draw_line']);
    assert.deepEqual(found('main'), ['b e entry main']);
    assert.deepEqual(found(''), ['a  function draw_line', 'a  struct line', 'a line field x', 'b  embed e', 'b e entry main']);
    assert.deepEqual(found('zz'), []);
  });
});

describe('language: calls', () => {
  const PROGRAM = `table c
func a (n: i32) -> i32
  get n call b call b ret
end
func b (n: i32) -> i32
  get n ret
end
func c
  1 call a drop ret
end
entry func main
  1 call a drop ret
end
`;

  function told(found: readonly CallsOf[]): string[] {
    return found.map(({ item: { name, detail }, places }) => `${name} ${detail} ×${places.length}`.replace(/ +/g, ' '));
  }

  function at(word: string): ReturnType<typeof program> {
    return program(PROGRAM.replace(word, `$0${word}`));
  }

  it('begin at the name of a function, or anywhere in one', () => {
    for (const place of ['call b', 'b (n', 'get n ret']) {
      const { model, source, cursor } = at(place);
      assert.equal(callItemAt(model, source, cursor + (place === 'call b' ? 5 : 0))?.name, 'b');
    }
    const { model, source } = at('table');
    assert.equal(callItemAt(model, source, 0), undefined);
  });
  it('of a function come from those that call it', () => {
    const { model, source, cursor } = at('a (n');
    assert.deepEqual(told(incomingCalls(model, source, cursor)), ['c ×1', 'main ×1']);
  });
  it('by a function go to those that it calls', () => {
    const { model, source, cursor } = at('a (n');
    const [call] = outgoingCalls(model, source, cursor);
    assert.deepEqual(told([call]), ['b (n: i32) -> i32 ×2']);
    assert.equal(mark(source.tree.text, call.places), PROGRAM.replaceAll('call b', 'call «b»'));
  });
  it('come from other files too, and not from another program', () => {
    const { model, source, cursor } = program({
      'main.sasm': 'include "lib.sasm"\nentry func main call f ret end\nembed e entry func main call f ret end func f ret end end\n', 'lib.sasm': 'func $0f ret end\n',
    });
    assert.deepEqual(told(incomingCalls(model, source, cursor)), ['main ×1']);
  });
});

describe('language: lenses', () => {
  const PROGRAM = 'struct p x: i32 end\nfunc f ret end\nentry func main\n  call f call f p.x drop ret\nend\n';

  it('stand at the start and above functions and structures', () => {
    const tree = parse(PROGRAM);
    assert.deepEqual(lenses(tree).map(({ kind, start, end }) => [kind, tree.text.slice(start, end)]),
      [['start', 'entry func main'], ['uses', 'p'], ['uses', 'f']]);
  });
  it('count uses', () => {
    const { model, source } = program(PROGRAM);
    const [, struct, fn] = lenses(source.tree);
    assert.equal(mark(PROGRAM, usesOf(model, source, fn.start)), PROGRAM.replaceAll('call f', 'call «f»'));
    assert.equal(mark(PROGRAM, usesOf(model, source, struct.start)), PROGRAM.replace('p.x', '«p».x'));
  });
  it('say it in both languages', () => {
    assert.deepEqual([usesText(0, 'en'), usesText(1, 'en'), usesText(2, 'en'), usesText(2, 'ko')], ['0 references', '1 reference', '2 references', '참조 2개']);
  });
});

describe('language: formatting', () => {
  function applied(text: string, changes: readonly TextChange[]): string {
    return [...changes].sort((a, b) => b.start - a.start).reduce((all, { start, end, text: fresh }) => all.slice(0, start) + fresh + all.slice(end), text);
  }

  const UGLY = 'func   f\nget n   add\n\n\n\n  next:\n   ret\nend\n   \nconst a=1 ; one\nconst bb = 2  ; two\n\n\n';

  it('of the whole text gives what the formatter gives, in small changes', () => {
    for (const text of [UGLY, UGLY.replaceAll('\n', '\r\n'), UGLY.trimEnd(), '\n\n', `\n\n${UGLY}`, 'func f\n  broken )\n   ret\nend']) {
      assert.equal(applied(text, formatChanges(parse(text))), formatText(text));
      assert.ok(formatChanges(parse(text)).every(({ start, end }) => end - start < 20));
    }
    assert.deepEqual(formatChanges(parse(formatText(UGLY))), []);
  });
  it('of a stretch changes its lines only', () => {
    const from = UGLY.indexOf('get');
    assert.equal(applied(UGLY, formatRange(parse(UGLY), from, from + 1)), UGLY.replace('get n   add', '  get n  add'));
  });

  /** Formats after a character was typed at the cursor. */
  function checkTyped(text: string, expected: string): void {
    const { text: plain, cursor } = unmark(text);
    assert.equal(applied(plain, formatTyped(parse(plain), cursor, plain[cursor - 1])), expected);
  }

  it('after a line end: that line, and the indentation of the new one', () => {
    checkTyped('func f\nget n   add\n$0\n  ret\nend\n', 'func f\n  get n  add\n  \n  ret\nend\n');
    checkTyped('func f\n$0', 'func f\n  ');
    checkTyped('embed e\n  func f\n$0\n', 'embed e\n  func f\n    \n');
    checkTyped('func f\n  ret\nend\n  $0', 'func f\n  ret\nend\n  ');
    checkTyped('func f\n  ret\nend\n$0', 'func f\n  ret\nend\n');
    checkTyped('embed e "a.simg"\n$0', 'embed e "a.simg"\n');
  });
  it('after the colon of a label and after `end`: one level less', () => {
    checkTyped('func f\n  next:$0\n  ret\nend\n', 'func f\nnext:\n  ret\nend\n');
    checkTyped('func f\n  ret\n  end$0\n', 'func f\n  ret\nend\n');
    checkTyped('embed e\n  func f\n    ret\n    end$0\n', 'embed e\n  func f\n    ret\n  end\n');
    checkTyped('struct s\n  x:$0\nend\n', 'struct s\n  x:\nend\n');
    checkTyped('func f\n  add$0\nend\n', 'func f\n  add\nend\n');
  });
});
