// The stack in the margin: what is known of the operand stack before each instruction, and the numbers beside names.
import { strict as assert } from 'node:assert';
import { INLAY_DEFAULTS, inlays, type Inlay, type InlayOptions } from '../../src/language/inlay';
import { program } from './marked';

function shown(text: string, options: Partial<InlayOptions>): readonly Inlay[] {
  const { model, source } = program(text);
  return inlays(model, source, 0, source.tree.text.length, { ...INLAY_DEFAULTS, ...options });
}

/** The text with what is shown put where it is shown: behind `⟪` and before `⟫`. */
function check(text: string, expected: string, options: Partial<InlayOptions> = {}): void {
  const found = [...shown(text, options)].reverse();
  assert.equal(found.reduce((all, { offset, text: said }) => `${all.slice(0, offset)}⟪${said}⟫${all.slice(offset)}`, text), expected);
}

/** The margin of each line of a body, from the second line of the function on. */
function margins(body: string, options: Partial<InlayOptions> = {}): (string | undefined)[] {
  const head = 'const limit = 9\ndata text = "Hi"\nfunc half (n: i32) -> i32\n  get n ret\nend\nfunc f (n: i32, x: f64)\n  local i: i32, y: f64\n';
  const text = `${head}${body}\nend\nentry func main ret end\n`;
  const { source } = program(text), found = shown(text, options), first = source.tree.lineAt(head.length);
  return body.split('\n').map((_, i) => found.find(({ offset }) => source.tree.lineAt(offset) === first + i)?.text);
}

function checkMargin(line: string, expected: string, options: Partial<InlayOptions> = {}): void {
  assert.equal(margins(`${line}\n  ret`, options)[0], expected);
}

