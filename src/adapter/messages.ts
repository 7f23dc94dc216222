// What the adapter refuses and what it says in the Debug Console. Rendered at the edges.
import type { MessageRow, Text } from '../base/message';

export const NOT_INITIALIZED: MessageRow = {
  code: 'R200',
  en: 'Send `initialize` first, once.',
  ko: '먼저 `initialize` 요청을 한 번 보내십시오.',
};

export const NOT_LAUNCHED: MessageRow = {
  code: 'R201',
  en: 'No program is loaded. Send `launch` first.',
  ko: '불러온 프로그램이 없습니다. 먼저 `launch` 요청을 보내십시오.',
};

export const LAUNCHED_ALREADY: MessageRow = {
  code: 'R202',
  en: 'This session has a program already. Use `restart`, or start another session.',
  ko: '이 세션에는 이미 프로그램이 있습니다. `restart`를 쓰거나 세션을 새로 시작하십시오.',
};

export const NO_PROGRAM_FILE: MessageRow = {
  code: 'R203',
  en: 'There is no program {path}. Set `program` in launch.json to a .sasm or .simg file.',
  ko: '프로그램 {path}(이)가 없습니다. launch.json의 `program`에 .sasm 또는 .simg 파일을 지정하십시오.',
};

export const PROGRAM_HAS_ERRORS: MessageRow = {
  code: 'R204',
  en: '{path} cannot run: it has errors ({count}). The first, in line {line}: {first}',
  ko: '{path}에 오류가 {count}개 있어 실행할 수 없습니다. 첫 오류는 {line}행입니다: {first}',
};

export const PROGRAM_TOO_LARGE: MessageRow = {
  code: 'R205',
  en: 'The program wants a window of {window} bytes, but the machine has {memory}. Raise the launch option `memory`.',
  ko: '프로그램이 {window}바이트 창을 요구하지만 머신의 메모리는 {memory}바이트입니다. 실행 옵션 `memory`를 늘리십시오.',
};

export const NO_HOST_MEMORY: MessageRow = {
  code: 'R206',
  en: 'This computer does not give {bytes} bytes for the machine. Lower the launch options `memory` or `limits`.',
  ko: '이 컴퓨터에서 머신에 필요한 {bytes}바이트를 얻지 못했습니다. 실행 옵션 `memory`나 `limits`를 낮추십시오.',
};

export const NO_FILE: MessageRow = {
  code: 'R207',
  en: 'The launch option `{option}` names {path}, which does not exist.',
  ko: '실행 옵션 `{option}`에 지정한 {path}(이)가 없습니다.',
};

export const PROGRAM_ENDED: MessageRow = {
  code: 'R208',
  en: 'The program has ended. Use `restart` to run it again.',
  ko: '프로그램이 끝났습니다. 다시 실행하려면 `restart`를 쓰십시오.',
};

export const STALE_HANDLE: MessageRow = {
  code: 'R210',
  en: 'Reference {handle} is no longer good: the program has run on since. Ask again.',
  ko: '참조 {handle}(은)는 더 이상 유효하지 않습니다. 그 뒤로 프로그램이 실행되었습니다. 다시 요청하십시오.',
};

export const BAD_MEMORY_REFERENCE: MessageRow = {
  code: 'R211',
  en: '`{text}` is no place in memory; one looks like `c1:0x100`, byte 0x100 of the window of context 1.',
  ko: '`{text}`(은)는 메모리 위치가 아닙니다. `c1:0x100`처럼 쓰면 컨텍스트 1의 창에서 0x100 바이트를 뜻합니다.',
};

export const BAD_CODE_REFERENCE: MessageRow = {
  code: 'R212',
  en: '`{text}` is no address of code; one looks like `0x100000004`.',
  ko: '`{text}`(은)는 코드 주소가 아닙니다. `0x100000004`처럼 씁니다.',
};

export const NOT_SETTABLE: MessageRow = {
  code: 'R213',
  en: '`{name}` cannot be set here.',
  ko: '`{name}`(은)는 여기서 바꿀 수 없습니다.',
};

export const NO_SOURCE_TEXT: MessageRow = {
  code: 'R214',
  en: 'The text of {name} is not in the image, and no file below the program folder has it. Set the launch option `sourceMap`.',
  ko: '{name}의 본문이 이미지에 없고, 프로그램 폴더 아래에도 같은 파일이 없습니다. 실행 옵션 `sourceMap`을 설정하십시오.',
};

export const NO_EXCEPTION: MessageRow = {
  code: 'R215',
  en: 'Context {context} has not trapped.',
  ko: '컨텍스트 {context}에는 트랩이 없습니다.',
};

