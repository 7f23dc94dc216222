// The project's own files as data, for the tests of its architecture: what is in git, what imports what, and the code
// without comments and texts. Written for the TypeScript of this project, not for any.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Every file that git knows and that is still there, with `/`, from the root of the project. */
export function committedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8', maxBuffer: 1 << 26 });
  return listed.split('\0').filter((file) => file !== '' && existsSync(file));
}

/** The TypeScript files below `src/`. */
export function sourceFiles(): string[] {
  return committedFiles().filter((file) => file.startsWith('src/') && file.endsWith('.ts'));
}

export interface Import {
  /** As it is written. */
  readonly name: string;
  /** The file that it names, where it is one of ours. */
  readonly file: string | undefined;
  /** Whether it is gone once compiled. */
  readonly typeOnly: boolean;
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:([^'";]*?)\s+from\s+)?'([^']+)'|\b(?:import|require)\(\s*'([^']+)'\s*\)/g;

/** What a file imports or passes on. */
export function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(file, 'utf8'));
  return [...text.matchAll(IMPORT)].map(([, type, names, from, called]) => {
    const name = from ?? called;
    const parts = names === undefined ? [] : (/\{([^}]*)\}/.exec(names)?.[1] ?? '').split(',').map((each) => each.trim()).filter((each) => each !== '');
    const typeOnly = type !== undefined || (parts.length > 0 && parts.every((each) => each.startsWith('type ')));
    return { name, file: name.startsWith('.') ? resolved(file, name) : undefined, typeOnly };
  });
}

function resolved(file: string, name: string): string {
  const base = path.posix.join(path.posix.dirname(file), name);
  const found = [`${base}.ts`, `${base}.d.ts`, `${base}/index.ts`, base.replace(/\.js$/, '.ts'), base].find((each) => existsSync(each));
  if (found === undefined) throw new Error(`${file} imports ${name}, which is not there`);
  return found;
}

/** The folder of `src/` that a file is in; empty for an entry point, which stands in `src/` itself or in `src/web/`. */
export function folderOf(file: string): string {
  const [, folder, below] = file.split('/');
  return below === undefined || folder === 'web' ? '' : folder;
}

/** Texts, templates, comments, and the regular expressions that would be taken for one of them. */
const TOKENS = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[^])*`|\/\/[^\n]*|\/\*[^]*?\*\/|(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;

function withoutComments(text: string): string {
  return text.replace(TOKENS, (token) => (token.startsWith('//') || token.startsWith('/*') ? token.replace(/[^\n]/g, ' ') : token));
}

/** A file's code: comments, texts and regular expressions are blank; what a template inserts is kept. */
export function codeOf(file: string): string {
  const blank = (token: string): string => token.replace(/[^\n]/g, ' ');
  return readFileSync(file, 'utf8').replace(TOKENS, (token) => (token.startsWith('`') ? insertionsOf(token) : blank(token)));
}

function insertionsOf(template: string): string {
  return ` ${[...template.matchAll(/\$\{([^}]*)\}/g)].map(([, code]) => code).join(' ')}${'\n'.repeat(template.split('\n').length - 1)}`;
}
