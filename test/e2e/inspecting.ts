// Finds the faults of a page: those that inspect/ sees, and those that axe knows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import type { Demands } from './inspect/demands';
import type { Theme } from './settings';

/** What is asked of texts; of those in high contrast more, and of those for a hall. */
const CONTRAST = 4.5, CONTRAST_HIGH = 7, FONT_PROJECTOR = 24;

const INSPECT = buildSync({
  entryPoints: [join('test', 'e2e', 'inspect', 'inspect.ts')], bundle: true, write: false, format: 'iife', globalName: 'strataInspect', target: 'es2022',
}).outputFiles[0].text;
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What a page must keep in a theme, for one person or for a hall. */
export function demands(theme: Theme, projector: boolean): Demands {
  return { font: projector ? FONT_PROJECTOR : 0, contrast: theme.startsWith('contrast') ? CONTRAST_HIGH : CONTRAST };
}

/** Makes a page ready to be looked at. */
export async function prepare(page: Page | Frame): Promise<void> {
  await page.evaluate(`${INSPECT}; window.strataInspect = strataInspect`);
  await page.evaluate(`{ const module = undefined, define = undefined; ${AXE} }`);
}

/** What is wrong with the texts of a page that is ready; a page without any text is wrong, too. */
export function faults(page: Page | Frame, wanted: Demands): Promise<readonly string[]> {
  return page.evaluate(`strataInspect.countTexts() === 0 ? ['there is no text'] : strataInspect.inspect(${JSON.stringify(wanted)})`);
}

/** What axe finds on a page that is ready. */
export function violations(page: Page | Frame): Promise<readonly string[]> {
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => 'axe ' + id + ': ' + help + ': ' + target.join(' '))))`);
}

/** Faults with the places where they were found, so that one that is everywhere is told once. */
export class Faults {
  private readonly places = new Map<string, string[]>();

  add(place: string, found: readonly string[]): void {
    for (const fault of found) this.places.set(fault, [...this.places.get(fault) ?? [], place]);
  }

  /** Throws where there is any. */
  expectNone(): void {
    if (this.places.size === 0) return;
    throw new Error([...this.places].map(([fault, places]) => `${fault}\n      in ${places.length}: ${places.slice(0, 3).join('; ')}`).join('\n    '));
  }
}