describe('language: the stack in the margin', () => {
  it('long: before each instruction of a line, at its end', () => check(
    'entry func main\n  3 4 add sys print\n  ret\nend\n',
    'entry func main\n  3 4 add sys print⟪∅ │ 3 │ 3 4 │ 7⟫\n  ret\nend\n'));
  it('short: before each line', () => check(
    'entry func main\n  3 4\n  add\n  sys print\n  ret\nend\n',
    'entry func main\n  3 4\n  add⟪3 4⟫\n  sys print⟪7⟫\n  ret\nend\n', { stack: 'short' }));
  it('off: not at all', () => check('entry func main\n  3 4 add sys print\n  ret\nend\n', 'entry func main\n  3 4 add sys print\n  ret\nend\n', { stack: 'off' }));
  it('stands behind comments and not behind empty stacks', () => check(
    'entry func main\n  3 drop ; three\n  ret\nend\n', 'entry func main\n  3 drop ; three⟪∅ │ 3⟫\n  ret\nend\n'));

  it('names constants, data and locals', () => {
    checkMargin('limit text drop drop', '∅ │ limit │ limit text │ limit');
    checkMargin('get n get x drop drop', '∅ │ n │ n x │ n');
    checkMargin('text.size drop', '∅ │ text.size');
    checkMargin('\'A\' (limit * 2) drop drop', '∅ │ \'A\' │ \'A\' 18 │ \'A\'');
    checkMargin('1.5 drop 1000000000 drop', '∅ │ 1.5 │ ∅ │ 1000000000');
  });
  it('makes formulas of names, and numbers of numbers', () => {
    checkMargin('get n limit add 2 mul drop', '∅ │ n │ n limit │ (n + limit) │ (n + limit) 2 │ ((n + limit) * 2)');
    checkMargin('10 3 rem drop', '∅ │ 10 │ 10 3 │ 1');
    checkMargin('get x 2.0 fmin drop', '∅ │ x │ x 2.0 │ min(x, 2.0)');
    checkMargin('get n eqz drop', '∅ │ n │ (n = 0)');
    checkMargin('7 0 div drop', '∅ │ 7 │ 7 0 │ (7 / 0)');
  });
  it('follows values that move', () => {
    checkMargin('1 get n swap over rot drop drop drop', '∅ │ 1 │ 1 n │ n 1 │ n 1 n │ 1 n n │ 1 n │ 1');
    checkMargin('get n dup drop drop', '∅ │ n │ n n │ n');
  });
  it('says what a call gives, and only the type of what comes from memory', () => {
    checkMargin('get n call half drop', '∅ │ n │ half(n)');
    checkMargin('text load drop', '∅ │ text │ i32');
    checkMargin('get n text load add drop', '∅ │ n │ n text │ n i32 │ i32');
  });
  it('forgets what was read of a local that changes', () => {
    checkMargin('get i 5 set i drop', '∅ │ i │ i 5 │ i32');
    checkMargin('get n 1 tee n drop drop', '∅ │ n │ n 1 │ i32 n │ i32');
    checkMargin('get i get n add 5 set n drop', '∅ │ i │ i n │ (i + n) │ (i + n) 5 │ i32');
  });
  it('knows where ways join what both know', () => {
    assert.deepEqual(margins('  1 get n jumpz b\n  drop 2 jump b\nb:\n  drop ret'), ['∅ │ 1 │ 1 n', '1 │ ∅ │ 2', undefined, 'i32 │ ∅']);
    assert.deepEqual(margins('  1 get n jumpz b\n  nop\nb:\n  drop ret'), ['∅ │ 1 │ 1 n', '1', undefined, '1 │ ∅']);
  });
  it('knows in a loop what does not change', () => {
    assert.deepEqual(margins('  limit get i\nb:\n  drop get i\n  get i jumpnz b\n  drop drop ret'),
      ['∅ │ limit', undefined, 'limit i │ limit', 'limit i │ limit i i', 'limit i │ limit │ ∅']);
    assert.deepEqual(margins('  get i\nb:\n  drop 1 set i get i\n  get i jumpnz b\n  drop ret')[2], 'i │ ∅ │ 1 │ ∅');
  });
  it('shows the top of deep stacks', () => {
    checkMargin('1 2 3 4 5 6 drop drop drop drop drop drop', '∅ │ 1 │ 1 2 │ 1 2 3 │ 1 2 3 4 │ … 2 3 4 5 │ … 3 4 5 6 │ … 2 3 4 5 │ 1 2 3 4 │ 1 2 3 │ 1 2 │ 1');
  });
  it('is there for what was understood, while the rest is broken', () => {
    check('entry func main\n  3 4 add sys print\n  5 nonsense drop\n', 'entry func main\n  3 4 add sys print⟪∅ │ 3 │ 3 4 │ 7⟫\n  5 nonsense drop⟪∅ │ 5⟫\n');
    assert.deepEqual(margins('  1 add\n  drop\n  ret'), ['∅ │ 1', undefined, undefined]);
    assert.deepEqual(margins('  1 get\n  drop drop\n  ret'), ['∅ │ 1', '1 i32 │ 1', undefined]);
  });
  it('is silent where no way leads', () => assert.deepEqual(margins('  ret\n  1 drop\n  ret'), [undefined, undefined, undefined]));
  it('tells all of it in its tooltip, in both languages', () => {
    const [margin] = shown('entry func main\n  3 4 add sys print\n  ret\nend\n', { stack: 'long' });
    assert.match(margin.tooltip('en'), /before `3`, the top on the right: empty\n\n[^]*before `add`[^]*: `3`: i32, `4`: i32/);
    assert.match(margin.tooltip('ko'), /`add` 직전의 피연산자 스택[^]*`4`: i32/);
  });
  it('answers for a stretch of the text', () => {
    const { model, source } = program('entry func main\n  1 drop\n  2 drop\n  3 drop\n  ret\nend\n');
    const line = source.tree.lineStarts[2];
    assert.deepEqual(inlays(model, source, line, line + 8, INLAY_DEFAULTS).map(({ text }) => text), ['∅ │ 2']);
  });
});

describe('language: other inlays', () => {
  it('number the entries of tables, on from those before', () => check('table a, b\ntable a\nfunc a ret end\nfunc b ret end\nentry func main ret end\n',
    'table ⟪0:⟫a, ⟪1:⟫b\ntable ⟪2:⟫a\nfunc a ret end\nfunc b ret end\nentry func main ret end\n'));
  it('number the labels of a switch', () => check('entry func main\n  0 switch [a b a]\na: ret\nb: ret\nend\n',
    'entry func main\n  0 switch [⟪0:⟫a ⟪1:⟫b ⟪…:⟫a]\na: ret\nb: ret\nend\n', { stack: 'off' }));
  it('name long functions at their ends', () => {
    const text = `entry func main\n${'  nop\n'.repeat(20)}  ret\nend`;
    check(text, `${text}⟪func main⟫`);
    check(text, text, { ends: false });
  });
});
