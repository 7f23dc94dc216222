// Keeps, for every open text, what the assembler found out about the program that it belongs to. A program is assembled
// again after a short silence, or at once where somebody asks; work that a change has overtaken begins anew.
import * as vscode from 'vscode';
import { assembleSteps, type Assembly } from '../assembler/assemble';
import type { Request } from '../assembler/sources';
import type { SyntaxTree } from '../assembler/syntax/tree';
import { folderOfName } from '../platform/web/names';
import { Model } from '../language/model';
import { entryOf } from '../language/programs';
import type { EditorFiles, FoundFiles } from './files';
import { IMAGE_SCHEME, nameOf, standsAlone, uriOf } from './names';
import { LANGUAGE, type OpenTexts } from './open-texts';
import { rootsOf } from './roots';
import type { ProgramChoice } from './program-choice';

/** How long nothing must have been written before problems are worked out, in milliseconds. */
const SILENCE_MS = 150;

/** What has become of a program's model; undefined: nobody needs it any longer. */
export interface ModelChange {
  readonly program: string;
  readonly model: Model | undefined;
}

/** The models of programs, by the names of their files. */
export class Models implements vscode.Disposable {
  private readonly known = new Map<string, Model>();
  private readonly running = new Map<string, Promise<Model>>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** Programs of texts that are parts. */
  private readonly homes = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<ModelChange>();
  private readonly subscriptions: readonly vscode.Disposable[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly texts: OpenTexts, private readonly files: EditorFiles,
    private readonly choice: ProgramChoice, private readonly log: vscode.LogOutputChannel) {
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.touch(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.touch(document)),
      vscode.workspace.onDidCloseTextDocument(() => this.tidy()),
      files.onDidChange(() => this.forgetAll()),
      this.changed,
    ];
  }

  /** Begins to work for the texts that are open already. */
  start(): void {
    for (const document of this.texts.all) this.touch(document);
  }

  /** The model of the program that a text belongs to, as both stand now. */
  async model(document: vscode.TextDocument): Promise<Model> {
    return this.modelOf(await this.programOf(document));
  }

  /** The trees of all sources of the workspace, by name. */
  sources(): Promise<ReadonlyMap<string, SyntaxTree>> {
    return this.choice.sources();
  }

  /** The model of a program. */
  async modelOf(program: string): Promise<Model> {
    const known = this.known.get(program);
    if (known !== undefined && this.isFresh(known)) return known;
    let running = this.running.get(program);
    if (running === undefined) {
      running = this.make(program).finally(() => this.running.delete(program));
      this.running.set(program, running);
    }
    return running;
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** The program that a text is, or is a part of: one with an entry function may be either, and is a part where it has errors alone. */
  private async programOf(document: vscode.TextDocument): Promise<string> {
    const name = nameOf(document.uri);
    if (standsAlone(document.uri)) return name;
    const mayBeAlone = entryOf(this.texts.tree(document)) !== undefined && (this.homes.get(name) ?? name) === name;
    if (mayBeAlone && !(await this.modelOf(name)).isBroken) return name;
    for (const [program, model] of this.known) if (program !== name && model.sources.has(name)) return program;
    const home = this.homes.get(name) ?? (await this.choice.programsWith(document.uri)).map(nameOf)[0] ?? name;
    this.homes.set(name, home);
    if (mayBeAlone && home !== name) this.forget(name);
    return home;
  }

  private isFresh({ assembly, sources }: Model): boolean {
    return assembly.files.every((name) => this.files.isCurrent(name, sources.get(name)?.tree));
  }

  private async make(program: string): Promise<Model> {
    for (;;) {
      const assembly = await this.assemble(program);
      if (assembly === undefined) continue;
      const model = new Model(assembly);
      this.known.set(program, model);
      this.changed.fire({ program, model });
      return model;
    }
  }

  /** What comes of a program; undefined where a text was changed meanwhile. */
  private assemble(program: string): Promise<Assembly | undefined> {
    const versions = [...this.texts.all].map((document) => [document, document.version] as const);
    const overtaken = (): boolean => versions.some(([document, version]) => document.version !== version);
    const roots = rootsOf(uriOf(program)).map(nameOf);
    return this.files.gather([folderOfName(program), ...roots], (files) => assembleSteps(requestFor(program, files, roots)), overtaken);
  }

  private touch(document: vscode.TextDocument): void {
    if (document.languageId !== LANGUAGE || document.uri.scheme === IMAGE_SCHEME) return;
    const name = nameOf(document.uri);
    clearTimeout(this.waiting.get(name));
    this.waiting.set(name, setTimeout(() => {
      this.waiting.delete(name);
      if (!document.isClosed) this.model(document).catch((trouble: unknown) => this.log.error(trouble instanceof Error ? trouble : String(trouble)));
    }, SILENCE_MS));
  }

  /** Forgets the programs of which no text is open. */
  private tidy(): void {
    const open = new Set([...this.texts.all].map(({ uri }) => nameOf(uri)));
    for (const [program, model] of this.known) {
      if (![...model.sources.keys()].some((name) => open.has(name))) this.forget(program);
    }
  }

  private forget(program: string): void {
    this.known.delete(program);
    this.changed.fire({ program, model: undefined });
  }

  private forgetAll(): void {
    this.known.clear();
    this.homes.clear();
    this.start();
  }
}

/** A text that was never saved can name no files. */
function requestFor(program: string, files: FoundFiles, roots: readonly string[]): Request {
  const common = { path: program, treeOf: (name: string) => files.treeOf(name) };
  return standsAlone(uriOf(program)) ? common : { ...common, files, roots };
}
