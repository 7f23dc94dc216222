// The editor's window as a person sees and touches it, whatever is done in it: everything is read from the page and done with mouse and
// keyboard. Selectors stand here and in what extends it, and nowhere else. What is waited for is looked at again and again; nothing else sleeps.
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { errors, type Locator, type Page } from 'playwright-core';
import type { Host } from './server';
import { changeSettings, type Theme, THEMES } from './settings';

/** Where pictures go; outside git. */
export const SCREENSHOTS = resolve('.cache', 'screenshots');

/** How long the page may take to show what is waited for; only a failure ever takes so long. */
const PATIENCE_MS = 90_000;

/** How long after one look at the page comes the next. To wait for a frame instead would make the browser draw one, which takes longer. */
const LOOK_MS = 40;

/** How often something is tried that the editor may undo, and for how long each time. */
const ATTEMPTS = 6, ONE_ATTEMPT = { timeout: 15_000 };

/** A point of the page, in pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** What is asked of a picture on a page. */
interface Picture {
  readonly naturalWidth: number;
  readonly alt: string;
}

/** An element of the page as far as it matters here: the types of pages are kept out of this project's core. */
export interface Drawn {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Drawn | null;
  getBoundingClientRect(): { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

/** A window of the editor, open on one folder. */
export class EditorWindow {
  private folder = '';

  constructor(readonly page: Page, private readonly host: Host) {}

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

  /** Opens a file of folders inside one another, for good, by the explorer. */
  async openBelow(folders: readonly string[], name: string): Promise<void> {
    await this.showFiles();
    for (const folder of folders) {
      const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: exactly(folder) });
      // The explorer may draw its rows anew meanwhile, and a click is lost.
      await this.eventually(`${folder} to be open`, async () => {
        const open = await row.getAttribute('aria-expanded');
        if (open === 'false') await row.click();
        return open;
      }, open => open === 'true');
    }
    await this.openFile(name);
  }

