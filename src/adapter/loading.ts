// From launch options to a machine that stands before its first instruction: read, assemble, verify, make.
import { sha256 } from '../base/hash';
import { Refusal, render, type MessageRow } from '../base/message';
import type { Diagnostic } from '../base/diagnostic';
import type { Steps } from '../base/steps';
import { assembleSteps } from '../assembler/assemble';
import type { Files } from '../assembler/sources';
import { engineOf, mayCompile } from '../compiler/engines';
import type { DebugInfo } from '../image/debug';
import { decodeSteps } from '../image/read';
import type { InputEvent } from '../machine/input';
import type { Recording } from '../history/recording';
import { recordedMachine, replaySteps } from '../history/recording-replay';
import { Machine, type MachineOptions } from '../machine/machine';
import type { LaunchOptions } from '../options/table';
import type { Platform } from '../platform/platform';
import { verifySteps } from '../verifier/verify';
import {
  INTERPRETED, NO_FILE, NO_HOST_MEMORY, NO_PROGRAM_FILE, NO_WEBASSEMBLY, NOTHING_COMPILES, PROGRAM_HAS_ERRORS, PROGRAM_TOO_LARGE,
} from './messages';
import { isRecording, openRecording, type ReadProgram } from './recorded';

/** A program that is ready to run, and what is known of where it came from. */
export interface Loaded {
  readonly machine: Machine;
  /** Path of the program and its folder. */
  readonly path: string;
  readonly folder: string;
  /** SHA-256 of texts that the client gave instead of files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Warnings of the assembler. */
  readonly diagnostics: readonly Diagnostic[];
  readonly identity: string;
  /** What a person should be told once of how it will run; none: as asked for. */
  readonly note?: MessageRow;
  /** What the machine was made of. */
  readonly made: MachineOptions;
  /** Where a recording was launched: that. Its run is known to be the recorded one. */
  readonly recording?: Recording;
}

/** A program that cannot run because its text has errors; they are all here. */
export class SourceErrors extends Refusal {
  constructor(path: string, readonly diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const [first] = errors;
    super(PROGRAM_HAS_ERRORS, {
      path, count: errors.length, line: first.span.start.line + 1, first: first.message,
    });
  }
}

/** Files as the client sees them: texts that it has open and did not save stand in front of those on disk. */
function filesOf(platform: Platform, texts: Readonly<Record<string, string>>): Files {
  const open = new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  return {
    readFile: (path, limit) => open.get(path) ?? platform.readFile(path, limit),
    realPath: (path) => platform.realPath(path) ?? (open.has(path) ? path : undefined),
    join: (folder, relative) => platform.join(folder, relative),
    folderOf: (path) => platform.folderOf(path),
    relative: (folder, path) => platform.relative(folder, path),
  };
}

/** Loads a program in steps. Throws a {@link Refusal} for all that is wrong with it. */
export function* loadSteps(platform: Platform, options: LaunchOptions): Steps<Loaded> {
  const path = options.program in options.openTexts ? options.program : platform.resolve(options.cwd ?? '', options.program);
  if (isRecording(path)) return yield* loadRecording(platform, path, options);
  const folder = platform.folderOf(path);
  const { image, diagnostics } = yield* readProgram(platform, path, options);
  const verified = yield* verifySteps(image);
  if (!Machine.fits(verified, options.memory)) {
    const last = verified.segments.at(-1);
    const window = verified.window ?? (last === undefined ? 0 : last.address + last.bytes.length);
    throw new Refusal(PROGRAM_TOO_LARGE, { window, memory: options.memory });
  }
  const texts = new Map(Object.entries(options.openTexts).map(([name, text]) => [name, sha256(new TextEncoder().encode(text))]));
  const note = noteOn(options);
  const { memory, limits, seed, leaky, args } = options;
  const disk = diskOf(platform, options), input = inputOf(platform, options), engine = engineOf(options.engine);
  const made = { memory, limits, seed, leaky, args, disk, input, engine };
  const machine = hosted(made, () => new Machine(verified, made));
  return { machine, made, path, folder, texts, diagnostics, identity: verified.identity, note };
}

/** A recording, as the program that it is of. What it says is found out to be true before anybody relies on it. */
function* loadRecording(platform: Platform, path: string, options: LaunchOptions): Steps<Loaded> {
  const note = noteOn(options), engine = engineOf(options.engine);
  const opened = yield* openRecording(platform, path, options.cwd, (program) => readProgram(platform, program, options));
  const { recording, image, diagnostics, disk, folder } = opened;
  const made = { ...recording.options, disk, input: recording.input, engine };
  const machine = (): Machine => hosted(made, () => recordedMachine(recording, image, disk, engine));
  yield* replaySteps(machine(), recording);
  return { machine: machine(), made, recording, path, folder, texts: new Map(), diagnostics, identity: image.identity, note };
}

/** An image with what the assembler says of it, from an image file or a source text. */
export function* readProgram(platform: Platform, path: string, options: LaunchOptions): Steps<ReadProgram> {
  return isImage(path) ? yield* readImage(platform, path) : yield* assembleProgram(filesOf(platform, options.openTexts), path, platform.folderOf(path), options);
}

