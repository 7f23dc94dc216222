// `strata run`: runs a program with the terminal as its console.
import type { Call } from '../call';
import { reportEnd } from '../endings';
import { Execution } from '../execution';
import { EXIT_CODES } from '../exit-codes';
import { launch, writeDisk } from '../launch';
import { Moments } from '../moments';

/** Runs to the end and gives the exit code of the program, or of what ended it. */
export async function run(call: Call): Promise<number> {
  const launched = await launch(call);
  if (launched === undefined) return EXIT_CODES.source.code;
  const { machine } = launched.loaded;
  const execution = new Execution(machine, call.terminal.out, launched.options.limits, launched.runOn);
  if (launched.typed) execution.followInput();
  const end = await execution.run();
  execution.close();
  const code = reportEnd(end, machine, new Moments(machine, launched.pathOf), call.terminal);
  writeDisk(call, launched);
  return code;
}
