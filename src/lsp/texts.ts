// The texts that a client has open, each parsed again only where it changed, and the files beside them on disk.
import { statSync } from 'node:fs';
import { Refusal } from '../base/message';
import type { Files } from '../assembler/sources';
import { parse, reparse } from '../assembler/syntax/parse';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { updated } from '../language/update';
import type { Platform } from '../platform/platform';
import { folderOfName, joinNames, relativeName } from '../platform/web/names';
import { nameOfPath, pathOf } from './names';
import type { ContentChange } from './protocol';

/** A file as it was read last. */
interface Stored {
  readonly stamp: string;
  readonly tree: SyntaxTree | undefined;
}

/** Texts and files by their names, as the assembler reads them. */
export class Texts implements Files {
  readonly join = joinNames;
  readonly folderOf = folderOfName;
  readonly relative = relativeName;
  private readonly open = new Map<string, SyntaxTree>();
  private readonly stored = new Map<string, Stored>();

  constructor(private readonly platform: Pick<Platform, 'readFile' | 'realPath'>) {}

  /** Names of the open texts. */
  get names(): Iterable<string> {
    return this.open.keys();
  }

  isOpen(name: string): boolean {
    return this.open.has(name);
  }

  set(name: string, text: string): void {
    this.open.set(name, updated(this.open.get(name), text));
  }

  change(name: string, changes: readonly ContentChange[]): void {
    for (const { range, text } of changes) {
      const tree = this.open.get(name);
      if (range === undefined || tree === undefined) this.set(name, text);
      else {
        const start = tree.offset({ line: range.start.line, column: range.start.character }), end = tree.offset({ line: range.end.line, column: range.end.character });
        this.open.set(name, reparse(tree, { start, end: Math.max(start, end), text }));
      }
    }
  }

  close(name: string): void {
    this.open.delete(name);
  }

  /** The tree of a text as it stands now, open or on disk. */
  treeOf(name: string): SyntaxTree | undefined {
    return this.open.get(name) ?? this.fromDisk(name).tree;
  }

  /** Something that is another after each change of a file. */
  stampOf(name: string): SyntaxTree | string {
    return this.open.get(name) ?? this.diskStamp(name);
  }

  readFile(name: string, bytes_max?: number): Uint8Array | undefined {
    const tree = this.open.get(name), path = pathOf(name);
    if (tree !== undefined) return new TextEncoder().encode(tree.text);
    return path === undefined ? undefined : this.platform.readFile(path, bytes_max);
  }

  realPath(name: string): string | undefined {
    const path = pathOf(name), real = path === undefined ? undefined : this.platform.realPath(path);
    return real === undefined ? (this.open.has(name) ? name : undefined) : nameOfPath(real);
  }

  private fromDisk(name: string): Stored {
    const stamp = this.diskStamp(name), known = this.stored.get(name);
    if (known?.stamp === stamp) return known;
    const stored = { stamp, tree: name.endsWith('.sasm') ? this.parsed(name) : undefined };
    this.stored.set(name, stored);
    return stored;
  }

  private diskStamp(name: string): string {
    const path = pathOf(name), found = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
    return found === undefined ? 'none' : `${found.mtimeMs} ${found.size}`;
  }

  /** The tree of a file; undefined where it is no text or cannot be read, which the assembler will tell. */
  private parsed(name: string): SyntaxTree | undefined {
    try {
      const bytes = this.readFile(name);
      return bytes && parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    } catch (error) {
      if (error instanceof TypeError || error instanceof Refusal) return undefined;
      throw error;
    }
  }
}
