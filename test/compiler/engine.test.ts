// The engine around compiled code: when it compiles, what makes it throw code away, and that its limits change nothing.
import * as assert from 'node:assert/strict';
import { Register, REGISTERS_END } from '../../src/compiler/registers';
import { machineHash } from '../../src/machine/state-hash';
import type { Machine } from '../../src/machine/machine';
import type { VerifiedImage } from '../../src/verifier/verify';
import { launch, limited, runSteps } from '../witness/machines';
import { compiledMachine, imageOf } from './texts';

const WORK = 50_000;

/** Runs to the end in slices; gives how it ended. */
function runOut(machine: Machine): string {
  for (;;) {
    const { kind } = machine.run(Infinity, WORK);
    if (kind !== 'slice') return kind;
  }
}

/** The compiled machine ends in the state in which the interpreted one does. */
function agree(image: VerifiedImage, machine: Machine, options = {}): void {
  const plain = launch(image, options);
  assert.equal(runOut(machine), runOut(plain));
  assert.deepEqual([machine.ending, machine.steps, machineHash(machine)], [plain.ending, plain.steps, machineHash(plain)]);
}

const LOOP = imageOf(`memory 4096
entry func main
  local i: i32
again:
  get i 3 add tee i
  300000 lt jumpnz again
  ret
end
`);

/** Recursion to a depth that the image's data names; as deep as it may go where that is 0. */
const RECURSION = imageOf(`memory 4096
func down (n: i32, x: f64) -> i32
  get n 1 sub  get x 0.5 fadd  call down
  1 add ret
end
entry func main
  1000000 0.25 call down drop
  ret
end
`);

