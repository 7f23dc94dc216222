// The disks of labs, made by the scripts of the labs themselves into a folder that is gone afterwards.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

function made({ platform, installation: { adapter } }: Call, lab: string): Uint8Array | undefined {
  const script = join(lab, process.platform === 'win32' ? 'prepare.cmd' : 'prepare.sh');
  if (platform.realPath(script) === undefined) return undefined;
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), 'strata-lab-')));
  try {
    const cli = join(platform.folderOf(adapter), 'cli.js'), words = process.platform === 'win32' ? ['cmd', '/c', script] : ['sh', script];
    const STRATA = `${process.execPath} ${cli}`, environment = { ...process.env, STRATA, LC_ALL: 'C' };
    const { status, stderr } = spawnSync(words[0], [...words.slice(1), join(folder, 'build')], { env: environment, encoding: 'utf8' });
    if (status !== 0) throw new Refusal(REFUSED_LABS.script, { path: script, reason: (stderr ?? '').trim().split('\n').at(-1) ?? '' });
    return new Uint8Array(readFileSync(join(folder, 'build', 'disk.img')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
