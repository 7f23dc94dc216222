// The size of what a person installs: the extension as a VSIX, packaged from dist/.
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, ROOT } from '../machines';
import { figure, type Measure } from '../measure';

const KIB = 1024;

export const SIZE: Measure = {
  key: 'size', en: 'Size', ko: '크기',
  run() {
    mkdirSync(CACHE, { recursive: true });
    const vsix = join(CACHE, 'strata.vsix');
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'package.mjs'), vsix], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const bundle = (name: string): number => statSync(join(ROOT, 'dist', name)).size / KIB;
    return [
      figure({ key: 'vsix', en: 'the extension, packaged', ko: '패키징한 확장' }, 'KiB', [statSync(vsix).size / KIB]),
      figure({ key: 'adapter', en: 'the debug adapter', ko: '디버그 어댑터' }, 'KiB', [bundle('node/adapter.js')]),
      figure({ key: 'cli', en: 'the command line', ko: '명령줄 도구' }, 'KiB', [bundle('node/cli.js')]),
    ];
  },
};
