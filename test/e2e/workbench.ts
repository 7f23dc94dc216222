// The workbench as somebody who debugs sees and touches it: breakpoints, the debug toolbar and the views beside it.
import type { Page } from 'playwright-core';
import { RoomPage } from './room';
import type { Host } from './server';
import { Stops } from './stops';
import { type Drawn, EditorWindow, exactly } from './window';

/** How long the editor may take from a stop until it has asked for all frames. */
const FRAMES_MS = 2_000;

/** Height of a row in the trees of the side bar, in pixels. */
const ROW_HEIGHT = 22;

/** A row of the call stack. */
export interface Frame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** A row of the Variables view. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Names of scopes with what each shows; a closed scope shows nothing. */
export type Scopes = Readonly<Record<string, readonly Variable[]>>;

/** Buttons of the debug toolbar. */
export type DebugButton = 'Continue' | 'Pause' | 'Step Over' | 'Step Into' | 'Step Out' | 'Step Back' | 'Reverse' | 'Restart' | 'Stop';

interface TreeRow {
  readonly level: number;
  readonly name: string;
  readonly value: string;
}

/** An editor in which somebody debugs. */
export class Workbench extends EditorWindow {
  private readonly stops: Stops;
  /** The stop of which the editor has asked for all frames. */
  private framesAskedAt = 0;

  constructor(page: Page, host: Host) {
    super(page, host);
    this.stops = new Stops(page);
  }

  override async openFolder(folder: string): Promise<void> {
    await this.stops.listen();
    await super.openFolder(folder);
  }

  /** Goes to a line and presses F9 there; waits for what that does: a breakpoint comes or goes. Lenses may move lines meanwhile. */
  async toggleBreakpoint(line: number): Promise<void> {
    const before = await this.breakpoints();
    const cursor = this.page.locator('.statusbar-item[id="status.editor.selection"]');
    // After a stop the editor moves the cursor, too, so it may have to be moved again.
    await this.eventually(`the cursor in line ${line}`, async () => {
      await this.page.keyboard.press('Control+g');
      await this.page.locator('.quick-input-widget input[type="text"]').fill(`:${line}`);
      await this.page.keyboard.press('Enter');
      return cursor.innerText();
    }, text => text.includes(`Ln ${line},`));
    // Where the cursor was seen late, the box was opened once more than was needed.
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('F9');
    await this.eventually(`the breakpoint of line ${line}`, () => this.breakpoints(),
      after => after.includes(line) !== before.includes(line));
  }

  /** Lines with a breakpoint of any kind in the part of the open file that shows, in ascending order. */
  breakpoints(): Promise<readonly number[]> {
    return this.linesBeside('.glyph-margin-widgets [class*="codicon-debug-breakpoint"]');
  }

  /** The line that is marked as the one where the program has stopped; undefined where none is. */
  async stoppedLine(): Promise<number | undefined> {
    const lines = await this.linesBeside('.glyph-margin-widgets [class*="codicon-debug-stackframe"]:not([class*="focused"])');
    return lines[0];
  }

  /** Numbers of the lines beside which an element shows in the gutter. */
  private linesBeside(selector: string): Promise<readonly number[]> {
    return this.page.locator('.editor-instance').first().evaluate((editor, marks) => {
      const middle = (element: Drawn) => {
        const { top, height } = element.getBoundingClientRect();
        return Math.round(top + height / 2);
      };
      const all = (what: string): readonly Drawn[] => [...editor.querySelectorAll(what)];
      const numbers = all('.margin-view-overlays .line-numbers')
        .map(element => ({ line: Number(element.textContent), y: middle(element) }));
      const lines = all(marks)
        .map(mark => numbers.find(({ y }) => Math.abs(y - middle(mark)) <= 4)?.line ?? -1);
      return [...new Set(lines)].sort((one, other) => one - other);
    }, selector);
  }

  /** Chooses from the menu of a line's number; the picture is of the menu. */
  async askOfLine(line: number, title: string, picture: string): Promise<void> {
    await this.page.locator('.margin-view-overlays .line-numbers').filter({ hasText: exactly(String(line)) }).click({ button: 'right' });
    const entry = this.page.locator('.monaco-menu .action-item').filter({ hasText: title });
    await entry.hover();
    await this.screenshot(picture);
    await entry.click();
  }

  /** Sets a log point by the menu of a line's number. */
  async addLogPoint(line: number, message: string): Promise<void> {
    await this.page.locator('.margin-view-overlays .line-numbers').filter({ hasText: exactly(String(line)) }).click({ button: 'right' });
    await this.chooseFromMenu('Add Logpoint');
    await this.page.locator('.breakpoint-widget .inputContainer .monaco-editor').click();
    await this.page.keyboard.type(message);
    await this.page.keyboard.press('Enter');
  }

