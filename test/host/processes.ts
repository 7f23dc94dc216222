// Looks at the processes of the machine (Linux, where the end-to-end run works).
import { readdirSync, readFileSync } from 'node:fs';

/** Processes whose command line has a path in it, by number. */
export function processesOf(program: string): readonly number[] {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return all.filter(name => commandLine(name).includes(program)).map(Number);
}

/** Words of a command line; none for a process that has just gone. */
function commandLine(name: string): readonly string[] {
  try {
    return readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) {
      return [];
    }
    throw error;
  }
}
