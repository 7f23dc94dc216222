// The Test Explorer in an editor that has a browser only: the same tests, without any process.
import type { Scenario } from '../scenario';
import { scenario as server } from './tests';

export const scenario: Scenario = { ...server, title: 'tests in the browser alone', host: 'web' };
