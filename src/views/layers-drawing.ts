// The lecture's picture: the hardware at the bottom, on it what runs on the bare machine, and in that, side by side, what it runs: boxes in
// boxes. The layer whose instruction is next is lit, and beside each arrow stands how often control left through it.
import type { LayersBody, PictureLayer } from '../protocol/picture';
import { fitted, widthOf, type Drawing, type Part, type Shape } from './drawing';
import { roomWord, type RoomWord } from './room-words';
import type { Surroundings } from './stack-drawing';

/** Children of one layer that are drawn. */
const CHILDREN_DRAWN = 12;
/** Layers that lie around each other. */
const DEPTH_DRAWN = 10;
const NAME_CHARACTERS_MAX = 28;
const NAME_CHARACTERS_MIN = 12;
const CAUSES_TOLD = 12;

/** A layer with its place among the others. */
interface Node {
  readonly layer: PictureLayer;
  readonly children: readonly Node[];
  /** Children that are not drawn. */
  readonly hidden: number;
  readonly width: number;
  readonly height: number;
}

const MODES: Readonly<Record<PictureLayer['mode'], RoomWord>> = { root: 'mode_root', guest: 'mode_guest', user: 'mode_user' };
const PARTS: Readonly<Record<PictureLayer['state'], Part>> = { executing: 'layer-executing', inside: 'layer-inside', still: 'layer' };

export function drawLayers(body: LayersBody, surroundings: Surroundings): Drawing {
  return new LayersDrawing(body, surroundings).make();
}

class LayersDrawing {
  private readonly shapes: Shape[] = [];
  private readonly below = new Map<number | undefined, PictureLayer[]>();
  private readonly row: number;
  private readonly gap: number;
  /** Room between a layer and those in it, for the arrows. */
  private readonly lift: number;

  constructor(private readonly body: LayersBody, private readonly surroundings: Surroundings) {
    const { font } = surroundings.metrics;
    this.row = Math.round(font * 1.6);
    this.gap = Math.round(font * 0.8);
    this.lift = Math.round(font * 2.2);
    for (const layer of body.layers) {
      const siblings = this.below.get(layer.below);
      if (siblings === undefined) this.below.set(layer.below, [layer]);
      else siblings.push(layer);
    }
  }

  make(): Drawing {
    const { gap, row, surroundings, body } = this;
    const root = this.node(body.layers[0], 0), width = Math.max(root.width, this.hardwareWidth());
    const height = gap + root.height + this.lift + row + gap * 2;
    this.place(root, gap, gap, width);
    const top = gap + root.height + this.lift;
    this.arrow(root, gap, gap + root.height, top);
    this.shapes.push({ kind: 'box', key: 'hardware', part: 'hardware', x: gap, y: top, width, height: row + gap });
    this.words('hardware words', 'title', gap + width / 2, top + gap / 2 + row * 0.7, 'middle', this.hardware());
    return { width: Math.max(surroundings.width, width + 2 * gap), height, shapes: this.shapes };
  }

  private word(word: RoomWord, names?: Readonly<Record<string, string | number>>): string {
    return roomWord(this.surroundings.language, word, names);
  }

  private number(count: number): string {
    return count.toLocaleString(this.surroundings.language);
  }

  private hardware(): string {
    return this.word('hardware', { memory: bytesText(this.body.memory) });
  }

  private hardwareWidth(): number {
    return widthOf(this.hardware(), this.surroundings.metrics) + 2 * this.gap;
  }

  /** What stands in the bar of a layer: its name, then how it runs, then what it came to. */
  private lines(layer: PictureLayer): readonly [string, string, string] {
    const { name, retired } = layer, most = NAME_CHARACTERS_MAX * this.surroundings.metrics.character;
    return [fitted(name, most, this.surroundings.metrics), this.how(layer), this.word('instructions', { count: this.number(retired) })];
  }

  /** In which mode it is, and whether its instruction is next. */
  private how({ mode, state }: PictureLayer): string {
    const word = this.word(MODES[mode]);
    return state === 'executing' ? `${word}, ${this.word('executing')}` : word;
  }

