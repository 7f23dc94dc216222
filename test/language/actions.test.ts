// What can be done to a text: each problem that can be mended is, and each rewriting means the same afterwards.
import { strict as assert } from 'node:assert';
import { render, type Language } from '../../src/base/message';
import { assemble } from '../../src/assembler/assemble';
import { actions, type Action } from '../../src/language/actions';
import { program, unmark } from './marked';

function offered(text: string): { readonly plain: string; readonly found: readonly Action[] } {
  const { model, source, cursor } = program(text);
  return { plain: unmark(text).text, found: actions(model, source, cursor, cursor) };
}

function titleOf({ title }: Action, language: Language = 'en'): string {
  return render(title, language);
}

function applied(text: string, { edits }: Action): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((all, { start, end, text: fresh }) => all.slice(0, start) + fresh + all.slice(end), text);
}

/** Does what has a title at the cursor. */
function check(text: string, title: string, expected: string): void {
  const { plain, found } = offered(text), action = found.find((one) => titleOf(one) === title);
  assert.ok(action, `${title} is missing among ${found.map((one) => titleOf(one)).join(', ')}`);
  assert.equal(applied(plain, action), expected);
  assert.match(titleOf(action, 'ko'), /[가-힣]/);
}

/** A quick fix: afterwards the problem is gone. */
function checkFix(text: string, title: string, expected: string): void {
  check(text, title, expected);
  const { found } = offered(text), { mends } = found.find((one) => titleOf(one) === title) as Action;
  assert.ok(mends, 'it mends a problem');
  const after = assemble({ path: 'a.sasm', text: expected }).diagnostics;
  assert.ok(!after.some(({ row, message }) => row.code === mends.row.code && render(message, 'en') === render(mends.message, 'en')), 'the problem is still there');
}

/** A rewriting: the program stays the same image. */
function checkSame(text: string, title: string, expected: string): void {
  check(text, title, expected);
  const [before, after] = [unmark(text).text, expected].map((one) => assemble({ path: 'a.sasm', text: one }).identity);
  assert.ok(before !== undefined);
  assert.equal(after, before);
}

/** A body as a program. */
function main(body: string, before = ''): string {
  return `${before}entry func main\n${body}\n  ret\nend\n`;
}

