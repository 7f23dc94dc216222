// Pictures as files: with the colours that they have on the screen now.
import { svgOf, type Drawing, type Look, type Metrics, type Part } from '../drawing';

/** Pixels of a PNG for one of the picture: slides are larger than windows. */
const PNG_SCALE = 3;

/** The picture as SVG, as it looks in `page`. */
export function svgFile(drawing: Drawing, metrics: Metrics, page: HTMLElement): string {
  const { fontFamily } = getComputedStyle(page), { backgroundColor } = getComputedStyle(document.body);
  const looks = new Map<Part, Look>();
  for (const { part, kind } of drawing.shapes) if (!looks.has(part)) looks.set(part, lookOf(part, kind));
  return svgOf(drawing, metrics, fontFamily, backgroundColor, (part) => looks.get(part) ?? { fill: 'none', stroke: 'none', dashed: false });
}

/** How the style sheet shows a part: asked of an element that is there for a moment. */
function lookOf(part: Part, kind: 'box' | 'words' | 'line'): Look {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), group = document.createElementNS(svg.namespaceURI, 'g');
  const inner = kind === 'box' ? document.createElementNS(svg.namespaceURI, 'rect') : group;
  svg.setAttribute('class', 'picture');
  group.setAttribute('class', `${kind === 'line' ? '' : 'shape'} ${part}`);
  if (inner !== group) group.append(inner);
  svg.append(group);
  document.body.append(svg);
  const { fill, fillOpacity, stroke, strokeDasharray } = getComputedStyle(inner);
  svg.remove();
  return { fill, opacity: Number(fillOpacity), stroke, dashed: strokeDasharray !== 'none' };
}

/** The picture as PNG, in base 64. */
export async function pngFile(drawing: Drawing, metrics: Metrics, page: HTMLElement): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgFile(drawing, metrics, page))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = drawing.width * PNG_SCALE;
  canvas.height = drawing.height * PNG_SCALE;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
}
