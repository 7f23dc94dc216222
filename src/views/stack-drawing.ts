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
const CELL_CHARACTERS_MAX = 24;

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
    const frames = body.frames.slice(0, FRAMES_DRAWN).reverse();
    const columns = frames.map((frame) => this.columnWidth(frame));
    const coming = this.comingWidth();
    const height = this.bottom() + gap;
    let x = gap;
    const left = body.totalFrames - frames.length;
    if (left > 0) {
      const text = roomWord(surroundings.language, 'more_frames', { count: left });
      this.words('more', 'note', x, row, 'start', text);
      x += widthOf(text, surroundings.metrics) + gap;
    }
    frames.forEach((frame, i) => {
      this.column(frame, frames.length - 1 - i, x, columns[i]);
      x += columns[i] + gap;
    });
    this.coming(x, coming);
    return { width: Math.max(surroundings.width, x + coming + gap), height, shapes: this.shapes };
  }

  private get top(): number {
    return this.row + this.gap;
  }

  /** Rows of the largest column. */
  private rows(): number {
    const { frames, next } = this.body;
    const inner = frames.at(0)?.operands.length ?? 0;
    const after = inner - next.pops.length + next.pushes.length;
    const counts = frames.slice(0, FRAMES_DRAWN).map(({ locals, operands }) => Math.min(CELLS_DRAWN, locals.length) + Math.min(CELLS_DRAWN, operands.length));
    return Math.max(3, after + Math.min(CELLS_DRAWN, frames.at(0)?.locals.length ?? 0), ...counts) + 2;
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
    return Math.max(CELL_CHARACTERS_MIN * metrics.character, widthOf(this.effectText(), metrics)) + 2 * this.gap;
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
    frame.locals.slice(0, CELLS_DRAWN).forEach(({ name, value }, i) => {
      const y = top + i * row, changed = old !== undefined && old.locals.at(i)?.value !== value;
      if (changed) this.box(`${key} local ${i}`, 'cell-changed', x + gap / 2, y, width - gap);
      const space = inner - widthOf(value, metrics) - metrics.character;
      this.words(`${key} local name ${i}`, 'name', x + gap, this.baseline(y), 'start', fitted(name, space, metrics));
      this.words(`${key} local value ${i}`, 'value', x + width - gap, this.baseline(y), 'end', fitted(value, inner, metrics));
    });
    this.operands(frame, depth, key, old, [x, width]);
  }

  private operands({ operands }: PictureFrame, depth: number, key: string, old: PictureFrame | undefined, [x, width]: readonly [number, number]): void {
    const { gap, surroundings: { language } } = this;
    const leaving = depth === 0 ? operands.length - this.body.next.pops.length : Infinity;
    if (operands.length === 0) this.words(`${key} empty`, 'note', x + width / 2, this.baseline(this.cellTop(0)), 'middle', roomWord(language, 'empty_stack'));
    const hidden = Math.max(0, operands.length - CELLS_DRAWN);
    operands.slice(hidden).forEach((operand, i) => {
      const index = hidden + i, changed = old !== undefined && old.operands.at(index)?.value !== operand.value;
      const part: Part = index >= leaving ? 'cell-leaving' : changed ? 'cell-changed' : 'cell';
      this.cell(`${key} operand ${index}`, part, operand, x + gap, this.cellTop(i), width - 2 * gap);
    });
  }

  /** What the next instruction does: beside the innermost frame, at the height that it will have there. */
  private coming(x: number, width: number): void {
    const { row, gap, body: { frames, next }, surroundings: { language } } = this;
    this.words('next word', 'note', x + gap, row, 'start', roomWord(language, 'next'));
    this.words('next', 'instruction', x + gap, this.baseline(this.top), 'start', this.effectText());
    if (next.trap !== undefined) this.words('next trap', 'trap', x + gap, this.baseline(this.top + row), 'start', roomWord(language, 'traps', { cause: next.trap }));
    const standing = (frames.at(0)?.operands.length ?? 0) - next.pops.length, hidden = Math.max(0, (frames.at(0)?.operands.length ?? 0) - CELLS_DRAWN);
    next.pushes.forEach((value, i) => this.cell(`coming ${i}`, 'cell-coming', value, x + gap, this.cellTop(standing - hidden + i), width - 2 * gap));
  }

  private effectText(): string {
    return effectText(this.body.next);
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

  private words(key: string, part: Part, x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): void {
    this.shapes.push({ kind: 'words', key, part, x, y, anchor, text });
  }
}

function placeOf({ name, source, line }: PictureFrame): string {
  return source?.name === undefined ? name : `${name}, ${source.name}:${line ?? ''}`;
}

/** `3 4 | add -> 7` */
export function effectText({ instruction, pops, pushes }: PictureNext): string {
  const texts = (values: readonly PictureValue[]): string => values.map(({ type, value }) => value ?? `(${type})`).join(' ');
  const before = pops.length === 0 ? '' : `${texts(pops)} | `, after = pushes.length === 0 ? '' : ` -> ${texts(pushes)}`;
  return `${before}${instruction}${after}`;
}

/** What somebody who does not see the picture is told after a step: the instruction that ran, and the stack, top last. */
export function saidOf(body: PictureBody, before: PictureBody | undefined, language: Language): string {
  const stack = body.frames.at(0)?.operands.map(({ type, value }) => value ?? type) ?? [];
  const instruction = before !== undefined && before.steps + 1 === body.steps && before.branch === body.branch
    ? before.next.instruction : roomWord(language, 'count', { steps: body.steps });
  return stack.length === 0 ? roomWord(language, 'said_empty', { instruction }) : roomWord(language, 'said', { instruction, stack: stack.join(', ') });
}
