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
      figure({ key: 'programs', en: 'the debug adapter and the command line, not packed', ko: '디버그 어댑터와 명령줄 도구, 압축 전' }, 'KiB', [bundle('node/strata.js')]),
      figure({ key: 'editor', en: 'what the editor itself runs, not packed', ko: '편집기가 직접 실행하는 부분, 압축 전' }, 'KiB', [bundle('extension.js')]),
    ];
  },
};
