// `strata lab summary`: the table of lab 12, and its chart.
import { summarize } from '../../labs/summary';
import { chartSvg, summaryJson, summaryText } from '../../labs/summary-text';
import { Workshop } from '../../labs/workshop';
import type { Call } from '../call';
import { EXIT_CODES } from '../exit-codes';
import { disksOf } from '../labs/disks';
import { examplesOf } from '../labs/places';

/** Measures, writes the table, and the chart where it is asked for. */
export async function labSummary(call: Call): Promise<number> {
  const { given, platform, terminal: { out, language } } = call, examples = examplesOf(call), file = given.text('output');
  const summary = summarize(new Workshop(platform, examples, examples, disksOf(call, examples)));
  if (file !== undefined) platform.writeFile(platform.resolve(call.folder, file), new TextEncoder().encode(chartSvg(summary, language)));
  out.write(given.has('json') ? summaryJson(summary) : summaryText(summary, language));
  return summary.missing.length === 0 ? EXIT_CODES.done.code : EXIT_CODES.found.code;
}
