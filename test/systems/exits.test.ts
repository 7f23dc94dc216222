// What a call of a process costs under a hypervisor of type 1, in exits, as docs/systems.md says it. Nothing of it is a constant
// of the machine: it is what slate does.
import { strict as assert } from 'node:assert';
import { machineFor, nested, widened, type Limits } from '../labs/arrangements';
import { diskWith, program, stripped, written } from './systems';

const LIMITS: Limits = { handles: 16, frames: 1000 };
/** Instructions of a turn, and calls: so few that no turn ends meanwhile. */
const TURN = 100_000_000, CALLS = 5;

/** How often the hypervisor comes out of a `resume` when a process makes a call so many times. */
function exits(call: string, times: number): number {
  const probe = written(`memory 4096 data line = "1234567890123456789012345678901\\n" entry func main ${`${call} `.repeat(times)} ret end`);
  const subject = {
    image: stripped(program('slate/slate')), memory: program('slate/slate').image.window ?? 0, disk: diskWith({ probe: stripped(probe) }), seed: 1,
    input: 'probe\n',
  };
  const { hypervisor } = nested(subject, LIMITS, [TURN]);
  const machine = machineFor(hypervisor, subject, widened(LIMITS, 1));
  let count = 0, inside = false;
  while (machine.run(1, 1e9).kind !== 'ended') {
    if (inside && machine.current.isRoot) count++;
    inside = !machine.current.isRoot;
  }
  assert.equal(machine.ending?.code, 0);
  return count;
}

describe('slate under a hypervisor', () => {
  const costOf = (call: string): number => (exits(call, 2 * CALLS) - exits(call, CALLS)) / CALLS;

  it('asking for the number of the process takes four exits', () => {
    assert.equal(costOf('sys 16 (-> i32) drop'), 4);
  });

  it('writing a line takes two more, and one for each of its bytes', () => {
    assert.equal(costOf('line line.size sys write drop'), 4 + 2 + 32);
  });
});
