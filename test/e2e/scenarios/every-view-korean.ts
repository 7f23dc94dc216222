// The views of ours in an editor that speaks Korean.
import type { Scenario } from '../scenario';
import { tour } from './every-view';

export const scenario: Scenario = {
  title: 'every view of ours in Korean',
  folder: 'examples',
  locale: 'ko-KR',
  tests: { 'in light and in high contrast': tour('ko', ['light', 'contrast']) },
};
