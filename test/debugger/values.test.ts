// What a debugger shows: frames through the layers, operands with their origins, data, memory, registers, code.
import { strict as assert } from 'node:assert';
import { FunctionOrigins } from '../../src/debugger/origins';
import { limited } from '../witness/machines';
import { COUNTER, KERNEL, KERNEL_AND_COUNTER, tower } from './layers';
import { machineOf, refusal, session, Tester } from './sessions';

/** Goes by breakpoint to a line, counted from 1, of a source. */
function goTo(tester: Tester, name: string, line: number, column?: number): Tester {
  tester.debug.setSourceBreakpoints({ name }, [column === undefined ? { line: line - 1 } : { line: line - 1, column: column - 1 }]);
  assert.match(tester.go(), /^breakpoint /);
  return tester;
}

describe('call stacks', () => {
  it('go on through the layers, with a label between two', () => {
    const tester = goTo(session(tower(3, COUNTER)), 'process.sasm', 6);
    assert.deepEqual(tester.stack(), [
      'main:6', '[resumed by root > level1.sasm #1 > level2.sasm #1]', 'main:7', '[resumed by root > level1.sasm #1]', 'main:7', '[resumed by root]', 'main:7',
    ]);
    assert.equal(tester.debug.frameCount(4), 7);
    assert.deepEqual(tester.debug.frames(4, 2, 3).map(({ kind, context }: { kind: string; context?: number }) => `${kind} ${context ?? ''}`), ['frame ', 'label 2', 'frame ']);
  });

  it('are given in parts, of a hundred thousand frames too', () => {
    const text = 'func deep (n: i32)\n  get n jumpz bottom\n  get n 1 sub call deep\nbottom:\n  ret\nend\nentry func main\n  100000 call deep\n  ret\nend\n';
    const tester = goTo(session(text, limited({ frames: 200_000, slots: 1_000_000 })), 'main.sasm', 5);
    const { debug } = tester;
    assert.equal(debug.frameCount(1), 100_002);
    assert.deepEqual(debug.frames(1, 100_000, 20).map((entry) => (entry.kind === 'frame' ? tester.frameText(entry) : '')), ['deep:3', 'main:8']);
    assert.deepEqual(debug.locals({ context: 1, depth: 99_999 }).map(({ value }) => value), [99_999]);
    assert.deepEqual(debug.frames(1, 100_002, 20), []);
    assert.equal(tester.step('out'), 'root deep:5');
  });

  it('refuse contexts and frames that are not there', () => {
    const { debug } = session(KERNEL_AND_COUNTER);
    assert.equal(refusal(() => debug.frames(7, 0, 1)), 'D303');
    assert.equal(refusal(() => debug.locals({ context: 1, depth: 1 })), 'D304');
    assert.equal(refusal(() => debug.locals({ context: 1, depth: -1 })), 'D304');
  });
});

