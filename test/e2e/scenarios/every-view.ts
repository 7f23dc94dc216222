// Every view that the extension adds to the editor, in the editor's themes, in a small window and in a large one: pictures for somebody
// to look at, and the machine room in each searched for faults.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { Language } from '../../../src/base/message';
import { roomWord, type RoomWord } from '../../../src/views/room-words';
import { demands, Faults, faults, prepare, violations } from '../inspecting';
import { SIZES } from '../room-pictures';
import type { Scenario, Stage } from '../scenario';
import { THEMES, type Theme } from '../settings';
import type { Workbench } from '../workbench';

/** Goes through the views in a language, and takes pictures of each. */
class Tour {
  private readonly words: Readonly<Record<string, string>>;
  private readonly found = new Faults();
  private readonly themes: Theme[];
  /** The one that shows, where it is known. */
  private theme: Theme | undefined;

  constructor(private readonly workbench: Workbench, private readonly language: Language, themes: readonly Theme[]) {
    this.themes = [...themes];
    this.words = JSON.parse(readFileSync(language === 'ko' ? 'package.nls.ko.json' : 'package.nls.json', 'utf8')) as Record<string, string>;
  }

  async make(): Promise<void> {
    // Nothing moves: what is measured stands where it will stay.
    await this.workbench.page.emulateMedia({ reducedMotion: 'reduce' });
    await this.beginning();
    await this.lab();
    await this.past();
    await this.presenting();
    await this.tests();
    this.found.expectNone();
  }

  /** What shows before anything is debugged. */
  private async beginning(): Promise<void> {
    const { workbench } = this;
    await workbench.pressActivity('Run and Debug');
    await workbench.untilButton(this.buttonOf('welcome.debug'));
    await workbench.command('Welcome: Open Walkthrough...');
    await workbench.pick(this.words['walkthrough.title']);
    await workbench.page.locator('.getting-started-step.expanded').waitFor();
    await this.picture('1-walkthrough');
    await this.command('openRoom');
    await workbench.room().frame.locator('.empty').waitFor();
    await this.picture('2-nothing', true);
    await this.list('openExample', '3-examples');
    await this.list('openLab', '4-labs');
  }

  /** A lab with its guide, and what the room shows of its run. */
  private async lab(): Promise<void> {
    const { workbench } = this, room = workbench.room();
    await this.command('openLab');
    await workbench.pick('03');
    const guide = this.language === 'ko' ? 'GUIDE.ko.md' : 'GUIDE.md';
    await workbench.eventually('the lab and its guide', () => workbench.tabs(), tabs => ['lab.sasm', guide].every(name => tabs.includes(name)));
    await this.picture('5-lab');
    await workbench.startDebugging();
    await workbench.eventually('the lab to wait for input', () => workbench.consoleLines(), lines => lines.some(line => line.includes('B: process: budget')));
    await workbench.untilStopAfter(() => workbench.press('Pause'));
    await this.command('openRoom');
    await room.pane(this.word('time'));
    await workbench.untilStopAfter(() => room.travel(1, 0.7));
    for (const [i, pane] of (['time', 'layers', 'memory', 'stack'] as const).entries()) {
      await room.pane(this.word(pane));
      await room.frame.getByRole('group', { name: this.word(`picture_of_${pane}`) }).waitFor();
      await this.picture(`6-room-${i}-${pane}`, true);
    }
    await this.command('stats');
    await workbench.eventually('the report', () => workbench.visibleText(), lines => lines.some(line => line.includes('slate')));
    await this.picture('7-report');
    await this.stop();
  }

  /** Where a value came from, and which it has had. */
  private async past(): Promise<void> {
    const { workbench } = this;
    await workbench.showFiles();
    await workbench.openProgram('sieve.sasm');
    await workbench.untilStopAfter(() => workbench.startDebugging());
    await workbench.showRun();
    await workbench.step('Step Back');
    await this.command('origin');
    await workbench.answer('n');
    await workbench.eventually('the instructions that made the value', () => workbench.listed(), rows => rows.some(row => row.includes('add')));
    await this.picture('8-origin');
    await workbench.page.keyboard.press('Escape');
    await this.command('valueHistory');
    await workbench.answer('n');
    for (const section of ['Watch', 'Call Stack', 'Breakpoints']) await workbench.closeSection(section);
    await workbench.eventually('the values', () => workbench.moments(), rows => rows.length >= 3);
    await this.picture('9-moments');
  }

