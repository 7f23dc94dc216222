// Reading and writing little-endian bytes, with bounds that are the caller's to test: a reader never throws.

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Bytes that grow as they are written. */
export class ByteWriter {
  private buffer = new Uint8Array(1024);
  private view = new DataView(this.buffer.buffer);
  length = 0;

  u8(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  u32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** Words of 32 bits, one after the other. */
  words(values: Int32Array): void {
    this.reserve(values.length * 4);
    for (let i = 0; i < values.length; i++, this.length += 4) this.view.setInt32(this.length, values[i], true);
  }

  f64(value: number): void {
    this.reserve(8);
    if (value === value) this.view.setFloat64(this.length, value, true);
    else {
      this.view.setUint32(this.length, 0, true);
      this.view.setUint32(this.length + 4, 0x7ff80000, true);
    }
    this.length += 8;
  }

  bytes(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A length of 32 bits and the text as UTF-8. */
  text(text: string): void {
    const bytes = encoder.encode(text);
    this.u32(bytes.length);
    this.bytes(bytes);
  }

  /** A whole number from 0 to 2^32 - 1 in groups of seven bits, low ones first (LEB128). */
  varint(value: number): void {
    this.reserve(5);
    let rest = value >>> 0;
    for (; rest >= 0x80; rest >>>= 7) this.buffer[this.length++] = (rest & 0x7f) | 0x80;
    this.buffer[this.length++] = rest;
  }

  /** An i32, its sign moved to the lowest bit so that small ones stay short. */
  signed(value: number): void {
    this.varint((value << 1) ^ (value >> 31));
  }

  /** Zeros up to the next multiple of `unit`. */
  align(unit: number): void {
    while (this.length % unit !== 0) this.u8(0);
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  private reserve(count: number): void {
    const wanted = this.length + count;
    if (wanted <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(wanted, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
    this.view = new DataView(larger.buffer);
  }
}

/**
 * Bytes read one after another. Reading past the end sets {@link failed} and gives zeros from then on, so that a
 * caller may read a whole record and ask once.
 */
export class ByteReader {
  private readonly view: DataView;
  failed = false;

  /** Reads `bytes` from `offset` to, not including, `end`. */
  constructor(private readonly source: Uint8Array, public offset = 0, readonly end = source.length) {
    this.view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  }

  get left(): number {
    return this.end - this.offset;
  }

  u8(): number {
    return this.take(1) ? this.source[this.offset - 1] : 0;
  }

  u32(): number {
    return this.take(4) ? this.view.getUint32(this.offset - 4, true) : 0;
  }

  f64(): number {
    return this.take(8) ? this.view.getFloat64(this.offset - 8, true) : 0;
  }

  /** A view of the next bytes, not a copy; empty where there are not so many. */
  bytes(count: number): Uint8Array {
    return this.take(count) ? this.source.subarray(this.offset - count, this.offset) : new Uint8Array(0);
  }

  /** A text written by {@link ByteWriter.text}; undefined where it is not UTF-8 or reaches past the end. */
  text(): string | undefined {
    return this.utf8(this.u32());
  }

  /** The next `count` bytes as UTF-8; undefined where they are not. */
  utf8(count: number): string | undefined {
    const bytes = this.bytes(count);
    if (this.failed) return undefined;
    try {
      return decoder.decode(bytes);
    } catch (error) {
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    this.failed = true;
    return 0;
  }

  signed(): number {
    const value = this.varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private take(count: number): boolean {
    if (this.failed || count > this.end - this.offset) {
      this.failed = true;
      return false;
    }
    this.offset += count;
    return true;
  }
}
