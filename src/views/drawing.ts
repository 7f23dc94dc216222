// Pictures as plain data: boxes, texts and lines with the parts they play, in pixels. Layouts make them without a page, so that
// tests can look at them; a page shows them, and they become files for slides.
//
// Colours are not here: a part is a word, and a palette or a style sheet says how it looks in a theme.

/** What a shape stands for; the style sheet of the machine room has a rule for each. */
export type Part =
  | 'frame' | 'frame-inner' | 'cell' | 'cell-changed' | 'cell-leaving' | 'cell-coming' | 'border'
  | 'layer' | 'layer-inside' | 'layer-executing' | 'hardware' | 'arrow' | 'arrow-lit'
  | 'track' | 'track-now' | 'track-row' | 'now' | 'mark' | 'mark-breakpoint' | 'printed'
  | 'owner-root' | 'owner-0' | 'owner-1' | 'owner-2' | 'owner-3' | 'owner-4' | 'owner-5'
  | 'written' | 'written-hot' | 'read' | 'about'
  | 'title' | 'value' | 'name' | 'note' | 'instruction' | 'trap';

export interface Box {
  readonly kind: 'box';
  /** The same thing in the next picture has the same key; it moves there. */
  readonly key: string;
  readonly part: Part;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Without round corners: boxes that cover an area side by side. */
  readonly square?: true;
  /** What a pointer that rests on it is told. */
  readonly title?: string;
  /** What happens at a click; the page knows the names. */
  readonly action?: string;
}

export interface Words {
  readonly kind: 'words';
  readonly key: string;
  readonly part: Part;
  /** Where the text begins, ends or has its middle. */
  readonly x: number;
  /** Its base line. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly text: string;
  /** What a pointer that rests on it is told. */
  readonly title?: string;
}

export interface Line {
  readonly kind: 'line';
  readonly key: string;
  readonly part: Part;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

export type Shape = Box | Words | Line;

/** The radius of the corners of a box. */
export function cornerOf({ square }: Box): number {
  return square === true ? 0 : 3;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** How large texts come out; the fonts of pictures have characters of one width. */
export interface Metrics {
  /** Size of the font in pixels. */
  readonly font: number;
  /** Width of one character in pixels. */
  readonly character: number;
}

/** Characters that take the place of two. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
const ELLIPSIS = '…';

/** Width of a text in pixels. */
export function widthOf(text: string, { character }: Metrics): number {
  let count = 0;
  for (const each of text) count += WIDE.test(each) ? 2 : 1;
  return count * character;
}

/** A text that is at most so wide: the end of a longer one is left out. */
export function fitted(text: string, width: number, metrics: Metrics): string {
  if (widthOf(text, metrics) <= width) return text;
  let kept = '';
  for (const each of text) {
    if (widthOf(kept + each + ELLIPSIS, metrics) > width) break;
    kept += each;
  }
  return kept + ELLIPSIS;
}

/** Colours of contexts in pictures of memory and of time. */
const OWNERS: readonly Part[] = ['owner-0', 'owner-1', 'owner-2', 'owner-3', 'owner-4', 'owner-5'];
const ROOT = 1;

/** The colour of a context, the same in every picture; undefined: of what belongs to nobody. */
export function ownerPart(context: number | undefined): Part {
  return context === undefined || context <= ROOT ? 'owner-root' : OWNERS[(context - ROOT - 1) % OWNERS.length];
}

/** How a part looks in a file. */
export interface Look {
  readonly fill: string;
  /** Of the fill, from 0 to 1, which it is where nothing is said. */
  readonly opacity?: number;
  readonly stroke: string;
  readonly dashed: boolean;
}

/** The drawing as the text of an SVG file that needs nothing else. */
export function svgOf({ width, height, shapes }: Drawing, { font }: Metrics, family: string, background: string, lookOf: (part: Part) => Look): string {
  const body = shapes.map((shape) => shapeText(shape, lookOf(shape.part))).join('\n');
  const style = `font-family="${escaped(family)}" font-size="${font}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${style}>\n`
    + `<rect width="${width}" height="${height}" fill="${escaped(background)}"/>\n${body}\n</svg>\n`;
}

function shapeText(shape: Shape, { fill, opacity = 1, stroke, dashed }: Look): string {
  const pen = `stroke="${escaped(stroke)}"${dashed ? ' stroke-dasharray="4 3"' : ''}`;
  const paint = `fill="${escaped(fill)}"${opacity === 1 ? '' : ` fill-opacity="${opacity}"`}`;
  switch (shape.kind) {
    case 'box': return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" rx="${cornerOf(shape)}" ${paint} ${pen}/>`;
    case 'words': return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}" ${paint}>${escaped(shape.text)}</text>`;
    case 'line': return `<line x1="${shape.from[0]}" y1="${shape.from[1]}" x2="${shape.to[0]}" y2="${shape.to[1]}" ${pen}/>`;
  }
}

/** A text inside markup: never markup itself. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
}
