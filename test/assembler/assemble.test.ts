// What each construct of the language becomes: instructions, pools, types, tables, exports, windows.
import * as assert from 'node:assert/strict';
import { assemble, assembleSteps, InstructionPrinter, type Assembly } from '../../src/assembler';
import { EXAMPLE_SURROUNDINGS, INSTRUCTIONS } from '../../src/isa/instructions';
import { typeText } from '../../src/isa/types';
import { imageOf } from './images';

/** The code of a text, with constants as values and everything else by number. */
function codeOf(text: string): string[] {
  const image = imageOf(text), printer = new InstructionPrinter(image, undefined);
  return Array.from(image.code, (_, address) => printer.text(address));
}

/** The instructions of `body` in an entry function with some names around it; it leaves the stack as it is. */
function bodyOf(body: string, declarations = ''): string[] {
  const code = codeOf(`${declarations}
    entry func main
      local i: i32, x: f64
      ${body}
      unreachable
    end
    func helper (a: i32) -> i32
      get a ret
    end`);
  return code.slice(0, code.indexOf('unreachable'));
}

describe('bare values', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['3 4', ['push 3', 'push 4']],
    ['1 -1', ['push 1', 'push -1']],
    ['8388607 8388608 -8388608 -8388609', ['push 8388607', 'push.i32 8388608', 'push -8388608', 'push.i32 -8388609']],
    ['0xff 0b101 1_000 0xffff_ffff 2147483648', ['push 255', 'push 5', 'push 1000', 'push -1', 'push.i32 -2147483648']],
    ['1.5 1e3 2.5e-3 inf -inf nan -0.0',
      ['push.f64 1.5', 'push.f64 1000.0', 'push.f64 0.0025', 'push.f64 inf', 'push.f64 -inf', 'push.f64 nan', 'push.f64 -0.0']],
    ['\'A\' \'\\n\' \'\\\'\' \'\\x7f\' \'\\u{1f600}\' \'한\' \'\'\'',
      ['push 65', 'push 10', 'push 39', 'push 127', 'push 128512', 'push 54620', 'push 39']],
    ['(1 + 2 * 3) (7 / 2) (-7 % 3) (1 << 4 | 1) (6 ^ 3 & 2) (~0) (- -1)',
      ['push 7', 'push 3', 'push -1', 'push 17', 'push 4', 'push -1', 'push 1']],
    ['(2147483647 + 1) (65536 * 65536) (-2147483648 / -1)', ['push.i32 -2147483648', 'push 0', 'push.i32 -2147483648']],
    ['(1.5 + 2.0 * 2.0) (1.0 / 0.0) (-(1.0))', ['push.f64 5.5', 'push.f64 inf', 'push.f64 -1.0']],
    ['(1 ; a comment\n + 2)', ['push 3']],
    ['push 5 push (2 * 3) push 1.5 push 9000000', ['push 5', 'push 6', 'push.f64 1.5', 'push.i32 9000000']],
    ['push.i32 7 push.f64 1.5', ['push.i32 7', 'push.f64 1.5']],
    ['cause.exit field.result port.disk.sector interrupt.alarm mode.user mode.guest sys.write op.mode op.ctx.new',
      ['push 9', 'push 17', 'push 2', 'push 2', 'push 0', 'push 1', 'push 1', 'push 119', 'push 104']],
  ];
  for (const [source, expected] of cases) it(source, () => assert.deepEqual(bodyOf(source), expected));

  it('of declared constants, in any order', () => {
    const constants = 'const n = m * 2 + 1 const m = 0x10 const x2 = 2.5 const 글 = \'글\'';
    assert.deepEqual(bodyOf('n m x2 글', constants), ['push 33', 'push 16', 'push.f64 2.5', 'push 44544']);
  });
});