describe('compiler: engine', () => {
  it('compiles what runs long, and nothing that does not', () => {
    const { machine, compiler } = compiledMachine(LOOP);
    agree(LOOP, machine);
    assert.equal(compiler.made.units, 1);
    const short = imageOf('memory 64\nentry func main\n1 2 add drop ret\nend\n');
    const other = compiledMachine(short);
    agree(short, other.machine);
    assert.equal(other.compiler.made.units, 0);
  });

  it('recursion to the end of the stack traps at the same step, whatever the native stack holds', () => {
    for (const frames of [2, 3, 50, 16_000]) {
      const options = limited({ frames, slots: 1 << 20 });
      for (const always of [false, true]) agree(RECURSION, compiledMachine(RECURSION, { always }, options).machine, options);
    }
  });

  it('a loop whose address grows traps at the very access that leaves the window, however often it is written in a row', () => {
    for (const [step, offset, size] of [[1, 0, 4096], [4, 8, 4099], [7, 100, 4096], [4096, 0, 65_536], [65_000, 0, 400_000], [200_000, 3, 1_000_000]]) {
      const image = imageOf(`memory ${size}
entry func main
  local at: i32, sum: i32
again:
  get at  get sum get at load8.u +${offset} add tee sum  store8 +${offset}
  get at ${step} add set at
  get sum -1 ne jumpnz again
  ret
end
`);
      const options = { memory: 1 << 20 };
      for (const always of [false, true]) agree(image, compiledMachine(image, { always }, options).machine, options);
    }
  });

  it('an address that grows beyond 2^32 begins at 0 again', () => {
    const image = imageOf(`memory 4096
entry func main
  local at: i32, turns: i32
  -64 set at
again:
  get at 64 add tee at  get turns store +4
  get at 4032 eq jumpnz back
  get turns 1 add tee turns 5000 lt jumpnz again
  ret
back:
  -64 set at
  jump again
end
`);
    for (const always of [false, true]) agree(image, compiledMachine(image, { always }).machine);
  });

  it('an observer\'s stop in compiled code is met each time, and no more when it is taken away', () => {
    const { machine, compiler } = compiledMachine(LOOP);
    runSteps(machine, 60_000);
    assert.equal(compiler.made.units, 1);
    const plain = launch(LOOP);
    runSteps(plain, 60_000);
    const address = LOOP.functions[LOOP.entry].start + 3;
    for (const each of [machine, plain]) each.root.program.setStop(address, true);
    for (let i = 0; i < 20; i++) {
      for (const each of [machine, plain]) {
        assert.equal(each.run(Infinity, WORK, i === 0 ? 0 : 1).kind, 'stop');
        assert.equal(each.root.pc, address);
      }
      assert.equal(machine.steps, plain.steps);
    }
    machine.root.program.setStop(address, false);
    agree(LOOP, machine);
  });

  it('compiles an image once, in however many windows it runs', () => {
    const image = imageOf(`memory 65536
embed child
  memory 4096
  data cell = i32 0
  entry func main
    local i: i32
  again:
    cell get i store
    get i 1 add tee i 100000 lt jumpnz again
    ret
  end
end
entry func main
  local im: i32, base: i32
  child child.size image.load set im
  8192 set base
again:
  get im get base 4096 0 ctx.new -1 resume drop
  get base 4096 add tee base 40960 lt jumpnz again
  ret
end
`);
    const { machine, compiler } = compiledMachine(image, {}, limited({ contexts: 32 }));
    agree(image, machine, limited({ contexts: 32 }));
    assert.equal(compiler.made.units, 1);
  });

  it('a large function is compiled while the interpreter goes on', async () => {
    const image = imageOf(`memory 64
entry func main
  local i: i32
again:
  ${'get i 1 add set i nop '.repeat(500)}
  get i 100000000 lt jumpnz again
  ret
end
`);
    const { machine, compiler } = compiledMachine(image);
    const plain = launch(image);
    while (compiler.made.units === 0) {
      assert.equal(machine.run(Infinity, WORK).kind, 'slice');
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    machine.run(Infinity, 10 * WORK);
    runSteps(plain, machine.steps);
    assert.equal(machineHash(machine), machineHash(plain));
    assert.ok(compiler.made.instructions > 2_000);
  });

  it('calls through the table find their functions, those compiled later too, and trap for the same cause', () => {
    const image = imageOf(`memory 4096
table one two three
func one (n: i32) -> i32
  get n 1 add ret
end
func two (n: i32) -> i32
  get n 3 mul ret
end
func three (x: f64) -> f64
  get x ret
end
entry func main
  local i: i32, sum: i32
again:
  get sum get i 1 and call.table (i32 -> i32) set sum
  get i 1 add tee i 40000 lt jumpnz again
  get sum 2 call.table (i32 -> i32) drop
  ret
end
`);
    for (const always of [false, true]) {
      const { machine, compiler } = compiledMachine(image, { always });
      agree(image, machine);
      assert.ok(compiler.made.units > 0);
    }
  });

  it('words for the ends of windows are used again when code is thrown away', () => {
    const loads = Array.from({ length: 100 }, (_, i) => `get i load +${i * 4} drop`).join(' ');
    const image = imageOf(`memory 4096\nentry func main\nlocal i: i32\nagain: ${loads} jump again\nend\n`);
    const { machine, compiler } = compiledMachine(image, { always: true });
    const times = REGISTERS_END / 4 / 100 + 1;
    for (let time = 0; time < times; time++) {
      machine.observation.count(time % 2 === 0);
      runSteps(machine, 1_000);
    }
    assert.ok(compiler.made.units >= times);
    assert.ok(machine.store.i32.subarray(Register.ends / 4 + 200, REGISTERS_END / 4).every((word) => word === 0));
  });

  it('what an observer asks for makes it compile anew, and gives the same run', () => {
    const { machine, compiler } = compiledMachine(LOOP);
    runSteps(machine, 60_000);
    machine.observation.count(true);
    runSteps(machine, 60_000);
    assert.equal(compiler.made.units, 2);
    machine.observation.count(false);
    agree(LOOP, machine);
    assert.equal(compiler.made.units, 3);
  });
});
