// Finds what is to be graded: in each folder that was named, every program and every folder that has one.
import { message, Refusal, type Message } from '../../base/message';
import { DETAILS, WRONG } from '../../grading/messages';
import type { Platform } from '../../platform/platform';
import { SHARED_FOLDER } from './visible';

/** One thing to grade. */
export interface Submission {
  /** Below the folder that was named, with `/`; with that folder in front where several were. */
  readonly name: string;
  /** Path of the program; absent where there is none to grade. */
  readonly program?: string;
  /** The folder that it shares with others. */
  readonly among?: string;
  /** Why it cannot be graded. */
  readonly trouble?: Message;
}

const PROGRAM = /\.(sasm|simg)$/i;

/** All that is to be graded, in the order of names. */
export function submissionsIn(platform: Platform, current: string, operands: readonly string[]): Submission[] {
  const found = operands.flatMap((operand) => submissionsOf(platform, platform.resolve(current, operand), operand, operands.length > 1));
  return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function submissionsOf(platform: Platform, path: string, operand: string, several: boolean): Submission[] {
  const entries = platform.listFolder(path);
  const prefix = several ? `${operand.replaceAll('\\', '/').replace(/\/+$/, '')}/` : '';
  if (entries !== undefined) return entries.flatMap(({ name, kind }) => ofEntry(platform, path, prefix, name, kind));
  if (platform.readFile(path) === undefined) throw new Refusal(WRONG.file, { path: operand });
  return [{ name: operand.replaceAll('\\', '/'), program: path }];
}

function ofEntry(platform: Platform, folder: string, prefix: string, name: string, kind: 'file' | 'folder'): Submission[] {
  if (name.startsWith('.') || (kind === 'folder' && name === SHARED_FOLDER)) return [];
  if (kind === 'file' && !PROGRAM.test(name)) return [];
  const path = platform.join(folder, name), submission = { name: `${prefix}${name}` };
  const real = platform.realPath(path), home = platform.realPath(folder) ?? folder;
  if (real === undefined || platform.relative(home, real) !== name) return [{ ...submission, trouble: message(DETAILS.elsewhere) }];
  return [kind === 'file' ? { ...submission, program: path, among: folder } : { ...submission, ...programIn(platform, path) }];
}

/** The program of a folder: the one called main, else the only one. */
function programIn(platform: Platform, folder: string): Pick<Submission, 'program' | 'trouble'> {
  const names = (platform.listFolder(folder) ?? []).filter(({ name, kind }) => kind === 'file' && PROGRAM.test(name)).map(({ name }) => name);
  const main = names.find((name) => /^main\.sasm$/i.test(name)) ?? names.find((name) => /^main\.simg$/i.test(name));
  const [only = undefined] = names.length === 1 ? names : [];
  const chosen = main ?? only;
  if (chosen === undefined) return { trouble: names.length === 0 ? message(DETAILS.no_program) : message(DETAILS.programs, { names: names.join(', ') }) };
  const path = platform.join(folder, chosen);
  return platform.relative(platform.realPath(folder) ?? folder, platform.realPath(path) ?? '') === undefined ? { trouble: message(DETAILS.elsewhere) } : { program: path };
}