describe('contexts', () => {
  it('have stable ids and names by their path', () => {
    const tester = goTo(session(KERNEL_AND_COUNTER), 'child.sasm', 6);
    assert.deepEqual(tester.debug.contexts(), [
      { id: 1, name: 'root', active: true }, { id: 2, name: 'root > child.sasm #1', active: true },
    ]);
  });

  it('are announced at stops, however many came and went between them', () => {
    const kernel = KERNEL.replace('  ret\nend', '  turns  turns load 1 sub tee c  store\n  get c jumpnz more\n  ret\nend')
      .replace('entry', 'data turns = i32 3\nentry').replace('  child child', 'more:\n  child child');
    const tester = session({ 'kernel.sasm': kernel, 'child.sasm': COUNTER }, limited({ images: 50 }));
    assert.deepEqual(tester.debug.takeNews().made.map(({ id }) => id), [1]);
    goTo(tester, 'child.sasm', 8);
    assert.deepEqual(tester.debug.takeNews().made.map(({ id, name }) => `${id} ${name}`), ['2 root > child.sasm #1']);
    tester.debug.setSourceBreakpoints({ name: 'child.sasm' }, []);
    assert.equal(tester.go(), 'ended 0');
    const news = tester.debug.takeNews();
    assert.deepEqual([news.made, news.dropped], [[], [2]]);
  });

  it('lie below the kernel that emulates them, where their window lies inside its own', () => {
    // The hypervisor runs a kernel; when that stops at \`resume\`, it runs a process in a window inside the kernel's.
    const hypervisor = `memory 65536
embed kernel "kernel.sasm"
embed process "process.sasm"
entry func main
  local k: i32, p: i32
  kernel kernel.size image.load 16384 32768 mode.user ctx.new set k
  process process.size image.load 24576 4096 mode.user ctx.new set p
  get k -1 resume drop
  get p -1 resume drop
  ret
end
`;
    const files = {
      'hypervisor.sasm': hypervisor, 'kernel.sasm': 'memory 32768\nentry func main\n  1 -1 resume drop\n  ret\nend\n', 'process.sasm': 'memory 4096\nentry func main\n  nop\n  ret\nend\n',
    };
    const tester = goTo(session(files), 'process.sasm', 3);
    assert.deepEqual(tester.debug.contexts().map(({ name }) => name), ['root', 'root > kernel.sasm #1', 'root > kernel.sasm #1 > process.sasm #2']);
    assert.deepEqual(tester.stack(), ['main:3', '[resumed by root > kernel.sasm #1]', 'main:3', '[its exit is handled by root]', 'main:9']);
  });

  it('show mode, window, budget, trap, times', () => {
    const tester = goTo(session({ ...KERNEL_AND_COUNTER, 'kernel.sasm': KERNEL.replace('get c -1', 'get c 1000').replace('16384 4096', '63488 4096') }), 'kernel.sasm', 11);
    const { debug } = tester;
    const child = debug.context(2);
    assert.deepEqual(child.window, { base: 63_488, limit: 4096, start: 63_488, size: 2048 });
    assert.deepEqual(child.trap, { cause: 'sys', instruction: 'sys', completed: false });
    assert.deepEqual([child.mode, child.function, child.budget, child.retired, child.time, child.frames], ['user', 'main', undefined, 4, 4, 1]);
    assert.equal(debug.context(1).mode, 'root');
    goTo(tester, 'child.sasm', 7);
    assert.deepEqual([debug.context(2).budget, debug.context(2).trap], [999, undefined]);
  });
});

describe('operands', () => {
  const text = `func pair (n: i32) -> i32
  get n 0 gt jumpnz positive
  10
  jump both
positive:
  20
both:
  get n 2.5 rot swap nop
  drop drop ret
end
entry func main
  100 3 call pair nop
  drop drop ret
end
`;

  it('name the instruction that pushed them, where only one can have', () => {
    const tester = goTo(session(text), 'main.sasm', 8, 22);
    const rows = tester.debug.operands({ context: 1, depth: 0 });
    assert.deepEqual(rows.map(({ type, value, pushedBy }) => `${type} ${value} ${pushedBy === undefined ? '?' : `${pushedBy.text} ${(pushedBy.location?.span.start.line ?? 0) + 1}`}`),
      ['f64 2.5 push.f64 2.5 8', 'i32 20 ?', 'i32 3 get n 8']);
    assert.deepEqual(tester.debug.operands({ context: 1, depth: 1 }).map(({ value, pushedBy }) => `${value} ${pushedBy?.text}`), ['100 push 100']);
    goTo(tester, 'main.sasm', 12, 19);
    assert.deepEqual(tester.debug.operands({ context: 1, depth: 0 }).map(({ value, pushedBy }) => `${value} ${pushedBy?.text}`).slice(1), ['100 push 100']);
  });

  it('have true origins: an operand is what the instruction named last pushed', () => {
    const machine = machineOf(text);
    const { image } = machine.root.program;
    const pushed = new Map<number, { retired: number; frames: number }>();
    for (;;) {
      const { root } = machine;
      const origins = new FunctionOrigins(image, root.fn);
      const depth = image.states.depth(image.stateAt[root.pc]);
      for (const address of origins.at(root.pc, depth)) assert(address < 0 || pushed.has(address), `${address} never ran before ${root.pc}`);
      pushed.set(root.pc, { retired: root.retired, frames: root.frames });
      machine.run(1, 1000);
      if (machine.ending !== undefined) break;
    }
    assert(pushed.size > 15);
  });
});

