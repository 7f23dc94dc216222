// The disks of labs, made by the scripts of the labs themselves into a folder that is gone afterwards.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Refusal } from '../../base/message';
import { REFUSED_LABS } from '../../labs/messages';
import type { Disks } from '../../labs/workshop';
import type { Call } from '../call';

/** Each disk is made once, when a check first needs it. Undefined: the lab has no script that makes one. */
export function disksOf(call: Call, examples: string): Disks {
  const known = new Map<string, Uint8Array | undefined>();
  return (folder) => {
    if (!known.has(folder)) known.set(folder, made(call, join(examples, 'labs', folder)));
    return known.get(folder);
  };
}

/**
 * The environment of a script that runs this command line as `strata`: a folder before all others of its path has that command.
 * @param folder there, and empty but for what the script writes
 */
export function environmentOf(folder: string, cli: string): NodeJS.ProcessEnv {
  const windows = process.platform === 'win32', words = [process.execPath, cli];
  const text = windows ? `@"${words.join('" "')}" %*\r\n` : `#!/bin/sh\nexec ${words.map(quoted).join(' ')} "$@"\n`;
  writeFileSync(join(folder, windows ? 'strata.cmd' : 'strata'), text, { mode: 0o755 });
  const name = Object.keys(process.env).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [name]: `${folder}${delimiter}${process.env[name] ?? ''}`, LC_ALL: 'C', LANG: '' };
}

/** A word as a shell takes it, whatever is in it. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function made({ platform, installation: { adapter } }: Call, lab: string): Uint8Array | undefined {
  const script = join(lab, process.platform === 'win32' ? 'prepare.cmd' : 'prepare.sh');
  if (platform.realPath(script) === undefined) return undefined;
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'strata-lab-')));
  try {
    const words = process.platform === 'win32' ? ['cmd', '/c', script] : ['sh', script], env = environmentOf(folder, platform.join(platform.folderOf(adapter), 'cli.js'));
    const { status, stderr } = spawnSync(words[0], [...words.slice(1), join(folder, 'build')], { env, encoding: 'utf8' });
    if (status !== 0) throw new Refusal(REFUSED_LABS.script, { path: script, reason: (stderr ?? '').trim().split('\n').at(-1) ?? '' });
    return new Uint8Array(readFileSync(join(folder, 'build', 'disk.img')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
