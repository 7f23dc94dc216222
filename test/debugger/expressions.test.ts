// The expression language: values, types, names, refusals with their places, and what it can set.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ExpressionRefusal } from '../../src/debugger';
import { FIELDS } from '../../src/isa/fields';
import { machineHash } from '../../src/machine/state-hash';
import { refusal, session, type Tester } from './sessions';

const PROGRAM = `memory 4096
const limit = 40 + 2
const half = 0.5
struct point
  x: i32
  y: i32
end
data numbers = i32 3, 5, -7
data tiny = i8 1, 255
data wide = f64 1.5
data greeting = "안녕 hello"
data one = i32 11

func middle (n: i32, 값: f64) -> i32
  local k: i32
  7 set k
here:
  get n get 값 nop
  drop ret
end

entry func main
  local first: i32
  1 set first
  5 2.5 call middle drop
  ret
end
`;

/** A session that stands at \`nop\` in middle, with an i32 and an f64 on its operand stack. */
function standing(): Tester {
  const tester = session(PROGRAM);
  tester.debug.setSourceBreakpoints({ name: 'main.sasm' }, [{ line: 17, column: 14 }]);
  assert.equal(tester.go(), 'breakpoint root middle:18');
  return tester;
}

/** Code and place, from 1, of the refusal of an expression. */
function refused(tester: Tester, expression: string): string {
  try {
    return tester.value(expression);
  } catch (error) {
    if (error instanceof ExpressionRefusal) return `${error.row.code}@${error.range.start + 1}`;
    throw error;
  }
}

