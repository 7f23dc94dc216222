// What is wrong with a recording, or with what it is replayed on.
import type { MessageRow, Text } from '../base/message';

export const RECORDING_ERRORS = {
  magic: { code: 'R301', en: 'This is no recording: it does not begin with STRC.', ko: '기록이 아닙니다. STRC로 시작하지 않습니다.' },
  format: { code: 'R302', en: 'The recording has format {format}; this Strata reads format {known}.', ko: '기록 형식이 {format}입니다. 이 Strata는 형식 {known}만 읽습니다.' },
  length: { code: 'R303', en: 'The recording says that it has {length} bytes, but there are {actual}.', ko: '기록에는 {length}바이트라고 적혀 있지만 실제로는 {actual}바이트입니다.' },
  checksum: { code: 'R304', en: 'The recording is damaged: what stands in it does not fit its checksum.', ko: '기록이 손상되었습니다. 내용이 검사합과 맞지 않습니다.' },
  part: { code: 'R305', en: 'The recording cannot be true: {part}.', ko: '올바른 기록일 수 없습니다: {part}.' },
  image: {
    code: 'R306', en: 'The recording is of another image: `{name}` had the identity {expected}, and has {found} now.',
    ko: '다른 이미지의 기록입니다. `{name}`의 식별 해시가 기록에서는 {expected}인데 지금은 {found}입니다.',
  },
  disk: {
    code: 'R307', en: 'The recording is of another disk: `{name}` had the SHA-256 {expected}, and has {found} now.',
    ko: '다른 디스크의 기록입니다. `{name}`의 SHA-256이 기록에서는 {expected}인데 지금은 {found}입니다.',
  },
  memory: {
    code: 'R308', en: 'The recording is of a machine with {memory} bytes of memory, in which its image has no room.',
    ko: '메모리가 {memory}바이트인 머신의 기록인데, 그 메모리에는 이미지가 들어가지 않습니다.',
  },
  edit: {
    code: 'R309', en: 'The change that the recording makes at step {step} cannot be made there.',
    ko: '기록이 {step}단계에서 바꾸려는 것은 그 순간에 바꿀 수 없습니다.',
  },
  steps: {
    code: 'R310', en: 'The run is not the recorded one: it came back at step {found} ({how}), the recording ends at step {expected}.',
    ko: '기록과 다른 실행입니다. {found}단계에서 멈췄는데({how}) 기록은 {expected}단계에서 끝납니다.',
  },
  ending: {
    code: 'R311', en: 'The run is not the recorded one: {expected} was expected at step {step}, but {found} was found.',
    ko: '기록과 다른 실행입니다. {step}단계에서 기대한 것은 {expected}, 실제로는 {found}입니다.',
  },
  hash: {
    code: 'R312', en: 'The run is not the recorded one: the hash of the machine at step {step} is {found}, the recording says {expected}.',
    ko: '기록과 다른 실행입니다. {step}단계에서 머신의 해시가 {found}인데 기록에는 {expected}(으)로 적혀 있습니다.',
  },
  missing: {
    code: 'R313', en: 'The recording is of `{name}`, which is neither where the recording is nor in the current folder.',
    ko: '기록한 `{name}`: 기록이 있는 폴더에도 현재 폴더에도 없습니다.',
  },
} as const satisfies Record<string, MessageRow>;

/** Parts of a recording of which one cannot be true. */
export const PARTS = {
  program: { en: 'the name or identity of its program', ko: '프로그램의 이름이나 식별 해시' },
  disk: { en: 'the name or hash of its disk', ko: '디스크의 이름이나 해시' },
  options: { en: 'the options of its machine', ko: '머신의 옵션' },
  input: { en: 'its input', ko: '입력' },
  edits: { en: 'its changes by hand', ko: '직접 바꾼 내용' },
  points: { en: 'its points', ko: '표시한 순간' },
  end: { en: 'its end', ko: '끝' },
  bundle: { en: 'what it has with it', ko: '함께 담은 내용' },
} as const satisfies Record<string, Text>;

/** How a run came to where it is, for {@link RECORDING_ERRORS}. */
export const CAME_BACK = {
  ended: { en: 'the run ended', ko: '실행이 끝남' },
  waiting: { en: 'it waits for input', ko: '입력을 기다림' },
  running: { en: 'it goes on', ko: '계속 실행됨' },
  exit: { en: 'an end with code {code}', ko: '코드 {code}(으)로 끝남' },
  no_end: { en: 'no end', ko: '끝나지 않음' },
} as const satisfies Record<string, Text>;