  /** Shows a file that is open already, by its tab. */
  async pressTab(name: string): Promise<void> {
    await this.page.locator('.tab').filter({ hasText: name }).first().click();
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

  /** Shows the files of the folder in the side bar. */
  async showFiles(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+e');
    await this.page.locator('.explorer-folders-view').waitFor();
  }

  /** Deletes a file of the folder for good, as the explorer does it. */
  async deleteFile(name: string): Promise<void> {
    const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: exactly(name) });
    // The explorer may reveal the file of the editor meanwhile, and select that one.
    await this.eventually(`${name} to be selected`, async () => {
      await row.click();
      return row.getAttribute('aria-selected');
    }, selected => selected === 'true');
    await this.page.keyboard.press('Shift+Delete');
    await this.page.locator('.monaco-dialog-box').filter({ hasText: name }).getByRole('button', { name: 'Delete', exact: true }).click();
    await row.waitFor({ state: 'detached' });
  }

  /** Accepts the name that the box for a file offers, once it offers it. */
  async acceptFileName(name: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]');
    await this.eventually(`the name ${name}`, () => input.inputValue(), value => value.endsWith(name));
    await this.page.keyboard.press('Enter');
  }

  /** Texts of the lines that the editor shows. */
  async visibleText(): Promise<readonly string[]> {
    const lines = await this.page.locator('.editor-instance .monaco-editor .view-line').allInnerTexts();
    return lines.map(line => line.replaceAll('\u00a0', ' '));
  }

  /** Puts the pointer on a word of a line and waits for what the editor says of it, some words among it. */
  async hover(line: string, word: string, among = ''): Promise<string> {
    const said = this.page.locator('.monaco-hover:not(.hidden) .hover-contents');
    let under: Place | undefined;
    const texts = await this.eventually(`${among} beside ${word}`, async () => {
      // A stop that has just come may move the lines, and draws them anew.
      const place = await this.placeOf(line, word);
      if (place !== undefined && !isDeepStrictEqual(place, under)) await this.page.mouse.move(place.x, place.y);
      under = place ?? under;
      return said.allInnerTexts();
    }, found => found.some(text => text.includes(among)));
    return texts.join('\n');
  }

  /** Presses a link of what the editor says of the word under the pointer. */
  async pressInHover(text: string): Promise<void> {
    await this.page.locator('.monaco-hover:not(.hidden) .hover-contents a').filter({ hasText: text }).first().click();
  }

  /** The middle of a word of a line, where that shows. */
  private async placeOf(line: string, word: string): Promise<Place | undefined> {
    const row = this.page.locator('.editor-instance .monaco-editor .view-line').filter({ hasText: line });
    const [place] = await row.locator('span span').filter({ hasText: exactly(word) }).evaluateAll(middles);
    return place;
  }

  /** Titles of the lenses above lines. */
  lenses(): Promise<readonly string[]> {
    return this.page.locator('.codelens-decoration a').allInnerTexts();
  }

  /** Presses a lens. */
  async pressLens(title: string): Promise<void> {
    await this.page.locator('.codelens-decoration a').filter({ hasText: exactly(title) }).click();
  }

  /** Runs a command of the palette by its whole title. */
  async command(title: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press('F1');
        await this.page.locator('.quick-input-widget input[type="text"]').fill(`>${title}`, ONE_ATTEMPT);
        const label = this.page.locator('.quick-input-list .monaco-list-row .label-name');
        return await label.filter({ hasText: commandCalled(title) }).first().click(ONE_ATTEMPT);
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

  /** Entries of the list that is open. */
  listed(): Promise<readonly string[]> {
    return this.page.locator('.quick-input-list .monaco-list-row').allInnerTexts();
  }

  /** Gives what a box asks for. */
  async answer(text: string): Promise<void> {
    await this.page.locator('.quick-input-widget input[type="text"]').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Accepts what a box proposes. */
  async accept(): Promise<void> {
    await this.page.locator('.quick-input-widget input[type="text"]').waitFor();
    await this.page.keyboard.press('Enter');
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
    await this.change({ 'workbench.colorTheme': THEMES[theme].name });
    await this.page.locator(`.monaco-workbench.${THEMES[theme].mark}`).waitFor();
  }

  /** Changes some of the folder's own settings. */
  async change(settings: object): Promise<void> {
    const text = changeSettings(this.folder, settings);
    // A server sees what changes on its disk; in a browser alone nobody does, and the change is written by hand.
    if (this.host.kind === 'server') return;
    await this.command('Preferences: Open Workspace Settings (JSON)');
    const editor = this.page.locator('.monaco-modal-editor-block');
    await editor.locator('.monaco-editor.focused').waitFor();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Control+s');
    await this.page.keyboard.press('Escape');
    await editor.waitFor({ state: 'detached' });
  }

  /** A picture of the whole window, those of a browser alone in a folder of their own; gives its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(SCREENSHOTS, this.host.kind === 'web' ? 'web' : '', `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
    return path;
  }

  /** Waits until what is read is as expected. */
  async eventuallyEqual<Value>(what: string, read: () => Promise<Value>, expected: Value): Promise<void> {
    await this.eventually(what, read, found => isDeepStrictEqual(found, expected), JSON.stringify(expected));
  }

  /** Reads again and again until it is right. When it stays wrong, the error says what was last read. */
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
      await this.page.waitForTimeout(LOOK_MS);
    }
  }

  /** Presses an entry of the menu that opens: one that has just opened takes no clicks, so that the press that opened it chooses nothing. */
  protected async chooseFromMenu(title: string): Promise<void> {
    const item = this.page.locator('.monaco-menu .action-item').filter({ hasText: title });
    await item.waitFor();
    await this.eventually(`the menu to take ${title}`, async () => {
      // What is gone meanwhile must not be waited for.
      const [place] = await item.evaluateAll(middles);
      if (place !== undefined) await this.page.mouse.click(place.x, place.y);
      return item.count();
    }, count => count === 0);
  }
}

/** Middles of elements; runs in the page. */
function middles(elements: readonly Drawn[]): readonly Place[] {
  return elements.map(element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}

/** A pattern for this text and nothing around it. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${literally(text)}\\s*$`);
}

/** A pattern for the row of a command in the palette; the words before its colon may be left out. */
function commandCalled(title: string): RegExp {
  return new RegExp(`^(.*: )?${literally(title)}$`);
}

/** The source of a pattern for a text. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
