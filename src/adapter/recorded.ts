// Opens a recording: finds the image and the disk that it is of, inside it or among the files. Whether they are those is tested where
// a machine is made of them.
import type { Diagnostic } from '../base/diagnostic';
import { Refusal } from '../base/message';
import type { Steps } from '../base/steps';
import { RECORDING_ERRORS } from '../history/messages';
import type { Recording } from '../history/recording';
import { decodeRecording } from '../history/recording-file';
import type { LoadedImage } from '../image/image';
import { decodeSteps } from '../image/read';
import { DISK_BYTES_MAX } from '../isa/limits';
import type { Platform } from '../platform/platform';
import { verifySteps, type VerifiedImage } from '../verifier/verify';
import { NO_FILE } from './messages';

/** An image and what the assembler said of it. */
export interface ReadProgram {
  readonly image: LoadedImage;
  readonly diagnostics: readonly Diagnostic[];
}

/** A recording with what it takes to run again. */
export interface OpenedRecording {
  readonly recording: Recording;
  readonly image: VerifiedImage;
  readonly diagnostics: readonly Diagnostic[];
  /** Empty where there is none. */
  readonly disk: Uint8Array;
  /** The folder below which the sources are. */
  readonly folder: string;
}

/** Paths to take instead of the files that a recording names. */
export interface Instead {
  readonly program?: string;
  readonly disk?: string;
}

/** Whether a file is a recording, by its name. */
export function isRecording(path: string): boolean {
  return path.toLowerCase().endsWith('.strec');
}

/**
 * Opens the recording in a file. What it names is looked for beside it, then in `cwd`; what it has with it is not looked for.
 * Throws a {@link Refusal} for all that is wrong.
 */
export function* openRecording(platform: Platform, path: string, cwd: string | undefined, readProgram: (path: string) => Steps<ReadProgram>,
  instead: Instead = {}): Steps<OpenedRecording> {
  const bytes = platform.readFile(path);
  if (bytes === undefined) throw new Refusal(NO_FILE, { option: 'program', path });
  const recording = decodeRecording(bytes);
  const folders = [platform.folderOf(path), ...(cwd === undefined ? [] : [cwd])];
  const { bundle, program, disk } = recording;
  if (bundle !== undefined) {
    const image = yield* verifySteps(yield* decodeSteps(bundle.image));
    return { recording, image, diagnostics: [], disk: bundle.disk, folder: folders[0] };
  }
  const from = instead.program ?? find(platform, folders, program.name);
  const { image, diagnostics } = yield* readProgram(from);
  const diskPath = disk && (instead.disk ?? find(platform, folders, disk.name));
  const diskBytes = diskPath === undefined ? new Uint8Array(0) : platform.readFile(diskPath, DISK_BYTES_MAX);
  if (diskBytes === undefined) throw new Refusal(NO_FILE, { option: 'disk', path: diskPath ?? '' });
  return { recording, image: yield* verifySteps(image), diagnostics, disk: diskBytes, folder: platform.folderOf(from) };
}

/** The first file of this name in the folders: below them as it is written, else in them. */
function find(platform: Platform, folders: readonly string[], name: string): string {
  const alone = name.slice(name.lastIndexOf('/') + 1);
  for (const folder of folders) {
    for (const each of [name, alone]) {
      const path = platform.join(folder, each);
      if (platform.readFile(path) !== undefined) return path;
    }
  }
  throw new Refusal(RECORDING_ERRORS.missing, { name });
}
