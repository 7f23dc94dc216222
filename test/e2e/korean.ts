// Lets the editor be Korean for a person whose browser is. Its own language packs cannot be had here, so this one translates nothing of
// the editor's own words: what is Korean then is ours.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the pack known to a server, by the file in which it keeps those that it has. */
export function knowKorean(userData: string): void {
  const words = join(userData, 'korean.json');
  const pack = { hash: 'ours', extensions: [{ extensionIdentifier: { id: 'strata-test.korean' }, version: '1.0.0' }], translations: { vscode: words }, label: '한국어' };
  writeFileSync(words, JSON.stringify({ contents: {} }));
  writeFileSync(join(userData, 'languagepacks.json'), JSON.stringify({ ko: pack }));
  // Without this file the server speaks English to everybody.
  writeFileSync(join(userData, 'User', 'argv.json'), '{}');
}
