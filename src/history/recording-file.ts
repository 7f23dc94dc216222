// A recording as the bytes of a file (.strec): magic, format, length of the file; what is recorded; SHA-256 of all that stands
// before it. Reading is total: whatever the bytes are, it gives a recording or refuses them with a number. A checksum is no seal:
// whoever changes a recording on purpose can make it fit again, so what is read is held to the limits of the machine all the same.
import { ByteReader, ByteWriter } from '../base/bytes';
import { hex, sha256 } from '../base/hash';
import { message, Refusal, type Arguments } from '../base/message';
import { CAUSES } from '../isa/causes';
import type { InputEvent } from '../machine/input';
import { PHYSICAL_START } from '../machine/store';
import { LIMITS, OPTIONS } from '../options/table';
import type { Edit } from './branch';
import { PARTS, RECORDING_ERRORS } from './messages';
import type { Bundle, Named, Point, RecordedEnd, RecordedOptions, Recording } from './recording';

/** `STRC`. */
const MAGIC = 0x4352_5453;
export const RECORDING_FORMAT = 1;
const HEADER_BYTES = 12;
const CHECKSUM_BYTES = 32;
const STATE_HASH_BYTES = 16;
/** What WebAssembly can address, which no machine exceeds. */
const HOST_BYTES_MAX = 2 ** 32;
const SEED_MAX = 2 ** 32 - 1;
const EXIT_CODE_MAX = 255;
const GROUP = 0x80;

/** What an edit does, as the file has it. */
const enum EditKind { write, restart, jump, drop }

const CAUSE_CODES = new Set<number>(Object.values(CAUSES).map(({ code }) => code));

/** The bytes of a recording's file. */
export function encodeRecording(recording: Recording): Uint8Array {
  const out = new RecordingWriter();
  out.named(recording.program);
  out.maybe(recording.disk, (disk) => out.named(disk));
  out.options(recording.options);
  out.list(recording.input, (event) => out.event(event));
  out.list(recording.edits, (edit) => out.edit(edit));
  out.list(recording.points, ({ step, text }) => {
    out.count(step);
    out.text(text);
  });
  out.end(recording.end);
  out.maybe(recording.bundle, ({ image, disk }) => {
    out.block(image);
    out.block(disk);
  });
  return out.file();
}

class RecordingWriter extends ByteWriter {
  constructor() {
    super();
    for (const word of [MAGIC, RECORDING_FORMAT, 0]) this.u32(word);
  }

  /** Header, content and checksum. */
  file(): Uint8Array {
    const bytes = new Uint8Array(this.length + CHECKSUM_BYTES);
    bytes.set(this.finish());
    new DataView(bytes.buffer).setUint32(8, bytes.length, true);
    bytes.set(fromHex(sha256(bytes.subarray(0, this.length))), this.length);
    return bytes;
  }

  /** A whole number from 0 to 2^53 - 1 in groups of seven bits, low ones first. */
  count(value: number): void {
    let rest = value;
    for (; rest >= GROUP; rest = Math.floor(rest / GROUP)) this.u8((rest % GROUP) | GROUP);
    this.u8(rest);
  }

  list<T>(items: readonly T[], write: (item: T) => void): void {
    this.varint(items.length);
    items.forEach(write);
  }

  maybe<T>(item: T | undefined, write: (item: T) => void): void {
    this.u8(item === undefined ? 0 : 1);
    if (item !== undefined) write(item);
  }

  /** A length and bytes. */
  block(bytes: Uint8Array): void {
    this.varint(bytes.length);
    this.bytes(bytes);
  }

  named({ name, sha256: hash }: Named): void {
    this.text(name);
    this.bytes(fromHex(hash));
  }

  options({ memory, limits, seed, leaky, args }: RecordedOptions): void {
    for (const value of [memory, limits.contexts, limits.frames, limits.images, limits.slots, seed]) this.count(value);
    this.u8(leaky ? 1 : 0);
    this.list(args, (argument) => this.text(argument));
  }

  event({ step, bytes, planned }: InputEvent): void {
    this.count(step);
    this.maybe(planned, (at) => this.count(at));
    this.maybe(bytes, (some) => this.block(some));
  }

  edit({ step, change }: Edit): void {
    this.count(step);
    switch (change.kind) {
      case 'write': this.u8(EditKind.write); this.count(change.at); this.block(change.bytes); return;
      case 'restart': this.u8(EditKind.restart); this.count(change.context); this.count(change.frame); return;
      case 'jump': this.u8(EditKind.jump); for (const value of [change.context, change.address, change.operands]) this.count(value); return;
      case 'drop': this.u8(EditKind.drop); this.count(change.context);
    }
  }

  end({ steps, ending, hash }: RecordedEnd): void {
    this.count(steps);
    this.maybe(ending, ({ code, cause }) => {
      this.u8(code);
      this.u8(cause ?? 0);
    });
    this.bytes(fromHex(hash));
  }
}

/** Reads the bytes of a recording's file. Throws a {@link Refusal} for all that is wrong with them. */
export function decodeRecording(bytes: Uint8Array): Recording {
  const header = new ByteReader(bytes);
  const magic = header.u32(), format = header.u32(), length = header.u32();
  if (bytes.length < 4 || magic !== MAGIC) throw new Refusal(RECORDING_ERRORS.magic);
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) throw new Refusal(RECORDING_ERRORS.length, { length: header.failed ? 0 : length, actual: bytes.length });
  if (format !== RECORDING_FORMAT) throw new Refusal(RECORDING_ERRORS.format, { format, known: RECORDING_FORMAT });
  if (length !== bytes.length) throw new Refusal(RECORDING_ERRORS.length, { length, actual: bytes.length });
  const end = length - CHECKSUM_BYTES;
  if (sha256(bytes.subarray(0, end)) !== hex(bytes.subarray(end))) throw new Refusal(RECORDING_ERRORS.checksum);
  return new RecordingReader(bytes, HEADER_BYTES, end).recording();
}

