// Programs in which many contexts run, for tests in which a debugger does all it can.
import { readFileSync } from 'node:fs';
import { COUNTER, KERNEL_AND_COUNTER, tower } from './layers';

/** A kernel that preempts two processes all the time, moves much memory, makes and drops contexts. */
const BUSY = {
  'busy.sasm': `memory 65536
embed child "child.sasm"
data turns = i32 0
func life
  local c: i32, cause: i32
  child child.size image.load 49152 4096 mode.user ctx.new set c
again:
  turns  turns load 1 add  store
  16384 0 20000 copy
  get c 3 resume tee cause cause.sys eq jumpnz serve
  get cause cause.budget eq jumpnz again
  get c ctx.drop
  ret
serve:
  get c field.operand0 ctx.get sys print
  get c field.result 0 ctx.set drop
  jump again
end
entry func main
  call life call life
  ret
end
`,
  'child.sasm': COUNTER,
};

function example(name: string): string {
  return readFileSync(`examples/${name}`, 'utf8');
}

/** By what they are. */
export const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a kernel and its process': KERNEL_AND_COUNTER,
  'four levels': tower(3, COUNTER),
  'preemption, large copies, contexts that come and go': BUSY,
  'two processes that take turns': Object.fromEntries(['round_robin.sasm', 'lib/console.sasm', 'lib/print.sasm', 'round_robin/counter.sasm',
    'round_robin/dotter.sasm'].map((name) => [name, example(name)])),
};
