// The summary of lab 12 for people: a table for a terminal, and a chart as plain data, in the manner of the machine room.
import { cells, padded, paddedLeft } from '../base/cells';
import { message, render, type Language, type Text } from '../base/message';
import { grouped } from '../meter/table';
import { svgOf, widthOf, type Drawing, type Look, type Metrics, type Part, type Shape } from '../views/drawing';
import { CHART, DIFFERS, KINDS, WORKLOADS } from './messages';
import { amountOf, turnedOrders, type Summary, type SummaryRow } from './summary';

const WHAT = ['cpu', 'io', 'memory'] as const;

function titleOf(what: (typeof WHAT)[number]): Text {
  return what === 'memory' ? CHART.memory : WORKLOADS[what];
}

/** How many times as much as on the first row, with two digits. */
function times(rows: readonly SummaryRow[], row: SummaryRow, what: (typeof WHAT)[number]): string {
  return `${(amountOf(row, what) / amountOf(rows[0], what)).toFixed(2)}×`;
}

/** The same as a table of Markdown, without what stands below: for a guide. */
export function summaryMarkdown({ rows }: Summary, language: Language): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['', ...WHAT.map((what) => titleOf(what)[language])];
  const lines = rows.map((row) => [row.name[language], ...WHAT.map((what) => `${grouped(amountOf(row, what))} (${times(rows, row, what)})`)]);
  return [line(head), `|---|${'---:|'.repeat(WHAT.length)}`, ...lines.map(line)].join('\n');
}

/** A row for each place; what is missing is named below, and so are orders that turn. */
export function summaryText(summary: Summary, language: Language): string {
  const { rows, missing } = summary, say = (text: Text): string => text[language];
  const head = ['', ...WHAT.flatMap((what) => [say(titleOf(what)), ''])];
  const lines = rows.map((row) => [say(row.name), ...WHAT.flatMap((what) => [grouped(amountOf(row, what)), times(rows, row, what)])]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => cells(line[column]))));
  const text = [head, ...lines].map((line) => line.map((cell, i) => (i === 0 ? padded : paddedLeft)(cell, widths[i])).join('  ').trimEnd());
  const turned = turnedOrders(summary).map((each) => `${render(each, language)}\n`).join('');
  const absent = missing.map(({ kind, why }) => `${render(message(CHART.missing, { kind: message(KINDS[kind]), why: message(why[0]?.row ?? DIFFERS.missing, why[0]?.arguments) }), language)}\n`);
  return `${text.join('\n')}\n\n${turned}${absent.join('')}`;
}

/** The same for programs to read. */
export function summaryJson({ rows, missing }: Summary): string {
  return `${JSON.stringify({ rows: rows.map(({ kind, costs, memory }) => ({ kind, ...costs, memory })), missing: missing.map(({ kind }) => kind) })}\n`;
}

const METRICS: Metrics = { font: 13, character: 7.8 };
const WIDTH = 820, MARGIN = 16, LABELS = 240, FIGURES = 190, ROW = 22, BAR = 14, HEAD = 34;

/** Three groups of bars, each as long as its figure in its group. */
export function chartOf({ rows }: Summary, language: Language): Drawing {
  const shapes: Shape[] = [];
  let y = MARGIN;
  for (const what of WHAT) {
    shapes.push({ kind: 'words', key: what, part: 'title', x: MARGIN, y: y + 14, anchor: 'start', text: `${titleOf(what)[language]} — ${CHART[what === 'memory' ? 'bytes' : 'instructions'][language]}` });
    y += HEAD - 8;
    const most = Math.max(...rows.map((row) => amountOf(row, what)));
    for (const [i, row] of rows.entries()) {
      shapes.push(...barOf(row, i, what, y, most, rows, language));
      y += ROW;
    }
    y += MARGIN;
  }
  return { width: WIDTH, height: y, shapes };
}

function barOf(row: SummaryRow, i: number, what: (typeof WHAT)[number], y: number, most: number, rows: readonly SummaryRow[], language: Language): Shape[] {
  const room = WIDTH - 2 * MARGIN - LABELS - FIGURES, amount = amountOf(row, what), width = Math.max(2, Math.round(room * amount / most));
  const key = `${what} ${row.kind}`, x = MARGIN + LABELS, base = y + BAR - 2;
  return [
    { kind: 'words', key: `${key} name`, part: 'name', x: x - 8, y: base, anchor: 'end', text: row.name[language] },
    { kind: 'box', key, part: `owner-${i % 6}` as Part, x, y, width, height: BAR },
    { kind: 'words', key: `${key} value`, part: 'value', x: x + width + 8, y: base, anchor: 'start', text: `${grouped(amount)}  ${times(rows, row, what)}` },
  ];
}

/** Colours of the owners in the machine room, dark enough on white. */
const OWNERS: readonly string[] = ['#2f6fde', '#2a9d5c', '#c77d0a', '#8b50d0', '#c2413b', '#1d8fa3'];

function lookOf(part: Part): Look {
  const owner = /^owner-(\d)$/.exec(part);
  return { fill: owner === null ? (part === 'title' ? '#111111' : '#333333') : OWNERS[Number(owner[1])], stroke: 'none', dashed: false };
}

/** The chart as a file. */
export function chartSvg(summary: Summary, language: Language): string {
  return svgOf(chartOf(summary, language), METRICS, 'Menlo, Consolas, monospace', '#ffffff', lookOf);
}

/** Whether all words of a chart have room. */
export function wordsFit(drawing: Drawing): boolean {
  return drawing.shapes.every((shape) => {
    if (shape.kind !== 'words') return true;
    const width = widthOf(shape.text, METRICS), left = shape.anchor === 'end' ? shape.x - width : shape.x;
    return left >= 0 && left + width <= drawing.width;
  });
}
