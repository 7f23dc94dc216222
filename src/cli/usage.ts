// A command line that was not understood, as an error that ends with its own exit code.
import { Refusal, type Arguments, type MessageRow } from '../base/message';

export class UsageError extends Refusal {
  /** @param further what else is wrong with the same command line */
  constructor(row: MessageRow, args: Arguments = {}, readonly further: readonly Refusal[] = []) {
    super(row, args);
  }
}
