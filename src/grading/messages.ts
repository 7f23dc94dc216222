// What grading says: what is wrong with expectations, why a case did not pass, and the words of reports.
import type { MessageRow, Text } from '../base/message';
import type { Verdict } from './cases';

/** Expectations that cannot be read. `{line}` counts from 1. */
export const WRONG = {
  word: { code: 'R901', en: 'Line {line}: `{word}` is no word of expectations. Did you mean `{near}`?', ko: '{line}행: `{word}`(은)는 기대 사항의 낱말이 아닙니다. `{near}`(을)를 쓰려고 했습니까?' },
  exit: { code: 'R902', en: 'Line {line}: an exit code is a number from 0 to 255, not `{found}`.', ko: '{line}행: 종료 코드는 0~255의 수입니다. `{found}`(은)는 쓸 수 없습니다.' },
  trap: { code: 'R903', en: 'Line {line}: `{found}` is no cause of a trap. There are {causes}.', ko: '{line}행: `{found}`(이)라는 트랩 원인은 없습니다. 쓸 수 있는 원인: {causes}.' },
  ends: { code: 'R904', en: 'Line {line}: a run has one end; `exit` or `trap` was stated twice.', ko: '{line}행: 실행의 끝은 하나입니다. `exit`이나 `trap`을 두 번 썼습니다.' },
  expression: { code: 'R905', en: 'Line {line}: `{found}` is no regular expression: {reason}', ko: '{line}행: `{found}`(은)는 정규식이 아닙니다({reason}).' },
  option: { code: 'R906', en: 'Line {line}: there is no option `{found}`. There are {names}.', ko: '{line}행: `{found}` 옵션은 없습니다. 쓸 수 있는 옵션: {names}.' },
  limit: { code: 'R907', en: 'Line {line}: there is no limit `{found}`. There are {names}.', ko: '{line}행: `{found}` 한도는 없습니다. 쓸 수 있는 한도: {names}.' },
  number: { code: 'R908', en: 'Line {line}: `{name}` needs a whole number, as in `4096` or `64KiB`, not `{found}`.', ko: '{line}행: `{name}`에는 `4096`이나 `64KiB`처럼 정수를 써야 합니다. `{found}`(은)는 쓸 수 없습니다.' },
  step: { code: 'R909', en: 'Line {line}: input comes in the order of its steps.', ko: '{line}행: 입력은 도착하는 단계의 순서대로 써야 합니다.' },
  case: { code: 'R910', en: 'Line {line}: the case `{found}` has no name of its own.', ko: '{line}행: 사례 `{found}`에 고유한 이름이 없습니다.' },
  json: { code: 'R911', en: '{path} is no JSON: {reason}', ko: '{path}: JSON이 아닙니다({reason}).' },
  field: { code: 'R912', en: '{path}: `{field}` must be {wanted}, not {found}.', ko: '{path}: `{field}`의 값은 {wanted}이어야 합니다. 지금 값: {found}.' },
  unknown: { code: 'R913', en: '{path}: there is no field `{field}`. There are {names}.', ko: '{path}: `{field}` 필드는 없습니다. 쓸 수 있는 필드: {names}.' },
  empty: { code: 'R914', en: '{path} has no cases.', ko: '{path}: 사례가 없습니다.' },
  file: { code: 'R915', en: 'There is no file {path}.', ko: '파일 {path}(이)가 없습니다.' },
} as const satisfies Record<string, MessageRow>;

/** What a field of the file of expectations must be. */
export const WANTED = {
  text: { en: 'a text', ko: '텍스트' },
  texts: { en: 'a text or a list of texts', ko: '텍스트 또는 텍스트 목록' },
  list: { en: 'a list', ko: '목록' },
  object: { en: 'an object', ko: '객체' },
  count: { en: 'a whole number', ko: '정수' },
  size: { en: 'a number of bytes, as in `4096` or `"64KiB"`', ko: '`4096`이나 `"64KiB"` 같은 바이트 수' },
  seconds: { en: 'seconds above 0', ko: '0보다 큰 초' },
  exit: { en: 'a number from 0 to 255', ko: '0~255의 수' },
  trap: { en: 'a cause of a trap', ko: '트랩 원인' },
  one_end: { en: 'there alone: a run ends with `exit` or with `trap`', ko: '`exit`과 `trap` 중 하나만 쓴 것' },
  expression: { en: 'a regular expression', ko: '정규식' },
  switch: { en: 'true or false', ko: 'true 또는 false' },
  input: { en: 'a text, a list of texts with their steps, or numbers by a seed', ko: '텍스트, 단계를 적은 텍스트 목록, 또는 시드로 만드는 수' },
  own_name: { en: 'a name of its own', ko: '고유한 이름' },
} as const satisfies Record<string, Text>;

