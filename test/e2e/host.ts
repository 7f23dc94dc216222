// Runs test/host inside the editor's extension host, where 'vscode' is real, and brings the results out through the page.
import { resolve } from 'node:path';
import { newProfile } from './browser';
import type { Theatre } from './scenario';
import { RESULT_MARK, type HostResult } from '../host/result';

/** What the server needs to be started with for these tests. */
export const HOST_OPTIONS = ['--vscode-option', 'enable-smoke-test-driver'];

/** The longest that all tests of the host may take. */
const PATIENCE_MS = 600_000;

/** Results of all tests of the host, in their order; rejects when the host ends without having run them. */
export async function hostResults({ server, browser }: Theatre): Promise<readonly HostResult[]> {
  const profile = await newProfile(browser);
  const page = await profile.newPage();
  const results: HostResult[] = [];
  const said: string[] = [];
  const ended = new Promise<number>((done, fail) => {
    setTimeout(() => fail(new Error(`the extension host did not end; it said:\n${said.join('\n')}`)), PATIENCE_MS).unref();
    void page.exposeFunction('codeAutomationExit', done);
  });
  await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
    const text = args.map(String).join(' ');
    const at = text.indexOf(RESULT_MARK);
    at < 0 ? said.push(text) : results.push(JSON.parse(text.slice(at + RESULT_MARK.length)) as HostResult);
  });
  await page.goto(server.workbench(resolve('examples'), { payload: payload(server.address) }));
  const code = await ended;
  await profile.close();
  if (results.length === 0) {
    throw new Error(`the extension host ended with ${code} and ran no test; it said:\n${said.join('\n')}`);
  }
  return results;
}

/** Tells the workbench which extension is under test, and where its tests are. */
function payload(address: string): string {
  const remote = (path: string) => `vscode-remote://${address.replace('http://', '')}${resolve(path)}`;
  return JSON.stringify([
    ['extensionDevelopmentPath', remote('.')],
    ['extensionTestsPath', remote('out/test/host/index.js')],
  ]);
}
