// What the language server says beside what src/language says.
import type { Text } from '../base/message';

/** Titles above the entry function, by the commands of the client that they call. */
export const LENS_TITLES: Readonly<Record<string, Text>> = {
  'strata.run': { en: 'Run', ko: '실행' },
  'strata.debug': { en: 'Debug', ko: '디버그' },
};
