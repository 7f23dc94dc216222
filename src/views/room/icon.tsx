// The signs on the buttons of the machine room, drawn so that no font is needed.
import type { JSX } from 'preact';

/** Outlines in a square of 16, filled. */
const PATHS = {
  play: 'M4 2 L14 8 L4 14 Z',
  play_back: 'M12 2 L2 8 L12 14 Z',
  pause: 'M3 2 H7 V14 H3 Z M9 2 H13 V14 H9 Z',
  step: 'M2 2 L10 8 L2 14 Z M11 2 H14 V14 H11 Z',
  step_back: 'M14 2 L6 8 L14 14 Z M2 2 H5 V14 H2 Z',
  presenter: 'M1 1 H6 V3 H3 V6 H1 Z M15 1 V6 H13 V3 H10 V1 Z M1 15 V10 H3 V13 H6 V15 Z M15 15 H10 V13 H13 V10 H15 Z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={PATHS[name]} /></svg>;
}
