// Random kernels in assembly: long lists of what a kernel can ask of its machine, close together, so that alarms, budgets,
// interrupts and the ends of slices coincide often. Everything that comes back is noted in memory and on the console.
import type { Random } from '../../src/base/random';
import { EXAMPLES, imageOf } from './programs';

/** Bytes of memory that such a kernel wants. */
export const SCRIPT_MEMORY = 32_768;

const BUDGETS: readonly number[] = [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, -1];
const FIELDS: readonly string[] = ['opcode', 'number', 'operands', 'types', 'result_type', 'address', 'size', 'write', 'operand0', 'operand1',
  'operand2', 'operand7', 'interrupt'];
const STATEMENTS_MIN = 25, STATEMENTS_MORE = 60;
/** Where the log of a kernel begins in its memory, and the memory that it gives processes. */
const LOG = 16_384, ROOM = 24_576;

/** A loop that computes, and now and then does something for which it comes back. */
function processText(random: Random): string {
  const event = (): string => random.pick([
    'get i sys 20 (i32)', 'get i 1.5 sys 21 (i32 f64 -> i32) drop', 'sys 22 (-> f64) drop', 'sys clock f2i drop', 'mode drop', '1000 get i store',
    'get i 600 mul get i store8', 'get i 1000 mul load drop', '1 get i 3 rem div drop', 'break', 'port.console get i out', '3 call.table ()',
    'port.clock.low in drop', 'get i sys print',
  ]);
  const events = Array.from({ length: 2 + random.below(4) }, event).map((text, k) => `get i ${k + 2} rem jumpnz skip${k} ${text} skip${k}:`);
  return `memory ${random.pick([1024, 2000, 4096])} table handler data word = i32 7
    func handler 500 500 load 1 add store ret end
    entry func main local i: i32
    again: get i 1 add set i ${events.join('\n')} get i ${20 + random.below(200)} lt jumpnz again ret end`;
}

class Script {
  private labels = 0;

  constructor(private readonly random: Random) {}

  private get some(): number {
    return this.random.below(120);
  }

  private guarded(handle: string, text: string): string {
    const label = `on${this.labels++}`;
    return `get ${handle} jumpz ${label} ${text}\n${label}:`;
  }

  private repeated(text: string): string {
    const label = `again${this.labels++}`;
    return `${2 + this.random.below(12)} set turns\n${label}: ${text} get turns 1 sub tee turns jumpnz ${label}`;
  }

  private alarm(): string {
    return `port.alarm.high 0 out port.alarm.low port.clock.low in ${this.some} add out`;
  }

  private place(): string {
    const { random } = this;
    return random.below(5) > 0 ? `${ROOM + random.below(3) * 2048} ${random.pick([1024, 2048, 4096])}` : `${random.below(40_000)} ${random.below(40_000)}`;
  }

  private resume(handle: string): string {
    const { random } = this;
    const completion = random.pick(['', `get ${handle} field.result ${this.some} ctx.set call note`,
      `get ${handle} field.result 1.5 ctx.setf call note get ${handle} field.result 3 ctx.set call note`]);
    const fields = Array.from({ length: random.below(4) }, () => `get ${handle} field.${random.pick(FIELDS)} ctx.get call note`);
    return `get ${handle} ${random.pick(BUDGETS)} resume call note ${fields.join(' ')} ${completion} get ${handle} field.time ctx.getf f2i call note`;
  }

  private field(handle: string): string {
    const { random } = this;
    const [field, value] = random.pick([['base', random.below(40_000)], ['limit', random.below(9000)], ['mode', random.below(3)], ['call', random.below(2)],
      ['interrupt', random.below(4)], ['frames', 5 + random.below(60)], ['contexts', random.below(14)], ['images', random.below(14)], ['result', 5]] as const);
    return `get ${handle} field.${field} ${value} ctx.set call note`;
  }

  private transfer(): string {
    const { random } = this, address = random.below(12) === 0 ? SCRIPT_MEMORY - 300 : random.below(SCRIPT_MEMORY) & ~1023;
    return `port.disk.sector ${random.below(6)} out port.disk ${address} ${random.below(700)} ${random.pick(['ins', 'outs'])} call note`;
  }

  private make(handle: string, image: string): string {
    const label = `made${this.labels++}`, mode = this.random.pick([0, 0, 0, 1, 2]);
    return `get ${handle} jumpnz ${label} get ${image} ${this.place()} ${mode} ctx.new tee ${handle} call note\n${label}:`;
  }

  statement(): string {
    const { random } = this, handle = random.pick(['a', 'b']), image = random.pick(['first', 'second']);
    switch (random.below(18)) {
      case 0: return 'port.clock.low in call note port.clock.high in call note';
      case 1: case 2: return this.alarm();
      case 3: return `${this.alarm()} wait port.clock.low in call note`;
      case 4: return this.transfer();
      case 5: return random.pick(['mode call note', 'port.random in call note', 'port.memory in call note', 'port.disk.sectors in call note']);
      case 6: case 7: return this.make(handle, image);
      case 8: return random.below(3) > 0 ? this.guarded(handle, this.resume(handle)) : this.guarded(handle, `get ${handle} ctx.drop 0 set ${handle}`);
      case 9: case 10: return this.guarded(handle, this.field(handle));
      case 11: return `${image}_image ${image}_image.size image.load tee c call note ${this.guarded('c', 'get c image.drop')}`;
      case 12: case 13: return this.guarded(handle, this.repeated(this.resume(handle)));
      default: return this.guarded(handle, this.resume(handle));
    }
  }
}

/** The image of a kernel that does all this in random order. */
export function scriptedKernel(random: Random): Uint8Array {
  const script = new Script(random);
  const body = Array.from({ length: STATEMENTS_MIN + random.below(STATEMENTS_MORE) }, () => script.statement()).join('\n');
  const end = random.pick(['ret', 'halt', `port.power ${random.below(300)} out ret`, '5 sys exit ret', '0 9 ctx.get drop ret', `${40_000} load drop ret`]);
  const path = `${EXAMPLES}/scripted.sasm`;
  return imageOf(path, { [path]: `memory ${SCRIPT_MEMORY}
    embed first_image ${processText(random)} end
    embed second_image ${processText(random)} end
    data log = i32 ${LOG}
    func note (n: i32)
      port.console get n out
      log load get n store
      log log load 4 add ${LOG + 4096} 1 sub and ${LOG} or store
      ret
    end
    entry func main
      local a: i32, b: i32, c: i32, turns: i32, first: i32, second: i32
      first_image first_image.size image.load set first second_image second_image.size image.load set second
      get first get second add get b add get c add get turns add call note
      get first ${ROOM} 4096 mode.user ctx.new set a
      ${body}
      ${end}
    end` });
}
