// Makes the page about performance of what a run said: `node out/bench/page/page.js result.json` writes docs/performance.md,
// the same in Korean, and their charts.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../machines';
import { shown, valueOf } from '../print';
import type { Report } from '../report';
import { SUITE } from '../suite/programs';
import type { EngineResult, SuiteResult } from '../suite/suite';
import { bars, lines, type Line } from './chart';
import { WORDS, type Language } from './words';

const DOCS = join(ROOT, 'docs');
const [CHART, GROWTH_CHART] = ['performance.svg', 'performance-growth.svg'];
/** The names of lines in the chart of growth, by the beginning of their figures' keys. */
const GROWTH_LINES = [['assemble', 'assemble'], ['verify', 'verify'], ['run', 'run once'], ['length', 'long runs']];

type Word = (key: keyof typeof WORDS) => string;

/** A table; all columns but the first hold numbers, unless said otherwise. */
function table(heads: readonly string[], rows: readonly (readonly string[])[], align = '---:'): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heads), `|${heads.map((_, i) => (i === 0 ? '---' : align)).join('|')}|`, ...rows.map(line)].join('\n');
}

const named = (name: string): string => (name.startsWith('strata') ? `**${name}**` : name);

function ratios({ engines }: SuiteResult, word: Word): string {
  const heads = [word('engine'), ...engines[0].programs.map(({ program }) => program), word('mean'), word('least')];
  const cells = (programs: EngineResult['programs']): string[] => programs.map((each) => shown(each.ratio));
  return table(heads, engines.map(({ name, ratio, leastRatio, programs }) =>
    [named(name), ...cells(programs), `**${shown(ratio)}**`, shown(leastRatio)]));
}

function work(ours: EngineResult, language: Language, word: Word): string {
  const heads = [word('program'), word('count'), word('factor'), word('unit'), word('oursUnit'), word('oursSeconds')];
  return table(heads, ours.programs.map(({ program, count, seconds, unit_ns }) => {
    const known = SUITE.find(({ name }) => name === program);
    if (known === undefined) throw new Error(`no program ${program}`);
    const factor = program === 'fib' ? known.units(count, 0) / known.units(known.small, 0) : count / known.small;
    const spread = `${shown(seconds.median)} (${shown(seconds.least)} … ${shown(seconds.most)})`;
    return [program, count.toLocaleString('en'), shown(factor), known.unit[language], shown(unit_ns), spread];
  }));
}

function suiteText(suite: SuiteResult, language: Language, word: Word): string[] {
  const missing = suite.missing.map(({ name, install }) => `${name} (${install})`).join(', ');
  return [
    `## ${word('suite')}`, word('suiteText'), `![${word('chart')}](${CHART})`, ratios(suite, word),
    ...missing === '' ? [] : [`${word('missing')} ${missing}.`],
    `### ${word('how')}`, word('howText'), work(suite.engines[0], language, word),
    `### ${word('versions')}`,
    table([word('engine'), word('version')], suite.engines.map(({ name, version }) => [named(name), version]), '---'),
  ];
}

function groupText(group: Report['groups'][number], language: Language, word: Word): string[] {
  const rows = group.figures.map((one) => [one[language], valueOf(one)]);
  const chart = group.key === 'growth' ? [`![${word('growthChart')}](${GROWTH_CHART})`] : [];
  return [`## ${group[language]}`, ...chart, table([word('what'), word('value')], rows)];
}

function page(report: Report, language: Language): string {
  const word: Word = (key) => WORDS[key][language];
  const { processor, cores, memory_gib, system, node, load } = report.machine;
  const facts = [
    [word('machine'), `${processor}, ${cores} × CPU, ${memory_gib} GiB, ${system}, node ${node}`],
    [word('date'), report.date.slice(0, 10)], [word('load'), shown(load)], [word('took'), `${shown(report.seconds)} s`],
  ];
  const command = '```\nnpm run --silent bench -- --json > result.json\nnode out/bench/page/page.js result.json\n```';
  const parts = [
    `# ${word('title')}`, word('other'), word('intro'), facts.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    word('again'), command,
    ...report.suite === undefined ? [] : suiteText(report.suite, language, word),
    ...report.groups.flatMap((group) => groupText(group, language, word)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Engines from fast to slow. */
function suiteChart({ engines }: SuiteResult): string {
  const rows = [...engines].sort((a, b) => a.ratio - b.ratio);
  return bars(rows.map(({ name, ratio }) => ({ name, value: ratio, ours: name.startsWith('strata'), text: `${shown(ratio)} ×` })));
}

function growthChart({ figures }: Report['groups'][number]): string {
  const rows: Line[] = GROWTH_LINES.map(([start, name]) => {
    const own = figures.filter(({ key }) => key.startsWith(`${start}_`));
    return { name, points: own.map(({ key, value }) => [Number(key.slice(start.length + 1)), value] as const) };
  });
  return lines(rows, 'instructions', 'ms');
}

function main(path: string): void {
  const report = JSON.parse(readFileSync(path, 'utf8')) as Report;
  writeFileSync(join(DOCS, 'performance.md'), page(report, 'en'));
  writeFileSync(join(DOCS, 'performance.ko.md'), page(report, 'ko'));
  if (report.suite !== undefined) writeFileSync(join(DOCS, CHART), suiteChart(report.suite));
  const growth = report.groups.find(({ key }) => key === 'growth');
  if (growth !== undefined) writeFileSync(join(DOCS, GROWTH_CHART), growthChart(growth));
}

main(process.argv[2]);
