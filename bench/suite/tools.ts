// What peers are built with: programs of the system, found by name, and a folder for what they make.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CACHE, ROOT } from '../machines';

export const SOURCES = join(ROOT, 'bench', 'peers');
const FOLDERS = (process.env.PATH ?? '').split(delimiter);

/**
 * The first of these commands that is there; of several, that with the shortest path, the system's own. A number, as in
 * clang-14, may follow the name.
 */
export function find(...names: readonly string[]): string | undefined {
  for (const name of names) {
    const numbered = new RegExp(`^${name}(-\\d+)?$`);
    const found = FOLDERS.flatMap((folder) => listed(folder).filter((file) => numbered.test(file)).map((file) => join(folder, file)));
    const [first] = found.filter(isProgram).sort((a, b) => a.length - b.length);
    if (first !== undefined) return first;
  }
  return undefined;
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder of PATH that is not there holds no commands.
    return [];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A folder for what one peer's build makes. */
export function folderFor(peer: string): string {
  const folder = join(CACHE, peer);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs a command of a build; what it prints is shown only where it fails. */
export function build(command: string, args: readonly string[], cwd = ROOT): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The first line of what a command says about its version. */
export function versionOf(command: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(command, args.length === 0 ? ['--version'] : args, { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim().split('\n')[0];
}
