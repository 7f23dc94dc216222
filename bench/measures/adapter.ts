// What a person at an editor waits for: from the start of the adapter's process to the stop before the first instruction, and
// a step from the request to the stop, over the standard streams.
import { join } from 'node:path';
import { launch, type Launched } from '../adapter';
import { ROOT } from '../machines';
import { figure, type Figure, type Measure } from '../measure';

const [STARTS, STARTS_QUICK] = [15, 5];
const [STEPS, STEPS_QUICK] = [300, 60];
const STEPS_WARM = 30;
const PROGRAM = join(ROOT, 'bench', 'pause', 'loop.sasm');

async function started(): Promise<{ launched: Launched; time_ms: number }> {
  const start_ms = performance.now();
  const launched = await launch({ program: PROGRAM, stopOnEntry: true });
  const { kind } = await launched.session.halted();
  if (kind !== 'stopped') throw new Error('the program did not stop at its entry');
  return { launched, time_ms: performance.now() - start_ms };
}

/** What an editor asks for at a stop: the frames, and the variables of the innermost one. */
async function look({ client, session: { threadId } }: Launched): Promise<void> {
  const { stackFrames } = await client.request('stackTrace', { threadId, startFrame: 0, levels: 20 });
  const { scopes } = await client.request('scopes', { frameId: stackFrames[0].id });
  await client.request('variables', { variablesReference: scopes[0].variablesReference });
}

async function steps(launched: Launched, count: number, looking: boolean): Promise<number[]> {
  const times: number[] = [];
  for (let i = -STEPS_WARM; i < count; i++) {
    const start_ms = performance.now();
    await launched.session.step('next');
    if (looking) await look(launched);
    if (i >= 0) times.push(performance.now() - start_ms);
  }
  return times;
}

async function measure(starts: number, count: number): Promise<Figure[]> {
  const times: number[] = [];
  for (let i = 0; i < starts; i++) {
    const { launched, time_ms } = await started();
    times.push(time_ms);
    launched.kill();
  }
  const { launched } = await started();
  const plain = await steps(launched, count, false), looking = await steps(launched, count, true);
  launched.kill();
  return [
    figure({ key: 'adapter_to_stopped', en: 'start of the adapter process to `stopped`', ko: '어댑터 프로세스 시작부터 `stopped`까지' }, 'ms', times),
    figure({ key: 'step', en: 'a step, request to `stopped`', ko: '한 스텝, 요청부터 `stopped`까지' }, 'ms', plain),
    figure({ key: 'step_and_look', en: 'a step with stack, scopes and variables', ko: '스택·스코프·변수까지 읽는 한 스텝' }, 'ms', looking),
  ];
}

export const ADAPTER: Measure = {
  key: 'adapter', en: 'Starting and stepping in an editor', ko: '편집기에서 시작하고 스텝하기',
  run: ({ quick }) => measure(quick ? STARTS_QUICK : STARTS, quick ? STEPS_QUICK : STEPS),
};
