// Everything the debugger says: D1xx about expressions, D2xx about breakpoints, D3xx about other requests, D4xx about stops.
import type { MessageRow, Text } from '../base/message';

export const EXPRESSION_PROBLEMS = {
  too_long: { code: 'D101', en: 'An expression has at most {limit} characters.', ko: '식은 {limit}자까지 쓸 수 있습니다.' },
  too_deep: { code: 'D102', en: 'This is nested more than {limit} deep (at character {at}).', ko: '중첩이 {limit}단계를 넘습니다({at}번째 글자).' },
  empty: { code: 'D103', en: 'There is no expression.', ko: '식이 없습니다.' },
  expected_value: { code: 'D104', en: 'A value is missing at character {at}.', ko: '{at}번째 글자에 값이 빠졌습니다.' },
  expected: { code: 'D105', en: '`{what}` is missing at character {at}.', ko: '{at}번째 글자에 `{what}`(이)가 빠졌습니다.' },
  stray: { code: 'D106', en: '`{found}` does not belong here (at character {at}).', ko: '`{found}`(은)는 여기에 올 수 없습니다({at}번째 글자).' },
  bad_number: { code: 'D107', en: '`{found}` is not a number (at character {at}).', ko: '`{found}`(은)는 숫자가 아닙니다({at}번째 글자).' },
  number_range: { code: 'D108', en: '{found} does not fit into 32 bits (at character {at}).', ko: '{found}(은)는 32비트에 들어가지 않습니다({at}번째 글자).' },
  open_text: { code: 'D109', en: 'The text or character that begins at character {at} is not closed, or not written well.', ko: '{at}번째 글자에서 시작하는 텍스트나 문자가 닫히지 않았거나 잘못 쓰였습니다.' },
  bad_format: { code: 'D110', en: '`,{found}` is no format; there are ,d ,x ,b ,u ,c.', ko: '`,{found}`(이)라는 형식은 없습니다. ,d ,x ,b ,u ,c를 쓸 수 있습니다.' },
  assignment: { code: 'D111', en: 'An expression changes nothing; `==` compares. Set the value itself to change it (at character {at}).', ko: '식으로는 값을 바꿀 수 없습니다. 비교하려면 `==`를 쓰고, 바꾸려면 값을 직접 설정하십시오({at}번째 글자).' },
  unknown_name: { code: 'D112', en: 'There is no local, label, constant or function `{name}` here (at character {at}).', ko: '여기에는 `{name}`(이)라는 지역 변수, 레이블, 상수, 함수가 없습니다({at}번째 글자).' },
  unknown_index: { code: 'D113', en: '`{name}[…]` is neither data nor memory; memory is i8, u8, i16, u16, i32, f64 or text (at character {at}).', ko: '`{name}[…]`(은)는 데이터도 메모리도 아닙니다. 메모리는 i8, u8, i16, u16, i32, f64, text로 읽습니다({at}번째 글자).' },
  unknown_call: { code: 'D114', en: '`{name}(…)` is no conversion; there are i32(…) and f64(…) (at character {at}).', ko: '`{name}(…)`(이)라는 변환은 없습니다. i32(…)와 f64(…)를 쓸 수 있습니다({at}번째 글자).' },
  needs_integer: { code: 'D115', en: 'An i32 is needed at character {at}, but this is {found}.', ko: '{at}번째 글자에는 i32가 필요한데 {found}입니다.' },
  needs_number: { code: 'D116', en: 'A number is needed at character {at}, but this is a text.', ko: '{at}번째 글자에는 숫자가 필요한데 텍스트입니다.' },
  mixed_text: { code: 'D117', en: 'A text can be compared with `==` and `!=` to a text only (at character {at}).', ko: '텍스트는 `==`와 `!=`로 텍스트하고만 비교할 수 있습니다({at}번째 글자).' },
  mixed_choice: { code: 'D118', en: 'Both sides of `:` must be numbers, or both texts (at character {at}).', ko: '`:`의 양쪽은 모두 숫자이거나 모두 텍스트여야 합니다({at}번째 글자).' },
  divide_by_zero: { code: 'D119', en: 'This divides by zero (at character {at}).', ko: '0으로 나눕니다({at}번째 글자).' },
  stack_index: { code: 'D120', en: 'There is no stack[{index}]; the operand stack holds {count} here, and stack[0] is the top.', ko: 'stack[{index}](이)가 없습니다. 여기서 피연산자 스택에는 {count}개가 있고, stack[0]이 맨 위입니다.' },
  stack_mixed: { code: 'D121', en: 'The operand stack holds both i32 and f64 here, so its index must be a number (at character {at}).', ko: '여기서 피연산자 스택에는 i32와 f64가 섞여 있어 인덱스는 숫자여야 합니다({at}번째 글자).' },
  element_index: { code: 'D122', en: '`{name}` has {count} elements; there is no {index}.', ko: '`{name}`의 원소는 {count}개입니다. {index}번은 없습니다.' },
  no_elements: { code: 'D123', en: '`{name}` is {element} and has no elements; text[{name}, n] and u8[{name}] read it (at character {at}).', ko: '`{name}`(은)는 {element}(이)라서 원소가 없습니다. text[{name}, n]이나 u8[{name}]으로 읽으십시오({at}번째 글자).' },
  outside: { code: 'D124', en: '{size} bytes at {address} are not there: this context has bytes 0 to {last}.', ko: '주소 {address}의 {size}바이트는 없습니다. 이 컨텍스트에는 0~{last}바이트만 있습니다.' },
  no_memory: { code: 'D125', en: '{size} bytes at {address} are not there: this context has no memory.', ko: '주소 {address}의 {size}바이트는 없습니다. 이 컨텍스트에는 메모리가 없습니다.' },
  text_length: { code: 'D126', en: 'A text has 0 to {limit} bytes; this is {found}.', ko: '텍스트 길이는 0~{limit}바이트입니다. 여기서는 {found}입니다.' },
  no_place: { code: 'D127', en: '`{text}` is nothing that can be set; locals, stack[n], data and memory are.', ko: '`{text}`에는 값을 설정할 수 없습니다. 지역 변수, stack[n], 데이터, 메모리에 설정할 수 있습니다.' },
  not_i32: { code: 'D128', en: '{found} is no i32: a whole number from -2147483648 to 4294967295.', ko: '{found}(은)는 i32가 아닙니다. -2147483648~4294967295의 정수를 쓰십시오.' },
  element_range: { code: 'D129', en: '{found} does not fit into {element} ({low} to {high}).', ko: '{found}(은)는 {element}에 들어가지 않습니다({low}~{high}).' },
  two_operands: { code: 'D130', en: '`text` takes an address and a length: text[address, length] (at character {at}).', ko: '`text`에는 주소와 길이를 씁니다: text[주소, 길이]({at}번째 글자).' },
} as const satisfies Record<string, MessageRow>;