  /** F5. */
  async startDebugging(): Promise<void> {
    await this.page.keyboard.press('F5');
  }

  /** Presses a button of the debug toolbar as soon as it can be pressed. */
  async press(button: DebugButton): Promise<void> {
    // Behind the name stands the key, if there is one.
    const named = [`[aria-label="${button}"]`, `[aria-label^="${button} ("]`].map(label => `.debug-toolbar .action-label${label}:not(.disabled)`);
    await this.page.locator(named.join(', ')).click();
  }

  /** Presses a button of the debug toolbar and waits until the program has stopped again; what the page shows follows. */
  async step(button: DebugButton): Promise<void> {
    await this.untilStopAfter(() => this.press(button));
  }

  /** Does something and waits until the program has stopped again because of it. */
  async untilStopAfter(act: () => Promise<void>): Promise<void> {
    const before = await this.stops.count();
    await act();
    await this.eventually('the program to stop again', () => this.stops.count(), stops => stops > before);
  }

  /** Waits until the program has stopped at a line of the open file, in the editor and in the call stack alike. */
  async untilStoppedAt(line: number): Promise<void> {
    await this.eventuallyEqual('the line where the program stopped', () => this.stoppedLine(), line);
    await this.eventually('the call stack', () => this.callStack(), frames => frames[0]?.line === line);
  }

  /** Waits until the program has come to its end, where it stops. */
  async untilAtEnd(): Promise<void> {
    await this.eventually('the end of the program', () => this.consoleLines(), lines => lines.some(line => /ended with exit code/.test(line)));
  }

  /** Waits until the program has come to its end, goes on from there, and waits until the debug session has ended. */
  async runOut(): Promise<void> {
    await this.untilAtEnd();
    await this.press('Continue');
    await this.untilEnded();
  }

  /** Waits until the debug session has ended. */
  async untilEnded(): Promise<void> {
    await this.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  }

  /** Shows the views of debugging in the side bar. */
  async showRun(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+d');
  }

  /** Frames of the call stack that show, innermost first. */
  async callStack(): Promise<readonly Frame[]> {
    const frames = this.page.locator('.debug-call-stack .monaco-list-row .stack-frame');
    return frames.evaluateAll(rows => rows.map(row => {
      const text = (selector: string) => row.querySelector(selector)?.textContent ?? '';
      return { name: text('.expression, .label'), file: text('.file-name'), line: Number.parseInt(text('.line-number'), 10) };
    }));
  }

  /** Waits until the frames of a context show in the call stack; opens it as long as the editor has not done so by itself. */
  async openContext(name: string): Promise<void> {
    const row = this.page.locator('.debug-call-stack .monaco-list-row').filter({ has: this.page.locator('.thread'), hasText: name });
    await row.waitFor();
    await this.eventually(`the frames of ${name}`, async () => {
      // The editor may open it at the same moment, and a second click would close it: the next look sees that.
      if (await row.getAttribute('aria-expanded') === 'false') await row.locator('.monaco-tl-twistie').click();
      return this.callStack();
    }, frames => frames.length > 0);
  }

  /** Selects a frame of the call stack, 0 being the innermost; the Variables view follows. */
  async selectFrame(index: number): Promise<void> {
    // Shortly after a stop the editor still offers outer frames of the stop before, and then says that they are gone.
    const stop = await this.stops.count();
    if (stop !== this.framesAskedAt) await this.page.waitForTimeout(FRAMES_MS);
    this.framesAskedAt = stop;
    await this.page.locator('.debug-call-stack .monaco-list-row .stack-frame').nth(index).click();
  }

  /** What the Variables view shows. Fails when it has more rows than fit, for then it shows only some. */
  async scopes(): Promise<Scopes> {
    const scopes: Record<string, Variable[]> = {};
    let current: Variable[] = [];
    for (const { level, name, value } of await this.variableRows()) {
      if (level === 1) {
        current = scopes[name] = [];
      } else {
        current.push({ name, value });
      }
    }
    return scopes;
  }

  /** Waits until a scope shows exactly these variables. */
  async untilScope(scope: string, expected: readonly Variable[]): Promise<void> {
    await this.eventuallyEqual(`scope ${scope}`, async () => (await this.scopes())[scope], expected);
  }

