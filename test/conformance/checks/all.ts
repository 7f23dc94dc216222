// Every check there is, in the order in which they are run and shown.
import type { Check } from '../check';
import { RUNNING_PROBES } from './capabilities-running';
import { LIST_CHECKS, VALUE_PROBES } from './capabilities-values';
import { checkOf, type Probe } from './capability';
import { ENDING_CHECKS } from './ending';
import { ORDER_CHECKS } from './order';
import { REFERENCE_CHECKS } from './references';
import { REQUEST_CHECKS } from './requests';

export { MESSAGE_CHECKS } from './messages';

export const PROBES: readonly Probe[] = [...RUNNING_PROBES, ...VALUE_PROBES];

export const CHECKS: readonly Check[] = [
  ...ORDER_CHECKS, ...REQUEST_CHECKS, ...REFERENCE_CHECKS, ...ENDING_CHECKS, ...PROBES.map(checkOf), ...LIST_CHECKS,
];