/** The row with a suggestion behind it, whose argument is `near`. */
export function withSuggestion(row: MessageRow): MessageRow {
  return { code: row.code, en: `${row.en} Did you mean \`{near}\`?`, ko: `${row.ko} \`{near}\`(을)를 쓰려고 했습니까?` };
}

export const BREAKPOINT_PROBLEMS = {
  not_loaded: { code: 'D201', en: 'No loaded program was made from `{name}`; the breakpoint waits for one.', ko: '`{name}`(으)로 만든 프로그램이 아직 적재되지 않았습니다. 적재되면 중단점이 설정됩니다.' },
  source_differs: { code: 'D202', en: '`{name}` is not the text that the program was made from; build it again to stop here.', ko: '`{name}`(은)는 프로그램을 만들 때의 텍스트와 다릅니다. 여기서 멈추려면 다시 빌드하십시오.' },
  no_code: { code: 'D203', en: 'There is no instruction at line {line} of `{name}` or after it.', ko: '`{name}`의 {line}행이나 그 뒤에는 명령어가 없습니다.' },
  moved: { code: 'D204', en: 'There is no instruction here; the next one is at line {line}.', ko: '여기에는 명령어가 없습니다. 다음 명령어는 {line}행에 있습니다.' },
  no_function: { code: 'D205', en: 'No loaded program has a function `{name}`; the breakpoint waits for one.', ko: '적재된 프로그램에 `{name}` 함수가 없습니다. 그런 프로그램이 적재되면 중단점이 설정됩니다.' },
  no_function_near: { code: 'D206', en: 'No loaded program has a function `{name}`; the breakpoint waits for one. Did you mean `{near}`?', ko: '적재된 프로그램에 `{name}` 함수가 없습니다. 그런 프로그램이 적재되면 중단점이 설정됩니다. `{near}`(을)를 쓰려고 했습니까?' },
  no_program: { code: 'D207', en: 'No program with number {number} is loaded yet; the breakpoint waits for it.', ko: '번호가 {number}인 프로그램이 아직 적재되지 않았습니다. 적재되면 중단점이 설정됩니다.' },
  no_address: { code: 'D208', en: 'There is no instruction at {address}.', ko: '주소 {address}에는 명령어가 없습니다.' },
  hit_condition: { code: 'D209', en: '`{text}` is no condition for hits; write 5, =5, >5, >=5, <5, <=5 or %5.', ko: '`{text}`(은)는 적중 횟수 조건이 아닙니다. 5, =5, >5, >=5, <5, <=5, %5처럼 쓰십시오.' },
  condition_failed: { code: 'D211', en: 'The condition `{condition}` of this breakpoint has no value here.', ko: '이 중단점의 조건 `{condition}`(을)를 여기서 계산할 수 없습니다.' },
  open_brace: { code: 'D212', en: 'A `{` in the message has no `}`; write `\\{` for a brace.', ko: '메시지의 `{`에 짝이 되는 `}`가 없습니다. 중괄호 자체는 `\\{`로 쓰십시오.' },
} as const satisfies Record<string, MessageRow>;

