// The numbers with which `strata` ends. They are part of what scripts rely on and never change their meaning. Those of
// our own follow sysexits.h (4.3BSD) where it has one; a program that runs to its end gives its own, from 0 to 255.
import type { Text } from '../base/message';
import { CAUSES, Cause } from '../isa/causes';
import { LIMIT_EXIT_CODE } from '../options/run-limits';

/** One row of the table in the manual. */
export interface ExitCodeRow extends Text {
  readonly code: number;
}

export const EXIT_CODES = {
  done: { code: 0, en: 'All was done. `run`, `record`, `replay` and `trace` give the code of the program instead.', ko: '모두 끝났습니다. `run`, `record`, `replay`, `trace`는 프로그램의 종료 코드를 그대로 냅니다.' },
  found: { code: 1, en: '`format --check` found a text that is not formatted, a command of a `debug` script failed, something that `test`, `lab check` or `lab test` looked at did not pass, or an editor was gone before it had ended `lsp`.', ko: '`format --check`가 형식이 맞지 않는 텍스트를 찾았거나, `debug` 스크립트의 명령이 실패했거나, `test`나 `lab check`, `lab test`에서 통과하지 못한 것이 있거나, 편집기가 `lsp`를 끝내지 않고 사라졌습니다.' },
  usage: { code: 64, en: 'The command line was not understood.', ko: '명령줄을 이해하지 못했습니다.' },
  source: { code: 65, en: 'The source text, or a build file, has errors.', ko: '소스 텍스트나 빌드 파일에 오류가 있습니다.' },
  input: { code: 66, en: 'A file could not be read, or what was asked for was refused.', ko: '파일을 읽지 못했거나 요청이 거절되었습니다.' },
  image: { code: 67, en: 'An image file, or a container image, was refused.', ko: '이미지 파일이나 컨테이너 이미지가 거절되었습니다.' },
  limit: { code: LIMIT_EXIT_CODE, en: 'A limit on instructions, output or memory was reached.', ko: '명령어, 출력 또는 메모리의 한도에 이르렀습니다.' },
  bug: { code: 70, en: 'A bug in Strata itself.', ko: 'Strata 자체의 버그입니다.' },
  output: { code: 74, en: 'The output could not be written.', ko: '출력을 쓰지 못했습니다.' },
  interrupted: { code: 130, en: 'Ctrl+C ended it.', ko: 'Ctrl+C로 끝냈습니다.' },
} as const satisfies Record<string, ExitCodeRow>;

/** A trap that nobody handled ends the run with this and the number of its cause. */
export const TRAP_BASE = 128;

/** What the table says about those, `{traps}` being {@link trapExits}. */
export const TRAP_TEXT: Text = {
  en: 'A trap that nobody handled: 128 and the number of its cause ({traps}).',
  ko: '아무도 처리하지 않은 트랩: 128에 원인 번호를 더한 값({traps}).',
};

/** Causes that cannot end a run: everything is native in the root, and nobody resumes it. */
const NEVER_IN_ROOT = new Set<Cause>([Cause.privileged, Cause.exit, Cause.budget, Cause.interrupt]);

/** The causes that can end a run, with the code that each gives: `129 sys, 131 operand, ...`. */
export function trapExits(): string {
  return Object.entries(CAUSES).filter(([, row]) => !NEVER_IN_ROOT.has(row.code)).map(([cause, row]) => `${TRAP_BASE + row.code} ${cause}`).join(', ');
}
