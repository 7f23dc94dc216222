// Playing: one step after the other, at a speed, in one direction, until something else than a step happens.
import type { Move } from '../room-messages';

/** Milliseconds from one instruction to the next, slowest first; the last is as fast as the machine runs. */
export const SPEEDS_MS = [2000, 1000, 500, 200, 100, 40, 0] as const;
export const SPEED_FIRST = 2;

export type Direction = 'forward' | 'backward';

/** Drives a program by moves; `changed` is called when it begins or stops to play. */
export class Player {
  direction: Direction | undefined;
  speed: number = SPEED_FIRST;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly move: (move: Move) => void, private readonly changed: () => void) {}

  play(direction: Direction): void {
    if (SPEEDS_MS[this.speed] === 0) return this.move(direction === 'forward' ? 'continue' : 'reverse');
    this.direction = direction;
    this.changed();
    this.step();
  }

  pause(): void {
    clearTimeout(this.timer);
    this.direction = undefined;
    this.changed();
  }

  /** The program has stopped: `onward` where that was a step that led somewhere. */
  stopped(onward: boolean): void {
    if (this.direction === undefined) return;
    if (!onward) return this.pause();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.step(), SPEEDS_MS[this.speed]);
  }

  private step(): void {
    this.move(this.direction === 'forward' ? 'step' : 'stepBack');
  }
}
