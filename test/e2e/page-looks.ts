// What the editor gives its own pages: for each theme the variables, classes and rules of style that a page in it has. Taken from the
// real editor and kept beside it, so that pages can be looked at without one.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newProfile } from './browser';
import { editorFolder } from './fetch';
import type { Theatre } from './scenario';
import { THEMES, type Theme } from './settings';
import { Workbench } from './workbench';

export interface PageLook {
  /** Attributes of the page's outermost element and of its body. */
  readonly root: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
  /** The editor's own rules for pages. */
  readonly rules: string;
}

export type PageLooks = Readonly<Record<Theme, PageLook>>;

/** Reads the look of the page that shows. */
const READ = `(() => {
  const attributes = element => Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  return { root: attributes(document.documentElement), body: attributes(document.body), rules: document.getElementById('_defaultStyles').textContent };
})()`;

/** The looks of all themes; from the editor where nobody has asked it yet, about twenty seconds. */
export async function pageLooks(theatre: Theatre): Promise<PageLooks> {
  const file = join(editorFolder(), 'page-looks.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(await looksOf(theatre)));
  return JSON.parse(readFileSync(file, 'utf8')) as PageLooks;
}

async function looksOf({ server, browser }: Theatre): Promise<PageLooks> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'strata-looks-'))), profile = await newProfile(browser);
  const workbench = new Workbench(await profile.newPage(), server), looks: Partial<Record<Theme, PageLook>> = {};
  try {
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, 'one.sasm'), 'entry func main\n  ret\nend\n');
    await workbench.openFolder(folder);
    await workbench.openProgram('one.sasm');
    await workbench.command('Strata: Open Machine Room');
    const page = workbench.room().frame;
    for (const theme of Object.keys(THEMES) as Theme[]) {
      await workbench.setTheme(theme);
      await page.locator(`body[data-vscode-theme-id="${THEMES[theme].name}"]`).waitFor();
      looks[theme] = await page.locator('body').evaluate(READ) as PageLook;
    }
    return looks as PageLooks;
  } finally {
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
