// The end-to-end run: gets an editor and a browser, installs the packaged extension, and plays all scenarios in front of them.
// `npm run e2e -- words` plays only those whose title has the words in it; `host` only the tests of the extension host.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageExtension } from '../package/vsix';
import { startBrowser } from './browser';
import { FetchError, fetchBrowser, fetchEditor } from './fetch';
import { HOST_OPTIONS, hostResults } from './host';
import { playRoomPictures, ROOM_TITLE } from './room-pictures';
import { play, type Scenario, type Theatre } from './scenario';
import { Server } from './server';
import { seconds, Tally } from './tally';
import { SCREENSHOTS } from './workbench';

const HOST_TITLE = 'inside the extension host';

/** Scenarios of the folder beside this file, in the order of their names. */
function allScenarios(): readonly Scenario[] {
  const folder = join(__dirname, 'scenarios');
  const files = readdirSync(folder).filter(name => name.endsWith('.js')).sort();
  return files.map(file => (require(join(folder, file)) as { scenario: Scenario }).scenario);
}

async function openTheatre(): Promise<Theatre> {
  const start_ms = Date.now();
  const editor = fetchEditor();
  const browserProgram = fetchBrowser();
  console.log(`editor and browser are there (${seconds(start_ms)})`);
  const log = resolve('.cache', 'e2e-server.log');
  const server = await Server.start(editor, { extensions: [packageExtension()], options: HOST_OPTIONS, log });
  console.log(`the extension is packaged and installed, the server runs (${seconds(start_ms)})`);
  return { server, browser: await startBrowser(browserProgram) };
}

async function playAll(theatre: Theatre, tally: Tally, wanted: string): Promise<void> {
  for (const scenario of allScenarios().filter(({ title }) => title.includes(wanted))) {
    console.log(scenario.title);
    for (const name of Object.keys(scenario.tests)) {
      await tally.test(name, () => play(theatre, scenario, name));
    }
  }
  if (ROOM_TITLE.includes(wanted)) {
    console.log(ROOM_TITLE);
    await playRoomPictures(theatre, tally);
  }
  if (HOST_TITLE.includes(wanted)) {
    await runHost(theatre, tally);
  }
}

async function runHost(theatre: Theatre, tally: Tally): Promise<void> {
  console.log(HOST_TITLE);
  await tally.test('all tests run to their end', async () => {
    for (const { title, duration_ms, failure } of await hostResults(theatre)) {
      await tally.test(`${title}, ${duration_ms} ms there`, async () => {
        if (failure !== undefined) {
          throw new Error(failure);
        }
      });
    }
  });
}

async function main(): Promise<void> {
  rmSync(SCREENSHOTS, { recursive: true, force: true });
  mkdirSync(SCREENSHOTS, { recursive: true });
  const tally = new Tally();
  const theatre = await openTheatre();
  try {
    await playAll(theatre, tally, process.argv.slice(2).join(' '));
  } finally {
    await theatre.browser.close();
    await theatre.server.stop();
  }
  console.log(`screenshots: ${SCREENSHOTS}`);
  tally.close();
}

main().catch((error: unknown) => {
  console.error(error instanceof FetchError ? error.message : error instanceof Error ? error.stack : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
