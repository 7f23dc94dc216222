// Log messages until somebody takes them: the oldest stay, and those that are too many are counted.
import { LOG_ENTRIES_MAX, LOG_UNITS_MAX } from './limits';
import type { LogEntry } from './types';

export class LogBook {
  private entries: LogEntry[] = [];
  private lost = 0;
  private units = 0;
  /** Takes nothing in. */
  silent = false;

  /** Whether there is room for one more; where there is none, it is counted as lost. */
  hasRoom(): boolean {
    if (this.silent) return false;
    if (this.entries.length < LOG_ENTRIES_MAX && this.units < LOG_UNITS_MAX) return true;
    this.lost++;
    return false;
  }

  add(entry: LogEntry): void {
    this.entries.push(entry);
    this.units += entry.text.length;
  }

  /** All of them and how many were lost; from then on it is empty. */
  take(): { log: LogEntry[]; logLost: number } {
    const taken = { log: this.entries, logLost: this.lost };
    this.entries = [];
    this.lost = this.units = 0;
    return taken;
  }
}
