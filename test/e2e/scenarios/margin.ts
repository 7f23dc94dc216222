// The stack in the margin, as it shows in an editor: what it says, how it looks in both themes, and that the setting turns it off.
import { EVERYWHERE, type Scenario } from '../scenario';

const PROGRAM = `const limit = 10

;; The greatest common divisor.
func gcd (a: i32, b: i32) -> i32
again:
  get b jumpz done
  get b            ; the new a
  get a get b rem  ; the new b
  set b set a
  jump again
done:
  get a ret
end

entry func main
  48 36 call gcd
  limit add
  sys print
  ret
end
`;

export const scenario: Scenario = {
  title: 'the stack in the margin',
  folder: 'examples',
  hosts: EVERYWHERE,
  files: { 'margin.sasm': PROGRAM },
  tests: {
    'shows what lies on the stack before each instruction, and goes with the setting': async ({ workbench }) => {
      await workbench.change({ 'strata.inlayHints.stack': 'long' });
      await workbench.openFile('margin.sasm');
      const line = (lines: readonly string[], begin: string): string => lines.find((one) => one.trim().startsWith(begin)) ?? '';
      await workbench.eventually('the margin', () => workbench.visibleText(), (lines) =>
        line(lines, '48 36').includes('∅ │ 48 │ 48 36') && line(lines, 'limit add').includes('gcd(48, 36) │ gcd(48, 36) limit') && line(lines, 'set b').includes('b (a % b)'));
      for (const theme of ['light', 'dark'] as const) {
        await workbench.setTheme(theme);
        await workbench.screenshot(`margin-${theme}`);
      }
      await workbench.change({ 'strata.inlayHints.stack': 'short' });
      await workbench.eventually('one stack a line', () => workbench.visibleText(), (lines) => line(lines, 'limit add').includes('gcd(48, 36)') && !line(lines, '48 36').includes('∅'));
      await workbench.screenshot('margin-short');
      await workbench.change({ 'strata.inlayHints.stack': 'off' });
      await workbench.eventually('no margin', () => workbench.visibleText(), (lines) => line(lines, 'limit add') !== '' && !line(lines, 'limit add').includes('gcd'));
    },
  },
};