describe('instructions', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['get i set i 1 tee i drop 2.0 set x', ['get l0', 'set l0', 'push 1', 'tee l0', 'drop', 'push.f64 2.0', 'set l1']],
    ['8 load 8 load +4 8 load +(2 + 2) 8 load8.u +\'A\'',
      ['push 8', 'load', 'push 8', 'load +4', 'push 8', 'load +4', 'push 8', 'load8.u +65']],
    ['0 1 store +16777215', ['push 0', 'push 1', 'store +16777215']],
    ['back: 1 jumpz back 0 jumpnz on jump back on:', ['push 1', 'jumpz L0', 'push 0', 'jumpnz L5', 'jump L0']],
    ['1 switch [a, b a] a: b:', ['push 1', 'switch [L5 L5 L5]', 'case L5', 'case L5', 'case L5']],
    ['1 call helper drop', ['push 1', 'call f1', 'drop']],
    ['1 0 call.table (i32 -> i32) drop', ['push 1', 'push 0', 'call.table (i32 -> i32)', 'drop']],
    ['1 2.0 0 call.table (i32, f64)', ['push 1', 'push.f64 2.0', 'push 0', 'call.table (i32 f64)']],
    ['8 2 sys write drop', ['push 8', 'push 2', 'sys write', 'drop']],
    ['1 2.5 sys 99 (i32 f64 -> f64) drop', ['push 1', 'push.f64 2.5', 'sys 99 (i32 f64 -> f64)', 'drop']],
    ['sys (16 + 4) () break nop', ['sys 20 ()', 'break', 'nop']],
  ];
  for (const [source, expected] of cases) it(source, () => assert.deepEqual(bodyOf(source), expected));

  it('take constants as numbers of calls and as offsets', () => {
    const code = bodyOf('sys trace () 8 load +gap drop', 'const trace = 30 const gap = 12');
    assert.deepEqual(code, ['sys 30 ()', 'push 8', 'load +12', 'drop']);
  });

  it('accept every example of the instruction table', () => {
    for (const { examples } of Object.values(INSTRUCTIONS)) {
      for (const example of examples) {
        const code = example.slice(0, example.lastIndexOf('->'));
        imageOf(EXAMPLE_SURROUNDINGS.replace('{example}', () => `${code} break halt`));
      }
    }
  });
});

