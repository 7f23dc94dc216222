// The operand stack and the frames as a drawing: one column for each frame, the innermost at the right; in it its locals, and its
// operands as cells that stand on each other. What the next instruction takes is marked, and what it leaves stands beside it.
import type { Language } from '../base/message';
import type { PictureBody, PictureFrame, PictureNext, PictureValue } from '../protocol/picture';
import { fitted, widthOf, type Drawing, type Metrics, type Part, type Shape } from './drawing';
import { roomWord } from './room-words';

/** What a drawing is made for. */
export interface Surroundings {
  /** Pixels that there are from left to right; a drawing is as wide as that or wider. */
  readonly width: number;
  readonly metrics: Metrics;
  readonly language: Language;
}

/** Frames that are drawn; of others only the number is told. */
export const FRAMES_DRAWN = 12;
/** Operands and locals of a frame that are drawn, those on top and those first. */
const CELLS_DRAWN = 16;
/** Characters of a cell, at most; values are never longer, names may be. */
const CELL_CHARACTERS_MIN = 10;
const CELL_CHARACTERS_MAX = 28;
/** Characters of a local's name that its value leaves room for. */
const NAME_CHARACTERS_MIN = 8;

/** Draws a stopped machine; `before`: the picture of the stop before, so that what has changed can be marked. */
export function drawStack(body: PictureBody, before: PictureBody | undefined, surroundings: Surroundings): Drawing {
  return new StackDrawing(body, before, surroundings).make();
}

class StackDrawing {
  private readonly shapes: Shape[] = [];
  private readonly row: number;
  private readonly gap: number;

  constructor(private readonly body: PictureBody, private readonly before: PictureBody | undefined, private readonly surroundings: Surroundings) {
    const { font } = surroundings.metrics;
    this.row = Math.round(font * 1.9);
    this.gap = Math.round(font * 0.7);
  }

  make(): Drawing {
    const { body, gap, row, surroundings } = this;
    const coming = this.comingWidth(), count = this.fitting(coming);
    const frames = body.frames.slice(0, count).reverse(), left = body.totalFrames - count;
    const height = this.bottom() + gap;
    let x = gap;
    if (left > 0) {
      const text = this.moreText(left);
      this.words('more', 'note', x, row, 'start', text);
      x += widthOf(text, surroundings.metrics) + gap;
    }
    frames.forEach((frame, i) => {
      const width = this.columnWidth(frame);
      this.column(frame, frames.length - 1 - i, x, width);
      x += width + gap;
    });
    this.coming(x, coming);
    return { width: Math.max(surroundings.width, x + coming + gap), height, shapes: this.shapes };
  }

  /** How many frames are drawn, so that they and what comes next fit beside each other; the innermost always is. */
  private fitting(coming: number): number {
    const { body: { frames, totalFrames }, gap, surroundings: { width, metrics } } = this;
    const widths = frames.slice(0, FRAMES_DRAWN).map((frame) => this.columnWidth(frame) + gap);
    const fitted = (room: number): number => {
      const over = widths.findIndex((each) => (room -= each) < 0);
      return Math.max(1, over < 0 ? widths.length : over);
    };
    const all = fitted(width - coming - 2 * gap);
    return all === totalFrames ? all : fitted(width - coming - 3 * gap - widthOf(this.moreText(totalFrames), metrics));
  }

  private moreText(count: number): string {
    return roomWord(this.surroundings.language, 'more_frames', { count });
  }

  private get top(): number {
    return this.row + this.gap;
  }

  /** Rows of the largest column. */
  private rows(): number {
    const { frames, next } = this.body, cells = (count: number): number => Math.min(CELLS_DRAWN, count), inner = frames.at(0);
    const counts = frames.slice(0, FRAMES_DRAWN).map(({ locals, operands }) => cells(locals.length) + cells(operands.length));
    const standing = cells(inner?.operands.length ?? 0), after = standing - next.pops.length + next.pushes.length;
    // What comes next has its own lines above the cells that it leaves.
    const coming = this.effectLines().length + (next.trap === undefined ? 0 : 1) + Math.max(after, 0);
    return Math.max(3, after + cells(inner?.locals.length ?? 0), coming, ...counts) + 2;
  }

  /** Where the lowest cells stand. */
  private bottom(): number {
    return this.top + this.rows() * this.row + this.gap;
  }

