// Settings of the editor: those that all scenarios have, themes, and how a folder's own are changed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type Theme = 'light' | 'dark' | 'contrast' | 'contrast-light';

/** What the editor calls its themes, and the class that its page has with each. */
export const THEMES: Readonly<Record<Theme, { readonly name: string; readonly mark: string }>> = {
  'light': { name: 'Light Modern', mark: 'vs' },
  'dark': { name: 'Dark Modern', mark: 'vs-dark' },
  'contrast': { name: 'Default High Contrast', mark: 'hc-black' },
  'contrast-light': { name: 'Default High Contrast Light', mark: 'hc-light' },
};

/** Settings that keep out of the picture what is not ours. */
export const SETTINGS = {
  'workbench.colorTheme': THEMES.dark.name,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'debug.internalConsoleOptions': 'openOnSessionStart',
  'extensions.ignoreRecommendations': true,
  // Scenarios find lines by what was written in them; the one about the margin turns it on.
  'strata.inlayHints.stack': 'off',
  'strata.inlayHints.ends': false,
  'strata.inlayHints.numbers': false,
  'strata.codeLens.references': false,
};

/** Changes some of a folder's own settings; an editor that watches the folder follows. Gives the whole text of the settings. */
export function changeSettings(folder: string, changes: object): string {
  const file = join(folder, '.vscode', 'settings.json');
  const before = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as object : {};
  mkdirSync(dirname(file), { recursive: true });
  const text = JSON.stringify({ ...before, ...changes }, undefined, 2);
  writeFileSync(file, text);
  return text;
}
