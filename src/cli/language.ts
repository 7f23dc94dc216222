// The language that the environment asks for.
import { languageOf, type Language } from '../base/message';

/** In the order of POSIX. */
export function languageFrom({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language {
  const named = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '');
  // Windows sets none of them.
  return languageOf(named ?? (process.platform === 'win32' ? new Intl.DateTimeFormat().resolvedOptions().locale : undefined));
}