  private columnWidth({ name, label, locals, operands }: PictureFrame): number {
    const { metrics } = this.surroundings, texts = [label ?? name, ...locals.map((local) => `${local.name} ${local.value}`), ...operands.map(({ value = '' }) => value)];
    const widest = Math.max(...texts.map((text) => widthOf(text, metrics)));
    return Math.min(CELL_CHARACTERS_MAX * metrics.character, Math.max(CELL_CHARACTERS_MIN * metrics.character, widest)) + 2 * this.gap;
  }

  private comingWidth(): number {
    const { metrics } = this.surroundings;
    return Math.max(CELL_CHARACTERS_MIN * metrics.character, ...this.effectLines().map((line) => widthOf(line, metrics))) + 2 * this.gap;
  }

  /** One frame, or the border between two layers. */
  private column(frame: PictureFrame, depth: number, x: number, width: number): void {
    const { row, gap, top, surroundings: { metrics } } = this, key = `frame ${this.body.totalFrames - depth}`;
    const inner = width - 2 * gap, bottom = this.bottom();
    if (frame.label !== undefined) {
      this.shapes.push({ kind: 'line', key, part: 'border', from: [x + width / 2, top], to: [x + width / 2, bottom] });
      return this.words(`${key} label`, 'note', x + width / 2, row, 'middle', fitted(frame.label, width, metrics));
    }
    const part = depth === 0 ? 'frame-inner' : 'frame';
    this.shapes.push({ kind: 'box', key, part, x, y: gap, width, height: bottom - gap, title: placeOf(frame), action: `frame ${depth}` });
    this.words(`${key} name`, 'title', x + gap, row, 'start', fitted(frame.name, inner, metrics));
    const old = this.sameFrame(depth);
    const hidden = frame.locals.length > CELLS_DRAWN ? frame.locals.length - CELLS_DRAWN + 1 : 0;
    frame.locals.slice(0, frame.locals.length - hidden).forEach(({ name, value }, i) => {
      const y = top + i * row, changed = old !== undefined && old.locals.at(i)?.value !== value;
      if (changed) this.box(`${key} local ${i}`, 'cell-changed', x + gap / 2, y, width - gap);
      const least = Math.min(widthOf(name, metrics), NAME_CHARACTERS_MIN * metrics.character) + metrics.character;
      const shown = fitted(value, inner - least, metrics), called = fitted(name, inner - widthOf(shown, metrics) - metrics.character, metrics);
      const title = shown === value && called === name ? undefined : `${name} = ${value}`;
      this.words(`${key} local name ${i}`, 'name', x + gap, this.baseline(y), 'start', called, title);
      this.words(`${key} local value ${i}`, 'value', x + width - gap, this.baseline(y), 'end', shown, title);
    });
    if (hidden > 0) this.words(`${key} more locals`, 'note', x + gap, this.baseline(top + (CELLS_DRAWN - 1) * row), 'start', this.moreCells(hidden));
    this.operands(frame, depth, key, old, [x, width]);
  }

  private operands({ operands }: PictureFrame, depth: number, key: string, old: PictureFrame | undefined, [x, width]: readonly [number, number]): void {
    const { gap, surroundings: { language } } = this;
    const leaving = depth === 0 ? operands.length - this.body.next.pops.length : Infinity;
    if (operands.length === 0) this.words(`${key} empty`, 'note', x + width / 2, this.baseline(this.cellTop(0)), 'middle', roomWord(language, 'empty_stack'));
    const hidden = hiddenBelow(operands);
    if (hidden > 0) this.words(`${key} more operands`, 'note', x + width / 2, this.baseline(this.cellTop(0)), 'middle', this.moreCells(hidden));
    operands.slice(hidden).forEach((operand, i) => {
      const index = hidden + i, changed = old !== undefined && old.operands.at(index)?.value !== operand.value;
      const part: Part = index >= leaving ? 'cell-leaving' : changed ? 'cell-changed' : 'cell';
      this.cell(`${key} operand ${index}`, part, operand, x + gap, this.cellTop(index - below(hidden)), width - 2 * gap);
    });
  }

  private moreCells(count: number): string {
    return roomWord(this.surroundings.language, 'more', { count });
  }

