// `strata trace`: runs a program and writes a line for each instruction that takes effect.
import type { Machine } from '../../machine/machine';
import type { Call } from '../call';
import { reportEnd } from '../endings';
import { Execution, type RunEnd } from '../execution';
import { EXIT_CODES, TRAP_BASE } from '../exit-codes';
import type { Given } from '../flags';
import { launch, writeDisk } from '../launch';
import { Moments } from '../moments';
import { STANDARD } from '../programs';
import { fileOutput, type Output } from '../terminal';
import { columnWriter, jsonWriter, type TraceWriter } from '../trace-lines';
import { beforeStep, tracedStep } from '../tracing';

/** Runs and writes; gives the exit code of the program where it ended, 0 where the range did. */
export async function trace(call: Call): Promise<number> {
  const launched = await launch(call);
  if (launched === undefined) return EXIT_CODES.source.code;
  const { given, terminal } = call;
  const { machine } = launched.loaded;
  const moments = new Moments(machine, launched.pathOf);
  // The console of the program and the lines of the trace must not mix.
  const execution = new Execution(machine, terminal.error, launched.options.limits, launched.runOn);
  if (launched.typed) execution.followInput();
  const lines = openLines(call);
  const end = await new Tracer(execution, lines, given.has('json') ? jsonWriter(moments) : columnWriter(moments)).run(rangeOf(given));
  await lines.drained();
  execution.close();
  const code = lines.trouble === undefined ? reportEnd(end, machine, moments, terminal) : EXIT_CODES.output.code;
  writeDisk(call, launched);
  return code;
}

function openLines({ given, terminal }: Call): Output {
  const path = given.text('output');
  return path === undefined || path === STANDARD ? terminal.out : fileOutput(path);
}

/** Which steps are traced, counted from 1. */
interface Range {
  readonly from: number;
  /** The last one; the run ends behind it. */
  readonly to: number;
  readonly lines: number;
}

function rangeOf(given: Given): Range {
  return { from: given.count('from') ?? 1, to: given.count('to') ?? Infinity, lines: given.count('limit') ?? Infinity };
}

const REACHED: RunEnd = { kind: 'reached' };

/** Runs a machine and writes its steps. */
class Tracer {
  private readonly machine: Machine;

  constructor(private readonly execution: Execution, private readonly lines: Output, private readonly writer: TraceWriter) {
    this.machine = execution.machine;
  }

  async run({ from, to, lines }: Range): Promise<RunEnd> {
    const before = Math.max(0, Math.min(from - 1, to));
    if (before > 0) {
      const end = await this.execution.run(before);
      if (end.kind !== 'reached') return end;
    }
    for (let left = Math.min(lines, to - this.machine.steps); left > 0; left--) {
      const end = await this.step();
      if (end !== undefined) return end;
    }
    return REACHED;
  }

  /** One step and its line; the end of the run where that came instead. */
  private async step(): Promise<RunEnd | undefined> {
    const before = beforeStep(this.machine);
    const end = await this.execution.run(this.machine.steps + 1);
    if (end.kind === 'reached') this.lines.write(this.writer.step(tracedStep(this.machine, before)));
    else if (end.kind === 'ended') this.lines.write(this.writer.end(before, end.ending));
    else if (end.kind === 'trap') this.lines.write(this.writer.end(before, { code: TRAP_BASE + end.cause, cause: end.cause }));
    await this.lines.ready();
    if (this.lines.trouble !== undefined) return { kind: 'unread' };
    return end.kind === 'reached' ? undefined : end;
  }
}
