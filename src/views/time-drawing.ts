// The run as a line from left to right: a row for each branch, where the run stands, where it stopped; below, what was printed and
// which layers the instructions went to.
import type { PictureMark, PictureBranch, TimeBody } from '../protocol/picture';
import { fitted, ownerPart, widthOf, type Drawing, type Part, type Shape } from './drawing';
import { roomWord, type RoomWord } from './room-words';
import type { Surroundings } from './stack-drawing';

/** Which part of a drawing stands for which moments. */
export interface Axis {
  readonly left: number;
  readonly right: number;
  /** Counts of steps at both. */
  readonly first: number;
  readonly last: number;
}

export interface TimeDrawing extends Drawing {
  readonly axis: Axis;
}

/** The action of the row of a branch begins so; its number follows. */
export const TRAVEL = 'travel ';
const BRANCHES_DRAWN = 8;
const LAYERS_DRAWN = 6;
const NAME_CHARACTERS = 16;
/** Rows that the amounts have. */
const LAYER_ROWS = 4;

export function drawTime(body: TimeBody, surroundings: Surroundings): TimeDrawing {
  return new TimePicture(body, surroundings).make();
}

/** The count of steps at a place of a drawing. */
export function momentAt({ left, right, first, last }: Axis, x: number): number {
  return Math.round(first + Math.max(0, Math.min(1, (x - left) / (right - left))) * (last - first));
}

class TimePicture {
  private readonly shapes: Shape[] = [];
  private readonly row: number;
  private readonly gap: number;
  private readonly axis: Axis;
  private y: number;
  /** The contexts whose instructions are drawn, most first, with their numbers. */
  private shown: readonly (readonly [context: number, count: number])[] = [];

  constructor(private readonly body: TimeBody, private readonly surroundings: Surroundings) {
    const { metrics: { font, character }, width } = surroundings;
    this.row = Math.round(font * 1.7);
    this.gap = Math.round(font * 0.7);
    this.y = this.gap;
    const left = this.gap * 2 + NAME_CHARACTERS * character;
    this.axis = { left, right: Math.max(left + 20 * character, width - this.gap * 2), first: 0, last: Math.max(1, ...body.branches.map(({ end }) => end)) };
  }

  make(): TimeDrawing {
    const { axis, body, gap } = this, top = this.y;
    const shown = body.branches.slice(-BRANCHES_DRAWN), now = body.branches.find(({ number }) => number === body.branch);
    for (const branch of shown) this.track(branch, shown);
    if (now !== undefined) {
      this.printed(now);
      this.layers(now);
    }
    const x = this.xOf(body.steps);
    this.shapes.push({ kind: 'line', key: 'now', part: 'now', from: [x, top], to: [x, this.y] });
    this.scale();
    this.legend();
    return { width: axis.right + gap * 2, height: this.y + gap, shapes: this.shapes, axis };
  }

  private xOf(steps: number): number {
    const { left, right, first, last } = this.axis;
    return left + (steps - first) / (last - first) * (right - left);
  }

  private word(word: RoomWord, names?: Readonly<Record<string, string | number>>): string {
    return roomWord(this.surroundings.language, word, names);
  }

  private number(count: number): string {
    return count.toLocaleString(this.surroundings.language);
  }

  /** The name of a row, at its left. */
  private name(key: string, text: string, part: Part, y: number): void {
    const { metrics } = this.surroundings, most = NAME_CHARACTERS * metrics.character;
    this.words(`${key} name`, part, this.gap, y + this.row * 0.7, 'start', fitted(text, most, metrics));
  }

  private track({ number, end, from, fromSteps = 0 }: PictureBranch, shown: readonly PictureBranch[]): void {
    const { row, axis, body } = this, key = `branch ${number}`, middle = this.y + row / 2, isNow = number === body.branch, part = isNow ? 'track-now' : 'track';
    this.name(key, this.word('branch', { number }), isNow ? 'title' : 'note', this.y);
    const title = this.word('branch_to', { number, end: this.number(end) });
    this.shapes.push({ kind: 'box', key: `${key} row`, part: 'track-row', x: axis.left, y: this.y, width: axis.right - axis.left, height: row, title, action: `${TRAVEL}${number}` });
    const parent = shown.findIndex((each) => each.number === from);
    if (parent >= 0) {
      const x = this.xOf(fromSteps), above = middle - (shown.findIndex((each) => each.number === number) - parent) * row;
      this.shapes.push({ kind: 'line', key: `${key} fork`, part, from: [x, above], to: [x, middle] });
    }
    this.shapes.push({ kind: 'line', key, part, from: [this.xOf(fromSteps), middle], to: [this.xOf(end), middle] });
    this.marks(body.marks.filter((mark) => mark.branch === number), middle);
    this.y += row;
  }

