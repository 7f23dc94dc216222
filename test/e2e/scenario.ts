// What a scenario is, and how one of its tests is played: in a browser profile and a copy of a folder of its own, with a picture when it fails.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { newProfile } from './browser';
import type { Server } from './server';
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
  /** The folder that is opened, relative to the project; each test gets a copy of it. */
  readonly folder: string;
  /** What holds, and the proof. */
  readonly tests: Readonly<Record<string, (stage: Stage) => Promise<void>>>;
}

/** Where tests are played. */
export interface Theatre {
  readonly server: Server;
  readonly browser: Browser;
}

/** Plays a test; rejects when it fails or when anything on the screen says that something went wrong. */
export async function play({ server, browser }: Theatre, { title, folder, tests }: Scenario, name: string): Promise<void> {
  const above = realpathSync(mkdtempSync(join(tmpdir(), 'strata-folder-')));
  const copy = join(above, basename(folder));
  cpSync(resolve(folder), copy, { recursive: true });
  const profile = await newProfile(browser);
  const workbench = new Workbench(await profile.newPage(), server);
  try {
    await workbench.openFolder(copy);
    await tests[name]?.({ workbench, folder: copy });
    await workbench.expectNoTrouble();
  } catch (error) {
    await workbench.screenshot(join('failed', `${title} - ${name}`));
    throw error;
  } finally {
    await profile.close();
    rmSync(above, { recursive: true, force: true });
  }
}