/** Refuses an engine that cannot be had, and says so where another one serves. */
function noteOn({ engine }: LaunchOptions): MessageRow | undefined {
  if (typeof WebAssembly === 'undefined') throw new Refusal(NO_WEBASSEMBLY);
  if (engine === 'interpreter' || mayCompile()) return undefined;
  if (engine === 'compiler') throw new Refusal(NOTHING_COMPILES);
  return INTERPRETED;
}

function isImage(path: string): boolean {
  return path.toLowerCase().endsWith('.simg');
}

function* readImage(platform: Platform, path: string): Steps<ReadProgram> {
  const bytes = platform.readFile(path);
  if (bytes === undefined) throw new Refusal(NO_PROGRAM_FILE, { path });
  return { image: yield* decodeSteps(bytes), diagnostics: [] };
}

function* assembleProgram(files: Files, path: string, folder: string, options: LaunchOptions): Steps<ReadProgram> {
  if (files.readFile(path) === undefined) throw new Refusal(NO_PROGRAM_FILE, { path });
  const sourceText = Object.keys(options.openTexts).length > 0;
  const assembly = yield* assembleSteps({ path, files, folder, roots: options.allowRoots, sourceText });
  const { bytes, debug, diagnostics } = assembly;
  if (bytes === undefined) throw new SourceErrors(path, diagnostics);
  return { image: { ...(yield* decodeSteps(bytes)), debug }, diagnostics };
}

/** Makes a machine; refuses one that the host has no room for. */
export function hosted<T>({ memory, limits }: Pick<MachineOptions, 'memory' | 'limits'>, make: () => T): T {
  try {
    return make();
  } catch (trouble) {
    if (trouble instanceof RangeError) throw new Refusal(NO_HOST_MEMORY, { bytes: memory + limits.contexts * limits.slots * 8 });
    throw trouble;
  }
}

function diskOf(platform: Platform, options: LaunchOptions): Uint8Array {
  return options.disk === undefined ? new Uint8Array(0) : fileOf(platform, options, 'disk', options.disk);
}

/** Input from texts or a file is all there will be; without either it comes while the program runs. */
function inputOf(platform: Platform, options: LaunchOptions): readonly InputEvent[] {
  const { input, inputFile } = options;
  if (input === undefined && inputFile === undefined) return [];
  const events = inputFile !== undefined
    ? [{ step: 0, bytes: fileOf(platform, options, 'inputFile', inputFile) }]
    : (input ?? []).map(({ at, text }) => ({ step: at, bytes: new TextEncoder().encode(text) }));
  return [...events.filter(({ bytes }) => bytes.length > 0), { step: events.at(-1)?.step ?? 0, bytes: undefined }];
}

function fileOf(platform: Platform, options: LaunchOptions, option: string, name: string): Uint8Array {
  const path = pathOf(platform, options, name);
  const bytes = platform.readFile(path);
  if (bytes === undefined) throw new Refusal(NO_FILE, { option, path });
  return bytes;
}

/** A path that an option names: relative to `cwd`, else to the program's folder. */
export function pathOf(platform: Platform, options: LaunchOptions, name: string): string {
  return platform.resolve(options.cwd ?? platform.folderOf(options.program), name);
}

/** Debug information by identity from images below the program's folder, read when an image without its own is loaded. */
export function debugLookup(platform: Platform, folder: string, images: readonly string[]): (identity: string) => DebugInfo | undefined {
  let found: Map<string, DebugInfo> | undefined;
  return (identity) => {
    found ??= readDebugInfos(platform, [...imagesBelow(platform, folder), ...images]);
    return found.get(identity);
  };
}

/** Folders below the program's in which images are looked for, and how many images. */
const FOLDER_DEPTH_MAX = 4;
const IMAGES_MAX = 200;

function imagesBelow(platform: Platform, folder: string, depth = 0): string[] {
  if (depth > FOLDER_DEPTH_MAX) return [];
  const entries = platform.listFolder(folder) ?? [];
  const images = entries.filter(({ kind, name }) => kind === 'file' && isImage(name)).map(({ name }) => platform.join(folder, name));
  const folders = entries.filter(({ kind, name }) => kind === 'folder' && !name.startsWith('.') && name !== 'node_modules');
  return [...images, ...folders.flatMap(({ name }) => imagesBelow(platform, platform.join(folder, name), depth + 1))].slice(0, IMAGES_MAX);
}

function readDebugInfos(platform: Platform, paths: readonly string[]): Map<string, DebugInfo> {
  const found = new Map<string, DebugInfo>();
  for (const path of paths) {
    const bytes = platform.readFile(path);
    const debug = bytes === undefined ? undefined : debugOf(bytes);
    for (const [identity, info] of debug ?? []) if (!found.has(identity)) found.set(identity, info);
  }
  return found;
}

/** Debug information of an image file; none where the file is no image: it may be anybody's. */
function debugOf(bytes: Uint8Array): ReadonlyMap<string, DebugInfo> | undefined {
  const steps = decodeSteps(bytes);
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value.debug;
    }
  } catch (trouble) {
    if (trouble instanceof Refusal) return undefined;
    throw trouble;
  }
}

/** Warnings and errors as text for a console: file, line and column, and what is wrong. */
export function diagnosticText({ file, span, row, message: said }: Diagnostic, language: 'en' | 'ko'): string {
  return `${file}:${span.start.line + 1}:${span.start.column + 1}: ${row.code}: ${render(said, language)}`;
}
