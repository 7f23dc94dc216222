// The first thing that a person does: open a program, click in the gutter, press F5, and step; at every step the screen
// shows the stack that the command line's trace has there, and the frames that another client of the adapter sees.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { lineOf } from '../lines';
import { EVERYWHERE, type Scenario, type Stage } from '../scenario';
import { stopsOf, tracedStacks, type Stop } from '../witness';
import type { Workbench } from '../workbench';

const PROGRAM = 'factorial.sasm';
const STACK = 'Operand Stack';
const LOCALS = 'Locals';

/** Instructions are indented; the first function is the one that calls itself. */
const FIRST_INSTRUCTION = /^\s+[a-z]/;

/** A picture is taken at every stop whose number is a multiple of this. */
const STOPS_PER_PICTURE = 5;

export const scenario: Scenario = {
  title: 'stepping through factorial',
  folder: 'examples',
  hosts: EVERYWHERE,
  tests: {
    'the operand stack is right at every step, in the dark theme and then in the light one': steps,
    'every frame of the recursion shows a stack and locals of its own': frames,
  },
};

async function steps({ workbench, folder }: Stage): Promise<void> {
  const program = join(folder, PROGRAM);
  const line = lineOf(program, FIRST_INSTRUCTION);
  const stops = await stopsOf(program, line);
  assertTraced(stops, tracedStacks(program));
  const half = Math.floor(stops.length / 2);

  await workbench.openFile(PROGRAM);
  await workbench.toggleBreakpoint(line);
  await workbench.startDebugging();
  await workbench.untilStoppedAt(line);
  await workbench.closeSection('Watch');
  await workbench.expandScope(STACK);
  for (const [index, stop] of stops.entries()) {
    if (index === half) await workbench.setTheme('light');
    await shows(workbench, stop);
    if (index % STOPS_PER_PICTURE === 0) {
      await workbench.screenshot(`factorial-${index < half ? 'dark' : 'light'}-${String(index).padStart(2, '0')}`);
    }
    await (index < stops.length - 1 ? workbench.step('Step Into') : workbench.press('Step Into'));
  }
  await workbench.runOut();
  assert.equal((await workbench.consoleLines())[0], '5! = 120');
  assert.deepEqual(await workbench.tabs(), [PROGRAM]);
}

/** Stops in the innermost of six calls, where five frames hold an n on their stacks. */
async function frames({ workbench, folder }: Stage): Promise<void> {
  const program = join(folder, PROGRAM);
  const line = lineOf(program, /^\s+1 ret/);
  await workbench.openFile(PROGRAM);
  await workbench.toggleBreakpoint(line);
  await workbench.startDebugging();
  await workbench.untilStoppedAt(line);
  await workbench.closeSection('Watch');
  await workbench.closeSection('Breakpoints');
  await workbench.expandScope(STACK);
  await workbench.expandScope(LOCALS);
  for (const n of [0, 1, 2, 3, 4, 5]) {
    await workbench.selectFrame(n);
    await workbench.untilScope(LOCALS, [{ name: 'n', value: `${n}` }]);
    await workbench.untilScope(STACK, n === 0 ? [] : [{ name: '[0]', value: `${n}` }]);
    await workbench.screenshot(`frames-${n}`);
  }
  await workbench.press('Continue');
  await workbench.runOut();
}

/** Two witnesses agree: the client's stacks are those of the trace, and they are worth showing. */
function assertTraced(stops: readonly Stop[], traced: ReadonlyMap<number, readonly string[]>): void {
  const stacks = stops.map(({ scopes }) => scopes[STACK]?.map(({ value }) => value));
  const retired = stops.map(({ scopes }) => Number(scopes['Context']?.find(({ name }) => name === 'retired')?.value));
  assert.deepEqual(stacks, retired.map(step => traced.get(step)));
  assert.ok(stacks.some(stack => stack?.[0] === '120'), 'no stop has 5! on top of its stack');
}

async function shows(workbench: Workbench, { frames, scopes }: Stop): Promise<void> {
  await workbench.untilStoppedAt(frames[0]?.line ?? 0);
  await workbench.eventuallyEqual('the call stack', () => workbench.callStack(), frames);
  await workbench.untilScope(STACK, scopes[STACK] ?? []);
}
