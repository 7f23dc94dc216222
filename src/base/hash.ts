// Hashes: SHA-256 for identities (from a library, or the host's own where it has one), and a fast 128-bit digest for
// machine states.
import { sha256 as sha256Bytes } from '@noble/hashes/sha256';
import type { Steps } from './steps';

const HASH_PIECE_BYTES = 256 * 1024;

/** What takes bytes piece by piece and gives their SHA-256. */
export interface Hasher {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Bytes from which on it is worth it to have the host's own loaded. */
const HOST_BYTES_MIN = 65_536;
let makeHostHasher: () => Hasher = () => sha256Bytes.create();

/** From now on much is hashed by what the host has. The result is the same, as that of any SHA-256. */
export function useHasher(make: () => Hasher): void {
  makeHostHasher = make;
}

function hasherFor(bytes: Uint8Array): Hasher {
  return bytes.length < HOST_BYTES_MIN ? sha256Bytes.create() : makeHostHasher();
}

/** SHA-256 of `bytes`, as 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const hash = hasherFor(bytes);
  hash.update(bytes);
  return hex(hash.digest());
}

const encoder = new TextEncoder();

/** SHA-256 of a text as UTF-8, without a copy of all of it. */
export function sha256Text(text: string): string {
  if (text.length < HOST_BYTES_MIN) return sha256(encoder.encode(text));
  const hash = makeHostHasher(), bytes = new Uint8Array(HASH_PIECE_BYTES);
  for (let from = 0; from < text.length;) {
    // Each unit of the piece has room for its bytes; half a pair at its end waits for the next one.
    const { read, written } = encoder.encodeInto(text.slice(from, from + Math.floor(HASH_PIECE_BYTES / 3)), bytes);
    const isHalf = from + read < text.length && isHighSurrogate(text.charCodeAt(from + read - 1));
    hash.update(bytes.subarray(0, isHalf ? written - SURROGATE_BYTES : written));
    from += isHalf ? read - 1 : read;
  }
  return hex(hash.digest());
}

/** Half a pair becomes U+FFFD, which takes three bytes. */
const SURROGATE_BYTES = 3;

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

/** {@link sha256} in pieces of 256 KiB. */
export function* sha256Steps(bytes: Uint8Array): Steps<string> {
  const hash = hasherFor(bytes);
  for (let from = 0; from < bytes.length; from += HASH_PIECE_BYTES) {
    hash.update(bytes.subarray(from, from + HASH_PIECE_BYTES));
    yield;
  }
  return hex(hash.digest());
}

/** The bytes as lower-case hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
  return text;
}

const C1 = 0x239b961b, C2 = 0xab0e9789 | 0, C3 = 0x38b34ae5, C4 = 0xa1e38b93 | 0;

function rotate(value: number, count: number): number {
  return (value << count) | (value >>> (32 - count));
}

function finish(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * A running 128-bit digest of 32-bit words: MurmurHash3_x86_128 by Austin Appleby (public domain), fed four words at
 * a time. It tells two states apart; it is no protection against somebody who makes states collide on purpose.
 */
export class Digest {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;
  private words = 0;
  private readonly block = new Int32Array(4);

  /** Adds one word; only its low 32 bits count. */
  word(value: number): void {
    this.block[this.words++ & 3] = value;
    if ((this.words & 3) === 0) this.mix(this.block[0], this.block[1], this.block[2], this.block[3]);
  }

  /** Adds a whole number up to 2^53 as two words, low one first. */
  count(value: number): void {
    this.word(value % 2 ** 32);
    this.word(Math.floor(value / 2 ** 32));
  }

  /** Adds an f64 as two words; every NaN counts as 7ff8000000000000. */
  float(value: number): void {
    floatView[0] = value === value ? value : NaN;
    this.word(wordView[0]);
    this.word(value === value ? wordView[1] : 0x7ff80000);
  }

  /** Adds a string: its length, then its UTF-16 units. */
  text(value: string): void {
    this.word(value.length);
    for (let i = 0; i < value.length; i++) this.word(value.charCodeAt(i));
  }

  /** Adds bytes: their number, then four to a word, the last word filled up with zeros. */
  bytes(bytes: Uint8Array): void {
    this.count(bytes.length);
    const whole = bytes.length & ~3;
    for (let i = 0; i < whole; i += 4) {
      this.word(bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
    }
    let rest = 0;
    for (let i = whole; i < bytes.length; i++) rest |= bytes[i] << ((i - whole) * 8);
    if (whole < bytes.length) this.word(rest);
  }

  /** The digest of all that was added, as 32 hexadecimal digits. */
  finish(): string {
    const length = this.words;
    while ((this.words & 3) !== 0) this.word(0);
    let { a, b, c, d } = this;
    a ^= length; b ^= length; c ^= length; d ^= length;
    a = (a + b + c + d) | 0;
    b = (b + a) | 0; c = (c + a) | 0; d = (d + a) | 0;
    a = finish(a); b = finish(b); c = finish(c); d = finish(d);
    a = (a + b + c + d) | 0;
    b = (b + a) | 0; c = (c + a) | 0; d = (d + a) | 0;
    return [a, b, c, d].map((h) => (h >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private mix(k1: number, k2: number, k3: number, k4: number): void {
    this.a ^= Math.imul(rotate(Math.imul(k1, C1), 15), C2);
    this.a = (Math.imul((rotate(this.a, 19) + this.b) | 0, 5) + 0x561ccd1b) | 0;
    this.b ^= Math.imul(rotate(Math.imul(k2, C2), 16), C3);
    this.b = (Math.imul((rotate(this.b, 17) + this.c) | 0, 5) + 0x0bcaa747) | 0;
    this.c ^= Math.imul(rotate(Math.imul(k3, C3), 17), C4);
    this.c = (Math.imul((rotate(this.c, 15) + this.d) | 0, 5) + 0x96cd1c35) | 0;
    this.d ^= Math.imul(rotate(Math.imul(k4, C4), 18), C1);
    this.d = (Math.imul((rotate(this.d, 13) + this.a) | 0, 5) + 0x32ac3b17) | 0;
  }
}

const floatView = new Float64Array(1);
const wordView = new Int32Array(floatView.buffer);
