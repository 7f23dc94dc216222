// Carries a build file out: every COPY and DELETE makes one layer, which depends on nothing but what it contains, so an unchanged one
// keeps its digest. Reading the files of the folder is left to `sources.ts`.
import type { Arguments, MessageRow } from '../base/message';
import type { Instruction, InstructionOf } from './build-file';
import { blobOf, LAYERS_MAX, makeImage, readBaseConfig, type Blob, type HistoryLine, type Image, type Settings } from './image';
import { BUILD, BuildError } from './messages';
import { fitsHeader, isEntryPath, nameOfPath, WHITEOUT } from './paths';
import type { BuildFolder } from './sources';
import { readTar, writeTar, type TarEntry } from './tar';
import { applyLayer, deletionLayer, layerOf, treeOf, type Tree } from './tree';

/** Bytes of a layer: what the machine's largest disk holds. */
const LAYER_BYTES_MAX = 1024 * 1024 * 1024;
const FILE_MODE = 0o644;

/** What a build needs beside its instructions. */
export interface BuildRequest {
  readonly instructions: readonly Instruction[];
  /** What messages call the build file. */
  readonly file: string;
  readonly reference: string;
  readonly folder: BuildFolder;
  /** The image that FROM names; undefined where there is none. */
  readonly baseOf: (name: string) => Image | undefined;
  /** Seconds since 1970 that the image says it was made at. */
  readonly time_s: number;
}

/** The image of a build file; refuses (`BuildError`) what cannot be done, with its line. */
export function build(request: BuildRequest): Image {
  const builder = new Builder(request);
  for (const instruction of request.instructions) builder.carryOut(instruction);
  return builder.image();
}

const NO_SETTINGS: Settings = { entryPoint: [], command: [], environment: [], workingFolder: '', labels: {} };

class Builder {
  private base: Image | undefined;
  private layers: readonly Blob[] = [];
  private tree: Tree = new Map();
  private settings = NO_SETTINGS;
  private readonly history: HistoryLine[] = [];
  private line = 1;

  constructor(private readonly request: BuildRequest) {}

  carryOut(instruction: Instruction): void {
    this.line = instruction.line;
    const before = this.layers.length;
    this.step(instruction);
    if (instruction.kind === 'FROM') return;
    this.history.push({ created_by: instruction.text, ...(this.layers.length === before ? { empty_layer: true } : {}) });
  }

  image(): Image {
    const { base, layers, settings, history, request: { reference, time_s } } = this;
    return makeImage({ reference, layers, settings, history, time_s, base: base && readBaseConfig(base.config, base.config.digest).plain });
  }

  private step(instruction: Instruction): void {
    switch (instruction.kind) {
      case 'FROM': return this.from(instruction);
      case 'COPY': return this.copy(instruction);
      case 'DELETE': return this.delete(instruction);
      case 'ENV': return this.change({ environment: withVariables(this.settings.environment, instruction.pairs) });
      case 'LABEL': return this.change({ labels: { ...this.settings.labels, ...Object.fromEntries(instruction.pairs) } });
      // As Docker has it: what stood behind another entry point is not for this one.
      case 'ENTRYPOINT': return this.change({ entryPoint: instruction.words, command: [] });
      case 'CMD': return this.change({ command: instruction.words });
      case 'WORKDIR': return this.change({ workingFolder: `/${this.inside(instruction.path)}` });
    }
  }

  private change(some: Partial<Settings>): void {
    this.settings = { ...this.settings, ...some };
  }

  private from({ base: name }: InstructionOf<'FROM'>): void {
    if (name === 'scratch') return;
    const base = this.request.baseOf(name);
    if (base === undefined) throw this.error(BUILD.base, { name });
    this.base = base;
    this.layers = base.layers;
    this.tree = treeOf(base.layers.map(({ digest, bytes }) => readTar(bytes, digest)));
    this.settings = base.settings;
  }

  private copy({ sources, target, mode = FILE_MODE }: InstructionOf<'COPY'>): void {
    const into = target.endsWith('/') || target === '.' || this.tree.get(this.inside(target))?.kind === 'folder';
    if (sources.length > 1 && !into) throw this.error(BUILD.several, { path: target });
    const found = new Map<string, TarEntry>();
    for (const source of sources) {
      for (const file of this.request.folder.read(source, (row, args) => this.error(row, args))) {
        const path = this.join(this.inside(target), file.below ?? (into ? nameOfPath(file.path) : ''));
        // A folder that is copied whole into the root has no entry of its own.
        if (path === '' && file.bytes === undefined) continue;
        this.add(found, path, file.bytes, mode);
      }
    }
    this.addLayer(layerOf([...found.values()]));
  }

  private add(found: Map<string, TarEntry>, path: string, bytes: Uint8Array | undefined, mode: number): void {
    if (path === '' || !fitsHeader(path) || path.split('/').some((part) => part.startsWith(WHITEOUT))) throw this.error(BUILD.target, { path: `/${path}` });
    const known = found.get(path);
    if (known !== undefined && (bytes !== undefined || known.kind === 'file')) throw this.error(BUILD.twice, { path: `/${path}` });
    found.set(path, bytes === undefined ? { path, kind: 'folder', mode: 0o755, bytes: new Uint8Array(0) } : { path, kind: 'file', mode, bytes });
  }

  private delete({ path: named }: InstructionOf<'DELETE'>): void {
    const onlyContents = named.endsWith('/*');
    const path = this.inside(onlyContents ? named.slice(0, -1) : named);
    const found = this.tree.get(path);
    const isThere = onlyContents ? path === '' || found?.kind === 'folder' : found !== undefined;
    if (!isThere) throw this.error(BUILD.nothing, { path: named });
    this.addLayer(deletionLayer(path, onlyContents));
  }

  private addLayer(entries: readonly TarEntry[]): void {
    const number = this.layers.length + 1, size = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (number > LAYERS_MAX) throw this.error(BUILD.many_layers, { number, limit: LAYERS_MAX });
    if (size > LAYER_BYTES_MAX) throw this.error(BUILD.too_large, { found: size, limit: LAYER_BYTES_MAX });
    this.layers = [...this.layers, blobOf(writeTar(entries, this.request.time_s))];
    this.tree = applyLayer(this.tree, entries);
  }

  /** A path of the image without `/` at its ends; one that is not absolute counts from the working folder. Empty: the root. */
  private inside(named: string): string {
    const whole = named.startsWith('/') ? named : `${this.settings.workingFolder}/${named}`;
    const path = whole.split('/').filter((part) => part !== '' && part !== '.').join('/');
    if (path !== '' && (!isEntryPath(path) || !fitsHeader(path))) throw this.error(BUILD.target, { path: named });
    return path;
  }

  private join(folder: string, below: string): string {
    return [folder, below].filter((part) => part !== '').join('/');
  }

  private error(row: MessageRow, args: Arguments = {}): BuildError {
    return new BuildError(row, this.request.file, this.line, args);
  }
}

/** The variables with some more; one that is there gets its new value in its old place. */
function withVariables(before: readonly string[], pairs: readonly (readonly [string, string])[]): string[] {
  const variables = new Map(before.map((each) => [each.split('=', 1)[0], each]));
  for (const [name, value] of pairs) variables.set(name, `${name}=${value}`);
  return [...variables.values()];
}
