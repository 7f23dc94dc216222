// What the command line says: its refusals, and sentences around what other parts of Strata say.
import type { MessageRow, Text } from '../base/message';

/** Command lines that are not understood. */
export const USAGE = {
  command: { code: 'R801', en: 'There is no command `{name}`. `strata --help` lists them.', ko: '`{name}`(이)라는 명령이 없습니다. `strata --help`로 목록을 볼 수 있습니다.' },
  flag: { code: 'R802', en: '`{command}` has no option `{flag}`. `strata {command} --help` lists them.', ko: '`{command}`에는 `{flag}` 옵션이 없습니다. `strata {command} --help`로 목록을 볼 수 있습니다.' },
  value_missing: { code: 'R803', en: '`{flag}` needs a value.', ko: '`{flag}`에는 값이 필요합니다.' },
  value_given: { code: 'R804', en: '`{flag}` takes no value.', ko: '`{flag}`에는 값을 쓰지 않습니다.' },
  count: { code: 'R805', en: '`{flag}` needs a whole number, not `{found}`.', ko: '`{flag}`에는 정수를 써야 합니다. `{found}`(은)는 정수가 아닙니다.' },
  choice: { code: 'R806', en: '`{flag}` takes {choices}, not `{found}`.', ko: '`{flag}`에는 {choices} 가운데 하나를 씁니다. `{found}`(은)는 쓸 수 없습니다.' },
  operand_missing: { code: 'R807', en: '`{command}` needs `{operand}`. `strata {command} --help` says more.', ko: '`{command}`에는 `{operand}`(이)가 필요합니다. `strata {command} --help`를 보십시오.' },
  operand_extra: { code: 'R808', en: '`{command}` does not know what to do with `{found}`.', ko: '`{command}`에는 `{found}`(이)가 들어갈 자리가 없습니다.' },
  once: { code: 'R809', en: '`{flag}` was given twice.', ko: '`{flag}`(을)를 두 번 썼습니다.' },
  standard_twice: { code: 'R810', en: '`-` was given twice; standard input can be read only once.', ko: '`-`(을)를 두 번 썼습니다. 표준 입력은 한 번만 읽을 수 있습니다.' },
  together: { code: 'R811', en: '`{first}` and `{second}` do not go together.', ko: '`{first}`(와)과 `{second}`(은)는 함께 쓸 수 없습니다.' },
  port: { code: 'R812', en: '`--port` needs a number from 0 to 65535, not {found}.', ko: '`--port`에는 0~65535의 수를 써야 합니다. {found}(은)는 쓸 수 없습니다.' },
  point: { code: 'R813', en: '`--point` needs a step and a text, as in `1000=before the fault`, not `{found}`.', ko: '`--point`에는 `1000=결함 직전`처럼 단계와 텍스트를 써야 합니다. `{found}`(은)는 쓸 수 없습니다.' },
  flag_missing: { code: 'R814', en: '`{command}` needs `{flag}`. `strata {command} --help` says more.', ko: '`{command}`에는 `{flag}`(이)가 필요합니다. `strata {command} --help`를 보십시오.' },
  size: { code: 'R815', en: '`{flag}` needs bytes, as in `4096`, `64KiB` or `1MiB`, not `{found}`.', ko: '`{flag}`에는 `4096`, `64KiB`, `1MiB`처럼 바이트 수를 써야 합니다. `{found}`(은)는 쓸 수 없습니다.' },
  shard: { code: 'R816', en: '`--shard` needs a part and the number of parts, as in `2/5`, not `{found}`.', ko: '`--shard`에는 `2/5`처럼 몇 번째인지와 나눈 개수를 써야 합니다. `{found}`(은)는 쓸 수 없습니다.' },
} as const satisfies Record<string, MessageRow>;

/** What cannot be done for other reasons. */
export const REFUSALS = {
  no_file: { code: 'R820', en: 'There is no file {path}.', ko: '파일 {path}(이)가 없습니다.' },
  not_text: { code: 'R822', en: '{path} is not a text in UTF-8.', ko: '{path}: UTF-8 텍스트가 아닙니다.' },
  recorded: { code: 'R823', en: '{path} is a recording; `strata replay` runs it.', ko: '{path}: 이미 기록입니다. `strata replay`로 실행합니다.' },
  port_taken: { code: 'R821', en: 'Port {port} cannot be listened on: {reason}.', ko: '{port}번 포트에서 기다릴 수 없습니다({reason}).' },
} as const satisfies Record<string, MessageRow>;

/** The row with a suggestion behind it, whose argument is `near`. */
export function withSuggestion(row: MessageRow): MessageRow {
  return { code: row.code, en: `${row.en} Did you mean \`{near}\`?`, ko: `${row.ko} \`{near}\`(을)를 쓰려고 했습니까?` };
}

/** The row with the argument `operand` already in its place, in each language. */
export function withOperand(row: MessageRow, operand: Text): MessageRow {
  return { code: row.code, en: row.en.replace('{operand}', operand.en), ko: row.ko.replace('{operand}', operand.ko) };
}

/** Sentences that are no refusals. */
export const SENTENCES = {
  listening: { en: 'Listening on 127.0.0.1:{port}', ko: '127.0.0.1:{port}에서 기다립니다' },
  point_lost: { en: 'The run ended at step {steps}; there is no step {step} for the point `{text}`.', ko: '{steps}단계에서 실행이 끝나, `{text}` 표시를 둘 {step}단계가 없습니다.' },
  interrupted: { en: 'Interrupted in `{function}`{place}, after {steps} instructions.', ko: '명령어 {steps}개를 실행하고 `{function}`{place}에서 중단했습니다.' },
  trap: { en: 'Trap {cause} in `{function}`{place}: {what}', ko: '`{function}`{place}에서 트랩 {cause}: {what}' },
  at_place: { en: ' ({place})', ko: '({place})' },
  image_place: { en: ' (section {section}, byte {offset})', ko: ' (섹션 {section}, {offset}번째 바이트)' },
  output_lost: { en: 'the output cannot be written: {reason}', ko: '출력을 쓸 수 없습니다: {reason}' },
  fix: { en: 'fix', ko: '수정' },
  bug: { en: 'This is a bug in Strata: {what}. Please report it, with the program and this text:', ko: 'Strata의 버그입니다: {what}. 프로그램과 아래 내용을 함께 신고해 주십시오:' },
} as const satisfies Record<string, Text>;
