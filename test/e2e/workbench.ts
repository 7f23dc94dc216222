// The workbench as a person sees and touches it: everything is read from the page and done with mouse and keyboard.
// Selectors stand here and nowhere else. What is waited for is looked at once a frame; nothing sleeps.
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errors, type Locator, type Page } from 'playwright-core';
import { RoomPage } from './room';
import type { Host } from './server';
import { changeSettings, type Theme, THEMES } from './settings';

/** Where pictures go; outside git. */
export const SCREENSHOTS = resolve('.cache', 'screenshots');

/** How long the page may take to show what is waited for; only a failure ever takes so long. */
const PATIENCE_MS = 90_000;

/** How often something is tried that the editor may undo, and for how long each time. */
const ATTEMPTS = 6, ONE_ATTEMPT = { timeout: 15_000 };

/** How long the editor may take from a stop until it has asked for all frames. */
const FRAMES_MS = 2_000;

/** Height of a row in the trees of the side bar, in pixels. */
const ROW_HEIGHT = 22;

export interface Frame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Names of scopes with what each shows; a closed scope shows nothing. */
export type Scopes = Readonly<Record<string, readonly Variable[]>>;

/** Buttons of the debug toolbar. */
export type DebugButton = 'Continue' | 'Pause' | 'Step Over' | 'Step Into' | 'Step Out' | 'Step Back' | 'Reverse' | 'Restart' | 'Stop';

/** What is asked of a picture on a page. */
interface Picture {
  readonly naturalWidth: number;
  readonly alt: string;
}