describe('data and memory', () => {
  const text = `memory 4096
data words = i32 1, -2, 3
data name = "안녕"
data half = f64 0.5
data byte = i8 255
entry func main
  ret
end
`;

  it('show single values, texts, and elements on demand', () => {
    const { debug } = session(text);
    const rows = Object.fromEntries(debug.data(1).map((item) => [item.name, item]));
    assert.deepEqual([rows.words.count, rows.words.value, rows.name.value, rows.half.value, rows.byte.value], [3, undefined, '안녕', 0.5, -1]);
    assert.deepEqual(debug.elements(1, rows.words, 1, 10), [{ type: 'i32', value: -2 }, { type: 'i32', value: 3 }]);
    assert.deepEqual(debug.elements(1, rows.words, 3, 10), []);
    assert.deepEqual(debug.elements(1, rows.name, 0, 10), []);
  });

  it('end with the window', () => {
    const { debug } = session(text);
    assert.deepEqual(debug.readMemory(1, 4090, 100), { bytes: new Uint8Array(6), missing: 94 });
    assert.deepEqual(debug.readMemory(1, 5000, 10), { bytes: new Uint8Array(0), missing: 10 });
    const words = debug.evaluate('words').value as number;
    assert.deepEqual([...debug.readMemory(1, words, 8).bytes], [1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff]);
    assert.equal(debug.writeMemory(1, words + 4, Uint8Array.of(7, 0, 0, 0)), 4);
    assert.equal(debug.evaluate('words[1]').text, '7');
    assert.equal(refusal(() => debug.writeMemory(1, -1, Uint8Array.of(1))), 'D124');
  });
});

describe('disassembly', () => {
  const text = 'func two -> i32\n  2 ret\nend\nentry func main\nagain:\n  call two jumpnz again\n  1 switch [again done]\ndone:\n  ret\nend\n';

  it('gives exactly the rows asked for, with placeholders around the code', () => {
    const { debug } = session(text);
    const [{ start, end }] = debug.modules();
    const rows = debug.disassemble(start, -2, 13);
    assert.deepEqual(rows.map(({ address, kind, text: row, symbol }) => `${(address - start) / 4} ${kind === 'placeholder' ? '-' : row}${symbol === undefined ? '' : ` (${symbol})`}`), [
      '-2 -', '-1 -', '0 push 2 (two)', '1 ret', '2 call two (main)', '3 jumpnz again', '4 push 1', '5 switch [again done]', '6 case again', '7 case done', '8 ret (done)', '9 -', '10 -',
    ]);
    assert.equal(end - start, 36);
    assert.deepEqual([...rows[2].bytes], [3, 2, 0, 0]);
    assert.equal(rows[5].location?.span.start.line, 5);
  });

  it('gives rows at addresses where there is no program', () => {
    const { debug } = session(text);
    for (const address of [0, 9 * 2 ** 32, 4, 2 ** 52]) {
      const rows = debug.disassemble(address, -3, 7);
      assert.deepEqual(rows.map(({ kind }) => kind), Array(7).fill('placeholder'));
      assert.equal(new Set(rows.map((row) => row.address)).size, 7);
    }
    assert.equal(debug.disassemble(debug.modules()[0].start + 6, 0, 1)[0].text, 'ret');
  });
});

describe('sources and modules', () => {
  it('name texts and checksums once', () => {
    const tester = goTo(session({ ...KERNEL_AND_COUNTER }), 'child.sasm', 6);
    const { debug } = tester;
    assert.deepEqual(debug.sources().map(({ name, modules, text }) => `${name} ${modules.join()} ${text === undefined}`), ['kernel.sasm 1 false', 'child.sasm 2 false']);
    const [source] = debug.sources();
    assert.equal(debug.sourceText(source), KERNEL);
    assert.equal(debug.sourceText({ ...source, sha256: '0'.repeat(64) }), undefined);
    assert.deepEqual(debug.modules().map(({ number, name, debug: known }) => [number, name, known]), [[1, 'kernel.sasm', true], [2, 'child.sasm', true]]);
  });

  it('are nameless without debug information', () => {
    const tester = new Tester(machineOf(KERNEL_AND_COUNTER, {}, true));
    const [module] = tester.debug.modules();
    assert.equal(module.name, module.identity.slice(0, 12));
    assert.deepEqual([module.debug, tester.debug.sources()], [false, []]);
    assert.deepEqual(tester.stack(), ['f0@0']);
  });
});
