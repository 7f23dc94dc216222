// Everything the assembler says about source text: S0xx about its form, S1xx about names, S2xx about values and data,
// S3xx about code, S4xx about files, S5xx warnings and hints.
import type { MessageRow, Text } from '../base/message';

export const PROBLEMS = {
  // Form
  expected: { code: 'S001', en: '`{what}` is missing here.', ko: '여기에 `{what}`(이)가 빠졌습니다.' },
  expected_name: { code: 'S002', en: 'A name is missing here.', ko: '여기에 이름이 빠졌습니다.' },
  expected_value: { code: 'S003', en: 'A number, a constant or an expression in parentheses is missing here.', ko: '여기에 숫자나 상수, 또는 괄호로 묶은 식이 빠졌습니다.' },
  expected_local: { code: 'S004', en: 'The name of a parameter or local is missing here.', ko: '여기에 매개변수나 지역 변수의 이름이 빠졌습니다.' },
  expected_label: { code: 'S005', en: 'The name of a label is missing here.', ko: '여기에 레이블 이름이 빠졌습니다.' },
  expected_function: { code: 'S006', en: 'The name of a function is missing here.', ko: '여기에 함수 이름이 빠졌습니다.' },
  expected_type: { code: 'S007', en: 'A type is missing here: `i32` or `f64`.', ko: '여기에 형식이 빠졌습니다. `i32` 또는 `f64`를 쓰십시오.' },
  expected_field_type: { code: 'S008', en: 'The type of the field is missing: `i8`, `i16`, `i32`, `f64`, a structure, or `16 bytes`.', ko: '필드의 형식이 빠졌습니다. `i8`, `i16`, `i32`, `f64`, 구조체 이름, 또는 `16 bytes`처럼 쓰십시오.' },
  expected_signature: { code: 'S009', en: 'A type of functions is missing here, such as `(i32 f64 -> i32)` or `()`.', ko: '여기에 `(i32 f64 -> i32)`나 `()` 같은 함수 형식이 빠졌습니다.' },
  expected_call: { code: 'S010', en: 'The name or number of a call is missing here, such as `sys write` or `sys 20 (i32 -> i32)`.', ko: '여기에 호출의 이름이나 번호가 빠졌습니다. `sys write`나 `sys 20 (i32 -> i32)`처럼 쓰십시오.' },
  expected_data: { code: 'S011', en: 'What the data holds is missing, such as `i32 1, 2`, `"text"` or `space 16`.', ko: '데이터의 내용이 빠졌습니다. `i32 1, 2`, `"text"`, `space 16`처럼 쓰십시오.' },
  expected_text: { code: 'S012', en: 'A text in quotation marks is missing here.', ko: '여기에 따옴표로 묶은 텍스트가 빠졌습니다.' },
  expected_path: { code: 'S013', en: 'The path of a file in quotation marks is missing here.', ko: '여기에 따옴표로 묶은 파일 경로가 빠졌습니다.' },
  bad_number: { code: 'S014', en: '`{found}` is not a number.', ko: '`{found}`(은)는 숫자가 아닙니다.' },
  bad_character: { code: 'S015', en: 'A character needs an apostrophe on both sides, such as \'A\' or \'\\n\'.', ko: '문자는 \'A\'나 \'\\n\'처럼 양쪽을 작은따옴표로 묶어야 합니다.' },
  open_string: { code: 'S016', en: 'This text has no closing `"` on its line.', ko: '이 텍스트를 닫는 `"`가 같은 줄에 없습니다.' },
  stray: { code: 'S017', en: '`{found}` does not belong here.', ko: '`{found}`(은)는 여기에 올 수 없습니다.' },
  stray_end: { code: 'S018', en: 'This `end` closes nothing.', ko: '이 `end`로 닫을 것이 없습니다.' },
  stray_declaration: { code: 'S019', en: '`{found}` begins no declaration; instructions belong inside a `func`.', ko: '`{found}`(으)로 시작하는 선언은 없습니다. 명령어는 `func` 안에 써야 합니다.' },
  missing_end: { code: 'S020', en: 'This `{what}` has no `end`.', ko: '이 `{what}`에 `end`가 없습니다.' },
  reserved_name: { code: 'S021', en: '`{name}` has a meaning of its own and cannot be a name.', ko: '`{name}`(은)는 정해진 뜻이 있어 이름으로 쓸 수 없습니다.' },
  dotted_name: { code: 'S022', en: '`{name}`: a new name has no dot in it.', ko: '`{name}`: 새 이름에는 점을 쓸 수 없습니다.' },
  nesting: { code: 'S023', en: 'This is nested more than {limit} deep.', ko: '중첩이 {limit}단계를 넘습니다.' },
  case_alone: { code: 'S024', en: '`case` words are written by `switch [a b c]`.', ko: '`case`는 `switch [a b c]`로 쓰면 만들어집니다.' },
  untyped_data: { code: 'S025', en: 'The type of these values is missing, such as `i32 1, 2`.', ko: '값의 형식이 빠졌습니다. `i32 1, 2`처럼 쓰십시오.' },
  bad_escape: { code: 'S026', en: '`{found}` is no escape; there are \\n \\t \\r \\0 \\\\ \\" \\\' \\x41 \\u{1f600}.', ko: '`{found}`(이)라는 이스케이프는 없습니다. \\n \\t \\r \\0 \\\\ \\" \\\' \\x41 \\u{1f600}을 쓸 수 있습니다.' },
  one_character: { code: 'S027', en: 'Between the apostrophes stands one character; a text stands in quotation marks.', ko: '작은따옴표 사이에는 문자 하나만 쓸 수 있습니다. 텍스트는 큰따옴표로 묶으십시오.' },
  long_name: { code: 'S028', en: 'This name has {count} bytes; {limit} are allowed.', ko: '이름이 {count}바이트입니다. {limit}바이트까지 허용됩니다.' },

  // Names
  duplicate: { code: 'S101', en: '`{name}` is declared already.', ko: '`{name}`(은)는 이미 선언되었습니다.' },
  unknown_word: { code: 'S102', en: 'There is no instruction and no constant `{name}`.', ko: '`{name}`(이)라는 명령어나 상수가 없습니다.' },
  unknown_constant: { code: 'S103', en: 'There is no constant `{name}`.', ko: '`{name}`(이)라는 상수가 없습니다.' },
  unknown_local: { code: 'S104', en: 'There is no parameter or local `{name}`.', ko: '`{name}`(이)라는 매개변수나 지역 변수가 없습니다.' },
  unknown_label: { code: 'S105', en: 'There is no label `{name}` in this function.', ko: '이 함수에는 `{name}`(이)라는 레이블이 없습니다.' },
  unknown_function: { code: 'S106', en: 'There is no function `{name}`.', ko: '`{name}`(이)라는 함수가 없습니다.' },
  unknown_struct: { code: 'S107', en: 'There is no structure `{name}`.', ko: '`{name}`(이)라는 구조체가 없습니다.' },
  unknown_field: { code: 'S108', en: 'Structure `{struct}` has no field `{name}`.', ko: '구조체 `{struct}`에는 `{name}`(이)라는 필드가 없습니다.' },
  unknown_call: { code: 'S109', en: 'There is no call `{name}` of the firmware, and no constant of that name.', ko: '`{name}`(이)라는 펌웨어 호출이나 상수가 없습니다.' },
  is_local: { code: 'S111', en: '`{name}` is a local; `get {name}` pushes it.', ko: '`{name}`(은)는 지역 변수입니다. `get {name}`(으)로 값을 올리십시오.' },
  is_function: { code: 'S112', en: '`{name}` is a function; `call {name}` calls it, and `{name}.index` is its place in the table.', ko: '`{name}`(은)는 함수입니다. `call {name}`(으)로 호출하고, `{name}.index`는 표에서의 위치입니다.' },
  is_struct: { code: 'S113', en: '`{name}` is a structure; `{name}.size` is its size.', ko: '`{name}`(은)는 구조체입니다. 크기는 `{name}.size`입니다.' },
  not_in_table: { code: 'S114', en: 'Function `{name}` has no index: no `table` lists it.', ko: '함수 `{name}`(은)는 인덱스가 없습니다. 어떤 `table`에도 들어 있지 않습니다.' },
  circular: { code: 'S115', en: '`{name}` depends on itself.', ko: '`{name}`(은)는 자기 자신에 따라 달라집니다.' },
  reserved_family: { code: 'S116', en: '`{name}` would hide the constants `{name}.…` of the machine.', ko: '`{name}`(은)는 머신의 `{name}.…` 상수를 가립니다.' },
  shadows_instruction: { code: 'S117', en: '`{name}` is an instruction, so the field could never be named.', ko: '`{name}`(은)는 명령어이므로 이 필드를 가리킬 수 없습니다.' },
  two_entries: { code: 'S118', en: 'A program has one entry function.', ko: '프로그램의 시작 함수는 하나뿐입니다.' },
  no_entry: { code: 'S119', en: 'The program has no `entry func`.', ko: '프로그램에 `entry func`가 없습니다.' },
  entry_type: { code: 'S120', en: 'The entry function takes nothing, and gives nothing or an i32.', ko: '시작 함수는 매개변수가 없고, 결과는 없거나 i32여야 합니다.' },
  two_memories: { code: 'S121', en: '`memory` is given already.', ko: '`memory`는 이미 정해졌습니다.' },
  two_exports: { code: 'S122', en: '`{name}` is exported already.', ko: '`{name}`(은)는 이미 내보냈습니다.' },
  dependencies: { code: 'S123', en: 'This depends on declarations behind it more than {limit} deep; put what is needed first.', ko: '뒤에 나오는 선언에 {limit}단계 넘게 의존합니다. 필요한 것을 먼저 선언하십시오.' },

  // Values and data
  number_range: { code: 'S201', en: '{found} does not fit into 32 bits (-2147483648 to 4294967295).', ko: '{found}(은)는 32비트에 들어가지 않습니다(-2147483648~4294967295).' },
  needs_integer: { code: 'S202', en: 'An integer is needed here, but this is an f64.', ko: '여기에는 정수가 필요한데 f64입니다.' },
  needs_float: { code: 'S203', en: 'An f64 is needed here, such as `{found}.0`, but this is an integer.', ko: '여기에는 `{found}.0` 같은 f64가 필요한데 정수입니다.' },
  mixed: { code: 'S204', en: 'Both sides of `{operator}` must be integers, or both f64.', ko: '`{operator}`의 양쪽은 모두 정수이거나 모두 f64여야 합니다.' },
  float_operator: { code: 'S205', en: '`{operator}` is for integers only.', ko: '`{operator}`(은)는 정수에만 쓸 수 있습니다.' },
  divide_by_zero: { code: 'S206', en: 'This divides by zero.', ko: '0으로 나눕니다.' },
  item_range: { code: 'S207', en: '{found} does not fit into an {type} ({low} to {high}).', ko: '{found}(은)는 {type}에 들어가지 않습니다({low}~{high}).' },
  negative_size: { code: 'S208', en: 'This size is {found}; a size is 0 to {limit}.', ko: '크기가 {found}입니다. 크기는 0~{limit}이어야 합니다.' },
  data_outside: { code: 'S209', en: 'The data ends at {end}, but `memory` is {window}.', ko: '데이터가 {end}에서 끝나는데 `memory`는 {window}입니다.' },
  data_overlap: { code: 'S210', en: 'This data and `{name}` lie at the same addresses.', ko: '이 데이터와 `{name}`의 주소가 겹칩니다.' },
  window_range: { code: 'S211', en: 'A window has 0 to 4294967294 bytes.', ko: '창의 크기는 0~4294967294바이트입니다.' },
  record_text: { code: 'S212', en: 'This text has {count} bytes, but the field has {size}.', ko: '텍스트가 {count}바이트인데 필드는 {size}바이트입니다.' },
  record_count: { code: 'S213', en: 'The field holds {count} values, not {found}.', ko: '필드에는 값이 {count}개 들어가는데 {found}개를 썼습니다.' },
  record_twice: { code: 'S214', en: 'Field `{name}` is given twice.', ko: '필드 `{name}`(을)를 두 번 썼습니다.' },
  record_kind: { code: 'S215', en: 'Field `{name}` holds {expected}.', ko: '필드 `{name}`에는 {expected}(이)가 들어갑니다.' },

  // Code
  offset_range: { code: 'S301', en: 'An offset is 0 to 16777215; this is {found}.', ko: '오프셋은 0~16777215입니다. 여기서는 {found}입니다.' },
  call_range: { code: 'S303', en: 'The number of a call is 0 to {limit}; this is {found}.', ko: '호출 번호는 0~{limit}입니다. 여기서는 {found}입니다.' },
  call_untyped: { code: 'S304', en: 'The types of this call are missing, such as `sys {name} (i32 -> i32)`.', ko: '호출의 형식이 빠졌습니다. `sys {name} (i32 -> i32)`처럼 쓰십시오.' },
  call_operands: { code: 'S305', en: 'A call to the parent takes at most {limit} operands.', ko: '부모를 부를 때 피연산자는 {limit}개까지입니다.' },
  call_type: { code: 'S306', en: 'The firmware\'s `{name}` is of type {type}.', ko: '펌웨어의 `{name}` 형식은 {type}입니다.' },
  empty_switch: { code: 'S307', en: 'A `switch` needs at least one label, the one for all other numbers.', ko: '`switch`에는 그 밖의 모든 번호를 위한 레이블이 적어도 하나 필요합니다.' },
  empty_function: { code: 'S308', en: 'Function `{name}` is empty; it needs at least `ret`.', ko: '함수 `{name}`(이)가 비어 있습니다. 적어도 `ret`가 필요합니다.' },
  falls_off: { code: 'S309', en: 'The function runs past its `end`; `ret` returns from it.', ko: '함수가 `end`를 지나서 계속됩니다. `ret`로 돌아가십시오.' },
  underflow: { code: 'S310', en: '`{mnemonic}` needs {needed} operands, but the stack has {depth} here.', ko: '`{mnemonic}`에는 피연산자 {needed}개가 필요한데 여기서 스택에는 {depth}개뿐입니다.' },
  overflow: { code: 'S311', en: 'The stack grows to {depth} operands here; {limit} are allowed.', ko: '여기서 스택이 피연산자 {depth}개까지 커집니다. {limit}개까지 허용됩니다.' },
  mismatch: { code: 'S312', en: '`{mnemonic}` needs {expected}, but the stack is {found} here.', ko: '`{mnemonic}`에는 {expected}(이)가 필요한데 여기서 스택은 {found}입니다.' },
  join: { code: 'S313', en: 'Two ways lead here with different stacks: {first} and {second}.', ko: '여기로 오는 두 경로의 스택이 서로 다릅니다: {first}, {second}.' },
  ret_rest: { code: 'S314', en: '`ret` must find exactly {expected} on the stack, but it is {found} here.', ko: '`ret`에서 스택은 정확히 {expected}여야 하는데 여기서는 {found}입니다.' },
  many_parameters: { code: 'S315', en: 'A function has at most {limit} parameters.', ko: '함수의 매개변수는 {limit}개까지입니다.' },
  many_locals: { code: 'S316', en: 'A function has at most {limit} locals.', ko: '함수의 지역 변수는 {limit}개까지입니다.' },
  too_large: { code: 'S317', en: 'The program is too large: at most {limit} of `{what}` are allowed.', ko: '프로그램이 너무 큽니다. `{what}`(은)는 {limit}개까지 허용됩니다.' },
  exact_operands: { code: 'S319', en: 'This function needs {needed} operands; `image.operands` gives {found} (at most {limit}).', ko: '이 함수에는 피연산자 {needed}개가 필요한데 `image.operands`는 {found}입니다(최대 {limit}).' },
  exact_type: { code: 'S320', en: 'Type {index} of the image is not {type}.', ko: '이미지의 형식 {index}(은)는 {type}(이)가 아닙니다.' },

  // Files
  no_file: { code: 'S401', en: 'There is no file `{path}`.', ko: '파일 `{path}`(이)가 없습니다.' },
  outside: { code: 'S402', en: '`{path}` lies outside the program\'s folder.', ko: '`{path}`(은)는 프로그램 폴더 밖에 있습니다.' },
  file_circle: { code: 'S403', en: 'The file needs itself: {chain}.', ko: '파일이 자기 자신을 필요로 합니다: {chain}.' },
  not_text: { code: 'S404', en: '`{path}` is not a text in UTF-8.', ko: '`{path}`(은)는 UTF-8 텍스트가 아닙니다.' },
  bad_image: { code: 'S405', en: '`{path}` is no valid image.', ko: '`{path}`(은)는 올바른 이미지가 아닙니다.' },
  broken_embedded: { code: 'S406', en: '`{path}` has errors of its own.', ko: '`{path}` 자체에 오류가 있습니다.' },
  no_folder: { code: 'S407', en: 'A text that is not saved cannot name other files.', ko: '저장하지 않은 텍스트에서는 다른 파일을 쓸 수 없습니다.' },
  unreadable: { code: 'S408', en: '`{path}` cannot be read.', ko: '`{path}`(을)를 읽을 수 없습니다.' },
  file_depth: { code: 'S409', en: 'Files name each other more than {limit} deep.', ko: '파일이 서로 {limit}단계 넘게 이어집니다.' },

  // Warnings and hints
  unreachable: { code: 'S501', en: 'No way leads here.', ko: '여기로 오는 경로가 없습니다.' },
  unused_local: { code: 'S502', en: 'Local `{name}` is never used.', ko: '지역 변수 `{name}`(을)를 쓰는 곳이 없습니다.' },
  unused_label: { code: 'S503', en: 'Label `{name}` is never used.', ko: '레이블 `{name}`(을)를 쓰는 곳이 없습니다.' },
  never_read: { code: 'S504', en: 'Local `{name}` is set, but never read.', ko: '지역 변수 `{name}`에 값을 넣지만 읽는 곳이 없습니다.' },
  more: { code: 'S599', en: 'There are more problems than the {limit} that are shown.', ko: '표시한 {limit}개 말고도 문제가 더 있습니다.' },
} as const satisfies Record<string, MessageRow>;

