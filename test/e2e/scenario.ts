// What a scenario is, and how one of its tests is played: in a browser profile and a copy of a folder of its own, with a picture when it fails.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { newProfile } from './browser';
import { fetchWebEditor } from './fetch';
import type { Host, Server } from './server';
import { WebServer } from './web-server';
import { Workbench } from './workbench';

/** What a test is given: the workbench, open on a copy of the scenario's folder. */
export interface Stage {
  readonly workbench: Workbench;
  /** The copy's full path. */
  readonly folder: string;
}

/** Tests around one matter; a file of scenarios/ exports one. */
export interface Scenario {
  readonly title: string;
  /** The folder that is opened, relative to the project; each test gets a copy of it. Absent: an empty one. */
  readonly folder?: string;
  /** Files that the copy has beside, by their names relative to it. */
  readonly files?: Readonly<Record<string, string>>;
  /** `server`: an editor with processes and files, which is the usual one. `web`: one that has a browser only. */
  readonly host?: 'server' | 'web';
  /** The language of the person; absent: English. */
  readonly locale?: string;
  /** What holds, and the proof. */
  readonly tests: Readonly<Record<string, (stage: Stage) => Promise<void>>>;
}

/** Where tests are played. */
export interface Theatre {
  readonly server: Server;
  readonly browser: Browser;
}

/** Plays a test; rejects when it fails or when anything on the screen says that something went wrong. */
export async function play(theatre: Theatre, scenario: Scenario, name: string): Promise<void> {
  const above = realpathSync(mkdtempSync(join(tmpdir(), 'strata-folder-')));
  const copy = join(above, basename(scenario.folder ?? 'empty'));
  mkdirSync(copy);
  if (scenario.folder !== undefined) cpSync(resolve(scenario.folder), copy, { recursive: true });
  for (const [file, text] of Object.entries(scenario.files ?? {})) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  try {
    if (scenario.host === 'web') {
      const server = await WebServer.start(fetchWebEditor(), copy);
      await playOn(server, theatre.browser, scenario, name, copy).finally(() => server.stop());
    } else {
      await playOn(theatre.server, theatre.browser, scenario, name, copy);
    }
  } finally {
    rmSync(above, { recursive: true, force: true });
  }
}

async function playOn(host: Host, browser: Browser, { title, tests, locale }: Scenario, name: string, folder: string): Promise<void> {
  const profile = await newProfile(browser, locale);
  const workbench = new Workbench(await profile.newPage(), host);
  try {
    await workbench.openFolder(folder);
    await tests[name]?.({ workbench, folder });
    await workbench.expectNoTrouble();
  } catch (error) {
    await workbench.screenshot(join('failed', `${title} - ${name}`));
    throw error;
  } finally {
    await profile.close();
  }
}
