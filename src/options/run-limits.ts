// The limits of a run, which no program notices: it is ended from outside. What is said about that, and the exit code, are the
// same in the adapter and on the command line, and stand here.
import type { Text } from '../base/message';

/** What a run may use up. */
export type RunLimit = 'instructions' | 'output';

/** How much of it; undefined: as much as it likes. */
export interface RunLimits {
  /** Steps. */
  readonly instructions?: number;
  /** Bytes of console output. */
  readonly outputBytes?: number;
}

/** The exit code of a run that a limit ended. */
export const LIMIT_EXIT_CODE = 68;

/** Said at the end; `{option}` is the limit as the reader knows it, a flag or an option of launch.json. */
export const LIMIT_REACHED: Readonly<Record<RunLimit, Text>> = {
  instructions: {
    en: 'Ended after {count} instructions, as `{option}` says, in `{function}`{place}.',
    ko: '`{option}`에 따라 명령어 {count}개를 실행하고 `{function}`{place}에서 끝냈습니다.',
  },
  output: {
    en: 'Ended after {count} bytes of output, as `{option}` says, in `{function}`{place}.',
    ko: '`{option}`에 따라 {count}바이트를 출력하고 `{function}`{place}에서 끝냈습니다.',
  },
};