  private marks(marks: readonly PictureMark[], middle: number): void {
    const size = Math.round(this.surroundings.metrics.font * 0.5);
    for (const { steps, reason, branch } of marks) {
      const title = `${this.word('count', { steps: this.number(steps) })}: ${reason}`;
      this.shapes.push({
        kind: 'box', key: `mark ${branch} ${steps}`, part: reason === 'breakpoint' || reason.endsWith('breakpoint') ? 'mark-breakpoint' : 'mark',
        x: this.xOf(steps) - size / 2, y: middle - size / 2, width: size, height: size, title, action: `${TRAVEL}${branch} ${steps}`,
      });
    }
  }

  /** Between each moment and the next: how much was printed. */
  private printed({ samples, number }: PictureBranch): void {
    const amounts = samples.slice(1).map(({ printed }, i) => printed - samples[i].printed), most = Math.max(...amounts, 0);
    if (most === 0) return;
    const { row } = this;
    this.y += this.gap;
    this.name('printed', this.word('output'), 'note', this.y);
    amounts.forEach((amount, i) => {
      if (amount === 0) return;
      const x = this.xOf(samples[i].steps), height = Math.max(2, row * amount / most);
      const title = this.word('printed', { bytes: this.number(amount) });
      this.shapes.push({ kind: 'box', key: `printed ${i}`, part: 'printed', square: true, x, y: this.y + row - height, width: Math.max(1, this.xOf(samples[i + 1].steps) - x), height, title, action: `${TRAVEL}${number} ${samples[i].steps}` });
    });
    this.y += row;
  }

  /** Between each moment and the next: to which layers the instructions went. */
  private layers({ samples, number }: PictureBranch): void {
    const last = samples.at(-1);
    if (last === undefined || samples.length < 2) return;
    const totals = new Map<number, number>();
    for (const { retired } of samples) for (const { context, count } of retired) totals.set(context, Math.max(totals.get(context) ?? 0, count));
    const height = this.row * LAYER_ROWS;
    this.shown = [...totals].sort((a, b) => b[1] - a[1]).slice(0, LAYERS_DRAWN);
    this.y += this.gap;
    this.name('layers', this.word('layers'), 'note', this.y);
    samples.slice(1).forEach((sample, i) => {
      const before = new Map(samples[i].retired.map(({ context, count }) => [context, count])), x = this.xOf(samples[i].steps), width = Math.max(0.5, this.xOf(sample.steps) - x);
      const spent = new Map(sample.retired.map(({ context, count }) => [context, count - (before.get(context) ?? 0)])), all = Math.max(1, [...spent.values()].reduce((sum, each) => sum + each, 0));
      let y = this.y + height;
      this.shown.forEach(([context]) => {
        const part = height * (spent.get(context) ?? 0) / all;
        if (part === 0) return;
        y -= part;
        this.shapes.push({ kind: 'box', key: `layer ${context} ${i}`, part: ownerPart(context), square: true, x, y, width, height: part, title: this.nameOf(context), action: `${TRAVEL}${number} ${samples[i].steps}` });
      });
    });
    this.y += height;
  }

  private nameOf(context: number): string {
    return this.body.names.find((each) => each.context === context)?.name ?? this.word('gone', { context });
  }

  private legend(): void {
    const { row, gap, axis, surroundings: { metrics } } = this, size = Math.round(metrics.font * 0.8);
    if (this.shown.length === 0) return;
    let x = axis.left;
    this.y += gap;
    this.shown.forEach(([context, count]) => {
      const text = fitted(`${this.nameOf(context)} ${this.number(count)}`, axis.right - axis.left - size - gap, metrics), width = size + gap / 2 + widthOf(text, metrics) + 2 * gap;
      if (x + width > axis.right && x > axis.left) {
        x = axis.left;
        this.y += row;
      }
      this.shapes.push({ kind: 'box', key: `legend ${context}`, part: ownerPart(context), x, y: this.y + (row - size) / 2, width: size, height: size });
      this.words(`legend ${context} words`, 'note', x + size + gap / 2, this.y + row * 0.7, 'start', text);
      x += width;
    });
    this.y += row;
  }

  /** Below the line of now where the run stands, and at the right where it ends. */
  private scale(): void {
    const { axis, body } = this, y = this.y + this.row * 0.8, last = this.number(axis.last), now = this.number(body.steps), { metrics } = this.surroundings;
    const half = widthOf(now, metrics) / 2, isLast = body.steps === axis.last;
    const end = isLast ? axis.right : axis.right - widthOf(last, metrics) - metrics.character;
    if (!isLast) this.words('last', 'note', axis.right, y, 'end', last);
    this.words('steps', 'title', Math.max(axis.left + half, Math.min(this.xOf(body.steps), end - half)), y, 'middle', now);
    this.y += this.row;
  }

  private words(key: string, part: Part, x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): void {
    this.shapes.push({ kind: 'words', key, part, x, y, anchor, text });
  }
}
