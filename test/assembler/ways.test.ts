// Where the stack does not come out right, the assembler tells how it got there: the marks in the snippets are the places.
import { strict as assert } from 'node:assert';
import { assemble } from '../../src/assembler/assemble';
import { render } from '../../src/base/message';

/** The places that explain the only error of a program, each with what is said of it. */
function check(text: string, expected: readonly string[]): void {
  const errors = assemble({ path: 'a.sasm', text }).diagnostics.filter(({ severity }) => severity === 'error'), lines = text.split('\n');
  assert.equal(errors.length, 1, errors.map(({ message }) => render(message, 'en')).join('\n'));
  const told = (errors[0].related ?? []).map(({ span: { start, end }, message }) =>
    `${start.line + 1}: ${lines[start.line].slice(start.column, end.line === start.line ? end.column : undefined)}: ${render(message, 'en')}`);
  assert.deepEqual(told, expected);
  for (const { message } of errors[0].related ?? []) assert.match(render(message, 'ko'), /[가-힣]/);
}

describe('ways to a problem', () => {
  it('of a join: both of them, with their stacks, their jumps and what one leaves too much', () => check(
    'entry func main\n  local n: i32\n  get n jumpz on\n  5\non:\n  ret\nend\n', [
      '3: jumpz on: One way comes from here, with []',
      '4: 5: The other way comes from here, with [i32]', '4: 5: This leaves an `i32` on the stack',
    ]));
  it('of a join behind other jumps', () => check(
    'entry func main\n  local n: i32\n  jump a\nb:\n  1.5 get n jumpnz on\n  drop ret\na:\n  get n jumpz b\n  nop\non:\n  ret\nend\n', [
      '9: nop: One way comes from here, with []', '3: jump a: The way there jumps here',
      '5: jumpnz on: The other way comes from here, with [f64]', '3: jump a: The way there jumps here', '8: jumpz b: The way there jumps here',
      '5: 1.5: This leaves an `f64` on the stack',
    ]));
  it('of values of different types at one level', () => check(
    'entry func main\n  local n: i32\n  get n jumpz other\n  1 jump on\nother:\n  1.5\non:\n  drop ret\nend\n', [
      '4: jump on: One way comes from here, with [i32]', '4: 1: This leaves an `i32` on the stack',
      '6: 1.5: The other way comes from here, with [f64]', '3: jumpz other: The way there jumps here', '6: 1.5: This leaves an `f64` on the stack',
    ]));
  it('of a loop that leaves something each time', () => check(
    'entry func main\n  local n: i32\nagain:\n  7\n  get n jumpnz again\n  drop ret\nend\n', [
      '4: 7: One way begins here, with an empty stack',
      '5: jumpnz again: The other way comes from here, with [i32]', '4: 7: This leaves an `i32` on the stack',
    ]));
  it('of a type that does not fit: what left it', () => check(
    'entry func main\n  1.5\n  nop\n  2 add drop\n  ret\nend\n', ['2: 1.5: This leaves an `f64` on the stack']));
  it('of what is left at `ret`', () => check('entry func main\n  3\n  4 drop\n  ret\nend\n', ['2: 3: This leaves an `i32` on the stack']));
  it('of too few operands: the jumps before', () => check(
    'entry func main\n  local n: i32\n  get n jumpz on\n  ret\non:\n  add drop ret\nend\n', ['3: jumpz on: The way there jumps here']));
  it('of too few operands without a jump: nothing', () => check('entry func main\n  add drop ret\nend\n', []));
});
