// QuickJS as a command: built with gcc -O2 from the C sources that come in an npm package, with a small main of the suite's.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE } from '../machines';
import { build, folderFor, SOURCES } from './tools';

const PACKAGE = 'qjsc@0.3.0';
const VERSION = '2021-03-27';
const PARTS = ['quickjs.c', 'quickjs-libc.c', 'libregexp.c', 'libunicode.c', 'libbf.c', 'cutils.c'];

/** Fetches the sources where they are not there yet, and builds. @returns the path of the program */
export function buildQuickjs(gcc: string, npm: string): string {
  const sources = join(CACHE, 'package', 'deps', `quickjs_${VERSION.replaceAll('-', '_')}`);
  const program = join(folderFor('quickjs'), 'quickjs');
  if (!existsSync(sources)) {
    build(npm, ['pack', PACKAGE, '--silent'], CACHE);
    build('tar', ['xf', `${PACKAGE.replace('@', '-')}.tgz`], CACHE);
  }
  if (existsSync(program)) return program;
  const options = ['-O2', '-D_GNU_SOURCE', `-DCONFIG_VERSION="${VERSION}"`, '-DCONFIG_BIGNUM', '-w', '-I', sources];
  const files = [join(SOURCES, 'js', 'quickjs.c'), ...PARTS.map((part) => join(sources, part))];
  build(gcc, [...options, ...files, '-o', program, '-lm', '-ldl', '-lpthread']);
  return program;
}
