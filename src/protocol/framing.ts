// Messages to bytes and bytes to messages: `Content-Length: N`, an empty line, N bytes of JSON. Reading never throws: what
// is no message is told as broken, and reading goes on at the next `Content-Length:`. What a message means is left to check.ts.
import type { Arguments, MessageRow } from '../base/message';
import { BODY_NOT_JSON, BODY_NOT_UTF8, BODY_TOO_LONG, HEADER_ENDLESS, HEADER_WRONG, INPUT_CUT_OFF } from './messages';

/** Bytes of a header with its end. */
export const HEADER_BYTES_MAX = 4_096;
/** Bytes of a body: 64 MiB. */
export const BODY_BYTES_MAX = 64 * 1024 * 1024;

/** A body that is JSON of any kind, not yet checked; or why there is none. */
export type Received = { readonly kind: 'message'; readonly message: unknown } | Broken;

/** Input that is no message. */
export interface Broken {
  readonly kind: 'broken';
  readonly row: MessageRow;
  readonly arguments: Arguments;
}

export function broken(row: MessageRow, args: Arguments = {}): Broken {
  return { kind: 'broken', row, arguments: args };
}

/** A message as the bytes that are sent. Throws where the value cannot be JSON. */
export function frame(message: object): Uint8Array {
  const body = new TextEncoder().encode(JSON.stringify(message));
  const header = new TextEncoder().encode(`Content-Length: ${body.length}\r\n\r\n`);
  return join([header, body]);
}

const MARK = 'content-length:';
const RETURN = 13, NEWLINE = 10;
const EMPTY = new Uint8Array(0);

/** Takes bytes in pieces of any size and tells what they hold, in order. Memory is bounded by the limits above. */
export class FrameReader {
  /** Bytes of a header that is not complete, or, while searching, of a mark that may not be. */
  private pending: Uint8Array = EMPTY;
  /** Whether what came before was broken and the next header is still to be found. */
  private searching = false;
  /** Bytes that the body has in all, -1 outside of one; and those that have arrived, at the start of a growing buffer. */
  private length = -1;
  private arrived = 0;
  private buffer: Uint8Array = EMPTY;

  constructor(private readonly receive: (received: Received) => void) {}

  /** Takes the next bytes; calls back for each message that they complete. */
  push(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0 || this.length === 0) rest = this.length >= 0 ? this.takeBody(rest) : this.takeHeader(rest);
  }

  /** There are no more bytes. */
  end(): void {
    if (this.length >= 0 || (this.pending.length > 0 && !this.searching)) this.receive(broken(INPUT_CUT_OFF));
    this.pending = EMPTY;
    this.buffer = EMPTY;
    this.length = -1;
  }

  private takeBody(bytes: Uint8Array): Uint8Array {
    const { length } = this;
    if (this.arrived === 0 && bytes.length >= length) return this.finishBody(bytes.subarray(0, length), bytes.subarray(length));
    const part = bytes.subarray(0, length - this.arrived);
    this.grow(this.arrived + part.length);
    this.buffer.set(part, this.arrived);
    this.arrived += part.length;
    const rest = bytes.subarray(part.length);
    return this.arrived === this.length ? this.finishBody(this.buffer.subarray(0, this.length), rest) : rest;
  }

  /** Makes room, by doubling and never at once for all that a header claims. */
  private grow(needed: number): void {
    if (this.buffer.length >= needed) return;
    const larger = new Uint8Array(Math.min(this.length, Math.max(needed, 2 * this.buffer.length)));
    larger.set(this.buffer.subarray(0, this.arrived));
    this.buffer = larger;
  }

  private finishBody(body: Uint8Array, rest: Uint8Array): Uint8Array {
    this.length = -1;
    this.buffer = EMPTY;
    this.receive(read(body));
    return rest;
  }

  /** Takes a header, or what there is of one, and gives what comes after it. */
  private takeHeader(bytes: Uint8Array): Uint8Array {
    let input = this.pending.length === 0 ? bytes : join([this.pending, bytes]);
    this.pending = EMPTY;
    if (this.searching) {
      const start = findMark(input);
      this.searching = start < 0;
      input = input.subarray(start < 0 ? Math.max(0, input.length - MARK.length + 1) : start);
    }
    const end = this.searching ? -1 : findEnd(input);
    if (end >= 0) return this.finishHeader(input, end);
    if (!this.searching && input.length > HEADER_BYTES_MAX) return this.skip(input, broken(HEADER_ENDLESS, { limit: HEADER_BYTES_MAX }));
    this.pending = input.slice();
    return EMPTY;
  }

  private finishHeader(input: Uint8Array, end: number): Uint8Array {
    const length = lengthIn(ascii(input.subarray(0, end)));
    if (length === undefined) return this.skip(input, broken(HEADER_WRONG));
    if (length > BODY_BYTES_MAX) return this.skip(input, broken(BODY_TOO_LONG, { length, limit: BODY_BYTES_MAX }));
    this.length = length;
    this.arrived = 0;
    return input.subarray(end + 4);
  }

  /** Gives up the header that begins here: the next one may begin anywhere after its first byte. */
  private skip(input: Uint8Array, why: Broken): Uint8Array {
    this.searching = true;
    this.receive(why);
    return input.subarray(1);
  }
}

/** Where the next `Content-Length:` begins, in letters of either case; -1 where there is none. */
function findMark(bytes: Uint8Array): number {
  const colon = MARK.length - 1;
  for (let at = bytes.indexOf(58, colon); at >= 0; at = bytes.indexOf(58, at + 1)) {
    if (ascii(bytes.subarray(at - colon, at + 1)).toLowerCase() === MARK) return at - colon;
  }
  return -1;
}

/** Where the empty line begins that ends a header; -1 where there is none within the limit. */
function findEnd(bytes: Uint8Array): number {
  const window = bytes.subarray(0, HEADER_BYTES_MAX);
  for (let at = window.indexOf(RETURN); at >= 0 && at + 3 < window.length; at = window.indexOf(RETURN, at + 1)) {
    if (window[at + 1] === NEWLINE && window[at + 2] === RETURN && window[at + 3] === NEWLINE) return at;
  }
  return -1;
}

/** The length that a header gives; undefined where it gives none, two, or has a line that is no field. */
function lengthIn(header: string): number | undefined {
  let length: number | undefined;
  for (const line of header.split('\r\n')) {
    const field = /^([!-9;-~]+):[ \t]*(.*?)[ \t]*$/.exec(line);
    if (field === null) return undefined;
    if (field[1].toLowerCase() !== 'content-length') continue;
    if (length !== undefined || !/^\d{1,15}$/.test(field[2])) return undefined;
    length = Number(field[2]);
  }
  return length;
}

function read(body: Uint8Array): Received {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return broken(BODY_NOT_UTF8, { length: body.length });
  }
  try {
    return { kind: 'message', message: JSON.parse(text) as unknown };
  } catch {
    return broken(BODY_NOT_JSON, { length: body.length });
  }
}

function ascii(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
