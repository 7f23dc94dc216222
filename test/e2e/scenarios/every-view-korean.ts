// The views of ours in an editor that speaks Korean: in one theme, for colours do not depend on the language, and in the one that the tour in
// English has not.
import type { Scenario } from '../scenario';
import { tour } from './every-view';

export const scenario: Scenario = {
  title: 'every view of ours in Korean',
  folder: 'examples',
  locale: 'ko-KR',
  tests: { 'in light high contrast': tour('ko', ['contrast-light']) },
};
