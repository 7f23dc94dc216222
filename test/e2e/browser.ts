// Starts the browser that drives the workbench: without a window, without a network beyond this machine, always the same size.
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Size of the window in pixels; screenshots have it too. */
export const WINDOW = { width: 1600, height: 1000 };

/** The longest that the workbench may take to show what is waited for; only a failure ever takes so long. */
const PATIENCE_MS = 90_000;

const OPTIONS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE *.localhost',
];

/** A browser whose program is at a path. */
export function startBrowser(program: string): Promise<Browser> {
  return chromium.launch({ executablePath: program, headless: true, args: OPTIONS });
}

/** A new profile of the browser: nothing is remembered from any other. */
export async function newProfile(browser: Browser, locale = 'en-US'): Promise<BrowserContext> {
  const profile = await browser.newContext({ viewport: WINDOW, locale });
  profile.setDefaultTimeout(PATIENCE_MS);
  return profile;
}
