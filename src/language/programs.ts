// What can be told about programs from their texts alone: which text is a program, which files it takes in, and of
// which programs a text is a part.
import { joinNames, folderOfName } from '../platform/web/names';
import { Token } from '../assembler/syntax/tokens';
import { Node, type Part, type SyntaxTree } from '../assembler/syntax/tree';
import { textOf } from './literal';

/** The entry function of a text. */
export interface Entry {
  readonly part: Part;
  readonly node: number;
}

/** The first `entry func` at the top of a text; undefined where the text is no program by itself. */
export function entryOf(tree: SyntaxTree): Entry | undefined {
  for (let i = 0; i < tree.regions.length; i++) {
    const { kind, block, firstToken, node } = tree.regions[i];
    if (kind !== Node.func || block.tokenKinds[block.nodeFirst[node]] !== Token.entry_ || firstToken < 0) continue;
    return { part: tree.part(i), node };
  }
  return undefined;
}

/** Whether a text declares nothing yet. */
export function isBlank(tree: SyntaxTree): boolean {
  return tree.regions.every(({ kind }) => kind === Node.rest);
}

/** A mention of another file. */
export interface FileMention {
  readonly kind: 'include' | 'embed';
  /** The path as written, relative to the folder of the text. */
  readonly path: string;
  /** Where the path stands, between its quotation marks. */
  readonly start: number;
  readonly end: number;
}

/** The files that a text names, also from inside embedded programs. */
export function mentions(tree: SyntaxTree): FileMention[] {
  const found: FileMention[] = [];
  for (let i = 0; i < tree.regions.length; i++) {
    const { kind } = tree.regions[i];
    if (kind === Node.include || kind === Node.embed) collect(tree.part(i), tree.regions[i].node, found);
  }
  return found;
}

/** The mention of another file whose path an offset is in. */
export function mentionAt(tree: SyntaxTree, offset: number): FileMention | undefined {
  return mentions(tree).find(({ start, end }) => start <= offset && offset <= end);
}

function collect(part: Part, node: number, found: FileMention[]): void {
  const kind = part.kind(node);
  if (kind !== Node.include && kind !== Node.embed) return;
  const path = part.child(node, Node.text);
  const name = path === undefined || part.tokenKind(part.first(path)) !== Token.string ? undefined : textOf(part.nodeText(path));
  if (path !== undefined && name !== undefined) {
    found.push({ kind: kind === Node.include ? 'include' : 'embed', path: name, start: part.start(path) + 1, end: part.end(path) - 1 });
  }
  for (const child of part.children(node)) collect(part, child, found);
}

/**
 * The programs among some texts, sorted by name: those that have an entry function, their own or an included one, and that no
 * other text takes in. The texts are given by their names, which are URIs or absolute paths with `/`.
 */
export function programsAmong(texts: ReadonlyMap<string, SyntaxTree>): string[] {
  const includers = includersOf(texts);
  const withEntry = [...texts].filter(([, tree]) => entryOf(tree) !== undefined).map(([name]) => name);
  return [...aboveAll(withEntry, includers)].filter((name) => !includers.has(name)).sort();
}

/** The programs among some texts that take a file in, directly or through others; see {@link programsAmong}. */
export function programsWith(file: string, texts: ReadonlyMap<string, SyntaxTree>): string[] {
  const above = aboveAll([file], includersOf(texts));
  return programsAmong(texts).filter((name) => name !== file && above.has(name));
}

/** By each file the texts that include it. */
function includersOf(texts: ReadonlyMap<string, SyntaxTree>): ReadonlyMap<string, readonly string[]> {
  const includers = new Map<string, string[]>();
  for (const [name, tree] of texts) {
    for (const mention of mentions(tree)) {
      if (mention.kind !== 'include') continue;
      const target = joinNames(folderOfName(name), mention.path);
      includers.set(target, [...includers.get(target) ?? [], name]);
    }
  }
  return includers;
}

/** Some files, and all that take one of them in, directly or through others. */
function aboveAll(files: readonly string[], includers: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set(files);
  for (const name of seen) for (const includer of includers.get(name) ?? []) seen.add(includer);
  return seen;
}