  /** What the next instruction does: beside the innermost frame, at the height that it will have there. */
  private coming(x: number, width: number): void {
    const { row, gap, body: { frames, next }, surroundings: { language } } = this, operands = frames.at(0)?.operands ?? [];
    this.words('next word', 'note', x + gap, row, 'start', roomWord(language, 'next'));
    const lines = this.effectLines();
    lines.forEach((line, i) => this.words(`next ${i}`, 'instruction', x + gap, this.baseline(this.top + i * row), 'start', line));
    if (next.trap !== undefined) this.words('next trap', 'trap', x + gap, this.baseline(this.top + lines.length * row), 'start', roomWord(language, 'traps', { cause: next.trap }));
    const standing = operands.length - next.pops.length - below(hiddenBelow(operands));
    next.pushes.forEach((value, i) => this.cell(`coming ${i}`, 'cell-coming', value, x + gap, this.cellTop(standing + i), width - 2 * gap));
  }

  /** The effect in one line, or in one for each part of it where that leaves no room for the frame beside it. */
  private effectLines(): readonly string[] {
    const { body: { frames, next }, gap, surroundings: { width, metrics } } = this, whole = effectText(next);
    const room = width - 5 * gap - frames.slice(0, 1).reduce((sum, frame) => sum + this.columnWidth(frame), 0);
    return widthOf(whole, metrics) <= room ? [whole] : effectParts(next);
  }

  /** The frame as it was at the stop before, where it is still the same one. */
  private sameFrame(depth: number): PictureFrame | undefined {
    const { body, before } = this;
    if (before === undefined) return undefined;
    const own = body.frames[depth], old = before.frames.at(depth + before.totalFrames - body.totalFrames);
    return depth + before.totalFrames - body.totalFrames >= 0 && old?.name === own.name && old.threadId === own.threadId ? old : undefined;
  }

  private cellTop(index: number): number {
    return this.bottom() - this.gap - (index + 1) * this.row;
  }

  private baseline(y: number): number {
    const { font } = this.surroundings.metrics;
    return Math.round(y + (this.row + font * 0.7) / 2);
  }

  private cell(key: string, part: Part, { type, value }: PictureValue, x: number, y: number, width: number): void {
    const { metrics } = this.surroundings, text = fitted(value ?? `(${type})`, width - metrics.character, metrics);
    this.box(key, part, x, y, width, `${type} ${value ?? ''}`.trim());
    this.words(`${key} value`, 'value', x + width / 2, this.baseline(y), 'middle', text);
  }

  private box(key: string, part: Part, x: number, y: number, width: number, title?: string): void {
    this.shapes.push({ kind: 'box', key, part, x, y: y + 1, width, height: this.row - 2, ...(title === undefined ? {} : { title }) });
  }

  private words(key: string, part: Part, x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string, title?: string): void {
    this.shapes.push({ kind: 'words', key, part, x, y, anchor, text, ...(title === undefined ? {} : { title }) });
  }
}

function placeOf({ name, source, line }: PictureFrame): string {
  return source?.name === undefined ? name : `${name}, ${source.name}:${line ?? ''}`;
}

/** How many of the deepest operands are not drawn; a note stands for them. */
function hiddenBelow(operands: readonly PictureValue[]): number {
  return operands.length > CELLS_DRAWN ? operands.length - CELLS_DRAWN + 1 : 0;
}

/** By how many places operands stand lower than their index where so many are hidden: the note takes one. */
function below(hidden: number): number {
  return Math.max(0, hidden - 1);
}

/** `3 4 | add -> 7` */
export function effectText(next: PictureNext): string {
  return effectParts(next).join(' ');
}

/** `3 4 |`, `add`, `-> 7` */
function effectParts({ instruction, pops, pushes }: PictureNext): readonly string[] {
  const texts = (values: readonly PictureValue[]): string => values.map(({ type, value }) => value ?? `(${type})`).join(' ');
  return [...(pops.length === 0 ? [] : [`${texts(pops)} |`]), instruction, ...(pushes.length === 0 ? [] : [`-> ${texts(pushes)}`])];
}

/** What somebody who does not see the picture is told after a step: the instruction that ran, and the stack, top last. */
export function saidOf(body: PictureBody, before: PictureBody | undefined, language: Language): string {
  const stack = body.frames.at(0)?.operands.map(({ type, value }) => value ?? type) ?? [];
  const instruction = before !== undefined && before.steps + 1 === body.steps && before.branch === body.branch
    ? before.next.instruction : roomWord(language, 'count', { steps: body.steps });
  return stack.length === 0 ? roomWord(language, 'said_empty', { instruction }) : roomWord(language, 'said', { instruction, stack: stack.join(', ') });
}