describe('expressions', () => {
  const values: Readonly<Record<string, string>> = {
    // Numbers
    '1': '1', '0x10': '16', '0b101': '5', '1_000': '1000', '4294967295': '-1', '-2147483648': '-2147483648', '\'A\'': '65', '\'\\n\'': '10',
    '1.5': '1.5', '1e3': '1000.0', '-0.0': '-0.0', 'nan': 'nan', '-inf': '-inf', '2.0': '2.0',
    // Operators as the machine's
    '2 + 3 * 4': '14', '(2 + 3) * 4': '20', '7 / 2': '3', '-7 / 2': '-3', '-7 % 3': '-1', '2147483647 + 1': '-2147483648', '65536 * 65536': '0',
    '123456789 * 987654321': '-67153019', '-2147483648 / -1': '-2147483648', '12 & 10': '8', '12 | 3': '15', '12 ^ 10': '6', '~0': '-1',
    '1 << 31': '-2147483648', '-16 >> 2': '-4', '-1 >>> 28': '15', '1 << 33': '2', '7 / 2.0': '3.5', '1 + 0.5': '1.5', '5.5 % 2': '1.5', '1.0 / 0': 'inf',
    // Truth and comparison
    '3 > 2': '1', '3 <= 2': '0', '1 == 1.0': '1', '1 != 2': '1', '-1 < 0': '1', 'nan == nan': '0', '!0': '1', '!5': '0', '!nan': '1', '1 && 0': '0',
    '0 || 7': '1', '0 && 1 / 0': '0', '1 ? 10 : 20': '10', '0 ? 10 : 20.5': '20.5', '12 & 4 == 4': '1', '1 + 1 == 2 && 2 < 3': '1',
    '0 ? 1 : 0 ? 2 : 3': '3', '"a" == "a"': '1', '"a" != "b"': '1', '1 ? "yes" : "no"': '"yes"',
    // Conversions and formats
    'f64(7)': '7.0', 'i32(2.9)': '2', 'i32(-1e10)': '-2147483648', 'i32(nan)': '0', '255,x': '0x000000ff', '-1,x': '0xffffffff', '-1,u': '4294967295', '5,b': '0b101',
    '65,c': '\'A\'', '5,d': '5', '1.5,x': '0x3ff8000000000000',
    // Names
    'n': '5', '값': '2.5', 'k': '7', 'n + k': '12', 'limit': '42', 'half': '0.5', 'cause.sys': '1', 'field.limit': String(FIELDS.limit.code), 'point.y': '4', 'point.size': '8',
    'pc == here + 2': '1', 'sp': '2', 'depth': '2', 'frames': '2', 'steps': '9.0', 'context': '1', 'mode.guest': '1',
    // The operand stack, data and memory
    'stack[0]': '2.5', 'stack[1]': '5', 'numbers[1]': '5', 'numbers[k - 5]': '-7', 'tiny[1]': '-1', 'u8[tiny + 1]': '255', 'wide[0]': '1.5', 'f64[wide]': '1.5',
    'i32[numbers + 8]': '-7', 'u16[numbers + 8]': '65529', 'i16[numbers + 8]': '-7', 'i8[numbers]': '3', 'text[greeting, 6]': '"안녕"',
    'text[greeting, greeting.size]': '"안녕 hello"', 'text[greeting, 6] == "안녕"': '1', 'numbers': '8 → i32[3]', 'one': '44 → 11', 'tiny.size': '2',
  };
  it('have values', () => {
    const tester = standing();
    const found = Object.fromEntries(Object.keys(values).map((expression) => [expression, refused(tester, expression)]));
    assert.deepEqual(found, values);
  });

  const refusals: Readonly<Record<string, string>> = {
    '': 'D103@1', '  ': 'D103@3', '1 +': 'D104@4', '(1': 'D105@3', '1 2': 'D106@3', '1 $ 2': 'D106@3', '12ab': 'D107@1', '1.5.2': 'D106@4', '0x': 'D107@1',
    '4294967296': 'D108@1', '"open': 'D109@1', '\'ab\'': 'D109@1', '1,z': 'D110@3', '1,': 'D110@3', 'n = 3': 'D111@3', 'm': 'D112@1', '1 + lmit': 'D112@5', 'foo[1]': 'D113@1',
    'u32(1)': 'D114@1', '~half': 'D115@2', '1.5 & 1': 'D115@1', '1 | 1.5': 'D115@5', '-"a"': 'D116@2', '"a" < "b"': 'D117@1', '"a" == 1': 'D117@1',
    '1 ? "a" : 2': 'D118@1', '1 / 0': 'D119@1', '1 + 5 % (n - 5)': 'D119@5', 'stack[2]': 'D120@1', 'stack[-1]': 'D121@7', 'stack[n]': 'D121@7', 'numbers[3]': 'D122@9',
    'greeting[0]': 'D123@1', 'i32[4093]': 'D124@1', 'i32[-1]': 'D124@1', 'text[0, 70000]': 'D126@9', 'text[0]': 'D130@1', 'i32[1, 2]': 'D105@6', 'i32[1.5]': 'D115@5',
  };
  it('are refused with a number and a place', () => {
    const tester = standing();
    assert.deepEqual(Object.fromEntries(Object.keys(refusals).map((expression) => [expression, refused(tester, expression)])), refusals);
  });

  it('suggest the name that was meant', () => {
    const tester = standing();
    assert.throws(() => tester.value('lmit'), /Did you mean `limit`\?/);
  });

  it('are bounded in length and depth', () => {
    const tester = standing();
    assert.equal(refused(tester, '1'.repeat(2_001)), 'D101@1');
    assert.equal(refused(tester, `${'('.repeat(101)}1${')'.repeat(101)}`), 'D102@101');
    assert.equal(refused(tester, `${'-'.repeat(101)}1`), 'D102@100');
    assert.equal(tester.value(`0${'+1'.repeat(999)}`), '999');
    assert.equal(tester.value(`0${'|1'.repeat(999)}`), '1');
  });

  it('look into other frames', () => {
    const { debug } = standing();
    assert.equal(debug.evaluate('first', { context: 1, depth: 1 }).text, '1');
    assert.equal(debug.evaluate('sp', { context: 1, depth: 1 }).text, '0');
    assert.equal(refusal(() => debug.evaluate('n', { context: 1, depth: 1 })), 'D112');
    assert.equal(refusal(() => debug.evaluate('n', { context: 1, depth: 2 })), 'D304');
  });

  it('name places in memory, data and code', () => {
    const { debug } = standing();
    assert.deepEqual(debug.evaluate('numbers[1]').place, { kind: 'memory', context: 1, address: 12, element: 'i32' });
    assert.deepEqual(debug.evaluate('i32[100]').memory, { context: 1, address: 100 });
    assert.deepEqual(debug.evaluate('n').memory, { context: 1, address: 5 });
    assert.equal(debug.evaluate('numbers').data?.count, 3);
    assert.equal(debug.evaluate('middle').code, debug.modules()[0].start);
  });

  it('compute i32 as the machine does', () => {
    const tester = standing();
    const operators = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'rem', '&': 'and', '|': 'or', '^': 'xor', '<<': 'shl', '>>': 'shr', '>>>': 'shr.u', '<': 'lt', '==': 'eq' } as const;
    const cases = fc.tuple(fc.integer(), fc.integer(), fc.constantFrom(...Object.keys(operators) as (keyof typeof operators)[]));
    fc.assert(fc.property(fc.array(cases, { minLength: 20, maxLength: 20 }), (list) => {
      const kept = list.filter(([, b, operator]) => b !== 0 || !'/%'.includes(operator));
      const code = kept.map(([a, b, operator]) => `  ${a} ${b} ${operators[operator]} call show`).join('\n');
      const machine = session(`func show (n: i32)\n  get n sys print '\\n' port.console swap out ret\nend\nentry func main\n${code}\n  ret\nend\n`);
      machine.go();
      const expected = machine.output().split('\n').slice(0, -1);
      assert.deepEqual(kept.map(([a, b, operator]) => tester.value(`(${a}) ${operator} (${b})`)), expected);
    }), { numRuns: 20 });
  });

  it('never fail in any other way, whatever is typed', () => {
    const tester = standing();
    const pieces = fc.constantFrom('1', '2.5', 'n', 'k', '값', 'numbers', 'stack', 'text', 'i32', '[', ']', '(', ')', ',', '+', '-', '*', '/', '&&', '?', ':', '"a"', '\'', '"',
      '=', '==', '<<', '>>>', '~', '!', ' ', '0x', 'nan', '.', 'é', '\\', '1e', ';');
    fc.assert(fc.property(fc.array(pieces, { maxLength: 12 }), fc.nat(20), (list, column) => {
      const text = list.join('');
      try {
        tester.debug.evaluate(text);
      } catch (error) {
        if (!(error instanceof ExpressionRefusal)) throw error;
        assert(error.range.start >= 0 && error.range.start <= text.length, `${error.range.start} in ${JSON.stringify(text)}`);
      }
      tester.debug.completions(text, Math.min(column, text.length));
    }), { numRuns: 2000 });
  });

  it('give back what their text reads as', () => {
    const tester = standing();
    const { debug } = tester;
    const wide = debug.evaluate('wide').value as number;
    fc.assert(fc.property(fc.integer(), fc.double(), fc.constantFrom('d', 'x', 'b', 'u'), (whole, float, format) => {
      assert.equal(debug.evaluate(tester.value(`${whole},${format}`)).value, whole);
      debug.writeMemory(1, wide, new Uint8Array(Float64Array.of(float).buffer));
      assert(Object.is(debug.evaluate(tester.value('wide[0]')).value, float));
    }));
  });
});

