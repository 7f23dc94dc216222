// What the commands about container images say.
import type { Text } from '../../base/message';

export const IMAGE_SAYS = {
  layer_new: { en: 'layer {number} {digest} {size} bytes, new', ko: '레이어 {number} {digest} {size}바이트, 새로 만듦' },
  layer_kept: { en: 'layer {number} {digest} {size} bytes, unchanged', ko: '레이어 {number} {digest} {size}바이트, 그대로' },
  image: { en: 'image {name} {digest}', ko: '이미지 {name} {digest}' },
  listed: { en: '{name} {digest} {layers} layers, {size} bytes', ko: '{name} {digest} 레이어 {layers}개, {size}바이트' },
  verified: { en: '{path}: all well, images: {images}', ko: '{path}: 이상 없음, 이미지: {images}개' },
  none: { en: 'none', ko: '없음' },
} as const satisfies Record<string, Text>;
