// A verified image made ready to run: the tables that an engine wants, and the copies of the code into which
// observers plant their stops and what they want to hear of.
import { opcodeOf } from '../isa/encoding';
import type { VerifiedImage } from '../verifier/verify';
import { frameTable } from './frames';
import { effectNumber, shapeOf } from './operands';
import type { StopTest } from './stop-test';
import { isObserved, type Wishes } from './touches';

/** The word that stands where an observer wants to stop; no image can hold it. */
export const STOP = 0xff;
/** The word at which an engine that compiles can go on in compiled code; an observer's stop goes before. No image can hold it either. */
export const ENTER = 0xfe;

/** The word that stands for an instruction of which an observer wants to hear; see Observation. No image can hold it either. */
export const OBSERVE = 0xfd;

/** An image as the machine holds it; one for each identity, whoever runs it. */
export class Program {
  readonly frames: Int32Array;
  /** What runs past a stop: the image's code with {@link OBSERVE} where somebody observes; the image's own code while nobody does. */
  observed: Int32Array;
  /** What runs: {@link observed} with {@link STOP} where somebody wants to stop. */
  live: Int32Array;
  /** Where its counters begin, as an index into `f64` of the store; 0 while it is not counted. See Observation. */
  counters = 0;
  /** Where observers stop, and what compiled code may test there by itself. */
  private readonly stops = new Map<number, StopTest | undefined>();
  private readonly testNumbers = new WeakMap<StopTest, number>();
  private tests = 0;
  private planted: Int32Array | undefined;
  /** Called when a stop was set or taken away, or its test is another one. */
  onStop: (address: number) => void = () => undefined;
  /** {@link effectNumber} of each word that somebody asked for. */
  private readonly effects: Uint16Array;

  /** @param number 1 for the first image of the machine, then counting up: the upper half of a flat code address */
  constructor(readonly image: VerifiedImage, readonly number: number) {
    this.frames = frameTable(image);
    this.observed = this.live = image.code;
    this.effects = new Uint16Array(image.code.length);
  }

  /** {@link effectNumber} of the instruction at this address of code, one that can trap. */
  effectAt(address: number): number {
    const known = this.effects[address];
    return known !== 0 ? known : this.effects[address] = effectNumber(shapeOf(this.image, this.image.code[address]));
  }

  /**
   * Stops before the instruction at this address of code, or no longer.
   * @param test what compiled code may decide by itself; without one it stops at each arrival, as the interpreter always does
   */
  setStop(address: number, wanted: boolean, test?: StopTest): void {
    if (this.stops.has(address) === wanted && this.stops.get(address) === test) return;
    if (wanted) this.stops.set(address, test);
    else this.stops.delete(address);
    this.planted ??= this.observed.slice();
    this.planted[address] = wanted ? STOP : this.observed[address];
    this.live = this.stops.size === 0 ? this.observed : this.planted;
    this.onStop(address);
  }

  /** Takes all stops away; what it gives plants them again. */
  liftStops(): () => void {
    const stops = [...this.stops];
    for (const [address] of stops) this.setStop(address, false);
    return () => { for (const [address, test] of stops) this.setStop(address, true, test); };
  }

  /** Makes {@link observed} and {@link live} anew, for what observers wish now. */
  observe(wishes: Wishes): void {
    const { code } = this.image;
    const { writes, reads, counts } = wishes;
    this.observed = writes || reads || counts ? code.map((word) => (isObserved(opcodeOf(word), wishes) ? OBSERVE : word)) : code;
    this.planted = undefined;
    this.live = this.observed;
    if (this.stops.size === 0) return;
    this.live = this.planted = this.observed.slice();
    for (const address of this.stops.keys()) this.planted[address] = STOP;
  }

  /** What compiled code may test at a stop by itself. */
  testAt(address: number): StopTest | undefined {
    return this.stops.get(address);
  }

  /** A text for each stop from one address up to another, not included, in no order: equal texts, equal stops with equal tests. */
  stopsWithin(from: number, to: number): string[] {
    return [...this.stops].filter(([address]) => address >= from && address < to)
      .map(([address, test]) => `${address}:${test === undefined ? '' : this.numberOf(test)}`);
  }

  private numberOf(test: StopTest): number {
    let number = this.testNumbers.get(test);
    if (number === undefined) this.testNumbers.set(test, number = ++this.tests);
    return number;
  }

  /** Whether an observer stops here. */
  hasStop(address: number): boolean {
    return this.live[address] === STOP;
  }

  /** The function that the word belongs to, by its number. */
  functionAt(address: number): number {
    let low = 0, high = this.image.functions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.image.functions[middle].start <= address) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
