// The meter's report as text in columns, for a terminal or an editor.
import { cells, padded, paddedLeft } from '../base/cells';
import { message, render, type Arguments, type Language, type Text } from '../base/message';
import { CALLS } from '../isa/firmware';
import { COSTS, costReport, type CostName } from './costs';
import { STATS } from './messages';
import type { ExitKind, LayerReport, MeterReport } from './report';

const GAP = '  ';

export interface TableOptions {
  readonly language: Language;
  /** How many places are listed. */
  readonly places?: number;
  /** A table of modelled costs, shown apart. */
  readonly costs?: CostName;
}

const PLACES_SHOWN = 20;

/** A column: its head, and whether it holds numbers. */
interface Column {
  readonly head: string;
  readonly numbers?: true;
}

/** The report as text. */
export function statsText(report: MeterReport, { language, places = PLACES_SHOWN, costs }: TableOptions): string {
  const say = (text: Text, args: Arguments = {}): string => render(message(text, args), language);
  const parts = [say(STATS.title, { steps: grouped(report.steps) }), layerTable(report, say), say(STATS.notes), '', ...exitTables(report, places, say)];
  if (costs !== undefined) parts.push('', costTable(report, costs, say, language));
  return `${parts.join('\n')}\n`;
}

type Say = (text: Text, args?: Arguments) => string;

/** A number with a comma between thousands. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const all = [columns.map(({ head }) => head), ...rows];
  const widths = columns.map((_, i) => Math.max(...all.map((row) => cells(row[i]))));
  return all.map((row) => row.map((text, i) => (columns[i].numbers === true ? paddedLeft : padded)(text, widths[i])).join(GAP).trimEnd()).join('\n');
}

function nameOf(layer: LayerReport, say: Say): string {
  const name = layer.depth === 0 ? `${layer.name} (${layer.image})` : layer.name;
  return `${'  '.repeat(layer.depth)}${name}${layer.gone ? ` (${say(STATS.gone)})` : ''}`;
}

function idOf({ context }: LayerReport): string {
  return context === null ? '' : String(context);
}

function layerTable({ layers, retired, exits, crossings }: MeterReport, say: Say): string {
  const columns: Column[] = [
    { head: say(STATS.layer) }, { head: say(STATS.context), numbers: true }, { head: say(STATS.mode) },
    ...[STATS.instructions, STATS.share, STATS.entered, STATS.exits, STATS.crossings, STATS.pending].map((head) => ({ head: say(head), numbers: true as const })),
  ];
  const share = (part: number): string => (retired === 0 ? '0.0' : ((100 * part) / retired).toFixed(1));
  const rows = layers.map((layer) => [
    nameOf(layer, say), idOf(layer), layer.mode,
    ...[layer.retired, share(layer.retired), layer.entered, layer.exits, layer.crossings, layer.waits.pending].map(numberText),
  ]);
  const entered = layers.reduce((sum, layer) => sum + layer.entered, 0), pending = layers.reduce((sum, { waits }) => sum + waits.pending, 0);
  return table(columns, [...rows, [say(STATS.total), '', '', ...[retired, share(retired), entered, exits, crossings, pending].map(numberText)]]);
}

function numberText(value: number | string): string {
  return typeof value === 'number' ? grouped(value) : value;
}

function exitTables(report: MeterReport, places: number, say: Say): string[] {
  return report.exits === 0 ? [say(STATS.none)] : [say(STATS.causes), causeTable(report, say), '', say(STATS.places), placeTable(report, places, say)];
}

function causeTable({ layers }: MeterReport, say: Say): string {
  const rows = layers.flatMap((layer) => layer.causes.flatMap(({ cause, count, kinds }, i) => [
    [i === 0 ? nameOf(layer, say) : '', cause, '', grouped(count)],
    ...kinds.map((kind) => ['', '', kindText(kind), grouped(kind.count)]),
  ]));
  return table([{ head: say(STATS.layer) }, { head: say(STATS.cause) }, { head: say(STATS.what) }, { head: say(STATS.count), numbers: true }], rows);
}

/** What exits were about: the instruction, or the call with its name where it is one of the firmware's. */
export function kindText({ instruction, call }: ExitKind): string {
  if (call === undefined) return instruction ?? '';
  const name = Object.entries(CALLS).find(([, { code }]) => (code as number) === call)?.[0];
  return name === undefined ? `sys ${call}` : `sys ${call} (${name})`;
}

function placeTable({ layers }: MeterReport, most: number, say: Say): string {
  const rows = new Map<string, { count: number; readonly cells: readonly string[] }>();
  for (const layer of layers) {
    for (const place of layer.places) {
      const at = place.source === undefined ? String(place.address) : `${place.source}:${place.line}`;
      const cells = [place.cause, kindText(place), at, place.function, layer.path], key = `${layer.context} ${cells.join('\n')}`;
      const known = rows.get(key);
      if (known === undefined) rows.set(key, { count: place.count, cells });
      else known.count += place.count;
    }
  }
  const all = [...rows.values()].sort((a, b) => b.count - a.count);
  const columns: Column[] = [{ head: say(STATS.count), numbers: true },
    ...[STATS.cause, STATS.what, STATS.place, STATS.function, STATS.layer].map((head) => ({ head: say(head) }))];
  const text = table(columns, all.slice(0, most).map((row) => [grouped(row.count), ...row.cells]));
  return all.length <= most ? text : `${text}\n${say(STATS.more, { count: all.length - most })}`;
}

function costTable(report: MeterReport, name: CostName, say: Say, language: Language): string {
  const { source } = COSTS[name], costs = costReport(report, name), { hardware, exit, trap } = costs;
  const columns: Column[] = [{ head: say(STATS.layer) }, ...[STATS.instructions, STATS.exits, STATS.sum].map((head) => ({ head: say(head), numbers: true as const }))];
  const rows = costs.layers.map(({ instructions, exits }, i) => (
    [nameOf(report.layers[i], say), ...[instructions, exits, instructions + exits].map(grouped)]));
  return [
    say(STATS.costs), say(STATS.costs_of, { hardware, exit: grouped(exit), trap: grouped(trap) }), say(STATS.source, { source: source[language] }),
    table(columns, [...rows, [say(STATS.total), ...[costs.instructions, costs.exits, costs.cycles].map(grouped)]]),
  ].join('\n');
}
