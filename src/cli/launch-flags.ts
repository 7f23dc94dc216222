// The launch options as flags of those commands that launch a program, and what they gave as options. Which options there
// are, and what is accepted, is the table of src/options.
import { launchOfFlags, optionFlags } from '../options/flags';
import type { LaunchOptions } from '../options/table';
import type { CommandRow } from './commands';
import type { Flag, Given } from './flags';
import { UsageError } from './usage';

/** The flags that a command takes beside its own. */
export function launchFlags(row: CommandRow): readonly Flag[] {
  return row.launches === true ? optionFlags() : [];
}

/** The options of a launch of `program`; relative paths count from `folder`. */
export function launchOptions(given: Given, program: string, folder: string): LaunchOptions {
  const flags = new Map(optionFlags().map(({ name }) => [name, given.words(name)]));
  const { options, refusals: [first, ...further] } = launchOfFlags({ program, args: given.rest }, flags.set('cwd', [folder]));
  if (options === undefined) throw new UsageError(first.row, first.args, further);
  return options;
}
