// What can be told about programs from their texts alone: which text is a program, which files it takes in, and of
// which programs a text without an entry function is a part.
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
 * The programs among some texts that take a file in, directly or through others, sorted by name. The texts are given by
 * their names, which are URIs or absolute paths with `/`.
 */
export function programsWith(file: string, texts: ReadonlyMap<string, SyntaxTree>): string[] {
  const includers = new Map<string, string[]>();
  for (const [name, tree] of texts) {
    for (const mention of mentions(tree)) {
      if (mention.kind !== 'include') continue;
      const target = joinNames(folderOfName(name), mention.path);
      includers.set(target, [...includers.get(target) ?? [], name]);
    }
  }
  const seen = new Set([file]);
  for (const name of seen) for (const includer of includers.get(name) ?? []) seen.add(includer);
  seen.delete(file);
  return [...seen].filter((name) => entryOf(texts.get(name) as SyntaxTree) !== undefined).sort();
}
