// The words of the machine room, in both languages.
import type { Language } from '../base/message';

const WORDS = {
  room: { en: 'Machine Room', ko: '기계실' },
  stack: { en: 'Stack', ko: '스택' },
  layers: { en: 'Layers', ko: '계층' },
  time: { en: 'Time', ko: '시간' },
  picture_of_time: { en: 'The run from its beginning: press a place to go there', ko: '처음부터의 실행: 누르면 그 순간으로 갑니다' },
  not_recorded: { en: 'Nothing is recorded: the launch option `history` is 0.', ko: '기록된 것이 없습니다. 실행 옵션 `history`가 0입니다.' },
  branch: { en: 'Branch {number}', ko: '갈래 {number}' },
  branch_to: { en: 'Branch {number}, {end} instructions: press to go there', ko: '갈래 {number}, 명령어 {end}개: 누르면 그 순간으로 갑니다' },
  output: { en: 'output', ko: '출력' },
  printed: { en: '{bytes} bytes printed', ko: '{bytes}바이트 출력' },
  gone: { en: 'context {context}', ko: '컨텍스트 {context}' },
  hardware: { en: 'hardware: {memory} of memory', ko: '하드웨어: 메모리 {memory}' },
  picture_of_layers: { en: 'The layers: contexts in contexts', ko: '계층: 컨텍스트 속의 컨텍스트' },
  exits: { en: '{count} exits', ko: '나감 {count}번' },
  instructions: { en: '{count} instructions', ko: '명령어 {count}개' },
  window: { en: 'window {start} to {end}', ko: '창 {start}~{end}' },
  no_window: { en: 'no memory', ko: '메모리 없음' },
  more_layers: { en: '{count} more', ko: '{count}개 더 있음' },
  executing: { en: 'executing', ko: '실행 중' },
  mode_root: { en: 'root', ko: '루트' },
  mode_guest: { en: 'guest mode', ko: '게스트 모드' },
  mode_user: { en: 'user mode', ko: '사용자 모드' },
  empty: { en: 'Nothing is being debugged. Open a program and press F5: here you will see what the machine does.', ko: '디버그 중인 프로그램이 없습니다. 프로그램을 열고 F5를 누르면 기계가 하는 일을 여기서 볼 수 있습니다.' },
  running: { en: 'The program is running. Pause it to see its stack.', ko: '프로그램이 실행 중입니다. 일시 중지하면 스택이 보입니다.' },
  next: { en: 'next', ko: '다음' },
  traps: { en: 'traps: {cause}', ko: '트랩: {cause}' },
  more_frames: { en: '{count} more frames', ko: '프레임 {count}개 더 있음' },
  empty_stack: { en: 'empty', ko: '비어 있음' },
  locals: { en: 'locals', ko: '지역 변수' },
  step: { en: 'One instruction', ko: '명령어 하나' },
  step_back: { en: 'One instruction back', ko: '명령어 하나 뒤로' },
  play: { en: 'Play', ko: '재생' },
  play_back: { en: 'Play backwards', ko: '거꾸로 재생' },
  pause: { en: 'Pause', ko: '일시 중지' },
  speed: { en: 'Speed', ko: '속도' },
  slow: { en: '{seconds} s an instruction', ko: '명령어마다 {seconds}초' },
  full_speed: { en: 'full speed', ko: '최고 속도' },
  save_svg: { en: 'Save as SVG', ko: 'SVG로 저장' },
  save_png: { en: 'Save as PNG', ko: 'PNG로 저장' },
  animation: { en: 'Animation', ko: '애니메이션' },
  presenter: { en: 'Presenter Mode', ko: '발표자 모드' },
  picture_of_stack: { en: 'The operand stack and the frames', ko: '피연산자 스택과 프레임' },
  said: { en: '{instruction}; stack {stack}', ko: '{instruction}; 스택 {stack}' },
  said_empty: { en: '{instruction}; stack empty', ko: '{instruction}; 스택 비어 있음' },
  count: { en: 'instruction {steps}', ko: '명령어 {steps}' },
} as const;

export type RoomWord = keyof typeof WORDS;

/** A word in a language, with what it names put in. */
export function roomWord(language: Language, word: RoomWord, names: Readonly<Record<string, string | number>> = {}): string {
  return WORDS[word][language].replace(/\{(\w+)\}/g, (all, name: string) => String(names[name] ?? all));
}