describe('setting values', () => {
  it('sets what an expression names, and nothing else', () => {
    const tester = standing();
    const { debug } = tester;
    const set = (target: string, value: string): string => debug.setExpression(target, value).text;
    assert.equal(set('n', 'k * 2'), '14');
    assert.equal(set('값', '3'), '3.0');
    assert.equal(set('stack[0]', '-inf'), '-inf');
    assert.equal(set('stack[1]', '4294967295'), '-1');
    assert.equal(set('numbers[2]', '0x10,x'), '0x00000010');
    assert.equal(set('one', '12'), '12');
    assert.equal(set('u8[tiny]', '200'), '200');
    assert.equal(set('wide[0]', 'nan'), 'nan');
    assert.deepEqual(tester.operands(), [-1, -Infinity]);
    assert.equal(tester.value('n + i32(값) + numbers[2] + one[0] + tiny[0]'), String(14 + 3 + 16 + 12 - 56));
    assert.deepEqual([...debug.readMemory(1, tester.debug.evaluate('wide').value as number, 8).bytes], [0, 0, 0, 0, 0, 0, 0xf8, 0x7f]);
  });

  it('refuses what does not fit, and then changes nothing', () => {
    const { debug, machine } = standing();
    const before = machineHash(machine);
    const codes = [['n', '1.5'], ['n', '5000000000.0'], ['u8[0]', '256'], ['i8[0]', '-129'], ['u16[0]', '65536'], ['n', '"a"'], ['n + 1', '2'], ['limit', '2'], ['numbers', '2'],
      ['greeting', '2'], ['i32[4094]', '1'], ['n', 'zzzz']].map(([target, value]) => refusal(() => debug.setExpression(target, value)));
    assert.deepEqual(codes, ['D128', 'D129', 'D129', 'D129', 'D129', 'D116', 'D127', 'D127', 'D127', 'D127', 'D124', 'D112']);
    assert.equal(refusal(() => debug.setPlace({ kind: 'local', frame: { context: 1, depth: 0 }, index: 3 }, '1', { context: 1, depth: 0 })), 'D305');
    assert.equal(refusal(() => debug.setPlace({ kind: 'operand', frame: { context: 1, depth: 0 }, index: 2 }, '1', { context: 1, depth: 0 })), 'D306');
    assert.equal(refusal(() => debug.writeMemory(1, 4090, new Uint8Array(7))), 'D124');
    assert.equal(machineHash(machine), before);
  });

  it('is refused while the program runs', () => {
    const { debug } = standing();
    debug.continue();
    assert.equal(refusal(() => debug.setExpression('n', '1')), 'D301');
  });

  it('takes effect in the run', () => {
    const tester = session('entry func main\n  local n: i32\n  5 set n\n  get n sys print\n  ret\nend\n');
    tester.step('over');
    tester.debug.setExpression('n', '77');
    tester.go();
    assert.equal(tester.output(), '77');
  });
});

describe('completions', () => {
  const texts = (expression: string, column = expression.length): string[] => standing().debug.completions(expression, column).map(({ text }) => text);

  it('begin with what is typed, names of the frame first', () => {
    assert.deepEqual(texts('n').slice(0, 2), ['n', 'numbers']);
    assert.deepEqual(texts('k + num'), ['numbers']);
    assert.deepEqual(texts('점'), []);
    assert.deepEqual(texts('값'), ['값']);
    assert.deepEqual(texts('mode.'), ['mode.user', 'mode.guest']);
    assert(texts('').includes('stack'));
  });

  it('say what they replace', () => {
    const [first] = standing().debug.completions('1 + lim * 2', 7);
    assert.deepEqual(first, { text: 'limit', kind: 'constant', detail: 'i32 42', start: 4, length: 3 });
  });
});