  private async variableRows(): Promise<readonly TreeRow[]> {
    const read = () => this.page.locator('.debug-variables').evaluate((tree, rowHeight) => {
      const rows: readonly Drawn[] = [...tree.querySelectorAll('.monaco-list-row')];
      const text = (row: Drawn, selector: string) => row.querySelector(selector)?.textContent ?? '';
      const all = rows.map(row => ({
        level: Number(row.getAttribute('aria-level')),
        top: row.getBoundingClientRect().top,
        name: text(row, '.scope') || text(row, '.name').replace(/ ?[:=] ?$/, ''),
        value: text(row, '.value'),
      }));
      const height: number = tree.querySelector('.monaco-list-rows')?.clientHeight ?? 0;
      return { all, missing: Math.round(height / rowHeight) - all.length };
    }, ROW_HEIGHT);
    const { all } = await this.eventually('all rows of the Variables view to fit into it', read, ({ missing }) => missing <= 0);
    return all.sort((one, other) => one.top - other.top);
  }

  /** Opens a scope of the Variables view. */
  async expandScope(name: string): Promise<void> {
    const row = this.page.locator('.debug-variables .monaco-list-row').filter({ has: this.page.locator('.scope', { hasText: name }) });
    // The editor opens a scope by itself now and then, so it is looked at again after the click.
    await this.eventually(`scope ${name} to be open`, async () => {
      const open = await row.getAttribute('aria-expanded') === 'true';
      if (!open) await row.locator('.monaco-tl-twistie').click();
      return open;
    }, open => open);
  }

  /** Gives a variable that shows another value. */
  async setVariable(name: string, value: string): Promise<void> {
    const row = this.page.locator('.debug-variables .monaco-list-row').filter({ has: this.page.locator('.name', { hasText: exactly(`${name} =`) }) });
    await row.locator('.value').dblclick();
    await row.locator('input').fill(value);
    await this.page.keyboard.press('Enter');
  }

  /** Chooses from the menu of a variable that shows. */
  async askOf(name: string, title: string): Promise<void> {
    const row = this.page.locator('.debug-variables .monaco-list-row').filter({ has: this.page.locator('.name', { hasText: exactly(`${name} =`) }) });
    await row.click({ button: 'right' });
    await this.chooseFromMenu(title);
  }

  /** The last rows of the view of breakpoints, as many as fit into it. */
  async breakpointRows(): Promise<readonly string[]> {
    const rows = this.page.locator('.debug-breakpoints .monaco-list-row');
    await rows.first().hover();
    await this.page.mouse.wheel(0, 10_000);
    return rows.allInnerTexts();
  }

  /** Removes all breakpoints, by the button of their view. */
  async removeBreakpoints(): Promise<void> {
    await this.page.locator('.pane-header').filter({ hasText: 'Breakpoints' }).hover();
    await this.page.locator('.pane-header .action-label[aria-label="Remove All Breakpoints"]').click();
  }

  /** Rows of the view of moments that show. */
  async moments(): Promise<readonly string[]> {
    const rows = await this.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row').allInnerTexts();
    return rows.map(row => row.replaceAll('\u00a0', ' '));
  }

  /** Those of them that are marked as where the program stands. */
  async momentsOfNow(): Promise<readonly string[]> {
    const rows = this.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row').filter({ has: this.page.locator('.codicon-arrow-right') });
    return (await rows.allInnerTexts()).map(row => row.replaceAll('\u00a0', ' '));
  }

  /** Chooses a moment of the view by how it begins. */
  async pickMoment(text: string): Promise<void> {
    const begins = new RegExp(`^\\s*${text}\\s*instruction`);
    await this.page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row').filter({ hasText: begins }).first().click();
  }

  /** Lines of the debug console that show. */
  async consoleLines(): Promise<readonly string[]> {
    const lines = await this.page.locator('.repl .monaco-list-row .expression').allInnerTexts();
    return lines.map(line => line.trimEnd());
  }

  /** Leaves the window as one that has just been opened: nothing runs, no breakpoint is set, no file is open, nothing is said. */
  async tidyUp(): Promise<void> {
    if (await this.page.locator('.debug-toolbar').isVisible()) {
      await this.press('Stop');
      await this.untilEnded();
    }
    for (const title of ['Remove All Breakpoints', 'Close All Editors']) await this.command(title);
    await this.eventuallyEqual('no editor to be open', () => this.tabs(), []);
    // The last words of a program may come while the console is being cleared.
    await this.eventuallyEqual('the console to be empty', async () => {
      await this.command('Clear Console');
      return this.consoleLines();
    }, []);
    await this.showFiles();
  }

  /** The machine room, which is open. */
  room(): RoomPage {
    return new RoomPage(this.page);
  }
}
