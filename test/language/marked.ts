// Source texts with marks: `$0` is where the cursor stands, `«…»` are places that the answer must name.
import { assemble } from '../../src/assembler/assemble';
import type { Files, Source } from '../../src/assembler/sources';
import { folderOfName, joinNames, relativeName } from '../../src/platform/web/names';
import { Model } from '../../src/language/model';

/** A stretch of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A text without its marks. */
export interface Marked {
  readonly text: string;
  /** Where `$0` stood; -1 where there was none. */
  readonly cursor: number;
  readonly ranges: readonly Range[];
}

/** Takes the marks out of a text. */
export function unmark(marked: string): Marked {
  let text = '', cursor = -1;
  const open: number[] = [], ranges: Range[] = [];
  for (const piece of marked.split(/(\$0|«|»)/)) {
    if (piece === '$0') cursor = text.length;
    else if (piece === '«') open.push(text.length);
    else if (piece === '»') ranges.push({ start: open.pop() as number, end: text.length });
    else text += piece;
  }
  return { text, cursor, ranges: ranges.sort((a, b) => a.start - b.start) };
}

/** Puts the marks of ranges back, to compare texts in which a difference can be seen. */
export function mark(text: string, ranges: readonly Range[]): string {
  const marks = ranges.flatMap(({ start, end }) => [{ at: end, mark: '»' }, { at: start, mark: '«' }]);
  return marks.sort((a, b) => b.at - a.at || (a.mark === '»' ? 1 : -1)).reduce((all, { at, mark }) => all.slice(0, at) + mark + all.slice(at), text);
}

/** A program of one or several marked files; the first is the program. */
export interface Program {
  readonly model: Model;
  readonly source: Source;
  readonly cursor: number;
  /** The file with the cursor, or the first. */
  readonly path: string;
  readonly files: ReadonlyMap<string, Marked>;
}

/** Assembles marked files, by their names; a text alone is `main.sasm`. */
export function program(given: string | Readonly<Record<string, string>>): Program {
  const named = typeof given === 'string' ? { 'main.sasm': given } : given;
  const files = new Map(Object.entries(named).map(([name, text]) => [`/p/${name}`, unmark(text)]));
  const [main] = files.keys();
  const model = new Model(assemble({ path: main, text: files.get(main)?.text, files: memoryFiles(files) }));
  const [path, { cursor }] = [...files].find(([, file]) => file.cursor >= 0) ?? [...files][0];
  const source = model.sources.get(path);
  if (source === undefined) throw new Error(`${path} is no part of the program`);
  return { model, source, cursor, path, files };
}

function memoryFiles(files: ReadonlyMap<string, Marked>): Files {
  return {
    readFile: (path) => (files.has(path) ? new TextEncoder().encode(files.get(path)?.text) : undefined),
    realPath: (path) => (files.has(path) || [...files.keys()].some((name) => name.startsWith(`${path}/`)) ? path : undefined),
    join: joinNames,
    folderOf: folderOfName,
    relative: relativeName,
  };
}
