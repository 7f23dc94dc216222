// The machine's memory as a map: rows of cells from left to right and top to bottom, each in the colour of the innermost layer whose
// window it lies in, those of the root alone in none; in them marks of what was written and read lately, and around them what the next
// instruction is about to touch.
import type { MemoryBody, PictureLayer } from '../protocol/picture';
import { fitted, ownerPart, widthOf, type Drawing, type Part, type Shape } from './drawing';
import { bytesText } from './layers-drawing';
import { roomWord, type RoomWord } from './room-words';
import type { Surroundings } from './stack-drawing';

/** The action of a place of memory begins so; its address follows. */
export const MEMORY = 'memory ';
/** Sides of a cell, as parts of the font's size. */
const [SIDE_MIN, SIDE_MAX] = [0.6, 1];
const COLUMNS_MIN = 16;
/** What lies in a cell leaves so much of its side free on each side: the owner's colour shows around it. */
const INSET = 0.25;
const OWNERS_NAMED = 12;
const HOT_MIN = 16;

/** How many cells a map is to have. */
export const CELLS_WANTED = 2048;

/** Bytes of a cell, a power of two, so that memory of this size has at most so many cells as are wanted. */
export function cellBytes(size: number): number {
  let bytes = 16;
  while (size / bytes > CELLS_WANTED) bytes *= 2;
  return bytes;
}

/** The innermost layer for each cell: the index of the last one in `layers` whose window has its first byte. */
function ownersOf({ layers, size, cell }: MemoryBody): Int16Array {
  const owners = new Int16Array(Math.ceil(size / cell)).fill(-1), [root] = layers, base = root?.start ?? 0;
  const larger = layers.map((layer, i) => [layer, i] as const).sort(([a], [b]) => b.size - a.size);
  for (const [{ start, size: bytes }, index] of larger) if (bytes > 0) owners.fill(index, Math.ceil((start - base) / cell), Math.ceil((start - base + bytes) / cell));
  return owners;
}

export function drawMemory(body: MemoryBody, surroundings: Surroundings): Drawing {
  return new MemoryPicture(body, surroundings).make();
}

class MemoryPicture {
  private readonly shapes: Shape[] = [];
  private readonly gap: number;
  private readonly row: number;
  private readonly side: number;
  private readonly columns: number;

  constructor(private readonly body: MemoryBody, private readonly surroundings: Surroundings) {
    const { metrics: { font }, width } = surroundings;
    this.gap = Math.round(font * 0.7);
    this.row = Math.round(font * 1.7);
    const room = width - this.left - this.gap * 2, fitting = Math.max(COLUMNS_MIN, room / (font * SIDE_MIN));
    this.columns = 2 ** Math.floor(Math.log2(fitting));
    this.side = Math.round(Math.max(font * SIDE_MIN, Math.min(font * SIDE_MAX, Math.floor(room / this.columns))));
  }

  /** Where the map begins: the address of each row stands before it. */
  private get left(): number {
    return this.gap * 2 + 9 * this.surroundings.metrics.character;
  }

  private get top(): number {
    return this.gap + this.row;
  }

  make(): Drawing {
    const { body: { size, cell }, columns, gap, row, side, left, top, surroundings } = this, count = Math.ceil(size / cell), rows = Math.ceil(count / columns);
    this.owners(count);
    this.heat();
    this.next();
    const labelled = Math.ceil(row / side);
    for (let i = 0; i < rows; i += labelled) this.words(`row ${i}`, 'note', left - gap, top + i * side + surroundings.metrics.font * 0.75, 'end', `0x${(i * columns * cell).toString(16)}`);
    this.words('scale', 'note', left, gap + row * 0.6, 'start', this.word('cell_is', { bytes: bytesText(cell) }));
    const height = this.legend(top + Math.max(rows * side, labelled * side) + gap * 2);
    return { width: Math.max(surroundings.width, left + columns * side + gap), height, shapes: this.shapes };
  }

