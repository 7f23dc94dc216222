// The devices behind the ports of the root: console, disk, clock and alarm, random numbers, power.
import { nextSeed, randomOf } from '../base/random';
import { SECTOR_BYTES, TRANSFER_BYTES_MAX } from '../isa/limits';
import { Interrupt, Port } from '../isa/ports';
import { ConsoleInput, type InputEvent } from './input';

/** Console output since somebody took it. */
class Output {
  private buffer = new Uint8Array(4096);
  private length = 0;
  /** Bytes written since the machine started, those beyond the limit too. */
  total = 0;
  /** Bytes above which the rest is lost and a run comes back; the program knows nothing of it. */
  limit = Infinity;

  /** Whether more than the limit was written. */
  get full(): boolean {
    return this.total > this.limit;
  }

  byte(value: number): void {
    if (++this.total > this.limit) return;
    if (this.length === this.buffer.length) {
      const larger = new Uint8Array(this.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = value;
  }

  bytes(bytes: Uint8Array): void {
    for (const byte of bytes) this.byte(byte);
  }

  get waiting(): number {
    return this.length;
  }

  take(): Uint8Array {
    const taken = this.buffer.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}

/** A disk: the bytes of a file, never changed, under the sectors that the machine has written. */
export class Disk {
  readonly written = new Map<number, Uint8Array>();
  readonly sectors: number;
  /** The {@link version} of now, where somebody has asked for it. */
  private kept: ReadonlyMap<number, Uint8Array> | undefined;

  /** @param file whole sectors; a rest of the last one reads as zeros */
  constructor(private readonly file: Uint8Array) {
    this.sectors = Math.ceil(file.length / SECTOR_BYTES);
  }

  /** The bytes of a sector that exists. */
  sector(number: number): Uint8Array {
    const written = this.written.get(number);
    if (written !== undefined) return written;
    const bytes = new Uint8Array(SECTOR_BYTES);
    bytes.set(this.file.subarray(number * SECTOR_BYTES, (number + 1) * SECTOR_BYTES));
    return bytes;
  }

  /** Bytes that a transfer of `length` from a sector on can move. */
  transferable(sector: number, length: number): number {
    return Math.max(0, Math.min(length, TRANSFER_BYTES_MAX, (this.sectors - sector) * SECTOR_BYTES));
  }

  read(sector: number, into: Uint8Array): void {
    for (let at = 0; at < into.length; at += SECTOR_BYTES) {
      into.set(this.sector(sector + at / SECTOR_BYTES).subarray(0, into.length - at), at);
    }
  }

  write(sector: number, from: Uint8Array): void {
    this.kept = undefined;
    for (let at = 0; at < from.length; at += SECTOR_BYTES) {
      const bytes = this.sector(sector + at / SECTOR_BYTES).slice();
      bytes.set(from.subarray(at, at + SECTOR_BYTES));
      this.written.set(sector + at / SECTOR_BYTES, bytes);
    }
  }

  /** What is written now, kept as it is whatever is written later. */
  version(): ReadonlyMap<number, Uint8Array> {
    return this.kept ??= new Map(this.written);
  }

  /** Has written again what a {@link version} says. */
  restore(version: ReadonlyMap<number, Uint8Array>): void {
    this.written.clear();
    for (const [number, bytes] of version) this.written.set(number, bytes);
    this.kept = version;
  }

  /** The whole disk as it is now. */
  contents(): Uint8Array {
    const bytes = new Uint8Array(this.sectors * SECTOR_BYTES);
    bytes.set(this.file);
    for (const [number, sector] of this.written) bytes.set(sector, number * SECTOR_BYTES);
    return bytes;
  }
}

export class Devices {
  readonly input: ConsoleInput;
  readonly output = new Output();
  readonly disk: Disk;
  sector = 0;
  /** Upper words: of the clock as last read, and of the alarm to come. */
  clockLatch = 0;
  alarmLatch = 0;
  /** The count at which the alarm comes; Infinity where none is armed. */
  alarm = Infinity;
  /** Instructions that the clock jumped over in `wait`. */
  slept = 0;
  random: number;

  constructor(private readonly memoryBytes: number, seed: number, disk: Uint8Array, coming: InputEvent[]) {
    this.random = seed | 0;
    this.disk = new Disk(disk);
    this.input = new ConsoleInput(coming.map((event) => ({ planned: event.step, ...event })));
  }

  nextRandom(): number {
    this.random = nextSeed(this.random);
    return randomOf(this.random);
  }

  /** Reads a port; undefined where there is none such. `clear` takes the bits of interrupts that the reading answers. */
  in(port: number, clock: number, clear: (bits: number) => void): number | undefined {
    switch (port) {
      case Port.console: {
        clear(Interrupt.console);
        return this.input.byte();
      }
      case Port.disk_sector: return this.sector;
      case Port.disk_sectors: return this.disk.sectors;
      case Port.clock_low: {
        this.clockLatch = Math.floor(clock / 2 ** 32) | 0;
        return clock | 0;
      }
      case Port.clock_high: return this.clockLatch;
      case Port.random: return this.nextRandom();
      case Port.memory: return this.memoryBytes | 0;
      default: return undefined;
    }
  }

  /** Writes a port other than power; false where there is none such. */
  out(port: number, value: number, clear: (bits: number) => void): boolean {
    switch (port) {
      case Port.console: this.output.byte(value & 0xff); return true;
      case Port.disk_sector: this.sector = value >>> 0; return true;
      case Port.alarm_high: this.alarmLatch = value; return true;
      case Port.alarm_low: {
        const count = (this.alarmLatch >>> 0) * 2 ** 32 + (value >>> 0);
        this.alarm = count === 0 ? Infinity : count;
        clear(Interrupt.alarm);
        return true;
      }
      default: return false;
    }
  }
}
