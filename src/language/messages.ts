// Words around what an editor shows of a program.
import type { MessageRow, Text } from '../base/message';

/** Problems that nobody but an editor tells. */
export const HINTS = {
  unused: { code: 'S505', en: '`{name}` is never used.', ko: '`{name}`(을)를 쓰는 곳이 없습니다.' },
} as const satisfies Record<string, MessageRow>;

export const WORDS = {
  result: { en: 'Leaves `{formula}`.', ko: '`{formula}`(을)를 남깁니다.' },
  example: { en: 'Examples', ko: '예' },
  traps: { en: 'Traps', ko: '트랩' },
  privileged: { en: 'Privileged: traps to the parent in user mode.', ko: '특권 명령어: 사용자 모드에서는 부모에게 트랩합니다.' },
  stack_here: { en: 'Operand stack here: {stack}', ko: '여기서 피연산자 스택: {stack}' },
  empty: { en: 'empty', ko: '비어 있음' },
  not_reached: { en: 'No way leads here.', ko: '여기로 오는 경로가 없습니다.' },
  stack_use: { en: 'At most {deepest} operands on the stack, {size} instructions.', ko: '스택에 피연산자 최대 {deepest}개, 명령어 {size}개.' },
  table_index: { en: 'Entry {index} of the table of functions.', ko: '함수 표의 {index}번 항목.' },
  entry: { en: 'The program begins here.', ko: '프로그램은 여기서 시작합니다.' },
  parameter: { en: 'Parameter of `{owner}`.', ko: '`{owner}`의 매개변수.' },
  local: { en: 'Local of `{owner}`.', ko: '`{owner}`의 지역 변수.' },
  label: { en: 'Label in `{owner}`, line {line}.', ko: '`{owner}`의 레이블, {line}번째 줄.' },
  constant: { en: 'Constant', ko: '상수' },
  address: { en: 'Address {address}, {size} bytes.', ko: '주소 {address}, {size}바이트.' },
  no_address: { en: 'The address is not known yet.', ko: '주소를 아직 알 수 없습니다.' },
  embedded: { en: 'An embedded image of {size} bytes.', ko: '{size}바이트짜리 내장 이미지.' },
  field: { en: 'Offset {offset}, {size} bytes.', ko: '오프셋 {offset}, {size}바이트.' },
  struct: { en: '{size} bytes, aligned to {alignment}.', ko: '{size}바이트, {alignment}바이트 정렬.' },
  size_of: { en: 'Bytes that `{name}` takes.', ko: '`{name}`(이)가 차지하는 바이트 수.' },
  index_of: { en: 'Place of `{name}` in the table of functions.', ko: '함수 표에서 `{name}`의 위치.' },
  call: { en: 'Call {number} of the firmware, and of every kernel that serves the same.', ko: '펌웨어와 같은 호출을 제공하는 모든 커널의 {number}번 호출.' },
  cause: { en: 'Cause {number}', ko: '원인 {number}' },
  context_field: { en: 'Field {number} of a context', ko: '컨텍스트의 {number}번 필드' },
  readable: { en: 'read with {mnemonics}', ko: '{mnemonics}(으)로 읽음' },
  writable: { en: 'written with {mnemonics}', ko: '{mnemonics}(으)로 씀' },
  port: { en: 'Port {number}', ko: '{number}번 포트' },
  block_port: { en: 'A block device: `ins` and `outs` move its sectors.', ko: '블록 장치: `ins`와 `outs`로 섹터를 옮깁니다.' },
  opcode: { en: 'The opcode of `{name}`.', ko: '`{name}`의 연산 코드.' },
  interrupt: { en: 'The bit of this device in a set of pending interrupts.', ko: '와 있는 인터럽트 집합에서 이 장치의 비트.' },
  mode_user: { en: 'Mode of `ctx.new`: every privileged instruction traps.', ko: '`ctx.new`의 모드: 특권 명령어가 모두 트랩합니다.' },
  mode_guest: { en: 'Mode of `ctx.new`: privileged instructions work on children of its own.', ko: '`ctx.new`의 모드: 특권 명령어가 자기 자식들에게 그대로 작동합니다.' },

  // The margin and its kin
  stack_before: { en: 'Operand stack before `{what}`, the top on the right', ko: '`{what}` 직전의 피연산자 스택(맨 위가 오른쪽)' },
  stack_empty: { en: 'empty', ko: '비어 있음' },
  end_of: { en: 'The end of function `{name}`.', ko: '함수 `{name}`의 끝.' },
  index_in_table: { en: 'Entry {index} of the table of functions.', ko: '함수 표의 {index}번 항목.' },
  index_in_switch: { en: 'Where the number is {index}.', ko: '수가 {index}일 때.' },
  rest_of_switch: { en: 'For all other numbers.', ko: '그 밖의 모든 수일 때.' },

  // Above declarations
  one_use: { en: '1 reference', ko: '참조 1개' },
  uses: { en: '{count} references', ko: '참조 {count}개' },

  // What can be done
  fix_write: { en: 'Write `{text}`', ko: '`{text}`(으)로 쓰기' },
  fix_remove: { en: 'Remove it', ko: '지우기' },
  fix_remove_code: { en: 'Remove the code that no way leads to', ko: '도달할 수 없는 코드 지우기' },
  fix_remove_label: { en: 'Remove label `{name}`', ko: '레이블 `{name}` 지우기' },
  fix_remove_local: { en: 'Remove local `{name}`', ko: '지역 변수 `{name}` 지우기' },
  fix_constant: { en: 'Declare constant `{name}`', ko: '상수 `{name}` 선언' },
  fix_local: { en: 'Declare `local {declaration}`', ko: '`local {declaration}` 선언' },
  fix_function: { en: 'Write `{head}`', ko: '`{head}` 만들기' },
  fix_entry: { en: 'Write an entry function', ko: '시작 함수 만들기' },
  fix_table: { en: 'Put `{name}` into the table of functions', ko: '`{name}`(을)를 함수 표에 넣기' },
  fix_firmware_type: { en: 'Take the type of the firmware\'s `{name}`', ko: '펌웨어 `{name}`의 형식 쓰기' },
  fix_convert: { en: 'Convert with `{conversion}`', ko: '`{conversion}`(으)로 변환' },
  fix_drop: { en: 'Drop what is left on the stack ({count})', ko: '스택에 남은 값 버리기({count}개)' },
  fix_result: { en: 'Give the function the result `{type}`', ko: '함수의 결과를 `{type}`(으)로 하기' },
  extract: { en: 'Move `{expression}` into constant `{name}`', ko: '`{expression}`(을)를 상수 `{name}`(으)로 빼기' },
  inline: { en: 'Write the value of `{name}`: `{text}`', ko: '`{name}`의 값으로 쓰기: `{text}`' },
  split_locals: { en: 'Put each local on a line of its own', ko: '지역 변수를 한 줄에 하나씩 쓰기' },
  join_locals: { en: 'Join with the locals of the next line', ko: '다음 줄의 지역 변수와 합치기' },
  export_it: { en: 'Export `{name}`', ko: '`{name}` 내보내기' },

  no_rename: { en: '`{name}` belongs to the machine and keeps its name.', ko: '`{name}`(은)는 머신에 속한 이름이라 바꿀 수 없습니다.' },
  nothing_to_rename: { en: 'There is no name of yours here.', ko: '여기에는 바꿀 수 있는 이름이 없습니다.' },
  bad_name: { en: '`{name}` cannot be a name: letters, digits and `_`, not beginning with a digit.', ko: '`{name}`(은)는 이름이 될 수 없습니다. 글자, 숫자, `_`만 쓰고 숫자로 시작하지 마십시오.' },
  reserved_name: { en: '`{name}` has a meaning of its own and cannot be a name.', ko: '`{name}`(은)는 정해진 뜻이 있어 이름으로 쓸 수 없습니다.' },
  name_taken: { en: '`{name}` is declared already.', ko: '`{name}`(은)는 이미 선언되었습니다.' },
} as const satisfies Record<string, Text>;
