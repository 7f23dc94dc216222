// What is said of a trap: what was attempted, with the values, and what would have been allowed.
import type { Text } from '../base/message';

/** First parts: what an access to memory was. Each goes before one of {@link ALLOWED}. */
export const ACCESSES = {
  at: { en: '{mnemonic} of {size} bytes at {address}', ko: '주소 {address}에 대한 {size}바이트 {mnemonic}' },
  at_one: { en: '{mnemonic} of 1 byte at {address}', ko: '주소 {address}에 대한 1바이트 {mnemonic}' },
  to: { en: '{mnemonic} of {size} bytes to {address}', ko: '주소 {address}(으)로 {size}바이트 {mnemonic}' },
  from: { en: '{mnemonic} of {size} bytes from {address}', ko: '주소 {address}에서 {size}바이트 {mnemonic}' },
} as const satisfies Record<string, Text>;

export const ALLOWED = {
  bytes: { en: 'this context has bytes 0 to {last}', ko: '이 컨텍스트에는 0~{last}바이트만 있습니다' },
  nothing: { en: 'this context has no memory', ko: '이 컨텍스트에는 메모리가 없습니다' },
} as const satisfies Record<string, Text>;

export const TRAPS = {
  memory: { en: '{mnemonic} outside the window of this context.', ko: '{mnemonic}(이)가 이 컨텍스트의 창을 벗어났습니다.' },
  divide: { en: '{a} {mnemonic} 0: an integer cannot be divided by zero.', ko: '{a} {mnemonic} 0: 정수는 0으로 나눌 수 없습니다.' },
  no_context: { en: '{mnemonic} names context {value}, but this context has {known}.', ko: '{mnemonic}(이)가 컨텍스트 {value}(을)를 가리키지만, 이 컨텍스트에 있는 것은 {known}입니다.' },
  no_contexts: { en: '{mnemonic} names context {value}, but this context has made none.', ko: '{mnemonic}(이)가 컨텍스트 {value}(을)를 가리키지만, 이 컨텍스트가 만든 컨텍스트가 없습니다.' },
  no_image: { en: '{mnemonic} names image {value}, but this context holds {known}.', ko: '{mnemonic}(이)가 이미지 {value}(을)를 가리키지만, 이 컨텍스트에 있는 것은 {known}입니다.' },
  no_images: { en: '{mnemonic} names image {value}, but this context holds none.', ko: '{mnemonic}(이)가 이미지 {value}(을)를 가리키지만, 이 컨텍스트에는 이미지가 없습니다.' },
  no_field: { en: '{mnemonic} names field {value}, which it does not have; it takes {known}.', ko: '{mnemonic}(이)가 없는 필드 {value}(을)를 가리킵니다. 쓸 수 있는 필드: {known}.' },
  no_port: { en: '{mnemonic} names port {value}, which it does not have; it takes {known}.', ko: '{mnemonic}(이)가 없는 포트 {value}(을)를 가리킵니다. 쓸 수 있는 포트: {known}.' },
  table_end: { en: '{mnemonic} calls entry {value}, but the table has {count} entries.', ko: '{mnemonic}(이)가 {value}번 항목을 부르지만, 표의 항목은 {count}개입니다.' },
  table_type: { en: '{mnemonic} calls entry {value} as {wanted}, but that is {name}, of type {found}.', ko: '{mnemonic}(이)가 {value}번 항목을 {wanted} 형식으로 부르지만, 그 항목은 {found} 형식의 {name}입니다.' },
  frames: { en: '{mnemonic} would be frame {next}, but this context may have {limit}.', ko: '{mnemonic}(을)를 하면 프레임이 {next}개가 되는데, 이 컨텍스트에는 {limit}개까지 허용됩니다.' },
  slots: { en: '{mnemonic} needs room for a frame, but the private storage of this context is full at {frames} frames.', ko: '{mnemonic}에는 프레임 자리가 필요한데, 프레임 {frames}개로 이 컨텍스트의 전용 저장 공간이 가득 찼습니다.' },
  privileged_user: { en: '{instruction} is privileged, and this context is in user mode.', ko: '{instruction}(은)는 특권 명령어인데, 이 컨텍스트는 사용자 모드입니다.' },
  privileged_guest: { en: '{instruction} goes to a device, and a context in guest mode has none.', ko: '{instruction}(은)는 장치를 쓰는데, 게스트 모드의 컨텍스트에는 장치가 없습니다.' },
  sys: { en: 'sys {instruction} calls the parent.', ko: 'sys {instruction}(으)로 부모를 부릅니다.' },
  sys_unknown: { en: 'sys {instruction} calls the firmware, which has no such call.', ko: 'sys {instruction}(으)로 펌웨어를 부르지만, 그런 호출은 없습니다.' },
  unreachable: { en: '`unreachable` was reached.', ko: '`unreachable`에 이르렀습니다.' },
  exit: { en: 'The entry function returns.', ko: '시작 함수가 끝났습니다.' },
  breakpoint: { en: 'A `break` of the program.', ko: '프로그램 안의 `break`입니다.' },
  idle: { en: 'The program waits, but neither an alarm nor input can come.', ko: '프로그램이 기다리지만 알람도 입력도 올 수 없습니다.' },
  operand: { en: '{mnemonic} names something that does not exist.', ko: '{mnemonic}(이)가 없는 것을 가리킵니다.' },
  between: { en: 'The context came back between two instructions.', ko: '컨텍스트가 두 명령어 사이에서 되돌아왔습니다.' },
} as const satisfies Record<string, Text>;

/** Where to look. */
export const LOOKS = {
  pushed: { en: '{name} = {value}, pushed by {instruction}', ko: '{name} = {value}, {instruction}(이)가 올린 값' },
} as const satisfies Record<string, Text>;
