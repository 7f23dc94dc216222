// `strata stats`: runs a program and says how many instructions each layer retired, and how often and why it exited.
import { COST_NAMES, costReport, type CostName } from '../../meter/costs';
import { Meter } from '../../meter/meter';
import { meterReport, type MeterReport } from '../../meter/report';
import { statsText } from '../../meter/table';
import type { Call } from '../call';
import { reportEnd } from '../endings';
import { Execution, type RunEnd } from '../execution';
import { EXIT_CODES } from '../exit-codes';
import type { Given } from '../flags';
import { launch, writeDisk } from '../launch';
import { Moments } from '../moments';
import { STANDARD } from '../programs';
import { fileOutput, type Output } from '../terminal';

/** Runs to the end and writes the tables; gives the exit code of the program, or of what ended it. */
export async function stats(call: Call): Promise<number> {
  const launched = await launch(call);
  if (launched === undefined) return EXIT_CODES.source.code;
  const { terminal } = call;
  const { machine } = launched.loaded;
  const meter = new Meter(machine), moments = new Moments(machine, launched.pathOf);
  // The console of the program and the tables must not mix.
  const execution = new Execution(machine, terminal.error, launched.options.limits, launched.runOn);
  if (launched.typed) execution.followInput();
  const end = await execution.run();
  execution.close();
  const code = reportEnd(end, machine, moments, terminal);
  const written = openOutput(call);
  written.write(text(call, meterReport(machine, meter, moments.names), end, code));
  await written.drained();
  writeDisk(call, launched);
  return written.trouble === undefined ? code : EXIT_CODES.output.code;
}

function openOutput({ given, terminal }: Call): Output {
  const path = given.text('output');
  return path === undefined || path === STANDARD ? terminal.out : fileOutput(path);
}

function text({ given, terminal: { language } }: Call, report: MeterReport, { kind }: RunEnd, code: number): string {
  const costs = costsOf(given);
  if (!given.has('json')) return statsText(report, { language, places: given.count('places'), costs });
  return `${JSON.stringify({ end: kind, code, ...report, ...(costs === undefined ? {} : { costs: costReport(report, costs) }) })}\n`;
}

function costsOf(given: Given): CostName | undefined {
  const name = given.text('costs');
  return COST_NAMES.find((each) => each === name);
}
