// Makes the VSIX that a person would install, and lists what is in it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A file of a VSIX: its path inside, and its bytes unpacked. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Packages what dist/ holds; gives the path of the VSIX. Takes one to three seconds. */
export function packageExtension(output = resolve('.cache', 'strata.vsix')): string {
  mkdirSync(dirname(output), { recursive: true });
  execFileSync(process.execPath, [join('scripts', 'package.mjs'), output], { stdio: ['ignore', 'pipe', 'pipe'] });
  return output;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/** Files of a ZIP archive, in the order of its central directory (PKWARE's APPNOTE, 4.3.12 and 4.3.16). */
export function filesOf(archive: string): readonly PackedFile[] {
  const bytes = readFileSync(archive);
  const end = bytes.lastIndexOf(Uint8Array.of(0x50, 0x4b, 5, 6));
  if (end < 0 || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) {
    throw new Error(`${archive} is not a ZIP archive`);
  }
  const files: PackedFile[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset)) as [number, number, number];
    files.push({ path: bytes.toString('utf8', at + 46, at + 46 + name), bytes: bytes.readUInt32LE(at + 24) });
    at += 46 + name + extra + comment;
  }
  return files;
}