  /** Presenter Mode, on and off again with one key. */
  private async presenting(): Promise<void> {
    const { workbench } = this, before = await this.fontSize(), toggle = () => workbench.page.keyboard.press('Control+Alt+Shift+P');
    await toggle();
    await workbench.eventually('large letters', () => this.fontSize(), size => size >= 24);
    await workbench.room().frame.locator('.presenting .card').waitFor();
    await this.picture('10-presenter', true, true);
    await toggle();
    await workbench.eventually('letters as before', () => this.fontSize(), size => size === before);
    await workbench.room().frame.locator('.card').waitFor({ state: 'detached' });
    await this.stop();
  }

  private async tests(): Promise<void> {
    const { workbench } = this;
    await workbench.command('Testing: Focus on Test Explorer View');
    await workbench.page.locator('.test-explorer .monaco-list-row').first().waitFor();
    await this.picture('11-tests');
  }

  /** Takes pictures in every theme and size. `room`: it shows, and is looked at closely, in Presenter Mode as for a hall. */
  private async picture(name: string, room = false, projector = false): Promise<void> {
    const { workbench, language } = this;
    // Each picture begins in the theme in which the last one ended: a change takes the editor a second.
    for (const theme of this.themes) {
      if (theme !== this.theme) await workbench.setTheme(theme);
      this.theme = theme;
      for (const size of SIZES) {
        await workbench.page.setViewportSize(size);
        const place = `${name}-${theme}-${language}-${size.width}`;
        if (room) await this.lookAtRoom(place, theme, projector, size === SIZES[0]);
        await workbench.screenshot(`views/${place}`);
      }
    }
    this.themes.reverse();
  }

  /** Axe looks for what does not depend on the size, and takes its time. */
  private async lookAtRoom(place: string, theme: Theme, projector: boolean, axe: boolean): Promise<void> {
    const body = this.workbench.room().frame.locator(`body[data-vscode-theme-id="${THEMES[theme].name}"]`);
    await body.waitFor();
    const frame = await (await body.elementHandle())?.ownerFrame();
    assert.ok(frame);
    await prepare(frame);
    this.found.add(place, await faults(frame, demands(theme, projector)));
    if (axe) this.found.add(place, await violations(frame));
  }

  private async list(command: string, name: string): Promise<void> {
    await this.command(command);
    await this.workbench.eventually('the list', () => this.workbench.listed(), rows => rows.length >= 5 && !rows.some(row => row.includes('Strata:')));
    await this.picture(name);
    await this.workbench.page.keyboard.press('Escape');
  }

  private command(key: string): Promise<void> {
    return this.workbench.command(`Strata: ${this.words[`command.${key}`]}`);
  }

  private word(word: RoomWord): string {
    return roomWord(this.language, word);
  }

  /** The first button of a welcome text. */
  private buttonOf(key: string): string {
    return /\[([^\]]+)\]/.exec(this.words[key])?.[1] ?? '';
  }

  private fontSize(): Promise<number> {
    return this.workbench.page.evaluate(`parseFloat(getComputedStyle(document.querySelector('.editor-instance .monaco-editor .view-lines')).fontSize)`);
  }

  private async stop(): Promise<void> {
    await this.workbench.press('Stop');
    await this.workbench.untilEnded();
  }
}

/** A test that goes through all views. */
export function tour(language: Language, themes: readonly Theme[]): (stage: Stage) => Promise<void> {
  return ({ workbench }) => new Tour(workbench, language, themes).make();
}

export const scenario: Scenario = {
  title: 'every view of ours',
  folder: 'examples',
  tests: {
    'in English, in light, dark and high contrast': tour('en', ['light', 'dark', 'contrast']),
  },
};
