// What hover says, in both languages.
import { strict as assert } from 'node:assert';
import type { Language } from '../../src/base/message';
import { CAUSES } from '../../src/isa/causes';
import { FIELDS } from '../../src/isa/fields';
import { CALLS } from '../../src/isa/firmware';
import { INSTRUCTIONS, type Mnemonic } from '../../src/isa/instructions';
import { PORTS } from '../../src/isa/ports';
import { BUILTIN_CONSTANTS } from '../../src/assembler/builtins';
import { evaluatable } from '../../src/language/evaluation';
import { hover } from '../../src/language/hover';
import { builtinText, callText, instructionText } from '../../src/language/machine-words';
import { mark, program } from './marked';

/** The hover at the cursor; the marked range must be what it is about. */
function at(text: string, language: Language = 'en'): string {
  const { model, source, cursor, files, path } = program(text);
  const found = hover(model, source, cursor, language);
  assert.ok(found, 'nothing to say');
  const file = files.get(path);
  assert.equal(mark(source.tree.text, [found]), mark(source.tree.text, file?.ranges ?? []));
  return found.markdown;
}

function code(text: string): string {
  return `\`\`\`strata\n${text}\n\`\`\``;
}

describe('language: hover', () => {
  it('on an instruction: effect, formula, sentence, examples, and the stack at this place', () => {
    assert.equal(at('entry func main\n  6 7 «m$0ul» drop ret\nend\n'), [
      code('mul  ; a:i32 b:i32 -> i32'), '`a * b` — Multiplies, wrapping modulo 2^32.',
      `Examples:\n${code('6 7 mul  ; -> 42\n65536 65536 mul  ; -> 0\n-2147483648 -1 mul  ; -> -2147483648')}`, 'Operand stack here: `i32 i32`',
    ].join('\n\n'));
  });
  it('on an instruction that can trap and is privileged', () => {
    const text = at('entry func main\n  9 «ctx$0.drop» ret\nend\n');
    assert.match(text, /Privileged/);
    assert.match(text, /Traps: `operand`/);
  });
  it('on an instruction that no way leads to', () => assert.match(at('entry func main\n  ret\n  «n$0op»\n  ret\nend\n'), /No way leads here\.$/));
  it('on a constant: its value and its comment', () => {
    assert.equal(at(';; As many as there are.\nconst «li$0mit» = 2 * 8\nentry func main limit drop ret end\n'),
      `${code('const limit = 16 (0x10)')}\n\nAs many as there are.`);
  });
  it('on a constant that is an f64', () => assert.match(at('const «o$0ne» = 1.0\nentry func main one drop ret end\n'), /const one = 1\.0\n/));
  it('on data: address and size', () => {
    assert.equal(at('data a = i8 1\ndata «te$0xt» = "Hello"\nentry func main text drop ret end\n'),
      `${code('data text = "Hello"')}\n\nAddress 9, 5 bytes.`);
  });
  it('on its size', () => assert.match(at('data text = "Hello"\nentry func main text.«si$0ze» drop ret end\n'), /text\.size = 5[^]*Bytes that `text` takes/));
  it('on a function: head, stack use, size, place in the table', () => {
    assert.equal(at('table twice\nfunc «twi$0ce» (n: i32) -> i32\n  get n 2 mul ret\nend\nentry func main ret end\n'),
      `${code('func twice (n: i32) -> i32')}\n\nAt most 2 operands on the stack, 4 instructions.\n\nEntry 0 of the table of functions.`);
  });
  it('on a local and a parameter', () => {
    assert.match(at('entry func main\n  local x: f64\n  get «$0x» drop ret\nend\n'), /local x: f64\n```\n\nLocal of `main`/);
    assert.match(at('func f (n: i32) -> i32 get «$0n» ret end\nentry func main ret end\n'), /\nn: i32\n```\n\nParameter of `f`/);
  });
  it('on a label', () => assert.match(at('entry func main\n  jump «o$0n»\non: ret\nend\n'), /on:\n```\n\nLabel in `main`, line 3\./));
  it('on a structure: fields with their offsets', () => {
    assert.equal(at('struct «po$0int» a: i8 x: i32 name: 3 bytes end\nentry func main ret end\n'),
      `${code('struct point\n  a: i8       ; 0\n  x: i32      ; 4\n  name: 3 i8  ; 8\nend')}\n\n12 bytes, aligned to 4.`);
  });
  it('on a field', () => assert.match(at('struct point x: i32 y: f64 end\nentry func main point.«$0y» drop ret end\n'), /point\.y: f64\n```\n\nOffset 8, 8 bytes\./));
  it('on constants of the machine', () => {
    assert.match(at('entry func main «cause.me$0mory» drop ret end\n'), /cause\.memory = 4\n```\n\nCause 4\. An access reaches outside the window\./);
    assert.match(at('entry func main «field.res$0ult» drop ret end\n'), /Field 17 of a context: written with `ctx\.set`, `ctx\.setf`\./);
    assert.match(at('entry func main «port.con$0sole» drop ret end\n'), /Port 0\.\n\n`in`: The next byte/);
  });
  it('on a call of the firmware', () => assert.match(at('entry func main 1 sys «pr$0int» ret end\n'), /sys print {2}; \(i32\)\n```\n\nWrites the number[^]*Call 3/));
  it('in Korean', () => {
    assert.match(at('entry func main\n  6 7 «m$0ul» drop ret\nend\n', 'ko'), /곱합니다[^]*여기서 피연산자 스택: `i32 i32`/);
    assert.match(at('entry func main «cause.me$0mory» drop ret end\n', 'ko'), /원인 4\. 창 밖의 메모리에 접근합니다\./);
  });
  it('has something to say of every word of the machine, in Korean without a rest of English', () => {
    for (const mnemonic of Object.keys(INSTRUCTIONS) as Mnemonic[]) assert.match(instructionText(mnemonic, 'ko'), /[가-힣]/, mnemonic);
    for (const name of Object.keys(CALLS)) assert.match(callText(name as keyof typeof CALLS, 'ko'), /[가-힣]/, name);
    for (const [name, value] of BUILTIN_CONSTANTS) assert.match(builtinText(name, value, 'ko').replace(/```[^]*?```/g, ''), /[가-힣]/, name);
    for (const rows of [CAUSES, FIELDS, PORTS]) {
      for (const row of Object.values(rows as Record<string, { text?: string; in?: string; out?: string }>)) {
        for (const sentence of [row.text, row.in, row.out]) {
          if (sentence !== undefined && sentence !== '') assert.ok(![...BUILTIN_CONSTANTS].some(([name, value]) => builtinText(name, value, 'ko').includes(sentence)), sentence);
        }
      }
    }
  });
  it('says nothing in comments, and of broken text what it can', () => {
    const { model, source, cursor } = program('; a mul$0\nentry func main ret end\n');
    assert.equal(hover(model, source, cursor, 'en'), undefined);
    assert.match(at('func f (n: i32\n  get «$0n»\nend entry func ) -> 3 "\n'), /n: i32/);
  });
});

describe('language: what a debugger is asked for', () => {
  const at = (text: string): string | undefined => {
    const { source: { tree }, cursor } = program(text);
    const found = evaluatable(tree, cursor);
    return found && tree.text.slice(found.start, found.end);
  };
  it('are locals, data and constants', () => {
    assert.equal(at('entry func main\n  local i: i32\n  get $0i drop ret\nend\n'), 'i');
    assert.equal(at('data text = "x"\nentry func main text.si$0ze drop ret end\n'), 'text.size');
  });
  it('are not instructions, functions and labels', () => {
    assert.equal(at('entry func main\n  local i: i32\n  ge$0t i drop ret\nend\n'), undefined);
    assert.equal(at('func f ret end\nentry func main call $0f ret end\n'), undefined);
    assert.equal(at('entry func main\nagain:\n  jump a$0gain\nend\n'), undefined);
  });
});
