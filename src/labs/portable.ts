// What holds in lab 11, that a program is the same on every system, and in lab 06 of a machine that leaks, that three cures help.
import { message, type Message } from '../base/message';
import { Cause } from '../isa/causes';
import { programHash } from '../machine/state-hash';
import { consoleDifferences, ended, taken } from './arrangements';
import { machineOf } from './hosted';
import type { Check } from './lab';
import { DIFFERS } from './messages';

const STEPS_MAX = 1e8, DISK_BYTES = 1 << 19;
const SLATE = 'systems/slate/slate.sasm', PRIMES = 'systems/slate/programs/primes.sasm';
const LIMIT = '1000';

/** A process of slate ends with the count and the hash that its program has alone. */
export const ONE_PROGRAM: Check = {
  name: 'one-program', text: { en: 'a program has the same life alone and as a process', ko: '프로그램의 일생이 혼자일 때와 프로세스일 때 같다' },
  run: (workshop) => {
    const alone = ended(machineOf(workshop, PRIMES, '', { args: [LIMIT] }), PRIMES, STEPS_MAX), found: Message[] = [];
    const { root } = alone, wanted = programHash(alone, root), { identity } = root.program.image;
    const slate = machineOf(workshop, SLATE, `primes ${LIMIT}\n`);
    let hash = '', retired = 0;
    slate.observation.onExit = (context, cause) => {
      if (cause !== Cause.exit || context.program.image.identity !== identity) return;
      hash = programHash(slate, context);
      retired = context.retired;
    };
    ended(slate, SLATE, STEPS_MAX);
    if (retired !== root.retired) found.push(message(DIFFERS.length, { who: 'primes', found: retired, wanted: root.retired }));
    else if (hash !== wanted) found.push(message(DIFFERS.changed_guest, { who: 'primes' }));
    return { figures: { instructions: retired }, differences: found };
  },
};

/** pebble writes the same for one program file on slate and on chalk. */
export const ONE_FILE: Check = {
  name: 'one-file', text: { en: 'one program file, the same output on two systems', ko: '프로그램 파일 하나, 두 시스템에서 같은 출력' },
  run: (workshop) => {
    const install = 'labs/11-jvm/install.sasm', onChalk = 'labs/11-jvm/on_chalk.sasm';
    const disk = ended(machineOf(workshop, install, '', { disk: new Uint8Array(DISK_BYTES) }), install, STEPS_MAX).devices.disk.contents();
    const slate = ended(machineOf(workshop, SLATE, 'pebble sums\n', { disk }), SLATE, STEPS_MAX);
    const chalk = ended(machineOf(workshop, onChalk, ''), onChalk, STEPS_MAX);
    const wanted = `$ ${taken(chalk)}$ \n`;
    return { figures: { slate: slate.running.time, chalk: chalk.running.time }, differences: consoleDifferences('pebble', taken(slate), wanted) };
  },
};

/** On the leaky machine the probe is found out under trap and emulate, and each cure makes it say what it says alone. */
export function cured(folder: string, cures: readonly string[]): Check {
  return {
    name: 'cured', text: { en: 'the machine that leaks betrays the hypervisor, and each cure hides it', ko: '새는 머신은 하이퍼바이저를 드러내고, 치료법마다 다시 감춘다' },
    run: (workshop) => {
      const says = (name: string): string => taken(ended(machineOf(workshop, `${folder}/${name}.sasm`, '', { leaky: true }), name, STEPS_MAX));
      const alone = says('probe'), found = cures.flatMap((name) => consoleDifferences(name, says(name), alone));
      if (says('probe_emulated') === alone) found.push(message(DIFFERS.not_leaky, { who: 'probe_emulated' }));
      return { figures: { cures: cures.length }, differences: found };
    },
  };
}
