// What is offered where.
import { strict as assert } from 'node:assert';
import { completions, fits, type Completion } from '../../src/language/completion';
import { mark, program, unmark } from './marked';

function offered(text: string): readonly Completion[] {
  const { model, source, cursor } = program(text);
  return completions(model, source, cursor).items;
}

function labels(text: string): string[] {
  return offered(text).map(({ label }) => label);
}

/** Fails unless these are offered, and those are not. */
function check(text: string, wanted: readonly string[], unwanted: readonly string[] = []): void {
  const found = labels(text);
  for (const label of wanted) assert.ok(found.includes(label), `${label} is missing among ${found.join(' ')}`);
  for (const label of unwanted) assert.ok(!found.includes(label), `${label} is offered`);
}

const AROUND = `const limit = 3
data text = "Hi"
struct point x: i32 y: f64 end
table helper
func helper (n: i32) -> i32
  get n ret
end
`;

/** A body in a program with one name of each kind. */
function body(text: string): string {
  return `${AROUND}entry func main\n  local i: i32, x: f64\nagain:\n  ${text}\n  ret\nend\n`;
}

describe('language: completion', () => {
  it('in a function: instructions, constants, data', () => check(body('$0'), ['add', 'call', 'limit', 'text', 'local', 'end', 'cause'], ['case', 'helper', 'i', 'func']));
  it('after get, set and tee: locals', () => {
    for (const word of ['get', 'set', 'tee']) assert.deepEqual(labels(body(`${word} $0`)).sort(), ['i', 'x']);
    assert.deepEqual(labels(body('get i$0')).sort(), ['i', 'x']);
  });
  it('after call: functions', () => assert.deepEqual(labels(body('call $0')).sort(), ['helper', 'main']));
  it('after a jump and in a switch: labels', () => {
    assert.deepEqual(labels(body('jump $0')), ['again']);
    assert.deepEqual(labels(body('0 switch [$0]')), ['again']);
    assert.deepEqual(labels(body('0 switch [again ag$0]')), ['again']);
  });
  it('after sys: calls, and constants for other numbers', () => check(body('sys $0'), ['write', 'print', 'limit'], ['add']));
  it('on the line below an unfinished instruction: a new one', () => check(body('call\n  $0'), ['add'], ['helper']));
  it('behind a dot: members', () => {
    check(body('cause.$0'), ['cause.exit', 'cause.memory'], ['field.mode', 'add']);
    assert.deepEqual(labels(body('point.$0')), ['point.x', 'point.y', 'point.size']);
    assert.deepEqual(labels(body('text.$0')), ['text.size']);
    assert.deepEqual(labels(body('helper.i$0')), ['helper.index']);
    check(body('ctx.$0'), ['ctx.get', 'ctx.new']);
    check(body('div.$0'), ['div.u']);
  });
  it('at the top: declarations', () => check(`${AROUND}$0`, ['func', 'entry', 'data', 'const', 'include'], ['add', 'limit']));
  it('after entry: func', () => assert.deepEqual(labels('entry $0'), ['func']));
  it('for types', () => {
    assert.deepEqual(labels(body('ret\nend\nfunc f (n: $0')), ['i32', 'f64']);
    check('struct line\n  x: $0\nend\nstruct point x: i32 end\nentry func main ret end\n', ['i32', 'i8', 'point']);
  });
  it('in data: types, structures, constants', () => check('const limit = 1\ndata d = $0\nentry func main ret end\n', ['i32', 'space', 'limit']));
  it('in a table: functions', () => assert.deepEqual(labels(`${AROUND}entry func main ret end\ntable $0\n`).sort(), ['helper', 'main']));
  it('not in comments and texts', () => {
    assert.deepEqual(labels(body('; a$0')), []);
    assert.deepEqual(labels('data d = "a $0b"\n'), []);
  });
  it('takes the place of the whole word', () => {
    const { text, cursor, ranges } = unmark(body('ad «port.con$0sole»'));
    const { model, source } = program(text);
    const { start, end } = completions(model, source, cursor);
    assert.equal(mark(text, [{ start, end }]), mark(text, ranges));
  });
  it('puts first what fits the types on the stack', () => {
    const rank = (text: string, label: string): number | undefined => offered(body(text)).find((item) => item.label === label)?.rank;
    assert.equal(rank('1 2 a$0', 'add'), 0);
    assert.equal(rank('1 2 n$0', 'nop'), 1);
    assert.equal(rank('1 a$0', 'add'), 2);
    assert.equal(rank('1.0 2.0 a$0', 'add'), 2);
    assert.equal(rank('1.0 2.0 f$0', 'fadd'), 0);
    assert.equal(fits(['i32', 'f64'], 'swap'), true);
    assert.equal(fits(['i32', 'f64', 'i32'], 'select'), false);
    assert.equal(fits(['f64', 'f64', 'i32'], 'select'), true);
  });
  it('offers to store what is on top into locals of its type, and to read all', () => {
    check(body('1 $0'), ['get i', 'get x', 'set i'], ['set x']);
    check(body('1.5 $0'), ['get i', 'get x', 'set x'], ['set i']);
    check(body('$0'), ['get i', 'get x'], ['set i', 'set x']);
  });
  it('offers calls, first of what the stack has the operands for', () => {
    const rank = (text: string): number | undefined => offered(body(text)).find(({ label }) => label === 'call helper')?.rank;
    assert.deepEqual([rank('1 $0'), rank('1.5 $0'), rank('$0')], [0, 2, 2]);
  });
  it('knows the stack while the rest of the line is broken', () => {
    assert.equal(offered(body('1 get nothing a$0')).find(({ label }) => label === 'add')?.rank, 0);
    assert.equal(offered(body('1 2 a$0 jump nowhere')).find(({ label }) => label === 'add')?.rank, 0);
  });
  it('offers pieces of programs with places to fill in, where they belong', () => {
    const snippets = (text: string): string[] => offered(text).filter(({ kind }) => kind === 'snippet').map(({ label }) => label);
    assert.deepEqual(snippets('$0'), ['program', 'func', 'entry', 'data', 'const', 'struct']);
    assert.deepEqual(snippets(body('$0')), ['loop', 'if', 'write', 'resume']);
    assert.deepEqual(snippets(body('get $0')), []);
    assert.equal(offered('embed e\n  $0\nend\n').find(({ label, kind }) => label === 'entry' && kind === 'snippet')?.snippet, 'entry func ${1:main}\n    $0\n    ret\n  end');
    assert.match(offered('embed e\n  func f\n    $0\n  end\nend\n').find(({ label }) => label === 'loop')?.snippet ?? '', /\n {2}\$\{2:loop\}:\n {4}get/);
    const loop = offered(body('$0')).find(({ label }) => label === 'loop');
    assert.match(loop?.snippet ?? '', /get \$\{1:i\} \$\{3:10\} ge jumpnz/);
    assert.match(loop?.documentation('ko') ?? '', /[가-힣][^]*get i 10 ge jumpnz done/);
  });
  it('documents what it offers', () => {
    const add = offered(body('$0')).find(({ label }) => label === 'add');
    assert.match(add?.documentation('en') ?? '', /Adds, wrapping/);
    const text = offered(body('$0')).find(({ label }) => label === 'text');
    assert.match(text?.documentation('en') ?? '', /Address 8, 2 bytes/);
  });
});