/** An element of the page as far as it matters here: the types of pages are kept out of this project's core. */
interface Drawn {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Drawn | null;
  getBoundingClientRect(): { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

interface TreeRow {
  readonly level: number;
  readonly name: string;
  readonly value: string;
}

/** How the adapter's word that the program has stopped looks on its way from the extension host to the page. */
const STOPPED_EVENT = '"event":"stopped"';

export class Workbench {
  /** How often a program has stopped since the page was opened. */
  private stops = 0;
  private folder = '';

  constructor(readonly page: Page, private readonly host: Host) {
    page.on('websocket', socket => socket.on('framereceived', ({ payload }) => {
      this.stops += payload.toString().split(STOPPED_EVENT).length - 1;
    }));
  }

  /** Opens the workbench on a folder; ready when its files have room to show. */
  async openFolder(folder: string): Promise<void> {
    this.folder = folder;
    await this.page.goto(this.host.workbench(folder));
    await this.page.locator('.explorer-folders-view .monaco-list').waitFor();
  }

  /** Opens a file of the folder for good, by a double click in the explorer. */
  async openFile(name: string): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: exactly(name) }).dblclick();
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
  }

  /** Opens a file of the folder by its name and a part of its path, without the explorer. */
  async openAnywhere(name: string, below: string): Promise<void> {
    await this.page.keyboard.press('Control+p');
    await this.page.locator('.quick-input-widget input[type="text"]').fill(`${below}/${name}`);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }).first().click();
    await this.page.locator('.tab.active').filter({ hasText: name }).waitFor();
  }

  /** Opens a program, and waits until the editor knows its parts: before, the extension is not there and F5 finds nothing to start. */
  async openProgram(name: string): Promise<void> {
    await this.openFile(name);
    const last = this.page.locator('.breadcrumbs-control .monaco-breadcrumb-item').last();
    await this.eventually('the extension to be there', () => last.innerText(), text => text.trim() !== name);
  }

  /** Opens a file that shows as a page, by a double click in the explorer; gives its text. */
  async openPage(name: string): Promise<string> {
    await this.page.locator('.explorer-folders-view').hover();
    await this.page.locator('.action-label[aria-label="Refresh Explorer"]').click();
    await this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: exactly(name) }).dblclick();
    return this.eventually(`the page of ${name}`, () => this.shownPage.innerText(), text => text.trim() !== '');
  }

  /** Texts of the pictures of the page that shows, each scrolled to; of one that could not be loaded, nothing. */
  async pictures(): Promise<readonly string[]> {
    const pictures = await this.shownPage.locator('img').all(), texts: string[] = [];
    for (const picture of pictures) {
      await picture.scrollIntoViewIfNeeded();
      texts.push(await picture.evaluate((image: Picture) => (image.naturalWidth > 0 ? image.alt : '')));
    }
    return texts;
  }

  private get shownPage(): Locator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').locator('body');
  }

  /** Texts of the lines that the editor shows. */
  async visibleText(): Promise<readonly string[]> {
    const lines = await this.page.locator('.editor-instance .monaco-editor .view-line').allInnerTexts();
    return lines.map(line => line.replaceAll('\u00a0', ' '));
  }

  /** Puts the pointer on a word of a line and waits for what the editor says of it, some words among it. */
  async hover(line: string, word: string, among = ''): Promise<string> {
    const { x, y } = await this.placeOf(line, word);
    const said = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    await this.page.mouse.move(x, y);
    await said.filter({ hasText: among }).first().waitFor();
    return (await said.allInnerTexts()).join('\n');
  }

  /** Titles of the lenses above lines. */
  lenses(): Promise<readonly string[]> {
    return this.page.locator('.codelens-decoration a').allInnerTexts();
  }

  /** Presses a lens. */
  async pressLens(title: string): Promise<void> {
    await this.page.locator('.codelens-decoration a').filter({ hasText: exactly(title) }).click();
  }

  /** The middle of a word of a line that shows. */
  private async placeOf(line: string, word: string): Promise<{ x: number; y: number }> {
    const row = this.page.locator('.editor-instance .monaco-editor .view-line').filter({ hasText: line });
    const place = row.locator('span span').filter({ hasText: exactly(word) }).first();
    await place.waitFor();
    const box = await place.boundingBox();
    if (box === null) {
      throw new Error(`${word} does not show`);
    }
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
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

  /** F5. */
  async startDebugging(): Promise<void> {
    await this.page.keyboard.press('F5');
  }

  /** Waits until the program has stopped at a line of the open file, in the editor and in the call stack alike. */
  async untilStoppedAt(line: number): Promise<void> {
    await this.eventuallyEqual('the line where the program stopped', () => this.stoppedLine(), line);
    await this.eventually('the call stack', () => this.callStack(), frames => frames[0]?.line === line);
  }

  /** Shows the views of debugging in the side bar. */
  async showRun(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+d');
  }

  /** Shows the files of the folder in the side bar. */
  async showFiles(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+e');
    await this.page.locator('.explorer-folders-view').waitFor();
  }

  /** Accepts the name that the box for a file offers, once it offers it. */
  async acceptFileName(name: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await this.eventually(`the name ${name}`, () => input.inputValue(), value => value.endsWith(name));
    await this.page.keyboard.press('Enter');
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
    const before = this.stops;
    await act();
    await this.eventually('the program to stop again', async () => this.stops, stops => stops > before);
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
    await this.page.waitForTimeout(FRAMES_MS);
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

  /** Presses a link of what the editor says of the word under the pointer. */
  async pressInHover(text: string): Promise<void> {
    await this.page.locator('.monaco-hover:not(.hidden) .hover-contents a').filter({ hasText: text }).first().click();
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

  /** Gives what a box asks for. */
  async answer(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget input[type="text"]').fill(text);
    await this.page.keyboard.press('Enter');
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

  /** Entries of the list that is open. */
  listed(): Promise<readonly string[]> {
    return this.page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
  }

  /** Waits until a scope shows exactly these variables. */
  async untilScope(scope: string, expected: readonly Variable[]): Promise<void> {
    await this.eventuallyEqual(`scope ${scope}`, async () => (await this.scopes())[scope], expected);
  }

  /** Lines of the debug console that show. */
  async consoleLines(): Promise<readonly string[]> {
    const lines = await this.page.locator('.repl .monaco-list-row .expression').allInnerTexts();
    return lines.map(line => line.trimEnd());
  }

  /** Runs a command of the palette by its whole title. */
  async command(title: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press('F1');
        await this.page.locator('.quick-input-widget input[type="text"]').fill(`>${title}`, ONE_ATTEMPT);
        return await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first().click(ONE_ATTEMPT);
      } catch (error) {
        // A stop that comes meanwhile takes the keyboard, and the palette closes.
        if (!(error instanceof errors.TimeoutError) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  /** Chooses an entry of the list that is open. */
  async pick(label: string): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first().click();
  }

  /** Closes a section of the side bar, such as Watch, so that others have its room. */
  async closeSection(name: string): Promise<void> {
    const header = this.page.locator('.pane-header').filter({ hasText: name });
    if (await header.getAttribute('aria-expanded') === 'true') {
      await header.click();
    }
  }

  /** Opens a section of the side bar. */
  async openSection(name: string): Promise<void> {
    const header = this.page.locator('.pane-header').filter({ hasText: name });
    if (await header.getAttribute('aria-expanded') === 'false') {
      await header.click();
    }
  }

  /** The language of the open file, as the status bar names it. */
  async language(): Promise<string> {
    return (await this.page.locator('.statusbar-item[id="status.editor.mode"]').innerText()).trim();
  }

  /** Texts of the status bar. */
  statusItems(): Promise<readonly string[]> {
    return this.page.locator('.statusbar-item').filter({ visible: true }).allInnerTexts();
  }

  /** Texts of all notifications, those too that are kept out of sight; their list is open afterwards. */
  async notifications(): Promise<readonly string[]> {
    const list = this.page.locator('.notifications-center.visible');
    if (await list.count() === 0) await this.command('Notifications: Show Notifications');
    return this.page.locator('.notification-list-item').allInnerTexts();
  }

  /** Texts of the notifications that show. */
  toasts(): Promise<readonly string[]> {
    return this.page.locator('.notification-toast').allInnerTexts();
  }

  /** Titles of the tabs of all editors. */
  tabs(): Promise<readonly string[]> {
    return this.page.locator('.tabs-container .tab').evaluateAll(tabs => tabs.map(tab => tab.getAttribute('data-resource-name') ?? ''));
  }

  /** Fails when something has gone wrong before the person's eyes: a notification, a dialog, an editor that cannot show its file. */
  async expectNoTrouble(): Promise<void> {
    const trouble = this.page.locator('.notification-toast, .monaco-dialog-box, .monaco-editor-pane-placeholder');
    const texts = await trouble.filter({ visible: true }).allInnerTexts();
    if (texts.length > 0) {
      throw new Error(`the workbench shows: ${texts.join(' | ')}`);
    }
  }

  /** Changes the colours, by the folder's settings, and waits until they are there. */
  async setTheme(theme: Theme): Promise<void> {
    changeSettings(this.folder, { 'workbench.colorTheme': THEMES[theme].name });
    await this.page.locator(`.monaco-workbench.${THEMES[theme].mark}`).waitFor();
  }

  /** The machine room, which is open. */
  room(): RoomPage {
    return new RoomPage(this.page);
  }

  /** A picture of the whole window; gives its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(SCREENSHOTS, `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }

  /** Waits until what is read is as expected. */
  async eventuallyEqual<Value>(what: string, read: () => Promise<Value>, expected: Value): Promise<void> {
    await this.eventually(what, read, found => isDeepStrictEqual(found, expected), JSON.stringify(expected));
  }

  /** Presses a sign of the activity bar. */
  async pressActivity(title: string): Promise<void> {
    await this.page.locator(`.activitybar .action-label[aria-label^="${title}"]`).click();
  }

  /** Presses a button with a text of its own in the side bar. */
  async pressButton(title: string): Promise<void> {
    await this.button(title).click();
  }

  /** Waits for a button of the side bar. One of the extension's tells that the editor knows its commands. */
  async untilButton(title: string): Promise<void> {
    await this.button(title).waitFor();
  }

  private button(title: string): Locator {
    return this.page.locator('.sidebar').getByRole('button', { name: title });
  }

  /** Accepts what a box proposes. */
  async accept(): Promise<void> {
    await this.page.locator('.quick-input-widget input[type="text"]').waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Presses an entry of the menu that opens: one that has just opened takes no clicks, so that the press that opened it chooses nothing. */
  private async chooseFromMenu(title: string): Promise<void> {
    const item = this.page.locator('.monaco-menu .action-item').filter({ hasText: title });
    await item.waitFor();
    await this.eventually(`the menu to take ${title}`, async () => {
      // What is gone meanwhile must not be waited for.
      const [box] = await item.evaluateAll((items: readonly Drawn[]) => items.map(one => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }));
      if (box !== undefined) await this.page.mouse.click(box.x, box.y);
      return item.count();
    }, count => count === 0);
  }

  /** Reads once a frame until it is right. When it stays wrong, the error says what was last read. */
  async eventually<Value>(what: string, read: () => Promise<Value>, right: (found: Value) => boolean, wanted = ''): Promise<Value> {
    const end_ms = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await read();
      if (right(found)) {
        return found;
      }
      if (Date.now() > end_ms) {
        throw new Error(`waited in vain for ${what}: ${wanted} but found ${JSON.stringify(found)}`);
      }
      await this.page.evaluate('new Promise(requestAnimationFrame)');
    }
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
}

/** A pattern for this text and nothing around it. */
function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