describe('language: quick fixes', () => {
  it('of a name that was misspelt', () => checkFix(main('  local total: i32\n  1 set total get tot$0la drop'), 'Change to `total`', main('  local total: i32\n  1 set total get total drop')));
  it('of a local that is not declared: its type is that of what is stored', () => {
    checkFix(main('  1.5 set abc$0def'), 'Declare `local abcdef: f64`', main('  local abcdef: f64\n  1.5 set abcdef'));
    checkFix(main('  local x: i32\n  get abc$0def set x'), 'Declare `local abcdef: i32`', main('  local x: i32, abcdef: i32\n  get abcdef set x'));
  });
  it('of a constant that is not declared', () => checkFix(main('  abcd$0ef drop'), 'Declare constant `abcdef`', main('  abcdef drop', 'const abcdef = 0\n\n')));
  it('of a function that is not there: it takes what is on the stack', () => checkFix(main('  1 2.5 call abcd$0ef'), 'Write `func abcdef (a: i32, b: f64)`',
    `${main('  1 2.5 call abcdef').trimEnd()}\n\nfunc abcdef (a: i32, b: f64)\n  ret\nend\n`));
  it('of a local, a function, a structure where a value belongs', () => {
    checkFix(main('  local x: i32\n  1 set x $0x drop'), 'Write `get x`', main('  local x: i32\n  1 set x get x drop'));
    checkFix(main('  ma$0in'), 'Write `call main`', main('  call main'));
    checkFix(main('  p$0 drop', 'struct p x: i32 end\n'), 'Write `p.size`', main('  p.size drop', 'struct p x: i32 end\n'));
  });
  it('of a function without an index', () => checkFix(main('  f.inde$0x drop', 'func f ret end\n'), 'Put `f` into the table of functions',
    main('  f.index drop', 'func f ret end\ntable f\n\n')));
  it('of a program without a beginning', () => checkFix('$0const a = 1\n', 'Write an entry function', 'const a = 1\n\nentry func main\n  ret\nend\n'));
  it('of what is missing', () => {
    checkFix('func f (n: i32$0\n  ret\nend\nentry func main ret end\n', 'Write `)`', 'func f (n: i32)\n  ret\nend\nentry func main ret end\n');
    checkFix('func f (n:$0)\n  ret\nend\nentry func main ret end\n', 'Write `i32`', 'func f (n:i32 )\n  ret\nend\nentry func main ret end\n');
    checkFix(main('  0 call.table$0'), 'Write `()`', main('  0 call.table ()'));
    checkFix('data d = "abc$0\nentry func main ret end\n', 'Write `"`', 'data d = "abc"\nentry func main ret end\n');
    checkFix(main('  sys 2$00'), 'Write `sys 20 ()`', main('  sys 20 ()'));
    checkFix('func f$0\nend\nentry func main ret end\n', 'Write `ret`', 'func f\n  ret\nend\nentry func main ret end\n');
    checkFix('entry func main\n  nop\nen$0d\n', 'Add `ret`', 'entry func main\n  nop\n  ret\nend\n');
    checkFix('fu$0nc f\n  ret\n', 'Add `end`', 'func f\n  ret\nend\n');
    checkFix('data d = $01, 2\nentry func main ret end\n', 'Write `i32` in front', 'data d = i32 1, 2\nentry func main ret end\n');
  });
  it('of what is too much', () => {
    checkFix('entry func main\n  ret\nend\n$0end\n', 'Remove it', 'entry func main\n  ret\nend\n');
    checkFix(main('  nop $0) nop'), 'Remove it', main('  nop nop'));
    checkFix('memory 8\nmemor$0y 16\nentry func main ret end\n', 'Remove it', 'memory 8\nentry func main ret end\n');
    checkFix('export main\nexport ma$0in\nentry func main ret end\n', 'Remove it', 'export main\nentry func main ret end\n');
    checkFix(main('  1 sys prin$0t (i32 -> i32)'), 'Take the type of the firmware\'s `print`', main('  1 sys print'));
  });
  it('of instructions for the other type', () => {
    checkFix(main('  1.5 2.5 a$0dd drop'), 'Write `fadd`', main('  1.5 2.5 fadd drop'));
    checkFix(main('  1 2 fl$0t drop'), 'Write `lt`', main('  1 2 lt drop'));
    checkFix(main('  8 1.5 st$0ore'), 'Write `fstore`', main('  8 1.5 fstore'));
    checkFix(main('  1.5 2 fad$0d drop'), 'Convert with `i2f`', main('  1.5 2 i2f fadd drop'));
    checkFix(main('  1 2.5 ad$0d drop'), 'Convert with `f2i`', main('  1 2.5 f2i add drop'));
  });
  it('of a stack that is not empty at the end', () => {
    checkFix('entry func main\n  1 2 r$0et\nend\n', 'Drop what is left on the stack (2)', 'entry func main\n  1 2 drop drop ret\nend\n');
    checkFix('func f (n: i32)\n  1.5 r$0et\nend\nentry func main ret end\n', 'Give the function the result `f64`', 'func f (n: i32) -> f64\n  1.5 ret\nend\nentry func main ret end\n');
  });
  it('of what is not needed', () => {
    checkFix(main('  ret\n  1 dr$0op'), 'Remove the code that no way leads to', 'entry func main\n  ret\nend\n');
    checkFix(main('  local $0a: i32'), 'Remove local `a`', main('').replace('\n\n', '\n'));
    checkFix(main('  local a: i32, $0b: f64\n  get a drop'), 'Remove local `b`', main('  local a: i32\n  get a drop'));
    checkFix(main('  local $0a: i32, b: f64\n  get b drop'), 'Remove local `a`', main('  local b: f64\n  get b drop'));
    checkFix(main('  local $0a: i32\n  1 set a'), 'Remove local `a`', main('  1 drop'));
    checkFix(main('ag$0ain:\n  nop'), 'Remove label `again`', main('  nop'));
  });
  it('of a declaration that nobody needs', () => check('const lim$0it = 1\nentry func main ret end\n', 'Remove it', 'entry func main ret end\n'));
  it('is preferred where it is what was meant', () => {
    const { found } = offered(main('  1.5 2.5 a$0dd drop'));
    assert.deepEqual(found.filter(({ preferred }) => preferred).map((one) => titleOf(one)), ['Write `fadd`']);
  });
});

