// What a call, an instruction or a record wants while it is being written; the parameter in « » comes next.
import { strict as assert } from 'node:assert';
import { signatureAt } from '../../src/language/signature';
import { mark, program } from './marked';

function check(text: string, expected: string | undefined): void {
  const { model, source, cursor } = program(text), found = signatureAt(model, source, cursor);
  assert.equal(found && mark(found.label, found.active < 0 ? [] : [found.parameters[found.active]]), expected);
}

function main(line: string): string {
  return `;; Adds.\nfunc sum (a: i32, b: f64) -> i32\n  get a ret\nend\nstruct point x: i32 y: f64 end\nentry func main\n  ${line}\n  ret\nend\n`;
}

describe('language: signatures', () => {
  it('of a function: the first operand that the stack does not hold', () => {
    check(main('call sum$0'), 'func sum («a: i32», b: f64) -> i32');
    check(main('call sum $0'), 'func sum («a: i32», b: f64) -> i32');
    check(main('1 call s$0um drop'), 'func sum (a: i32, «b: f64») -> i32');
    check(main('1 2.5 call sum$0 drop'), 'func sum (a: i32, b: f64) -> i32');
  });
  it('of an instruction', () => {
    check(main('1 add$0'), 'add  a:i32 «b:i32» -> i32');
    check(main('port.console out $0'), 'out  port:i32 «v:i32» ->');
    check(main('jumpz $0'), 'jumpz  «c:i32» ->');
  });
  it('of a call of the firmware', () => check(main('8 sys write $0'), 'sys write (i32 «i32» -> i32)'));
  it('of a record: the field that is being written, or the next one', () => {
    check('struct point x: i32 y: f64 end\ndata p = point ($0)\n', 'point («x: i32», y: f64)');
    check('struct point x: i32 y: f64 end\ndata p = point (x: 1, $0)\n', 'point (x: i32, «y: f64»)');
    check('struct point x: i32 y: f64 end\ndata p = point (x: 1$0, y: 2.0)\n', 'point («x: i32», y: f64)');
    check('struct point x: i32 y: f64 end\ndata p = point (x: 1)$0\n', undefined);
  });
  it('of nothing where nothing is wanted', () => {
    check(main('1 $0'), undefined);
    check(main('nop$0'), undefined);
    check(main('call nothing$0'), undefined);
    check('$0const a = 1\n', undefined);
  });
  it('tell what they are about, and the stack, in both languages', () => {
    const { model, source, cursor } = program(main('1 call sum $0')), found = signatureAt(model, source, cursor);
    assert.equal(found?.documentation('en'), 'Adds.\n\nOperand stack here: `i32`');
    assert.match(found?.documentation('ko') ?? '', /여기서 피연산자 스택/);
    const call = program(main('1 sys print $0'));
    assert.match(signatureAt(call.model, call.source, call.cursor)?.documentation('ko') ?? '', /십진|10진|수/);
  });
});
