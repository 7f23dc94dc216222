// The first thing that a person does: open a program, click in the gutter, press F5, and step; the stack on the screen
// is what a second client of the adapter sees at every step.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario, Stage } from '../scenario';
import type { Theme } from '../server';
import { stopsOf, type Stop } from '../witness';
import type { Workbench } from '../workbench';

const PROGRAM = 'factorial.sasm';
const STACK = 'Operand Stack';

/** Enough to call, to come back and to multiply. */
const STEPS = 40;

export const scenario: Scenario = {
  title: 'stepping through factorial',
  folder: 'examples',
  tests: {
    'the operand stack is right at every step, in the dark theme': stage => steps(stage, 'dark'),
    'the operand stack is right at every step, in the light theme': stage => steps(stage, 'light'),
  },
};

async function steps({ workbench, folder }: Stage, theme: Theme): Promise<void> {
  const program = join(folder, PROGRAM);
  const line = firstInstruction(readFileSync(program, 'utf8'));
  const expected = await stopsOf(program, line, STEPS);
  assert.ok(new Set(expected.map(({ scopes }) => scopes[STACK]?.length)).size > 2, 'the stack hardly changes');

  await workbench.setTheme(theme);
  await workbench.openFile(PROGRAM);
  await workbench.toggleBreakpoint(line);
  await workbench.startDebugging();
  await workbench.untilStoppedAt(line);
  await workbench.closeSection('Watch');
  for (const [index, stop] of expected.entries()) {
    await (index === 0 ? workbench.expandScope(STACK) : workbench.step('Step Into'));
    await shows(workbench, stop);
    if (index % 8 === 0) {
      await workbench.screenshot(`factorial-${theme}-${String(index).padStart(2, '0')}`);
    }
  }
  assert.deepEqual(await workbench.tabs(), [PROGRAM]);
  await workbench.press('Stop');
  await workbench.untilEnded();
}

async function shows(workbench: Workbench, { frames, scopes }: Stop): Promise<void> {
  await workbench.untilStoppedAt(frames[0]?.line ?? 0);
  await workbench.eventuallyEqual('the call stack', () => workbench.callStack(), frames);
  await workbench.untilScope(STACK, scopes[STACK] ?? []);
}

/** The line of the first instruction inside a function, which is indented. */
function firstInstruction(source: string): number {
  return source.split('\n').findIndex(text => /^\s+[a-z]/.test(text)) + 1;
}
