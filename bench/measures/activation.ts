// How long the extension takes until it is there, by the editor's own clock: it loads the code and calls `activate`, and tells both times
// for each extension that runs (*Developer: Show Running Extensions*). The editor is the one of the end-to-end run, where that was
// fetched; without it there is nothing to measure.
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { newProfile, startBrowser } from '../../test/e2e/browser';
import { editorFolder, fetchBrowser, fetchEditor } from '../../test/e2e/fetch';
import { Server } from '../../test/e2e/server';
import { Workbench } from '../../test/e2e/workbench';
import { packageExtension } from '../../test/package/vsix';
import { CACHE } from '../machines';
import { figure, type Measure } from '../measure';

const [ROUNDS, ROUNDS_QUICK] = [7, 3];

/** Milliseconds of one activation, by the first text of the language that is opened in a new window. */
async function activation(server: Server, browser: Browser, folder: string): Promise<number> {
  const profile = await newProfile(browser), workbench = new Workbench(await profile.newPage(), server);
  try {
    await workbench.openFolder(folder);
    await workbench.openProgram('one.sasm');
    await workbench.command('Developer: Show Running Extensions');
    const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row').filter({ hasText: 'Strata' });
    const text = await workbench.eventually('the time', () => row.locator('.activation-time').innerText(), (found) => /\d+ms/.test(found));
    return Number(/(\d+)ms/.exec(text)?.[1]);
  } finally {
    await profile.close();
  }
}

export const ACTIVATION: Measure = {
  key: 'activation', en: 'Activation in the editor', ko: '편집기에서 확장 활성화',
  async run({ quick }) {
    if (!existsSync(editorFolder())) return [];
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'strata-activation-'))), times_ms: number[] = [];
    writeFileSync(join(folder, 'one.sasm'), 'entry func main\n  ret\nend\n');
    const vsix = packageExtension(join(CACHE, 'strata.vsix'));
    const server = await Server.start(fetchEditor(), { extensions: [vsix], log: join(CACHE, 'activation.log') }), browser = await startBrowser(fetchBrowser());
    try {
      for (let round = -1; round < (quick ? ROUNDS_QUICK : ROUNDS); round++) {
        const time_ms = await activation(server, browser, folder);
        if (round >= 0) times_ms.push(time_ms);
      }
    } finally {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
    return [figure({ key: 'activate', en: 'loading the extension and activating it', ko: '확장을 읽어 활성화하기' }, 'ms', times_ms)];
  },
};
