// What holds in lab 06: the port does what the original does and comes out less often, how often a call does, and who computes notices
// neither. The probe and its cures are portable.ts.
import { message, type Message } from '../base/message';
import { Cause } from '../isa/causes';
import { ended } from './arrangements';
import { asAlone, machineOf, ran } from './hosted';
import type { Check, Finding } from './lab';
import { exitsOf } from './ledger';
import { DIFFERS } from './messages';
import { cured } from './portable';
import type { Workshop } from './workshop';

const FOLDER = 'labs/06-paravirtualization';
const FULL = `${FOLDER}/full.sasm`, PARA = `${FOLDER}/para.sasm`;
const STEPS_MAX = 1e8;

function fewerExits(workshop: Workshop): Finding {
  const [few, many] = [PARA, FULL].map((program) => exitsOf(ran(workshop, program, 'A').ledger));
  const wrong = message(DIFFERS.order, { what: 'exits', one: PARA, other: FULL, first: few, second: many });
  return { figures: { ported: few, unmodified: many }, differences: few < many ? [] : [wrong] };
}

/** A program of slate that gives way to one which makes a call again and again. */
const STAND_IN = 'count', STAND_IN_FILE = `systems/slate/programs/${STAND_IN}.sasm`;
const TIMES = 5;

/** Calls, and how many exits one may take: unmodified, and ported. */
const COSTS: readonly { readonly name: string; readonly call: string; readonly most: readonly [full: number, para: number] }[] = [
  { name: 'getpid', call: 'sys 16 (-> i32) drop', most: [4, 2] }, { name: 'write', call: 'line line.size sys write drop', most: [38, 2] },
];

/** How often the hypervisor of a program comes out of a `resume` when a process makes a call so many times, but for ends of turns. */
function exits(workshop: Workshop, program: string, call: string, times: number): number {
  const text = `memory 4096 data line = "${'x'.repeat(31)}\\n" entry func main ${`${call} `.repeat(times)} ret end`;
  const machine = machineOf(workshop.with({ [STAND_IN_FILE]: text }), program, `${STAND_IN}\n`);
  let count = 0;
  machine.observation.onExit = (context, cause) => { if (context.parent === machine.root && cause !== Cause.budget) count++; };
  ended(machine, program, STEPS_MAX);
  return count;
}

function costs(workshop: Workshop): Finding {
  const figures: Record<string, number> = {}, found: Message[] = [];
  for (const { name, call, most } of COSTS) {
    for (const [i, program] of [FULL, PARA].entries()) {
      const cost = (exits(workshop, program, call, 2 * TIMES) - exits(workshop, program, call, TIMES)) / TIMES;
      figures[`${name}.${i === 0 ? 'unmodified' : 'ported'}`] = cost;
      if (!(cost <= most[i])) found.push(message(DIFFERS.call, { call: name, who: program, found: cost, most: most[i] }));
    }
  }
  return { figures, differences: found };
}

/** A twentieth, up or down. */
const NEARLY = 0.05;

function computing(workshop: Workshop): Finding {
  const [full, para] = [FULL, PARA].map((program) => ended(machineOf(workshop, program, 'primes 2000\n'), program, STEPS_MAX).running.time);
  const wrong = message(DIFFERS.computing, { who: PARA, found: para, wanted: full });
  return { figures: { unmodified: full, ported: para }, differences: Math.abs(para / full - 1) < NEARLY ? [] : [wrong] };
}

export const PARAVIRTUALIZATION: readonly Check[] = [
  asAlone(FULL, 'A'), asAlone(PARA, 'A', true),
  { name: 'fewer-exits', text: { en: 'the port comes out less often', ko: '이식한 쪽이 덜 자주 탈출한다' }, run: fewerExits },
  { name: 'costs', text: { en: 'a call comes out twice; unmodified, asking for a number takes 4 exits and writing 32 bytes 38', ko: '호출마다 두 번 탈출한다. 고치지 않은 쪽은 번호를 물을 때 4번, 32바이트를 쓸 때 38번이다' }, run: costs },
  { name: 'computing', text: { en: 'who computes is neither better nor worse off', ko: '계산만 하는 프로그램은 나아지지도 나빠지지도 않는다' }, run: computing },
  cured(FOLDER, ['probe_translated', 'probe_ported', 'probe_assisted']),
];