/** Refuses a part as soon as it cannot be true, so that nothing is made of what is left. */
class RecordingReader extends ByteReader {
  recording(): Recording {
    const program = this.part('program', () => this.named());
    const disk = this.part('disk', () => this.maybe(() => this.named()));
    const options = this.part('options', () => this.options());
    const input = this.part('input', () => this.list(() => this.event()));
    const edits = this.part('edits', () => this.list(() => this.edit()));
    const points = this.part('points', () => this.list((): Point => ({ step: this.count(), text: this.string() })));
    const end = this.part('end', () => this.recordedEnd());
    this.require('edits', isAscending(edits, end.steps));
    this.require('points', isAscending(points, end.steps));
    const bundle = this.part('bundle', () => this.maybe((): Bundle => ({ image: this.block(), disk: this.block() })));
    this.require('bundle', this.left === 0);
    return { program, disk, options, input, edits, points, end, bundle };
  }

  private part<T>(name: keyof typeof PARTS, read: () => T): T {
    const found = read();
    this.require(name, !this.failed);
    return found;
  }

  private require(name: keyof typeof PARTS, holds: boolean): void {
    if (!holds) throw new Refusal(RECORDING_ERRORS.part, { part: message(PARTS[name]) } satisfies Arguments);
  }

  /** Fails where the value is not in the range; gives the value. */
  private within(value: number, [least, most]: readonly [least: number, most: number]): number {
    if (value < least || value > most) this.failed = true;
    return value;
  }

  private count(): number {
    let value = 0;
    for (let unit = 1; unit < 2 ** 53 && !this.failed; unit *= GROUP) {
      const byte = this.u8();
      value += (byte % GROUP) * unit;
      if (byte < GROUP) return this.within(value, [0, Number.MAX_SAFE_INTEGER]);
    }
    this.failed = true;
    return 0;
  }

  private list<T>(read: () => T): T[] {
    const items: T[] = [];
    // Each item takes at least a byte, so a length that cannot be true fails at once.
    for (let left = this.within(this.varint(), [0, this.left]); left > 0 && !this.failed; left--) items.push(read());
    return items;
  }

  private flag(): boolean {
    return this.within(this.u8(), [0, 1]) === 1;
  }

  private maybe<T>(read: () => T): T | undefined {
    return this.flag() && !this.failed ? read() : undefined;
  }

  private block(): Uint8Array {
    return this.bytes(this.varint()).slice();
  }

  private string(): string {
    const text = this.text();
    if (text === undefined) this.failed = true;
    return text ?? '';
  }

  private named(): Named {
    const name = this.string();
    if (!isRelative(name)) this.failed = true;
    return { name, sha256: hex(this.bytes(CHECKSUM_BYTES)) };
  }

  private options(): RecordedOptions {
    const memory = this.within(this.count(), OPTIONS.memory.range);
    const contexts = this.within(this.count(), LIMITS.contexts.range), frames = this.within(this.count(), LIMITS.frames.range);
    const images = this.within(this.count(), LIMITS.images.range), slots = this.within(this.count(), LIMITS.slots.range);
    this.within(PHYSICAL_START + memory + contexts * slots * 8, [0, HOST_BYTES_MAX]);
    const seed = this.within(this.count(), [0, SEED_MAX]), leaky = this.flag();
    return { memory, limits: { contexts, frames, images, slots }, seed, leaky, args: this.list(() => this.string()) };
  }

  private event(): InputEvent {
    const step = this.count(), planned = this.maybe(() => this.count()), bytes = this.maybe(() => this.block());
    return planned === undefined ? { step, bytes } : { step, bytes, planned };
  }

  private edit(): Edit {
    const step = this.count();
    const kind: EditKind = this.within(this.u8(), [EditKind.write, EditKind.drop]);
    if (kind === EditKind.write) return { step, change: { kind: 'write', at: this.count(), bytes: this.block() } };
    const context = this.count();
    switch (kind) {
      case EditKind.restart: return { step, change: { kind: 'restart', context, frame: this.count() } };
      case EditKind.jump: return { step, change: { kind: 'jump', context, address: this.count(), operands: this.count() } };
      default: return { step, change: { kind: 'drop', context } };
    }
  }

  private recordedEnd(): RecordedEnd {
    const steps = this.count();
    const ending = this.maybe((): RecordedEnd['ending'] => {
      const code = this.within(this.u8(), [0, EXIT_CODE_MAX]), cause = this.u8();
      if (cause !== 0 && !CAUSE_CODES.has(cause)) this.failed = true;
      return { code, cause: cause === 0 ? undefined : cause };
    });
    return { steps, ending, hash: hex(this.bytes(STATE_HASH_BYTES)) };
  }
}

/** Whether the moments come one after the other, none behind the end. */
function isAscending(moments: readonly { readonly step: number }[], end: number): boolean {
  return moments.every(({ step }, i) => step <= (moments.at(i + 1)?.step ?? end));
}

/** Whether a name stays below the folder that it is relative to, on every system. */
function isRelative(name: string): boolean {
  return name !== '' && !/^[/\\]|^[A-Za-z]:|\0/.test(name) && !name.split(/[/\\]/).includes('..');
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(i * 2, i * 2 + 2), 16));
}