/** Why a case did not pass. */
export const DETAILS = {
  line: { en: 'Line {line} of the output: expected {expected}, found {found}.', ko: '출력 {line}행: {expected}(을)를 기대했으나 {found}(이)가 나왔습니다.' },
  missing_line: { en: 'Line {line} of the output is missing: {expected}.', ko: '출력 {line}행이 없습니다: {expected}.' },
  further_line: { en: 'Line {line} of the output is one too many: {found}.', ko: '출력 {line}행이 더 나왔습니다: {found}.' },
  contains: { en: 'The output does not contain {expected}.', ko: '출력에 {expected}(이)가 없습니다.' },
  matches: { en: 'The output does not match /{expected}/.', ko: '출력이 /{expected}/에 맞지 않습니다.' },
  exit: { en: 'Expected exit code {expected}, found {found}.', ko: '종료 코드 {expected}(을)를 기대했으나 {found}(으)로 끝났습니다.' },
  no_trap: { en: 'Expected the trap {expected}, but the program ended with code {found}.', ko: '트랩 {expected}(을)를 기대했으나 코드 {found}(으)로 끝났습니다.' },
  trap: { en: 'Trap {cause}{place} in step {step}.', ko: '{step}단계에서 트랩 {cause}{place}.' },
  place: { en: ' at {place}', ko: '({place})' },
  instructions: { en: 'Ended after {count} instructions.', ko: '명령어 {count}개를 실행한 뒤 끝냈습니다.' },
  output: { en: 'Ended after {count} bytes of output.', ko: '{count}바이트를 출력한 뒤 끝냈습니다.' },
  time: { en: 'Killed after {seconds} seconds.', ko: '{seconds}초 뒤에 강제로 끝냈습니다.' },
  memory: { en: 'The process used up the memory it may have.', ko: '프로세스가 쓸 수 있는 메모리를 모두 썼습니다.' },
  crash: { en: 'The process ended with {how} and gave no result.', ko: '프로세스가 {how}(으)로 끝나 결과가 없습니다.' },
  errors: { en: '{place}: {code} {first} (errors: {count})', ko: '{place}: {code} {first} (오류 {count}개)' },
  no_program: { en: 'There is no program in this folder.', ko: '이 폴더에 프로그램이 없습니다.' },
  programs: { en: 'There are several programs in this folder, and none is called main: {names}.', ko: '이 폴더에 프로그램이 여럿 있는데 main이라는 이름의 파일이 없습니다: {names}.' },
  elsewhere: { en: 'It is a link to something outside its folder.', ko: '폴더 밖을 가리키는 링크입니다.' },
  no_expectation: { en: 'It states nothing that must come of it, and no file of expectations was given.', ko: '무엇이 나와야 하는지 적혀 있지 않고, 기대 사항 파일도 없습니다.' },
} as const satisfies Record<string, Text>;

/** The verdicts as a person reads them. */
export const VERDICT_TEXTS: Readonly<Record<Verdict, Text>> = {
  'passed': { en: 'passed', ko: '통과' },
  'wrong-output': { en: 'wrong output', ko: '출력이 다름' },
  'wrong-exit': { en: 'wrong exit', ko: '종료 코드가 다름' },
  'trap': { en: 'trap', ko: '트랩' },
  'instruction-limit': { en: 'instruction limit', ko: '명령어 한도' },
  'time-limit': { en: 'time limit', ko: '시간 한도' },
  'output-limit': { en: 'output limit', ko: '출력 한도' },
  'memory-limit': { en: 'memory limit', ko: '메모리 한도' },
  'assembly-error': { en: 'assembly error', ko: '어셈블 오류' },
  'damaged-image': { en: 'damaged image', ko: '손상된 이미지' },
  'crash': { en: 'crash', ko: '비정상 종료' },
  'refused': { en: 'refused', ko: '거절' },
};

/** Words of the summary. */
export const SUMMARY = {
  total: { en: '{count} submissions, {passed} passed.', ko: '제출물 {count}개 가운데 {passed}개 통과.' },
  shard: { en: 'Part {shard} of {of}.', ko: '{of}개로 나눈 것 가운데 {shard}번.' },
  nothing: { en: 'There is nothing to test in {path}.', ko: '{path}에 테스트할 것이 없습니다.' },
} as const satisfies Record<string, Text>;