export const BAD_CELL: MessageRow = {
  code: 'R229',
  en: 'A cell of {cell} bytes is not possible: a power of two from {least} on is, with at most {cells} cells in all.',
  ko: '{cell}바이트로 칸을 만들 수 없습니다. {least} 이상인 2의 거듭제곱이어야 하고 칸은 모두 {cells}개까지입니다.',
};

export const NEEDS_STOP: MessageRow = {
  code: 'R216',
  en: 'The program is running. Pause it first.',
  ko: '프로그램이 실행 중입니다. 먼저 일시 중지하십시오.',
};

export const BAD_BASE64: MessageRow = {
  code: 'R218',
  en: 'The data to write is not base64.',
  ko: '쓸 데이터가 base64 형식이 아닙니다.',
};

export const TOO_MANY_ROWS: MessageRow = {
  code: 'R219',
  en: '{count} rows of disassembly are too many at once; ask for at most {limit}.',
  ko: '디스어셈블리 {count}행을 한 번에 요청할 수 없습니다. {limit}행까지 요청하십시오.',
};

export const NOTHING_COMPILES: MessageRow = {
  code: 'R220',
  en: 'The launch option `engine` is "compiler", but WebAssembly may not be compiled here. Give "auto" or "interpreter".',
  ko: '실행 옵션 `engine` 값이 "compiler"이지만 이 환경에서는 WebAssembly를 컴파일할 수 없습니다. "auto"나 "interpreter"로 지정하십시오.',
};

export const INTERPRETED: MessageRow = {
  code: 'R221',
  en: 'WebAssembly may not be compiled here, so the program is interpreted: results are the same, only slower.',
  ko: '이 환경에서는 WebAssembly를 컴파일할 수 없어 프로그램을 인터프리터로 실행합니다. 결과는 같고 속도만 느립니다.',
};

export const NO_WEBASSEMBLY: MessageRow = {
  code: 'R222',
  en: 'This JavaScript engine has no WebAssembly, in whose memory the machine lies. Start it without `--jitless`.',
  ko: '이 자바스크립트 엔진에는 머신의 메모리를 두는 WebAssembly가 없습니다. `--jitless` 없이 시작하십시오.',
};

export const BAD_DATA_ID: MessageRow = {
  code: 'R223',
  en: '`{text}` is no data to watch; ask `dataBreakpointInfo` for one.',
  ko: '`{text}`(은)는 감시할 데이터가 아닙니다. `dataBreakpointInfo`로 요청하십시오.',
};

export const NOT_WATCHABLE: MessageRow = {
  code: 'R225',
  en: '`{name}` lies in no memory and no slot, so it cannot be watched.',
  ko: '`{name}`(은)는 메모리나 슬롯에 있지 않아 감시할 수 없습니다.',
};

export const NO_THREADS: MessageRow = {
  code: 'R226',
  en: 'Name the contexts to drop in `threadIds`.',
  ko: '제거할 컨텍스트를 `threadIds`에 적으십시오.',
};

export const NOT_BACK_ALONE: MessageRow = {
  code: 'R227',
  en: 'One context alone cannot go back: what the others did to it would not be undone.',
  ko: '컨텍스트 하나만 되돌릴 수 없습니다. 다른 컨텍스트가 한 일이 그대로 남기 때문입니다.',
};

export const OWN_HOVERS: MessageRow = {
  code: 'R240',
  en: 'The client has said by `strata/ownHovers` that it shows values under the pointer by itself.',
  ko: '클라이언트가 `strata/ownHovers`로 포인터 아래의 값을 직접 표시하겠다고 했습니다.',
};

export const NO_LOG_PLACE: MessageRow = {
  code: 'R228',
  en: 'A log point needs a source with a line, the name of a function, or an instruction reference.',
  ko: '로그 지점에는 소스와 줄, 함수 이름, 명령어 참조 가운데 하나가 필요합니다.',
};

export const BAD_MODE: MessageRow = {
  code: 'R224',
  en: 'There is no mode `{mode}` for this kind of breakpoint; there are {known}.',
  ko: '이런 중단점에는 `{mode}` 모드가 없습니다. 쓸 수 있는 모드: {known}.',
};

