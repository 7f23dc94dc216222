// What is shown as wrong beside what the assembler tells; the marks are what must be faded.
import { strict as assert } from 'node:assert';
import { isUnnecessary, problemsOf } from '../../src/language/problems';
import { mark, program, type Program } from './marked';

/** The text with what is shown faded in marks; all of it must be hints. */
function check(given: string | Readonly<Record<string, string>>): void {
  const { model, source, files, path }: Program = program(given);
  const faded = problemsOf(model).filter((one) => one.file === path && isUnnecessary(one)), { tree } = source;
  assert.ok(faded.every(({ severity }) => severity === 'hint'));
  assert.equal(mark(tree.text, faded.map(({ span }) => ({ start: tree.offset(span.start), end: tree.offset(span.end) }))),
    mark(tree.text, files.get(path)?.ranges ?? []));
}

describe('language: problems', () => {
  it('fade locals and labels that nobody uses, and code that no way leads to', () => check(
    'entry func main\n  local «a»: i32, «b»: i32\n  1 set b\n«here»:\n  ret\n  «1 drop»\nend\n'));
  it('fade declarations that nothing names', () => check(
    'const «a» = 1\nconst b = 1\ndata «d» = i32 b\nstruct «s» x: i32 end\nfunc «f» ret end\nentry func main ret end\n'));
  it('leave what is used in any way', () => check(
    'const a = 1\nstruct s x: i32 end\ndata d = s (x: a)\ntable f\nfunc f ret end\nfunc g ret end\nexport g\nentry func main d load +s.x drop ret end\n'));
  it('leave what an embedded program uses', () => check('const a = 1\nembed e entry func main a drop ret end end\nentry func main e drop ret end\n'));
  it('leave names that begin with _', () => check('const _a = 1\nentry func main ret end\n'));
  it('leave included texts and texts that are no programs', () => {
    check({ 'lib.sasm': 'func f ret end\n' });
    const { model } = program({ 'main.sasm': 'include "lib.sasm"\nentry func main ret end\n', 'lib.sasm': 'func f ret end\n' });
    assert.deepEqual(problemsOf(model), []);
  });
  it('do not complain of an empty text', () => assert.deepEqual(problemsOf(program('; nothing yet\n').model), []));
});
