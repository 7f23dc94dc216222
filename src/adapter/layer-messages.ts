// What is said of a stop where there are layers: why, in which layer and mode, and whose that is.
import { message, type Message, type Text } from '../base/message';
import type { LayerInfo, StopReason } from '../debugger';

/** Why the program stopped, in a word: it stands beside the name of the context, which needs the room. */
export const STOP_REASONS: Readonly<Record<StopReason, Text>> = {
  entry: { en: 'Entry', ko: '시작' },
  breakpoint: { en: 'Breakpoint', ko: '중단점' },
  data: { en: 'Data breakpoint', ko: '데이터 중단점' },
  step: { en: 'Step', ko: '스텝' },
  pause: { en: 'Pause', ko: '일시 중지' },
  trap: { en: 'Trap', ko: '트랩' },
  dropped: { en: 'Dropped', ko: '제거됨' },
  goto: { en: 'Travel', ko: '이동' },
  restart: { en: 'Frame restarted', ko: '프레임 다시 시작' },
  left: { en: 'Not alone', ko: '다른 컨텍스트' },
  exit: { en: 'End', ko: '끝' },
};

const MODES: Readonly<Record<LayerInfo['mode'], Text>> = {
  root: { en: 'root', ko: '루트' },
  guest: { en: 'guest mode', ko: '게스트 모드' },
  user: { en: 'user mode', ko: '사용자 모드' },
};

const LAYERS = {
  below: { en: '{name}, {mode}, below {owner}', ko: '{owner} 아래 {name}, {mode}' },
  resumed: { en: '{name}, {mode}, below {owner}, resumed by {parent}', ko: '{owner} 아래 {name}, {mode}, {parent}(이)가 resume' },
} as const satisfies Record<string, Text>;

/** The mode in words. */
export function modeMessage({ mode }: LayerInfo): Message {
  return message(MODES[mode]);
}

/** Layer, mode and owner in words. */
export function layerMessage(layer: LayerInfo): Message {
  const { name, owner, parent } = layer, mode = modeMessage(layer);
  if (owner === undefined) return mode;
  return parent === undefined ? message(LAYERS.below, { name, mode, owner }) : message(LAYERS.resumed, { name, mode, owner, parent });
}
