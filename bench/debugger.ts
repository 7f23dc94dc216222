// How fast a program runs under the debugger: conditions in a hot loop, steps over much work, against a plain run.
//
//   npm run compile && node out/bench/debugger.js
import { assemble } from '../src/assembler';
import { DebugSession, type Debugger } from '../src/debugger';
import { decodeImage } from '../src/image/read';
import { encodeImage } from '../src/image/write';
import { CONTEXTS_DEFAULT, FRAMES_DEFAULT, IMAGES_DEFAULT, MEMORY_DEFAULT, SLOTS_DEFAULT } from '../src/isa/limits';
import { Machine } from '../src/machine/machine';
import { verify } from '../src/verifier/verify';

const LOOP = `memory 65536
data cell = i32 7
entry func main
  local i: i32
round:
  get i 1 add tee i
  jumpnz goes_on
goes_on:
  get i 10000000 lt jumpnz round
  ret
end
`;

const FIBONACCI = `memory 65536
func fibonacci (n: i32) -> i32
  get n 2 lt jumpz more
  get n ret
more:
  get n 1 sub call fibonacci
  get n 2 sub call fibonacci
  add ret
end
entry func main
  30 call fibonacci drop
  ret
end
`;

const LINE_CONDITION = 8;
const WORK = 1_000_000;

function machineOf(text: string): Machine {
  const { image, debug } = assemble({ path: 'main.sasm', text });
  if (image === undefined) throw new Error('the program has errors');
  return new Machine(verify(decodeImage(encodeImage(image, debug))), {
    memory: MEMORY_DEFAULT, limits: { contexts: CONTEXTS_DEFAULT, frames: FRAMES_DEFAULT, images: IMAGES_DEFAULT, slots: SLOTS_DEFAULT },
    seed: 1, leaky: false, disk: new Uint8Array(0), args: [], input: [],
  });
}

/** Seconds of the processor that `work` takes; others may use it meanwhile. */
function seconds(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** Runs until something happens. */
function run(debug: Debugger): void {
  while (debug.advance(WORK) === undefined);
}

function report(name: string, count: number, unit: string, time: number): void {
  console.log(`${name.padEnd(52)} ${(count / time / 1e6).toFixed(2).padStart(8)} million ${unit} a second`);
}

function plain(text: string, name: string): void {
  const machine = machineOf(text);
  const time = seconds(() => { while (machine.ending === undefined) machine.run(Infinity, WORK); });
  report(name, machine.steps, 'steps', time);
}

function condition(text: string): void {
  const machine = machineOf(LOOP);
  const debug = new DebugSession(machine);
  const [point] = debug.setSourceBreakpoints({ name: 'main.sasm' }, [{ line: LINE_CONDITION, condition: text }]);
  if (!point.verified) throw new Error('the breakpoint has no place');
  debug.continue();
  report(`condition ${text}`, 10_000_000, 'conditions', seconds(() => run(debug)));
}

function step(text: string, name: string, before: number): void {
  const machine = machineOf(text);
  const debug = new DebugSession(machine);
  for (let i = 0; i < before; i++) {
    debug.step('in', 'line', 1);
    run(debug);
  }
  const first = machine.steps;
  debug.step('over', 'line', 1);
  const time = seconds(() => run(debug));
  report(name, machine.steps - first, 'steps', time);
}

plain(LOOP, 'a loop, plain');
for (const text of ['i == 9999999', 'i % 1000 == 1 && i > 20000000', 'i32[cell] == 8', 'sp == 1']) condition(text);
plain(FIBONACCI, 'recursion, plain');
step(FIBONACCI, 'recursion, stepped over from outside', 0);
step(FIBONACCI, 'recursion, stepped over from inside', 2);
