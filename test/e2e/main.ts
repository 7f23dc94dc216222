// The end-to-end run: gets an editor and a browser, installs the packaged extension, and plays all scenarios in front of them.
// `npm run e2e -- words` plays only those whose title has the words in it; `host` only the tests of the extension host.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageExtension } from '../package/vsix';
import { startBrowser } from './browser';
import { FetchError, fetchBrowser, fetchEditor, fetchWebEditor } from './fetch';
import { HOST_OPTIONS, runHostTests } from './host';
import { playRoomPictures, ROOM_TITLE } from './room-pictures';
import { performances, play, type Performance, type Scenario, type Theatre } from './scenario';
import { type HostKind, Server } from './server';
import { seconds, Tally } from './tally';
import { SCREENSHOTS } from './window';

const HOST_TITLE = 'inside the extension host';

/** Scenarios of the folder beside this file, in the order of their names, each in its editors. */
function allPerformances(): readonly Performance[] {
  const folder = join(__dirname, 'scenarios');
  const files = readdirSync(folder).filter(name => name.endsWith('.js')).sort();
  return files.flatMap(file => performances((require(join(folder, file)) as { scenario: Scenario }).scenario));
}

async function openTheatre(): Promise<Theatre> {
  const start_ms = Date.now();
  const editor = fetchEditor();
  const webEditor = fetchWebEditor();
  const browserProgram = fetchBrowser();
  console.log(`editors and browser are there (${seconds(start_ms)})`);
  const log = resolve('.cache', 'e2e-server.log');
  const server = await Server.start(editor, { extensions: [packageExtension()], options: HOST_OPTIONS, log });
  console.log(`the extension is packaged and installed, the server runs (${seconds(start_ms)})`);
  return { server, webEditor, browser: await startBrowser(browserProgram) };
}

/** Plays one after the other: side by side they would take hardly less time, and each finds the editor busy with something else. */
async function playAll(theatre: Theatre, tally: Tally, wanted: string): Promise<void> {
  await playOn('server', theatre, tally, wanted);
  await playOn('web', theatre, tally, wanted);
  if (ROOM_TITLE.includes(wanted)) await playRoomPictures(theatre, tally);
  if (HOST_TITLE.includes(wanted)) await runHost(theatre, tally);
}

async function playOn(host: HostKind, theatre: Theatre, tally: Tally, wanted: string): Promise<void> {
  for (const performance of allPerformances().filter(one => one.host === host && one.title.includes(wanted))) {
    await play(theatre, performance, tally);
  }
}

/** The tests that run inside the extension host. */
async function runHost(theatre: Theatre, tally: Tally): Promise<void> {
  await tally.test(`${HOST_TITLE}: all tests run to their end`, () => runHostTests(theatre, ({ title, duration_ms, failure }) => {
    tally.note(`${HOST_TITLE}: ${title}, ${duration_ms} ms there`, failure);
  }));
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