export const SAYS = {
  stop_in_layer: { en: '{said} · {layer}', ko: '{said} · {layer}' },
  past: { en: '— in the past, at instruction {steps} of {end}; what runs from here was printed before —', ko: '— 과거: 명령어 {end}개 중 {steps}번째. 여기서부터의 출력은 이미 표시되었습니다 —' },
  disk_kept: { en: '{path} was not written: the program ended on branch {branch}, after a change in its past.', ko: '{path} 파일에 쓰지 않았습니다. 프로그램이 과거에서 바뀐 뒤 {branch}번 갈래에서 끝났습니다.' },
  stopped_at_data: { en: 'Paused on a data breakpoint', ko: '데이터 중단점에서 멈춤' },
  stopped_at_beginning: { en: 'Paused at the beginning', ko: '실행의 시작에서 멈춤' },
  stopped_at_end: { en: 'Paused at the end', ko: '끝에서 멈춤' },
  at_end: { en: 'From here one can go back; to continue ends the session.', ko: '여기서 되돌아갈 수 있습니다. 계속하면 세션이 끝납니다.' },
  recorded: { en: '— a recorded run of {end} instructions; who changes something leaves it for a branch of its own —', ko: '— 명령어 {end}개의 기록된 실행. 무언가를 바꾸면 기록에서 갈라져 나옵니다 —' },
  present: { en: '— at the end of what is recorded, instruction {steps} —', ko: '— 기록의 끝, 명령어 {steps}번째 —' },
  filter_condition: { en: 'An expression in the frame that traps, such as `i > 3`', ko: '트랩하는 프레임의 식. 예: `i > 3`' },
  unknown_filter: { en: 'There is no exception filter `{filter}`.', ko: '`{filter}`(이)라는 예외 필터는 없습니다.' },
  watch_bytes: { en: '{name}: {size} bytes at {address} of context {context}', ko: '{name}: 컨텍스트 {context}의 주소 {address}부터 {size}바이트' },
  watch_slot: { en: '{name} in frame {frame} of context {context}', ko: '컨텍스트 {context}의 {frame}번째 프레임에 있는 {name}' },
  waiting: {
    en: 'The program waits for input. Type a line here; `=expression` evaluates instead, `<` before a line always sends it, `.eof` ends the input.',
    ko: '프로그램이 입력을 기다립니다. 여기에 한 줄을 입력하십시오. `=식`은 식을 계산하고, 앞에 `<`를 붙이면 항상 입력으로 보내며, `.eof`는 입력을 끝냅니다.',
  },
  no_terminal: {
    en: '(this client has no terminal for the program; its console serves instead)',
    ko: '(이 클라이언트에는 프로그램을 위한 터미널이 없어 콘솔을 대신 씁니다)',
  },
  sent: { en: '(sent to the program)', ko: '(프로그램에 보냄)' },
  input_ended: { en: '(end of input)', ko: '(입력 끝)' },
  ended: { en: 'The program ended with exit code {code} after {steps} instructions.', ko: '프로그램이 명령어 {steps}개를 실행하고 종료 코드 {code}(으)로 끝났습니다.' },
  output_held: { en: '(the program prints faster than it can be shown; it is slowed down)', ko: '(출력이 표시 속도보다 빨라 프로그램을 늦춥니다)' },
  log_lost: { en: '({count} log messages were lost: there were too many)', ko: '(로그 메시지가 너무 많아 {count}개를 잃었습니다)' },
  disk_written: { en: 'The disk was written to {path}.', ko: '디스크를 {path}에 기록했습니다.' },
  travelling: { en: 'Going through the past of the run', ko: '실행의 과거를 지나는 중' },
  comparing: { en: 'Comparing branches {one} and {other}', ko: '{one}번과 {other}번 갈래 비교 중' },
  tracing: { en: 'Looking where the value came from', ko: '값이 어디에서 왔는지 찾는 중' },
  logging: { en: 'Running through the past with the log points', ko: '로그 지점과 함께 과거를 다시 실행하는 중' },
  following: { en: 'Following the value through the past', ko: '과거에서 값을 따라가는 중' },
  printing: { en: 'Printing again what was printed', ko: '출력을 다시 만드는 중' },
  instruction: { en: 'instruction {steps}', ko: '명령어 {steps}번째' },
  at_moment: { en: 'At instruction {steps} of {end}', ko: '명령어 {end}개 중 {steps}번째' },
  at_branch_moment: { en: 'At instruction {steps} of {end}, branch {branch}', ko: '{branch}번 갈래, 명령어 {end}개 중 {steps}번째' },
  assembling: { en: 'Assembling {path}', ko: '{path} 어셈블 중' },
  not_debugging: { en: 'The program runs without debugging.', ko: '프로그램을 디버깅하지 않고 실행하고 있습니다.' },
  not_launched: { en: 'The program is not loaded yet.', ko: '프로그램을 아직 불러오지 않았습니다.' },
  scope_stack: { en: 'Operand Stack', ko: '피연산자 스택' },
  scope_locals: { en: 'Locals', ko: '지역 변수' },
  scope_context: { en: 'Context', ko: '컨텍스트' },
  scope_data: { en: 'Data', ko: '데이터' },
  pushed_by: { en: '{type}, pushed by `{text}`', ko: '{type}, `{text}`(이)가 올린 값' },
  pushed_at: { en: '{type}, pushed by `{text}` in line {line}', ko: '{type}, {line}행의 `{text}`(이)가 올린 값' },
  unhandled: { en: 'Traps that end the run', ko: '실행을 끝내는 트랩' },
} as const satisfies Record<string, Text>;