export const DATA_PROBLEMS = {
  no_target: { code: 'D220', en: '`{text}` is nothing that can be watched; locals, stack[n], data and memory are.', ko: '`{text}`(은)는 감시할 수 없습니다. 지역 변수, stack[n], 데이터, 메모리를 감시할 수 있습니다.' },
  outside: { code: 'D221', en: 'Not all of {size} bytes at {address} are in the window of the context.', ko: '주소 {address}의 {size}바이트가 컨텍스트의 창 안에 다 있지 않습니다.' },
  no_context: { code: 'D222', en: 'There is no context {id}; the breakpoint waits for it.', ko: '컨텍스트 {id}(이)가 없습니다. 생기면 중단점이 설정됩니다.' },
  no_frame: { code: 'D223', en: 'Frame {frame} of context {id}, to which `{name}` belongs, is not there.', ko: '`{name}`(이)가 속한 컨텍스트 {id}의 {frame}번째 프레임이 없습니다.' },
  frame_over: { code: 'D224', en: 'The frame of `{name}` has returned; it is watched no longer.', ko: '`{name}`의 프레임이 끝나 더 이상 감시하지 않습니다.' },
  too_many: { code: 'D225', en: 'A condition can be asked of {limit} elements; these are {count}. Watch fewer bytes.', ko: '조건은 원소 {limit}개까지 쓸 수 있는데 {count}개입니다. 더 적은 바이트를 감시하십시오.' },
} as const satisfies Record<string, MessageRow>;

/** What is said of an access to watched data. */
export const DATA_STOPS = {
  written: { en: '`{name}` was written by context {context}: {old} → {value}', ko: '컨텍스트 {context}(이)가 `{name}`에 썼습니다: {old} → {value}' },
  pushed: { en: '`{name}` was written by context {context}: {value}', ko: '컨텍스트 {context}(이)가 `{name}`에 썼습니다: {value}' },
  read: { en: '`{name}` was read by context {context}: {value}', ko: '컨텍스트 {context}(이)가 `{name}`(을)를 읽었습니다: {value}' },
} as const satisfies Record<string, Text>;

export const MOVE_PROBLEMS = {
  inside_resume: { code: 'D320', en: 'Context {id} is inside a `resume` of context {child}, which would have to come back first.', ko: '컨텍스트 {id}(은)는 컨텍스트 {child}(을)를 resume하는 중이라, 먼저 돌아와야 합니다.' },
  no_way: { code: 'D321', en: 'The frame cannot go on at {address}: that is not in its function, or needs other operands than there are.', ko: '프레임을 {address}에서 계속할 수 없습니다. 이 함수의 주소가 아니거나 필요한 피연산자가 다릅니다.' },
  drop_root: { code: 'D322', en: 'The root cannot be dropped; end the program instead.', ko: '루트는 제거할 수 없습니다. 대신 프로그램을 끝내십시오.' },
  drop_resumed: { code: 'D323', en: 'Context {id} cannot be dropped now: context {parent} is inside a `resume` of it, and only its return could end that.', ko: '컨텍스트 {parent}(이)가 컨텍스트 {id}(을)를 resume하는 중이므로 지금은 제거할 수 없습니다. 먼저 돌아와야 합니다.' },
  not_alone: { code: 'D324', en: 'Context {id} cannot run alone: it is another one\'s turn, and it goes on only when a parent resumes it.', ko: '컨텍스트 {id}만 실행할 수 없습니다. 지금은 다른 컨텍스트의 차례이고, 부모가 resume해야 이어서 실행됩니다.' },
} as const satisfies Record<string, MessageRow>;

