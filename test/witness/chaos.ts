// A program that does everything a kernel can do, in an order that its own random numbers choose, over guests that do the
// same over workers: for tests that two ways of running a machine give the same machine.
import type { Image } from '../../src/image/image';
import { build, bytesOfImage, type ImageText } from './builder';

/** Addresses of a kernel's own data: its random state, three slots for handles, a checksum; the child's image; a block to copy. */
const SEED = 0, SLOTS = 16, SUM = 32, CHILD = 1024, BLOCK = 32_768;

const COMMON = {
  'rand (n:i32 -> i32)': `${SEED} ${SEED} load 1664525 mul 1013904223 add store ${SEED} load 8 shr.u get n rem.u ret`,
  'note (v:i32)': `${SUM} ${SUM} load 31 mul get v add store ret`,
};

/** Computes, recurses, calls its parent, divides by zero, leaves its window; never returns unless `ends`. */
function worker(seed: number): ImageText {
  return {
    window: 4096, operands: 16, table: ['handler', 'down'],
    functions: {
      'main () i:i32 x:f64': `loop: 9 rand switch [a b c d e f g h z]
        a: get i 1 add tee i note jump loop
        b: get i i2f 3.0 fdiv get x fadd fsqrt tee x f2i note jump loop
        c: get i get x sys 20 (i32 f64 -> i32) note jump loop
        d: sys 21 (-> f64) set x jump loop
        e: 100 get i 3 rem div note jump loop
        f: 2048 rand get i store 5000 rand load8.u note jump loop
        g: 40 rand down jump loop
        h: 20 rand jumpnz loop ret
        z: 7 call.table () 3 0 64 fill jump loop`,
      'down (n:i32)': 'get n jumpz end get n 1 sub down end: ret',
      'handler () a:i32': '77 note 3 rand tee a jumpz end sys 22 () end: ret',
      ...COMMON,
    },
    data: { [SEED]: littleEndian(seed) },
  };
}

function littleEndian(value: number): Uint8Array {
  return new Uint8Array(Int32Array.of(value).buffer);
}

/** What a kernel chooses from: a root uses devices often, a guest seldom, since they trap. */
const ROOT = 'make run run run run run run run run run drop base limit interrupt call mode '
  + 'alarm console disk copy fill get images nops wait';
const GUEST = 'make make run run run run run run run run run run run run run run '
  + 'drop base limit interrupt call mode get get images fill some';

/** A kernel over workers or guests, in a window of `size` bytes. Its ports trap where it is a guest itself. */
function kernel(seed: number, below: ImageText, size: number, block: number, actions: string): ImageText {
  const bytes = bytesOfImage(below);
  return {
    window: 'all', operands: 16, table: ['handler'],
    constants: { child: CHILD, 'child.size': bytes.length, slots: SLOTS, block: BLOCK, half: size >> 1, 'block.size': block },
    functions: {
      'main () s:i32 h:i32 v:i32 x:f64': `loop: slots 3 rand 4 mul add tee s load set h
        ${actions.split(' ').length} rand switch [${actions}]
        some: 3 rand switch [console nops wait]
        make: get h jumpnz loop child child.size image.load tee v note get v jumpz loop
          get s get v half 1000 rand add 4 rand jumpz tiny half 4 rand jumpnz made drop -1 jump made
          tiny: 3000 rand made: 6 rand 0 ne ctx.new tee h store get h note
          30 rand jumpz loop get v image.drop jump loop
        run: get h jumpz loop get h 8 rand 1 add 1500 mul rand resume tee v note
          get v cause.exit eq jumpnz drop
          get v cause.budget ge jumpnz loop
          get h field.number ctx.get note get h field.operand0 ctx.get note get h field.time ctx.getf f2i note
          get h field.result 1000 rand ctx.set jumpnz loop
          get h field.result 1000 rand i2f ctx.setf jumpnz loop
          8 rand jumpnz loop jump drop
        drop: get h jumpz loop get h ctx.drop get s 0 store jump loop
        base: get h jumpz loop get h field.base half 900 rand add ctx.set note jump loop
        limit: get h jumpz loop get h field.limit half 2 rand mul 5000 rand add ctx.set note jump loop
        interrupt: get h jumpz loop get h field.interrupt 4 rand ctx.set note jump loop
        call: get h jumpz loop get h field.call 2 rand ctx.set note jump loop
        mode: get h jumpz loop get h field.mode 12 rand 0 ne ctx.set note jump loop
        alarm: port.clock.low in 3000 rand add set v port.alarm.low get v out jump loop
        console: port.console in note port.console 65 26 rand add out jump loop
        disk: port.disk.sector 9 rand out port.disk block 5000 rand ins note port.disk block 700 rand outs note jump loop
        copy: 8 rand jumpnz loop block 2000 rand add block 2000 rand add block.size rand copy jump loop
        fill: 8 rand jumpnz loop block 2000 rand add 256 rand block.size rand fill jump loop
        get: get h jumpz loop get h 17 rand ctx.get note get h 8 rand 8 add ctx.getf set x get x f2i note jump loop
        images: 10 rand 1 add tee v note 0 note child child.size 40 rand add image.load tee v note get v jumpz loop get v image.drop jump
        loop
        nops: nop nop nop port.random in note jump loop
        wait: port.clock.low in 30 rand add set v port.alarm.low get v out wait jump loop`,
      'handler () a:i32': '99 note ret',
      ...COMMON,
    },
    data: { [SEED]: littleEndian(seed), [CHILD]: bytes },
  };
}

/** Bytes of memory that {@link chaos} wants. */
export const CHAOS_MEMORY = 1024 * 1024;

/** Root over guests over workers; never ends. */
export function chaos(seed: number): Image {
  const guest = kernel(seed * 3 + 1, worker(seed * 5 + 2), 300_000, 1000, GUEST);
  return build({ ...kernel(seed, guest, CHAOS_MEMORY, 300_000, ROOT), window: CHAOS_MEMORY });
}
