// What the assembler found out about the programs of the open texts, as they stand now. A text that is no program by itself
// is looked at as a part of one that takes it in.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assemble } from '../assembler/assemble';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { Model } from '../language/model';
import { entryOf, programsWith } from '../language/programs';
import { folderOfName } from '../platform/web/names';
import { nameOfPath, pathOf } from './names';
import type { Texts } from './texts';

/** Files that are looked at in a search for programs. */
const FILES_MAX = 1_000;
const FOLDERS_LEFT_OUT = new Set(['node_modules', '.git']);

/** A model with what it was made of. */
interface Known {
  readonly model: Model;
  readonly stamps: ReadonlyMap<string, SyntaxTree | string>;
}

/** Models by the names of their programs. */
export class Models {
  private readonly known = new Map<string, Known>();
  /** Programs of texts that are parts. */
  private readonly homes = new Map<string, string>();
  /** Folders of the workspace, by name. */
  folders: readonly string[] = [];

  constructor(private readonly texts: Texts) {}

  /** The model of the program that a text belongs to. */
  modelOf(name: string): Model {
    return this.modelOfProgram(this.programOf(name));
  }

  private modelOfProgram(program: string): Model {
    const known = this.known.get(program);
    if (known !== undefined && this.isFresh(known)) return known.model;
    const files = pathOf(program) === undefined ? undefined : this.texts;
    const model = new Model(assemble({ path: program, files, roots: this.folders, treeOf: (file) => this.texts.treeOf(file) }));
    this.known.set(program, { model, stamps: new Map([program, ...model.assembly.files].map((file) => [file, this.texts.stampOf(file)])) });
    return model;
  }

  /** The models of all open texts, each program once. */
  all(): Model[] {
    return [...new Set([...this.texts.names].map((name) => this.modelOf(name)))];
  }

  /** Files came, went or changed on disk. */
  forget(): void {
    this.known.clear();
    this.homes.clear();
  }

  /** Forgets what no open text needs. */
  tidy(): void {
    for (const [program, { model }] of this.known) {
      if (![...model.sources.keys()].some((name) => this.texts.isOpen(name))) this.known.delete(program);
    }
  }

  private isFresh({ stamps }: Known): boolean {
    return [...stamps].every(([file, stamp]) => this.texts.stampOf(file) === stamp);
  }

  private programOf(name: string): string {
    const tree = this.texts.treeOf(name);
    if (tree === undefined || pathOf(name) === undefined || (entryOf(tree) !== undefined && !this.modelOfProgram(name).isBroken)) return name;
    for (const [program, { model }] of this.known) if (program !== name && model.sources.has(name)) return program;
    const home = this.homes.get(name) ?? programsWith(name, this.sources(folderOfName(name)))[0] ?? name;
    this.homes.set(name, home);
    return home;
  }

  /** The trees of all sources of the workspace, or of a folder where there is no workspace. */
  sources(folder?: string): Map<string, SyntaxTree> {
    const folders = this.folders.length > 0 || folder === undefined ? this.folders : [folder];
    const names = new Set([...folders.flatMap((one) => sourcesIn(pathOf(one) ?? '')), ...this.texts.names]);
    return new Map([...names].sort().flatMap((name) => {
      const tree = this.texts.treeOf(name);
      return tree === undefined ? [] : [[name, tree] as const];
    }));
  }
}

/** Names of the sources in a folder and below it, breadth first. */
function sourcesIn(folder: string): string[] {
  const found: string[] = [], folders = folder === '' ? [] : [folder];
  for (const one of folders) {
    if (found.length >= FILES_MAX || folders.length > FILES_MAX) break;
    for (const entry of entriesOf(one)) {
      if (entry.isDirectory() && !FOLDERS_LEFT_OUT.has(entry.name)) folders.push(join(one, entry.name));
      else if (entry.isFile() && entry.name.endsWith('.sasm')) found.push(nameOfPath(join(one, entry.name)));
    }
  }
  return found.slice(0, FILES_MAX);
}

/** What lies in a folder; nothing where it cannot be read. */
function entriesOf(folder: string): ReturnType<typeof read> {
  try {
    return read(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

function read(folder: string): { readonly name: string; isDirectory(): boolean; isFile(): boolean }[] {
  return readdirSync(folder, { withFileTypes: true });
}
