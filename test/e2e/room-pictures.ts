// The machine room's page, alone in the browser, in every theme, language, size and for a hall: fed with what real sessions told, and
// searched for faults. A picture of each pane in each of these goes into screenshots/room.
import { strict as assert } from 'node:assert';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Language } from '../../src/base/message';
import type { Pane, ToRoom } from '../../src/views/room-messages';
import { roomPage } from '../../src/views/room-page';
import { roomWord } from '../../src/views/room-words';
import { newProfile } from './browser';
import { demands, Faults, faults, prepare, violations } from './inspecting';
import { pageLooks, type PageLooks } from './page-looks';
import { PANES, tellings, type Telling } from './room-states';
import type { Theatre } from './scenario';
import { THEMES, type Theme } from './settings';
import type { Tally } from './tally';
import { SCREENSHOTS } from './window';

export const ROOM_TITLE = 'every look of the room';

export const SIZES = [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }] as const;
const FOLDER = join(SCREENSHOTS, 'room');
const ADDRESS = 'http://room.invalid/';
/** Of the editor's interface for pages, what the room needs to be there. */
const EDITOR = 'window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })';
/** Gives the page the look of a theme, as the editor does. */
const WEAR = `looks => theme => {
  const { root, body, rules } = looks[theme];
  const put = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => { if (name !== 'lang') element.setAttribute(name, value); });
  put(document.documentElement, root);
  put(document.body, body);
  const style = document.getElementById('_defaultStyles') ?? document.head.insertAdjacentElement('afterbegin', document.createElement('style'));
  style.id = '_defaultStyles';
  style.textContent = rules;
}`;
const ALL_THEMES = Object.keys(THEMES) as Theme[];
/** States of which there is a picture of this pane in every look; of all others there is one. */
const SHOWN: Readonly<Record<Pane, string>> = { stack: 'recursion', layers: 'guests', memory: 'guests', time: 'long' };

export async function playRoomPictures(theatre: Theatre, tally: Tally): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const looks = await pageLooks(theatre);
  await tally.test(`${ROOM_TITLE}: faults that are there are found`, () => findPlanted(theatre));
  for (const language of ['en', 'ko'] as const) {
    const room = await LoneRoom.open(theatre, language, looks);
    for (const [state, telling] of await tellings(language)) await tally.test(`${ROOM_TITLE}: ${state}, ${language}: every pane without a fault`, () => room.lookAt(state, telling));
    await room.close();
  }
}

/** Pages with one fault each, with what must be said of it. */
const PLANTED: readonly (readonly [html: string, said: RegExp])[] = [
  ['<div style="overflow:hidden;width:30px;white-space:nowrap">much too long</div>', /much too long.*: cut off/],
  ['<div style="position:absolute;left:-20px">outside</div>', /outside.*: cut off/],
  ['<div style="position:absolute;top:0">one</div><div style="position:absolute;top:5px">two</div>', /one.* lies on .*two/],
  ['<div style="font-size:23px">small</div>', /small.*: smaller than 24 px/],
  ['<div style="color:#777;background:#fff">pale</div>', /pale.*: contrast 4\.48, not 4\.5/],
  ['<svg width="90" height="40"><g class="box"><rect width="50" height="30" fill="none"/></g><text x="30" y="20">border</text></svg>', /border.*: crossed by box/],
  ['<svg width="90" height="40"><rect width="90" height="40" fill="#fff"/><text x="5" y="30" fill="#fff">white</text></svg>', /white.*: contrast 1\.00/],
  ['<svg width="40" height="40"><text x="5" y="30">reaches out</text></svg>', /reaches out.*: cut off/],
  ['', /there is no text/],
  ['<button></button><p>text</p>', /axe button-name/],
];

async function findPlanted({ browser }: Theatre): Promise<void> {
  const page = await (await newProfile(browser)).newPage();
  for (const [html, said] of PLANTED) {
    await page.setContent(`<!DOCTYPE html><html lang="en"><title>planted</title><body style="font-size:24px">${html}`);
    await prepare(page);
    assert.match([...await faults(page, demands('dark', true)), ...await violations(page)].join('\n'), said);
  }
  await page.context().close();
}

/** The room without the editor around it. */
class LoneRoom {
  private constructor(private readonly page: Page, private readonly language: Language) {}

  static async open({ browser }: Theatre, language: Language, looks: PageLooks): Promise<LoneRoom> {
    const page = await (await newProfile(browser)).newPage();
    // Nothing moves: what is measured stands where it will stay.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript(EDITOR);
    const files = { 'room.js': join('dist', 'room.js'), 'room.css': join('media', 'room.css') };
    await page.route(`${ADDRESS}**`, (route) => {
      const file = Object.entries(files).find(([name]) => route.request().url().endsWith(name));
      const html = roomPage({ language, script: 'room.js', style: 'room.css', source: "'self'", nonce: 'only' });
      return route.fulfill(file === undefined ? { contentType: 'text/html; charset=utf-8', body: html } : { path: file[1] });
    });
    await page.goto(ADDRESS);
    await page.evaluate(`window.wear = (${WEAR})(${JSON.stringify(looks)})`);
    await prepare(page);
    return new LoneRoom(page, language);
  }

  async lookAt(state: string, telling: Telling): Promise<void> {
    const found = new Faults();
    for (const size of SIZES) {
      await this.page.setViewportSize(size);
      for (const projector of [false, true]) {
        for (const pane of PANES) {
          await this.tell([{ kind: 'look', language: this.language, presenting: projector }]);
          await this.choose(pane);
          await this.tell(telling[pane]);
          const isShown = SHOWN[pane] === state, isFirst = size === SIZES[0] && !projector;
          // Colours do not depend on the size, nor places on the colours: what is not shown needs each once.
          for (const theme of isShown || isFirst ? ALL_THEMES : ['dark'] as const) {
            await this.page.evaluate(`wear(${JSON.stringify(theme)})`);
            const place = [state, pane, theme, this.language, size.width, projector ? 'projector' : 'normal'].join('-');
            found.add(place, await faults(this.page, demands(theme, projector)));
            if (isFirst && (isShown || theme === 'dark')) found.add(place, await violations(this.page));
            if (isShown || (isFirst && theme === 'dark')) await this.page.screenshot({ path: join(FOLDER, `${place}.png`) });
          }
        }
      }
    }
    found.expectNone();
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  /** Says something to the room, and waits until it shows. */
  private async tell(messages: readonly ToRoom[]): Promise<void> {
    await this.page.evaluate(`for (const data of ${JSON.stringify(messages)}) window.dispatchEvent(new MessageEvent('message', { data }))`);
    await this.drawn();
  }

  /** Shows a pane, where there is anything to show. */
  private async choose(pane: Pane): Promise<void> {
    const tab = this.page.getByRole('tab', { name: roomWord(this.language, pane), exact: true });
    if (await tab.count() > 0) await tab.click();
  }

  /** The second frame from now has all that was said before. */
  private async drawn(): Promise<void> {
    await this.page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }
}