export type ProblemName = keyof typeof PROBLEMS;

/** Titles of fixes. */
export const FIXES = {
  rename: { en: 'Change to `{name}`', ko: '`{name}`(으)로 바꾸기' },
  get_local: { en: 'Write `get {name}`', ko: '`get {name}`(으)로 쓰기' },
  call_function: { en: 'Write `call {name}`', ko: '`call {name}`(으)로 쓰기' },
  add_ret: { en: 'Add `ret`', ko: '`ret` 추가' },
  make_float: { en: 'Write `{text}`', ko: '`{text}`(으)로 쓰기' },
  add_type: { en: 'Write `i32` in front', ko: '앞에 `i32` 쓰기' },
  add_end: { en: 'Add `end`', ko: '`end` 추가' },
  earlier: { en: '`{name}` is declared here', ko: '`{name}`의 선언은 여기에 있습니다' },
  one_way: { en: 'One way comes from here, with {stack}', ko: '한 경로는 여기서 스택 {stack}(으)로 옵니다' },
  way_begins: { en: 'One way begins here, with an empty stack', ko: '한 경로는 여기서 빈 스택으로 시작합니다' },
  other_way: { en: 'The other way comes from here, with {stack}', ko: '다른 경로는 여기서 스택 {stack}(으)로 옵니다' },
  way_jumps: { en: 'The way there jumps here', ko: '여기까지의 경로가 이곳에서 점프합니다' },
  leaves: { en: 'This leaves an `{type}` on the stack', ko: '여기서 `{type}` 값이 스택에 남습니다' },
} as const satisfies Record<string, Text>;

const nearRows = new Map<MessageRow, MessageRow>();

/** The row with a suggestion behind it, whose argument is `near`. */
export function withSuggestion(row: MessageRow): MessageRow {
  let near = nearRows.get(row);
  if (near === undefined) {
    near = { code: row.code, en: `${row.en} Did you mean \`{near}\`?`, ko: `${row.ko} \`{near}\`(을)를 쓰려고 했습니까?` };
    nearRows.set(row, near);
  }
  return near;
}

/** The row with the reason that another part of Strata gives behind it; the arguments of both belong to it. */
export function withReason(row: MessageRow, reason: MessageRow): MessageRow {
  return { code: row.code, en: `${row.en} ${reason.code}: ${reason.en}`, ko: `${row.ko} ${reason.code}: ${reason.ko}` };
}
