// Console input and its log. The log is the whole difference between two runs of the same images with the same options.
import { INPUT_BYTES_MAX } from '../isa/limits';

/** Something that came from outside, and the step before which it came. */
export interface InputEvent {
  /** Count of steps. */
  readonly step: number;
  /** The bytes; undefined: the input ends. */
  readonly bytes: Uint8Array | undefined;
  /** The step for which it was planned, where it was known before the run; a machine that waits gets it earlier, each time anew. */
  readonly planned?: number;
}

/** How far the input has come; see {@link ConsoleInput.state}. */
export interface InputState {
  /** How many events have come. */
  readonly come: number;
  readonly waiting: readonly Uint8Array[];
  readonly first: number;
  readonly size: number;
  readonly position: number;
  readonly ended: boolean;
}

/** What has come, what is still to come at a known step, and what of it was read. */
export class ConsoleInput {
  /** All that has come, in order, and what was planned for a time after the end of the input, and is lost. */
  readonly log: InputEvent[] = [];
  private readonly waiting: Uint8Array[] = [];
  private first = 0;
  private size = 0;
  /** How many bytes the machine has read. */
  position = 0;
  ended = false;

  /** @param coming events that will arrive at their steps, in ascending order */
  constructor(private coming: InputEvent[]) {}

  /** Bytes that have come and were not read. */
  get available(): number {
    return this.size;
  }

  /** The step at which the next known event comes; Infinity where none is known. */
  get nextStep(): number {
    return this.coming.length === 0 ? Infinity : this.coming[0].step;
  }

  /** Whether more may come. */
  get open(): boolean {
    return !this.ended;
  }

  /** All that has come and all that is known to come. */
  script(): InputEvent[] {
    return [...this.log, ...this.coming];
  }

  /** What of the {@link script} has come and was read. */
  state(): InputState {
    const { waiting, first, size, position, ended } = this;
    return { come: this.log.length, waiting: [...waiting], first, size, position, ended };
  }

  /** Goes to a state of this script. */
  restore({ come, waiting, ...plain }: InputState, script = this.script()): void {
    Object.assign(this, plain);
    this.waiting.splice(0, Infinity, ...waiting);
    this.log.splice(0, Infinity, ...script.slice(0, come));
    this.coming = script.slice(come).map((event) => ({ ...event, step: event.planned ?? event.step }));
  }

  /** What somebody gave in a future that is no longer to come is forgotten; what was planned comes when it was planned. */
  forgetFuture(): void {
    this.coming = this.coming.filter(({ planned }) => planned !== undefined);
  }

  /** Lets the next known event come now; as {@link arrive}. */
  takeNext(step: number): boolean {
    const event = this.coming.shift();
    return event !== undefined && this.arrive({ ...event, step });
  }

  /** Whether so many bytes more may wait. */
  hasRoom(bytes: number): boolean {
    return this.size + bytes <= INPUT_BYTES_MAX;
  }

  /**
   * Something comes; after the end nothing does. True where it is news that interrupts the root: everything but the end
   * of an input that was empty from the beginning, since a program without input need not hear of it.
   */
  arrive(event: InputEvent): boolean {
    const empty = event.step === 0 && this.log.length === 0;
    if (!this.ended || event.planned !== undefined) this.log.push(event);
    if (this.ended) return false;
    if (event.bytes === undefined) {
      this.ended = true;
      return !empty;
    }
    if (event.bytes.length > 0) {
      this.waiting.push(event.bytes);
      this.size += event.bytes.length;
    }
    return true;
  }

  /** The next byte; -1 where none has come, -2 at the end. */
  byte(): number {
    if (this.size === 0) return this.ended ? -2 : -1;
    const head = this.waiting[0];
    const byte = head[this.first++];
    if (this.first === head.length) {
      this.waiting.shift();
      this.first = 0;
    }
    this.size--;
    this.position++;
    return byte;
  }
}
