// Runs test/host inside the editor's extension host, where 'vscode' is real, and brings the results out through the page.
import { resolve } from 'node:path';
import { newProfile } from './browser';
import type { Theatre } from './scenario';
import { RESULT_MARK, type HostResult } from '../host/result';

/** What the server needs to be started with for these tests. */
export const HOST_OPTIONS = ['--vscode-option', 'enable-smoke-test-driver'];

/** The longest that the host may say nothing: longer than one of its tests may take. */
const SILENCE_MS = 90_000;

/** Tells each result of the tests of the host as it comes; rejects when the host falls silent, or ends without having run any. */
export async function runHostTests({ server, browser }: Theatre, tell: (result: HostResult) => void): Promise<void> {
  const profile = await newProfile(browser), listener = new Listener(tell);
  try {
    const page = await profile.newPage();
    await page.exposeFunction('codeAutomationExit', (code: number) => listener.end(code));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => listener.hear(args.map(String).join(' ')));
    await Promise.all([page.goto(server.workbench(resolve('examples'), { payload: payload(server.address) })), listener.ended]);
  } finally {
    listener.stop();
    await profile.close();
  }
}

/** Hears what the host says, until it has said how it ended or nothing for too long. */
class Listener {
  /** Resolves when the host has ended after some tests. */
  readonly ended: Promise<void>;
  private readonly said: string[] = [];
  private results = 0;
  private silence: NodeJS.Timeout | undefined;
  private succeed: () => void = () => undefined;
  private fail: (why: Error) => void = () => undefined;

  constructor(private readonly tell: (result: HostResult) => void) {
    this.ended = new Promise((succeed, fail) => [this.succeed, this.fail] = [succeed, fail]);
    this.waitOn();
  }

  hear(text: string): void {
    this.waitOn();
    const at = text.indexOf(RESULT_MARK);
    if (at < 0) {
      this.said.push(text);
      return;
    }
    this.results += 1;
    this.tell(JSON.parse(text.slice(at + RESULT_MARK.length)) as HostResult);
  }

  end(code: number): void {
    this.results > 0 ? this.succeed() : this.fail(this.error(`ended with ${code}`));
  }

  stop(): void {
    clearTimeout(this.silence);
  }

  private waitOn(): void {
    this.stop();
    this.silence = setTimeout(() => this.fail(this.error(`has said nothing for ${SILENCE_MS / 1000} s`)), SILENCE_MS).unref();
  }

  private error(what: string): Error {
    return new Error(`the extension host ${what}, after ${this.results} results; it said:\n${this.said.join('\n')}`);
  }
}

/** Tells the workbench which extension is under test, and where its tests are. */
function payload(address: string): string {
  const remote = (path: string) => `vscode-remote://${address.replace('http://', '')}${resolve(path)}`;
  return JSON.stringify([
    ['extensionDevelopmentPath', remote('.')],
    ['extensionTestsPath', remote('out/test/host/index.js')],
  ]);
}
