// What is said of a stop where there are layers: why, in which layer and mode, and whose that is.
import { message, type Message, type Text } from '../base/message';
import type { LayerInfo, StopReason } from '../debugger';

/** Why the program stopped, where there is no more to say. */
export const STOP_REASONS: Readonly<Record<StopReason, Text>> = {
  entry: { en: 'Paused on entry', ko: '시작 지점에서 멈춤' },
  breakpoint: { en: 'Paused on a breakpoint', ko: '중단점에서 멈춤' },
  data: { en: 'Paused on a data breakpoint', ko: '데이터 중단점에서 멈춤' },
  step: { en: 'Paused on step', ko: '스텝 뒤 멈춤' },
  pause: { en: 'Paused', ko: '일시 중지' },
  trap: { en: 'Paused before a trap', ko: '트랩 앞에서 멈춤' },
  dropped: { en: 'Paused', ko: '멈춤' },
  goto: { en: 'Paused', ko: '멈춤' },
  restart: { en: 'Frame restarted', ko: '프레임 다시 시작' },
  left: { en: 'Paused', ko: '멈춤' },
  exit: { en: 'Paused at the end', ko: '끝에서 멈춤' },
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
