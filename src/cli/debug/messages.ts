// What the prompt of `strata debug` says.
import type { MessageRow, Text } from '../../base/message';

/** Refusals of the prompt. */
export const PROMPT = {
  unknown: { code: 'R840', en: 'There is no command `{word}`. `help` lists them.', ko: '`{word}`(이)라는 명령이 없습니다. `help`로 목록을 볼 수 있습니다.' },
  ambiguous: { code: 'R841', en: '`{word}` may be {names}.', ko: '`{word}`(은)는 {names} 가운데 하나일 수 있습니다.' },
  count: { code: 'R842', en: 'A whole number from 1 is needed here, not `{found}`.', ko: '여기에는 1 이상의 정수가 필요합니다. `{found}`(은)는 쓸 수 없습니다.' },
  not_started: { code: 'R843', en: 'The program is not running. `run` starts it.', ko: '프로그램이 실행 중이 아닙니다. `run`으로 시작하십시오.' },
  no_point: { code: 'R844', en: 'There is no breakpoint {number}.', ko: '{number}번 중단점이 없습니다.' },
  no_points_here: { code: 'R845', en: 'There is no breakpoint at {where}.', ko: '{where}에는 중단점이 없습니다.' },
  not_watchable: { code: 'R869', en: 'This cannot be watched. {reason}', ko: '이것은 감시할 수 없습니다. {reason}' },
  operand: { code: 'R846', en: '`{command}` is written `{command} {operands}`.', ko: '`{command}`(은)는 `{command} {operands}`처럼 씁니다.' },
  subject: { code: 'R847', en: '`{command}` knows {subjects}, not `{found}`.', ko: '`{command}`에는 {subjects}(을)를 쓸 수 있습니다. `{found}`(은)는 쓸 수 없습니다.' },
  no_frame: { code: 'R848', en: 'There is no frame {number}; the call stack has {count}.', ko: '{number}번 프레임이 없습니다. 호출 스택에는 {count}개가 있습니다.' },
  no_thread: { code: 'R849', en: 'There is no context {id}.', ko: '컨텍스트 {id}(이)가 없습니다.' },
  no_source: { code: 'R850', en: 'No source is known here.', ko: '이곳의 소스를 알 수 없습니다.' },
  no_lines: { code: 'R851', en: '{file} has {count} lines; there is no line {line}.', ko: '{file}(은)는 {count}줄입니다. {line}번째 줄이 없습니다.' },
  no_text: { code: 'R852', en: 'The text of {file} is not there.', ko: '{file}의 텍스트가 없습니다.' },
  no_code: { code: 'R853', en: '`{expression}` is no place in the code.', ko: '`{expression}`(은)는 코드의 위치가 아닙니다.' },
  no_memory: { code: 'R854', en: '`{expression}` is no address of memory.', ko: '`{expression}`(은)는 메모리 주소가 아닙니다.' },
  format: { code: 'R855', en: '`/{format}` is no format; a count, one of x d u o t c s i, and one of b h w g.', ko: '`/{format}`(은)는 형식이 아닙니다. 개수, x d u o t c s i 가운데 하나, b h w g 가운데 하나를 씁니다.' },
  no_display: { code: 'R856', en: 'There is no display {number}.', ko: '{number}번 표시가 없습니다.' },
  nested: { code: 'R857', en: 'Scripts call each other more than {limit} deep.', ko: '스크립트가 서로를 {limit}단계 넘게 부릅니다.' },
  no_script: { code: 'R858', en: 'There is no file {path}.', ko: '파일 {path}(이)가 없습니다.' },
  standard_program: { code: 'R859', en: 'An image on standard input cannot be debugged; give its file.', ko: '표준 입력의 이미지는 디버그할 수 없습니다. 파일을 지정하십시오.' },
} as const satisfies Record<string, MessageRow>;

/** Sentences of the prompt. */
export const SAYS = {
  breakpoint: { en: 'Breakpoint {number}', ko: '중단점 {number}' },
  temporary: { en: 'Temporary breakpoint {number}', ko: '임시 중단점 {number}' },
  at: { en: ' at {where}', ko: ': {where}' },
  pending: { en: ' pending: {message}', ko: ' 대기 중: {message}' },
  no_breakpoints: { en: 'No breakpoints.', ko: '중단점이 없습니다.' },
  disabled: { en: ', disabled', ko: ', 꺼짐' },
  once: { en: ', once', ko: ', 한 번만' },
  only_if: { en: ', if {condition}', ko: ', 조건 {condition}' },
  passes: { en: ', passes {count} more times', ko: ', {count}번 더 지나침' },
  hits: { en: ', hit {count} times', ko: ', {count}번 적중' },
  writes: { en: ', writes "{text}"', ko: ', "{text}" 출력' },
  catching: { en: 'Stops at traps: {causes}', ko: '멈추는 트랩: {causes}' },
  stack: { en: 'stack:', ko: '스택:' },
  empty: { en: '(empty)', ko: '(비어 있음)' },
  nothing: { en: '(nothing)', ko: '(없음)' },
  program_ended: { en: '[The program was ended]', ko: '[프로그램을 끝냈습니다]' },
  waiting: { en: '[The program waits for input: `input TEXT` gives a line, `input --end` ends it]', ko: '[프로그램이 입력을 기다립니다. `input TEXT`로 한 줄을 주고, `input --end`로 끝냅니다]' },
  more_frames: { en: '(more stack frames follow: {count})', ko: '(프레임이 {count}개 더 있습니다)' },
  usage: { en: 'Usage: {line}', ko: '사용법: {line}' },
  short: { en: 'Also: {names}', ko: '다른 이름: {names}' },
  beginnings: { en: 'Any beginning of a name does where only one command has it; Enter repeats steps and listings.', ko: '이름의 앞부분만 써도 하나로 정해지면 됩니다. Enter는 단계 실행과 목록 보기를 되풀이합니다.' },
  welcome: { en: '{program} is loaded. `run` or `start` begins, `help` lists the commands.', ko: '{program}을(를) 불러왔습니다. `run`이나 `start`로 시작하고, `help`로 명령을 볼 수 있습니다.' },
} as const satisfies Record<string, Text>;
