// Charts as SVG, readable on light and on dark pages: bars on a scale of powers of ten, and lines on two such scales.

const FONT = 'font-family="system-ui, sans-serif" font-size="13"';
const [INK, FAINT, OURS, THEIRS] = ['#24292f', '#d0d7de', '#0969da', '#8c959f'];
const NAME_HEIGHT = 15;
const LINES = ['#0969da', '#bf3989', '#1a7f37', '#9a6700'];

export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly ours: boolean;
  /** What stands behind the bar. */
  readonly text: string;
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

function svg(width: number, height: number, parts: readonly string[]): string {
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${FONT} fill="${INK}">\n`
    + `<rect width="${width}" height="${height}" rx="6" fill="#ffffff"/>\n${parts.join('\n')}\n</svg>\n`;
}

/** Powers of ten from the greatest that is at most `least` to the smallest that is at least `most`. */
function decades(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least)), last = Math.max(first + 1, Math.ceil(Math.log10(most)));
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** A power of ten as people write it, where it is not too long for that. */
function power(exponent: number): string {
  if (exponent < -3 || exponent > 6) return `1e${exponent}`;
  return exponent < 0 ? (10 ** exponent).toFixed(-exponent) : (10 ** exponent).toLocaleString('en');
}

function label(x: number, y: number, anchor: 'start' | 'middle' | 'end', text: string, colour = INK): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${colour}">${escaped(text)}</text>`;
}

const rule = (x: number, y: number, way: string): string => `<path d="M${x.toFixed(1)} ${y.toFixed(1)}${way}" stroke="${FAINT}"/>`;

/** Bars from left to right, one below the other, on a scale of powers of ten. */
export function bars(rows: readonly Bar[]): string {
  const [left, width, height, top] = [130, 520, 24, 14];
  const ticks = decades(Math.min(...rows.map(({ value }) => value)), Math.max(...rows.map(({ value }) => value)));
  const x = (value: number): number => left + (Math.log10(value) - ticks[0]) / (ticks.length - 1) * width;
  const bottom = top + rows.length * height;
  const grid = ticks.map((exponent) => {
    const at = x(10 ** exponent);
    return rule(at, top, `V${bottom}`) + label(at, bottom + 18, 'middle', power(exponent));
  });
  const drawn = rows.map(({ name, value, ours, text }, i) => {
    const y = top + i * height, bar = (x(value) - left).toFixed(1);
    return label(left - 8, y + 17, 'end', name) + label(x(value) + 6, y + 17, 'start', text)
      + `<rect x="${left}" y="${y + 4}" width="${bar}" height="${height - 8}" fill="${ours ? OURS : THEIRS}"/>`;
  });
  return svg(left + width + 70, bottom + 30, [...grid, ...drawn]);
}

export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Moves heights of names down so far that none covers another. */
function apart(heights: readonly number[]): number[] {
  const placed = [...heights];
  let free = -Infinity;
  for (const i of [...placed.keys()].sort((a, b) => heights[a] - heights[b])) {
    placed[i] = Math.max(placed[i], free);
    free = placed[i] + NAME_HEIGHT;
  }
  return placed;
}

/** Lines over two scales of powers of ten, with names at their ends. */
export function lines(rows: readonly Line[], xTitle: string, yTitle: string): string {
  const [left, top, width, height] = [80, 30, 560, 260];
  const points = rows.flatMap((row) => row.points);
  const xs = decades(Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x)));
  const ys = decades(Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y)));
  const x = (value: number): number => left + (Math.log10(value) - xs[0]) / (xs.length - 1) * width;
  const y = (value: number): number => top + height - (Math.log10(value) - ys[0]) / (ys.length - 1) * height;
  const grid = [
    ...xs.map((exponent) => {
      const at = x(10 ** exponent);
      return rule(at, top, `v${height}`) + label(at, top + height + 18, 'middle', power(exponent));
    }),
    ...ys.map((exponent) => {
      const at = y(10 ** exponent);
      return rule(left, at, `h${width}`) + label(left - 8, at + 4, 'end', power(exponent));
    }),
    label(left + width / 2, top + height + 38, 'middle', xTitle), label(8, 18, 'start', yTitle),
  ];
  const named = apart(rows.map(({ points: own }) => y(own[own.length - 1][1])));
  const drawn = rows.map(({ name, points: own }, i) => {
    const [endX] = own[own.length - 1];
    const places = own.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ');
    return `<polyline points="${places}" fill="none" stroke="${LINES[i]}" stroke-width="2"/>`
      + label(x(endX) + 6, named[i] + 4, 'start', name, LINES[i]);
  });
  return svg(left + width + 110, top + height + 50, [...grid, ...drawn]);
}