describe('declarations', () => {
  const main = 'entry func main\n ret\nend\n';

  it('memory', () => {
    assert.equal(imageOf(main).window, 65536);
    assert.equal(imageOf(`memory all\n${main}`).window, undefined);
    assert.equal(imageOf(`const k = 1024\nmemory 4 * k\n${main}`).window, 4096);
    assert.equal(imageOf(`memory 0xffff_fffe\n${main}`).window, 0xffff_fffe);
  });

  it('functions, their types, and the entry', () => {
    const image = imageOf(`
      func f (a: i32, b: f64) -> f64
        local c: i32, d: f64
        local e: i32
        get b ret
      end
      entry func main -> i32
        0 ret
      end
      func g
        ret
      end`);
    assert.deepEqual(image.types.map(typeText), ['(i32 f64 -> f64)', '(-> i32)', '()']);
    assert.deepEqual(image.functions.map(({ type, locals, operands, start, length }) => ({ type, locals, operands, start, length })), [
      { type: 0, locals: ['i32', 'f64', 'i32'], operands: 1, start: 0, length: 2 },
      { type: 1, locals: [], operands: 1, start: 2, length: 2 },
      { type: 2, locals: [], operands: 0, start: 4, length: 1 },
    ]);
    assert.equal(image.entry, 1);
  });

  it('equal types and constants once, in the order of their first use', () => {
    const image = imageOf(`
      entry func main
        0.0 -0.0 0.0 nan drop drop drop drop
        push.i32 5 push.i32 6 push.i32 5 drop drop drop
        0 call.table () 1 0 call.table (i32)
        ret
      end
      func f (a: i32)
        ret
      end`);
    assert.deepEqual([...image.floats], [0, -0, NaN]);
    assert.deepEqual([...image.integers], [5, 6]);
    assert.deepEqual(image.types.map(typeText), ['()', '(i32)']);
  });

  it('tables, indexes and exports', () => {
    const text = `
      table f, g
      table h f
      export g
      export h as "other name"
      const where = h.index
      func f ret end
      func g ret end
      func h ret end
      entry func main
        f.index g.index where drop drop drop ret
      end`;
    const image = imageOf(text);
    assert.deepEqual([...image.table], [0, 1, 2, 0]);
    assert.deepEqual(image.exports, [{ name: 'g', function: 1 }, { name: 'other name', function: 2 }]);
    assert.deepEqual(codeOf(text).slice(3, 6), ['push 0', 'push 1', 'push 2']);
  });

  it('structures, nested and in rows', () => {
    const structs = `
      struct point
        x: i32
        y: i32
      end
      struct shape
        kind: i8
        from: point
        corners: 3 point
        name: 5 bytes
        weight: f64
        tag: i16, drop: i8
      end`;
    const offsets = {
      'point.y': 4, 'point.size': 8, 'shape.kind': 0, 'shape.from': 4, 'shape.from.y': 8, 'shape.corners': 12, 'shape.name': 36,
      'shape.weight': 48, 'shape.tag': 56, 'shape.drop': 58, 'shape.size': 64, 'shape.from.size': 8,
    };
    assert.deepEqual(bodyOf(Object.keys(offsets).join(' '), structs), Object.values(offsets).map((value) => `push ${value}`));
  });

  it('may share lines', () => assert.equal(imageOf('const a = 1 const b = 2 entry func main a b drop drop ret end').code.length, 5));

  it('of exact forms', () => {
    const image = imageOf(`
      image.types (f64) (f64) ()
      image.pool 9, 9, 1.5
      image.segment 100 = i8 0, 7, 0
      func f (x: f64)
        image.type 1 image.operands 9
        image.word 0x103 drop ret
      end
      entry func main
        ret
      end`);
    assert.deepEqual(image.types.map(typeText), ['(f64)', '(f64)', '()']);
    assert.deepEqual([...image.integers], [9, 9]);
    assert.deepEqual([image.functions[0].type, image.functions[0].operands], [1, 9]);
    assert.deepEqual(image.code[0], 0x103);
    assert.deepEqual(image.segments, [{ address: 100, bytes: Uint8Array.from([0, 7, 0]) }]);
  });
});

describe('assembleSteps', () => {
  it('yields in a long program and comes to the same image', () => {
    const text = `entry func main\n${' 1 drop\n'.repeat(20_000)} ret\nend\n`;
    const steps = assembleSteps({ path: 'long.sasm', text });
    let yields = 0, result: Assembly | undefined;
    while (result === undefined) {
      const { done, value } = steps.next();
      if (done === true) result = value;
      else yields++;
    }
    assert.ok(yields >= 10, `${yields} yields`);
    assert.equal(result.identity, assemble({ path: 'long.sasm', text }).identity);
  });

  it('takes a stack as deep as is allowed, and no deeper', () => {
    const deep = (count: number): Assembly => {
      return assemble({ path: 'deep.sasm', text: `entry func main\n${' 1'.repeat(count)} unreachable\nend\n` });
    };
    assert.equal(deep(4096).image?.functions[0].operands, 4096);
    assert.deepEqual(deep(4097).diagnostics.map(({ row }) => row.code), ['S311']);
  });

  it('holds to the limits of images', () => {
    const codes = (text: string): string[] => assemble({ path: 'large.sasm', text }).diagnostics.map(({ row }) => row.code);
    const main = 'entry func main\n ret\nend\n';
    const locals = Array.from({ length: 4097 }, (_, i) => `l${i}: i32`).join(', ');
    assert.ok(codes(`entry func main\n local ${locals}\n ret\nend\n`).includes('S316'));
    assert.deepEqual(codes(Array.from({ length: 65_537 }, (_, i) => `export main as "${i}"\n`).join('') + main), ['S317']);
  });

  it('stops telling where there is too much to tell', () => {
    const { diagnostics } = assemble({ path: 'many.sasm', text: `entry func main\n${' oops\n'.repeat(10_100)} ret\nend\n` });
    assert.equal(diagnostics.length, 10_001);
    assert.equal(diagnostics[10_000].row.code, 'S599');
  });
});