  private word(word: RoomWord, names?: Readonly<Record<string, string | number>>): string {
    return roomWord(this.surroundings.language, word, names);
  }

  private box(key: string, part: Part, cell: number, cells: number, title?: string, action?: string): void {
    const { left, side, columns, top } = this;
    this.shapes.push({
      kind: 'box', key, part, square: true, x: left + (cell % columns) * side, y: top + Math.floor(cell / columns) * side, width: cells * side, height: side,
      ...(title === undefined ? {} : { title }), ...(action === undefined ? {} : { action }),
    });
  }

  /** Calls back with each run of cells in one row. */
  private runs(from: number, to: number, each: (cell: number, count: number) => void): void {
    for (let at = from; at < to;) {
      const end = Math.min(to, (Math.floor(at / this.columns) + 1) * this.columns);
      each(at, end - at);
      at = end;
    }
  }

  private owners(count: number): void {
    const owners = ownersOf(this.body), { cell, layers } = this.body;
    for (let from = 0; from < count;) {
      const owner = owners[from];
      let to = from + 1;
      while (to < count && owners[to] === owner) to++;
      const layer = layers[owner] as PictureLayer | undefined;
      this.runs(from, to, (at, cells) => this.box(`owner ${at}`, ownerPart(layer?.id), at, cells, layer?.name, `${MEMORY}${at * cell}`));
      from = to;
    }
  }

  private heat(): void {
    const { body: { cell: bytes, heat }, left, top, side, columns } = this, inset = Math.round(side * INSET);
    for (const { cell, written, read } of heat) {
      const part: Part | undefined = written >= HOT_MIN ? (written > 128 ? 'written-hot' : 'written') : read >= HOT_MIN ? 'read' : undefined;
      if (part === undefined) continue;
      const title = `0x${(cell * bytes).toString(16)}: ${this.word(part === 'read' ? 'was_read' : 'was_written')}`;
      const x = left + (cell % columns) * side + inset, y = top + Math.floor(cell / columns) * side + inset, size = side - 2 * inset;
      this.shapes.push({ kind: 'box', key: `heat ${cell}`, part, square: true, x, y, width: size, height: size, title, action: `${MEMORY}${cell * bytes}` });
    }
  }

  private next(): void {
    const { cell: bytes, next } = this.body;
    next.forEach(({ start, size, write }, i) => {
      const first = Math.floor(start / bytes), last = Math.floor((start + size - 1) / bytes);
      this.runs(first, last + 1, (at, cells) => this.box(`next ${i} ${at}`, 'about', at, cells, this.word(write ? 'will_write' : 'will_read'), `${MEMORY}${start}`));
    });
  }

  /** The names of the owners, below the map; gives where it ends. */
  private legend(top: number): number {
    const { row, gap, surroundings: { metrics, width } } = this, size = Math.round(metrics.font * 0.8);
    let x = gap, y = top;
    const entry = (key: string, part: Part, name: string): void => {
      const text = fitted(name, width - size - 3 * gap, metrics), wide = size + gap / 2 + widthOf(text, metrics) + 2 * gap;
      if (x + wide > width && x > gap) [x, y] = [gap, y + row];
      this.shapes.push({ kind: 'box', key: `legend ${key}`, part, x, y: y + (row - size) / 2, width: size, height: size });
      this.words(`legend ${key} words`, 'note', x + size + gap / 2, y + row * 0.7, 'start', text);
      x += wide;
    };
    this.body.layers.forEach(({ id, name, size: bytes }, i) => { if (i < OWNERS_NAMED && bytes > 0) entry(String(id), ownerPart(id), `${name} ${bytesText(bytes)}`); });
    entry('written', 'written-hot', this.word('was_written'));
    entry('read', 'read', this.word('was_read'));
    entry('about', 'about', this.word('will_touch'));
    return y + row + gap;
  }

  private words(key: string, part: Part, x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): void {
    this.shapes.push({ kind: 'words', key, part, x, y, anchor, text });
  }
}
