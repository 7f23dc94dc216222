// What a scenario is, and how its tests are played: in a browser profile and a copy of a folder of its own, with a picture of what failed.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { newProfile } from './browser';
import type { WebEditor } from './fetch';
import type { HostKind, Server } from './server';
import type { Tally } from './tally';
import { WebServer } from './web-server';
import { Workbench } from './workbench';

/** What a test is given: the workbench, open on a copy of the scenario's folder. */
export interface Stage {
  readonly workbench: Workbench;
  /** The copy's full path. */
  readonly folder: string;
  readonly host: HostKind;
}

/** Tests around one matter, played in the order in which they stand here; a file of scenarios/ exports one. */
export interface Scenario {
  readonly title: string;
  /** The folder that is opened, relative to the project: a copy of it. Absent: an empty one. */
  readonly folder?: string;
  /** Files that the copy has beside, by their names relative to it. */
  readonly files?: Readonly<Record<string, string>>;
  /** The editors that it is played in, one after the other; absent: the server only. */
  readonly hosts?: readonly HostKind[];
  /** Whether each test needs a window of its own, because the editor remembers of one what the next one must not see. */
  readonly apart?: boolean;
  /** The language of the person; absent: English. */
  readonly locale?: string;
  /** What holds, and the proof. */
  readonly tests: Readonly<Record<string, (stage: Stage) => Promise<void>>>;
}

/** For what needs no process: it is the same wherever the extension runs. */
export const EVERYWHERE: readonly HostKind[] = ['server', 'web'];

/** A scenario in one of its editors. */
export interface Performance extends Scenario {
  readonly host: HostKind;
}

/** A scenario in each of its editors, with titles that tell them apart. */
export function performances(scenario: Scenario): readonly Performance[] {
  const { title, hosts = ['server'] } = scenario;
  return hosts.map(host => ({ ...scenario, host, title: host === 'web' ? `${title}, in the browser alone` : title }));
}

/** Where tests are played. */
export interface Theatre {
  readonly server: Server;
  readonly webEditor: WebEditor;
  readonly browser: Browser;
}

/** Plays the tests of a scenario in one window, which is tidied up between them; the one after a failure gets a window of its own. */
export async function play(theatre: Theatre, performance: Performance, tally: Tally): Promise<void> {
  const window = new StageWindow(theatre, performance);
  try {
    for (const [name, body] of Object.entries(performance.tests)) {
      await tally.test(`${performance.title}: ${name}`, () => window.play(name, body));
    }
  } finally {
    await window.close();
  }
}

/** A window on a copy of a scenario's folder; it opens when it is first needed. */
class StageWindow {
  private stage: Stage | undefined;
  /** What is to be undone when it is closed, the last first. */
  private readonly undo: (() => unknown)[] = [];

  constructor(private readonly theatre: Theatre, private readonly performance: Performance) {}

  /** Plays a test; rejects when it fails or when anything on the screen says that something went wrong. */
  async play(name: string, body: (stage: Stage) => Promise<void>): Promise<void> {
    try {
      const stage = await this.ready();
      await body(stage);
      await stage.workbench.expectNoTrouble();
      if (this.performance.apart === true) await this.close();
    } catch (error) {
      await this.stage?.workbench.screenshot(join('failed', `${this.performance.title} - ${name}`));
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.stage = undefined;
    for (let step = this.undo.pop(); step !== undefined; step = this.undo.pop()) await step();
  }

  private async ready(): Promise<Stage> {
    if (this.stage === undefined) return this.open();
    await this.stage.workbench.tidyUp();
    return this.stage;
  }

  private async open(): Promise<Stage> {
    const { theatre, performance: { host: kind, locale } } = this;
    const folder = this.copyFolder();
    const host = kind === 'web' ? await WebServer.start(theatre.webEditor, folder) : theatre.server;
    if (host !== theatre.server) this.undo.push(() => host.stop());
    const profile = await newProfile(theatre.browser, locale);
    this.undo.push(() => profile.close());
    this.stage = { workbench: new Workbench(await profile.newPage(), host), folder, host: kind };
    await this.stage.workbench.openFolder(folder);
    return this.stage;
  }

  private copyFolder(): string {
    const { folder, files = {} } = this.performance;
    const above = realpathSync(mkdtempSync(join(tmpdir(), 'strata-folder-')));
    this.undo.push(() => rmSync(above, { recursive: true, force: true }));
    const copy = join(above, basename(folder ?? 'empty'));
    mkdirSync(copy);
    if (folder !== undefined) cpSync(resolve(folder), copy, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    }
    return copy;
  }
}
