// Tests of programs, as a person runs them: the Test Explorer lists what programs state of themselves; one runs, fails, and its recording
// opens where it went wrong; coverage marks the lines that ran. The same where there is no process.
import { strict as assert } from 'node:assert';
import { EVERYWHERE, type Scenario, type Stage } from '../scenario';

const RIGHT = `; exit: 0
; case: small
; expect: 6
; case: large
; limit: instructions 1000
data six = "6\\n"
entry func main -> i32
  six 2 sys write drop
  0 ret
end
`;
/** Writes the same line twice; the second should be another one. */
const WRONG = `; expect: one
; expect: two
data text = "one\\ntwo\\n"
entry func main
  text 4 sys write drop
  text 4 sys write drop
  ret
end
`;
const SECOND_WRITE = 6;

/** Rows of the Test Explorer, in words. */
function rows({ workbench }: Stage): Promise<string[]> {
  return workbench.page.locator('.test-explorer .monaco-list-row').evaluateAll(all => all.map(row => row.getAttribute('aria-label') ?? ''));
}

async function untilRows(stage: Stage, what: string, right: RegExp, wrong: RegExp): Promise<void> {
  await stage.workbench.eventually(what, () => rows(stage), found => [right, wrong].every(expected => found.some(row => expected.test(row))));
}

/** Runs all tests by a command, until both programs have a verdict of this run. */
async function untilVerdicts(stage: Stage, command: string): Promise<void> {
  const { workbench } = stage;
  await workbench.openProgram('wrong.sasm');
  await workbench.command('Testing: Focus on Test Explorer View');
  await untilRows(stage, 'both programs', /^right\.sasm/, /^wrong\.sasm/);
  await workbench.command(command);
  await untilRows(stage, 'the verdicts', /^right\.sasm.*Passed/, /^wrong\.sasm.*Failed/);
}

async function openFailure(stage: Stage, picture: string): Promise<void> {
  const { workbench } = stage;
  await untilVerdicts(stage, 'Test: Run All Tests');
  await workbench.screenshot(`${picture}-1-failed`);
  const row = workbench.page.locator('.test-explorer .monaco-list-row', { hasText: 'wrong.sasm' });
  await row.hover();
  await row.getByRole('button', { name: 'Open Recording at the Failure' }).click();
  await workbench.eventuallyEqual('the line that writes what is wrong', () => workbench.stoppedLine(), SECOND_WRITE);
  // The program in front is the one that was recorded: it shows in its own editor, not in one more with the text of the recording.
  assert.deepEqual(await workbench.tabs(), ['wrong.sasm']);
  await workbench.screenshot(`${picture}-2-recording`);
}

export const scenario: Scenario = {
  title: 'tests of programs',
  folder: 'examples/lib',
  hosts: EVERYWHERE,
  // Verdicts of an earlier run would pass for those of the next one, and the end of a run without coverage takes the marks of one with it away.
  apart: true,
  files: { 'right.sasm': RIGHT, 'wrong.sasm': WRONG },
  tests: {
    'one that failed opens its recording where the first wrong byte is written': async (stage) => openFailure(stage, 'tests'),
    'under the debugger they are judged the same': async (stage) => untilVerdicts(stage, 'Test: Debug All Tests'),
    'coverage marks the lines that ran': async (stage) => {
      const { workbench } = stage;
      await untilVerdicts(stage, 'Test: Run All Tests with Coverage');
      await workbench.eventually('marked lines', () => workbench.page.locator('.coverage-deco-gutter.coverage-deco-hit').count(), count => count >= 3);
      await workbench.screenshot('tests-3-coverage');
      assert.equal(await workbench.page.locator('.coverage-deco-gutter.coverage-deco-miss').count(), 0);
    },
  },
};
