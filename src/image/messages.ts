// Why an image is refused. Each has a number, and names the section of the file and the byte in it.
import { Refusal, type MessageRow } from '../base/message';

export const LOAD_ERRORS = {
  too_short: { code: 'L001', en: 'This is no image: it has {length} bytes, and the header alone takes {needed}.', ko: '이미지가 아닙니다. {length}바이트뿐인데, 헤더만 해도 {needed}바이트가 필요합니다.' },
  magic: { code: 'L002', en: 'This is no image: it does not begin with SIMG.', ko: '이미지가 아닙니다. SIMG로 시작하지 않습니다.' },
  version: { code: 'L003', en: 'The image has format {version}; this Strata reads format {known}.', ko: '이미지 형식이 {version}입니다. 이 Strata는 형식 {known}만 읽습니다.' },
  truncated: { code: 'L004', en: 'The image says that it has {length} bytes, but the file ends at {actual}.', ko: '이미지에는 {length}바이트라고 적혀 있지만 파일은 {actual}바이트에서 끝납니다.' },
  sections: { code: 'L005', en: 'The sections take {sum} bytes together, but the image has {length}.', ko: '섹션을 모두 더하면 {sum}바이트인데 이미지는 {length}바이트입니다.' },
  reserved: { code: 'L006', en: 'A reserved or padding byte is not zero.', ko: '예약된 바이트나 채움 바이트가 0이 아닙니다.' },
  section_end: { code: 'L007', en: 'A record reaches past the end of its section.', ko: '레코드가 섹션의 끝을 넘어갑니다.' },
  too_many: { code: 'L008', en: 'There are more than {limit} entries.', ko: '항목이 {limit}개를 넘습니다.' },
  type_code: { code: 'L009', en: '{value} is no type; 1 is i32 and 2 is f64.', ko: '{value}(은)는 형식이 아닙니다. 1은 i32, 2는 f64입니다.' },
  type_index: { code: 'L010', en: 'There is no type {index}; the image has {count}.', ko: '형식 {index}(이)가 없습니다. 이미지에는 {count}개가 있습니다.' },
  function_range: { code: 'L011', en: 'A function must begin at {expected}, where the one before it ends, and have at least one instruction.', ko: '함수는 앞 함수가 끝나는 {expected}에서 시작하고 명령어가 하나 이상 있어야 합니다.' },
  code_rest: { code: 'L012', en: 'The functions end at {end}, but there are {count} words of code.', ko: '함수는 {end}에서 끝나는데 코드는 {count}워드입니다.' },
  function_index: { code: 'L013', en: 'There is no function {index}; the image has {count}.', ko: '함수 {index}(이)가 없습니다. 이미지에는 {count}개가 있습니다.' },
  entry_type: { code: 'L014', en: 'The entry function must be of type () or (-> i32).', ko: '시작 함수의 형식은 () 또는 (-> i32)여야 합니다.' },
  operands_limit: { code: 'L015', en: 'A function asks for {count} operands or locals; {limit} are allowed.', ko: '함수가 피연산자나 지역 변수를 {count}개 요구합니다. {limit}개까지 허용됩니다.' },
  name: { code: 'L016', en: 'A name is empty, too long, not UTF-8, or given twice.', ko: '이름이 비었거나, 너무 길거나, UTF-8이 아니거나, 두 번 쓰였습니다.' },
  segment_order: { code: 'L017', en: 'A data segment is empty, or begins before the one ahead of it ends.', ko: '데이터 세그먼트가 비었거나, 앞 세그먼트가 끝나기 전에 시작합니다.' },
  segment_window: { code: 'L018', en: 'A data segment ends at {end}, outside the {window} bytes of the window that the image wants.', ko: '데이터 세그먼트가 {end}에서 끝나, 이미지가 원하는 {window}바이트 창을 벗어납니다.' },
  debug: { code: 'L019', en: 'The debug section is damaged.', ko: '디버그 섹션이 손상되었습니다.' },
  too_long: { code: 'L020', en: 'The image has {length} bytes; {limit} are allowed.', ko: '이미지가 {length}바이트입니다. {limit}바이트까지 허용됩니다.' },
  float_nan: { code: 'L021', en: 'A NaN in the pool must be 7ff8000000000000.', ko: '상수 풀의 NaN은 7ff8000000000000이어야 합니다.' },
  type_twice: { code: 'L022', en: 'A type is given twice.', ko: '같은 형식이 두 번 나옵니다.' },
  opcode: { code: 'L030', en: '{opcode} is no instruction.', ko: '{opcode}(은)는 명령어가 아닙니다.' },
  operand: { code: 'L031', en: '`{mnemonic}` cannot have the operand {operand}.', ko: '`{mnemonic}`에 {operand}(이)라는 피연산자는 쓸 수 없습니다.' },
  target: { code: 'L032', en: '`{mnemonic}` goes to {target}, which is no instruction of its function.', ko: '`{mnemonic}`의 목적지 {target}(은)는 같은 함수의 명령어가 아닙니다.' },
  cases: { code: 'L033', en: 'A `switch` must be followed by its `case` words, and a `case` must follow a `switch`.', ko: '`switch` 뒤에는 `case` 워드가 이어져야 하고, `case`는 `switch` 뒤에만 올 수 있습니다.' },
  falls_off: { code: 'L034', en: 'The function can run past its last instruction.', ko: '함수가 마지막 명령어를 지나서 계속될 수 있습니다.' },
  underflow: { code: 'L035', en: '`{mnemonic}` needs {needed} operands, but the stack has {depth}.', ko: '`{mnemonic}`에는 피연산자 {needed}개가 필요한데 스택에는 {depth}개뿐입니다.' },
  overflow: { code: 'L036', en: '`{mnemonic}` makes the stack {depth} deep; the function declares {limit}.', ko: '`{mnemonic}` 뒤에 스택 깊이가 {depth}(이)가 됩니다. 함수가 선언한 한도는 {limit}입니다.' },
  mismatch: { code: 'L037', en: '`{mnemonic}` needs {expected}, but finds {found}.', ko: '`{mnemonic}`에는 {expected}(이)가 필요한데 {found}(이)가 있습니다.' },
  join: { code: 'L038', en: 'Two ways lead here with different stacks: {first} and {second}.', ko: '여기로 오는 두 경로의 스택이 서로 다릅니다: {first}, {second}.' },
  ret_rest: { code: 'L039', en: '`ret` must find exactly {expected} on the stack, but finds {found}.', ko: '`ret`에서 스택은 정확히 {expected}여야 하는데 {found}입니다.' },
} as const satisfies Record<string, MessageRow>;

export type LoadErrorName = keyof typeof LOAD_ERRORS;

/** The parts of an image file, in their order. */
export const SECTIONS = ['types', 'functions', 'integers', 'floats', 'table', 'exports', 'segments', 'code'] as const;
export type Section = 'header' | (typeof SECTIONS)[number] | 'debug';

/** An image that is refused, with the section and the byte in it where the trouble is. */
export class LoadError extends Refusal {
  constructor(readonly error: LoadErrorName, readonly section: Section, readonly offset: number, args: Readonly<Record<string, string | number>> = {}) {
    super(LOAD_ERRORS[error], args);
    this.message = `${this.message} (section ${section}, byte ${offset})`;
  }
}