export const REQUEST_PROBLEMS = {
  not_stopped: { code: 'D301', en: 'The program runs; pause it first.', ko: '프로그램이 실행 중입니다. 먼저 일시 중지하십시오.' },
  ended: { code: 'D302', en: 'The program has ended.', ko: '프로그램이 끝났습니다.' },
  no_context: { code: 'D303', en: 'There is no context {id}.', ko: '컨텍스트 {id}(이)가 없습니다.' },
  no_frame: { code: 'D304', en: 'Context {id} has no frame {depth}; it has {count}.', ko: '컨텍스트 {id}에는 프레임 {depth}(이)가 없습니다. 프레임은 {count}개입니다.' },
  no_local: { code: 'D305', en: 'The function has no local {index}.', ko: '함수에 지역 변수 {index}(이)가 없습니다.' },
  no_operand: { code: 'D306', en: 'The operand stack of the frame has no position {index}; it holds {count}.', ko: '이 프레임의 피연산자 스택에는 {index}번 자리가 없습니다. 값은 {count}개입니다.' },
  not_recorded: { code: 'D309', en: 'Nothing is recorded, so there is no way back; the launch option `history` is 0.', ko: '기록이 없어 되돌아갈 수 없습니다. 실행 옵션 `history`가 0입니다.' },
  no_moment: { code: 'D310', en: 'There is no moment {steps}; the recording has 0 to {end}.', ko: '{steps}번째 순간은 없습니다. 기록은 0에서 {end}까지입니다.' },
  no_branch: { code: 'D311', en: 'There is no branch {number}; there are {count}.', ko: '{number}번 갈래는 없습니다. 갈래는 {count}개입니다.' },
  same_branch: { code: 'D312', en: 'Branch {number} cannot be compared with itself.', ko: '{number}번 갈래를 자기 자신과 비교할 수 없습니다.' },
  no_exit: { code: 'D313', en: 'The root has no layer around it to come out to: its calls are served by the firmware.', ko: '루트는 밖에 다른 계층이 없어 탈출할 곳이 없습니다. 루트의 호출은 펌웨어가 처리합니다.' },
  not_counted: { code: 'D314', en: 'Nothing was counted: the program had run before it was debugged.', ko: '세어 둔 것이 없습니다. 디버그하기 전에 프로그램이 이미 실행되었습니다.' },
  input_full: { code: 'D307', en: 'More than {limit} bytes of input wait to be read already.', ko: '읽지 않은 입력이 이미 {limit}바이트를 넘습니다.' },
} as const satisfies Record<string, MessageRow>;

/** What the debugger says of stops, and the reasons of traps. */
export const STOPS = {
  beginning: { en: 'This is the beginning of the run.', ko: '실행의 시작입니다.' },
  not_before: { en: 'The program was never here before: this is the beginning of the run.', ko: '이전에 이곳을 지난 적이 없습니다. 실행의 시작입니다.' },
  no_stop_before: { en: 'Nothing stops before this: this is the beginning of the run.', ko: '이전에 멈출 곳이 없습니다. 실행의 시작입니다.' },
  called_off: { en: 'Called off: the program is where it was, at instruction {steps}.', ko: '취소했습니다. 프로그램은 있던 곳, 명령어 {steps}번째에 그대로 있습니다.' },
  finished: { en: 'The program ended with exit code {code}.', ko: '프로그램이 종료 코드 {code}(으)로 끝났습니다.' },
  dropped: { en: '{name}, in which the step began, was dropped here.', ko: '스텝을 시작한 {name}(이)가 여기서 제거되었습니다.' },
  left: { en: 'Context {id} was to run alone; context {next} is next.', ko: '컨텍스트 {id}만 실행하기로 했는데, 다음은 컨텍스트 {next}의 차례입니다.' },
  layer_dropped: { en: '{name} was dropped here; from now on every layer stops again.', ko: '{name}(이)가 여기서 제거되었습니다. 이제 모든 계층에서 다시 멈춥니다.' },
  not_in_layer: { en: 'Nothing there ran before this.', ko: '이전에 그 계층이 실행된 적이 없습니다.' },
  resumed_by: { en: 'resumed by {name}', ko: '{name}(이)가 resume함' },
  handled_by: { en: 'its exit is handled by {name}', ko: '{name}(이)가 탈출을 처리하는 중' },
  made_by: { en: 'below {name}', ko: '{name} 아래' },
} as const satisfies Record<string, Text>;