  private exits({ exits }: PictureLayer): string {
    return this.word('exits', { count: this.number(exits) });
  }

  private node(layer: PictureLayer, depth: number): Node {
    const { gap, row, lift, surroundings: { metrics } } = this;
    const all = depth + 1 < DEPTH_DRAWN ? this.below.get(layer.id) ?? [] : [], children = all.slice(0, CHILDREN_DRAWN).map((each) => this.node(each, depth + 1));
    const texts = [...this.lines(layer), `  ${this.exits(layer)}`], bar = row * 3 + gap;
    const widest = Math.max(NAME_CHARACTERS_MIN * metrics.character, ...texts.map((text) => widthOf(text, metrics)));
    const hidden = all.length - children.length, more = hidden === 0 ? 0 : widthOf(this.word('more', { count: hidden }), metrics) + gap;
    const inner = children.reduce((sum, each) => sum + each.width + gap, more);
    const above = children.length === 0 ? 0 : Math.max(...children.map(({ height }) => height)) + lift;
    return { layer, children, hidden, width: Math.max(widest + 2 * gap, inner + gap), height: above + bar + (above === 0 ? 0 : gap) };
  }

  /** Draws a layer, with those in it standing on its bar. */
  private place({ layer, children, hidden, height }: Node, x: number, y: number, width: number): void {
    const { gap, row } = this, key = `layer ${layer.id}`;
    const barHeight = row * 3 + gap, bar = y + height - barHeight;
    this.shapes.push({ kind: 'box', key, part: PARTS[layer.state], x, y, width, height, title: this.title(layer) });
    const lines = this.lines(layer);
    lines.forEach((text, i) => this.words(`${key} line ${i}`, i === 0 ? 'title' : 'note', x + gap, bar + gap / 2 + (i + 0.7) * row, 'start', text));
    let at = x + gap;
    for (const child of children) {
      const top = bar - this.lift - child.height;
      this.place(child, at, top, child.width);
      this.arrow(child, at, top + child.height, bar + gap / 2);
      at += child.width + gap;
    }
    if (hidden > 0) this.words(`${key} more`, 'note', at, bar - this.lift, 'start', this.word('more', { count: hidden }));
  }

  /** From a layer down to the one that it comes out to. */
  private arrow({ layer, width }: Node, x: number, from: number, to: number): void {
    const { surroundings: { metrics: { font, character } }, gap } = this, key = `arrow ${layer.id}`, part = layer.state === 'still' ? 'arrow' : 'arrow-lit';
    const at = x + gap + character / 2, head = Math.round(font * 0.35);
    this.shapes.push({ kind: 'line', key, part, from: [at, from], to: [at, to] });
    this.shapes.push({ kind: 'line', key: `${key} left`, part, from: [at - head, to - head], to: [at, to] });
    this.shapes.push({ kind: 'line', key: `${key} right`, part, from: [at + head, to - head], to: [at, to] });
    this.words(`${key} count`, 'value', at + character * 1.5, (from + to) / 2 + font * 0.35, 'start', fitted(this.exits(layer), width - gap - 2 * character, this.surroundings.metrics));
  }

  private title(layer: PictureLayer): string {
    const { name, start, size, causes } = layer, where = size === 0 ? this.word('no_window') : this.word('window', { start: `0x${start.toString(16)}`, end: `0x${(start + size - 1).toString(16)}` });
    return [`${name}: ${this.how(layer)}`, where, ...causes.slice(0, CAUSES_TOLD).map(({ cause, count }) => `${cause}: ${this.number(count)}`)].join('\n');
  }

  private words(key: string, part: Part, x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string): void {
    this.shapes.push({ kind: 'words', key, part, x, y, anchor, text });
  }
}

/** 16 MiB, 512 KiB, 12 bytes. */
export function bytesText(bytes: number): string {
  const units: readonly [number, string][] = [[1 << 30, 'GiB'], [1 << 20, 'MiB'], [1 << 10, 'KiB']];
  const [size, unit] = units.find(([each]) => bytes >= each && bytes % (each / 16) === 0) ?? [1, 'B'];
  return `${bytes / size} ${unit}`;
}
