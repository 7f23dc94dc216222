// A run at a glance: each moment is that of a fresh run, and a short run has enough of them to be drawn.
import * as assert from 'node:assert/strict';
import { finish } from '../../src/base/steps';
import { samplesOf } from '../../src/history/overview';
import { sampleOf, type Sample } from '../../src/history/sample';
import { Timeline } from '../../src/history/timeline';
import { machineOf } from '../debugger/sessions';

const MOST = 120;
/** A kernel that runs two processes in turn, one of which prints. */
const PROGRAM = {
  'main.sasm': `memory 65536
embed talker "talker.sasm"
embed worker "worker.sasm"
entry func main
  local a: i32, b: i32, turns: i32
  talker talker.size image.load 8192 4096 mode.user ctx.new set a
  worker worker.size image.load 16384 4096 mode.user ctx.new set b
again:
  get a -1 resume drop
  port.console '*' out
  get a field.result 0 ctx.set drop
  get b 9 resume drop
  get turns 1 add tee turns 60 lt jumpnz again
  ret
end
`,
  'talker.sasm': 'memory 4096\nentry func main\nagain:\n  sys 20 ()\n  jump again\nend\n',
  'worker.sasm': 'memory 4096\nentry func main\nagain:\n  nop\n  jump again\nend\n',
};

/** What a machine that has run to a count of steps shows. */
function sampleAt(steps: number): Sample {
  const machine = machineOf(PROGRAM);
  while (machine.steps < steps) machine.run(steps - machine.steps, 1e6);
  return sampleOf(machine);
}

describe('a run at a glance', () => {
  const timeline = new Timeline(machineOf(PROGRAM), { bytes: 1e8 });
  while (timeline.run(Infinity, 1e6).kind === 'slice');
  const { machine, branch } = timeline, samples = samplesOf(branch, MOST, sampleOf(machine)), { steps: end } = machine;

  it('has moments of fresh runs, in order, the last one now', () => {
    assert.deepEqual(samples.slice(0, -1), samples.slice(0, -1).map(({ steps }) => sampleAt(steps)));
    assert.deepEqual(samples.at(-1), sampleOf(machine));
  });

  it('is the same seen from the past', () => {
    finish(timeline.goTo(end / 2));
    assert.deepEqual(samplesOf(branch, MOST, sampleOf(machine)).at(-1), samples.at(-1));
  });

  it('has many of a short run, near to each other everywhere, and never more than are wanted', () => {
    const gaps = samples.slice(1).map(({ steps }, i) => steps - samples[i].steps);
    assert.ok(Math.min(...gaps) > 0 && Math.max(...gaps) <= Math.max(16, end / 24), gaps.join());
    for (const most of [2, 3, 10]) {
      const few = samplesOf(branch, most, sampleOf(machine));
      assert.ok(few.length <= most + 1 && few[0].steps === 0 && few.at(-1)?.steps === end, `${few.length} of ${most}`);
    }
  });
});