describe('language: rewriting', () => {
  it('numbers in other digits', () => {
    checkSame(main('  6$05 drop'), 'Write `0x41`', main('  0x41 drop'));
    checkSame(main('  6$05 drop'), 'Write `0b1000001`', main('  0b1000001 drop'));
    checkSame(main('  6$05 drop'), 'Write `\'A\'`', main('  \'A\' drop'));
    checkSame(main('  \'$0A\' drop'), 'Write `65`', main('  65 drop'));
    checkSame(main('  -0x1$00 drop'), 'Write `16`', main('  -16 drop'));
  });
  it('a number or an expression as a constant', () => {
    checkSame(main('  4$02 drop'), 'Move `42` into constant `value`', main('  value drop', 'const value = 42\n\n'));
    checkSame(main('  -$05 drop', 'const value = 1\n'), 'Move `-5` into constant `value2`', main('  value2 drop', 'const value = 1\nconst value2 = -5\n\n'));
    checkSame(main('  (1 $0+ 2) drop'), 'Move `1 + 2` into constant `value`', main('  value drop', 'const value = 1 + 2\n\n'));
  });
  it('a constant as its value', () => {
    checkSame(main('  lim$0it drop', 'const limit = 2 * 8\n'), 'Write the value of `limit`: `16`', main('  16 drop', 'const limit = 2 * 8\n'));
    checkSame(main('  on$0e drop', 'const one = 1.0\n'), 'Write the value of `one`: `1.0`', main('  1.0 drop', 'const one = 1.0\n'));
  });
  it('locals on one line or several', () => {
    const body = '  get a drop get b drop';
    checkSame(main(`  local a$0: i32, b: f64\n${body}`), 'Put each local on a line of its own', main(`  local a: i32\n  local b: f64\n${body}`));
    checkSame(main(`  local a$0: i32\n  local b: f64\n${body}`), 'Join with the locals of the next line', main(`  local a: i32, b: f64\n${body}`));
  });
  it('jumps turned round', () => {
    check(main('a:\n  1 eqz jum$0pz a'), 'Write `jumpnz`', main('a:\n  1 jumpnz a'));
    check(main('a:\n  1 jumpn$0z a'), 'Write `eqz jumpz`', main('a:\n  1 eqz jumpz a'));
  });
  it('a value that is stored and read again', () => {
    check(main('  local x: i32\n  1 se$0t x get x drop'), 'Write `tee x`', main('  local x: i32\n  1 tee x drop'));
    check(main('  local x: i32\n  1 set x get $0x drop'), 'Write `tee x`', main('  local x: i32\n  1 tee x drop'));
  });
  it('a function exported, or in the table', () => {
    check('func f$0 ret end\n', 'Export `f`', 'export f\n\nfunc f ret end\n');
    check('func f$0 ret end\n', 'Put `f` into the table of functions', 'table f\n\nfunc f ret end\n');
    assert.deepEqual(offered('export f\ntable f\nfunc f$0 ret end\nentry func main ret end\n').found, []);
  });
});
