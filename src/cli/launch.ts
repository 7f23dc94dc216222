// Launches a program for a command that runs it in this process: options, program and machine by way of the adapter's
// own loading, so that both do the same.
import { SourceErrors, loadSteps, pathOf, type Loaded } from '../adapter/loading';
import { SourcePaths } from '../adapter/paths';
import type { Diagnostic } from '../base/diagnostic';
import { finish } from '../base/steps';
import { refuseEarly, replayTimeline } from '../history/recording-replay';
import type { LaunchOptions } from '../options/table';
import type { Platform } from '../platform/platform';
import type { Call } from './call';
import type { RunOn } from './execution';
import { launchOptions } from './launch-flags';
import { isImage, readOperand, shownPath, STANDARD, writeDiagnostics } from './programs';
import { isTyped, readStandardInput, seesInput } from './standard-input';

/** A program that is ready to run. */
export interface Launched {
  readonly loaded: Loaded;
  readonly options: LaunchOptions;
  /** The platform on which it was loaded: a program from standard input is a file there. */
  readonly platform: Platform;
  /** The path of a source, as messages show it. */
  pathOf(source: string): string;
  /** Whether what a person types belongs to the program. */
  readonly typed: boolean;
  /** How its machine runs on; absent where it just does. */
  readonly runOn?: RunOn;
}

/** The program of a call; undefined where its text has errors, which then have been written. */
export async function launch(call: Call): Promise<Launched | undefined> {
  const [operand] = call.given.operands;
  const folder = call.platform.resolve(call.folder, call.given.text('cwd') ?? '.');
  const standard = operand === STANDARD ? await standardProgram(call, folder) : undefined;
  const platform = standard?.platform ?? call.platform;
  const options = launchOptions(call.given, standard?.path ?? operand, folder);
  const loaded = load(call, platform, options);
  if (loaded === undefined) return undefined;
  const { note } = loaded, { error, language } = call.terminal;
  if (note !== undefined) error.write(`strata: ${note.code}: ${note[language]}\n`);
  const paths = new SourcePaths(platform, loaded.folder, false, options.sourceMap, options.allowRoots);
  const typed = await connectInput(loaded, options, operand === STANDARD);
  return { loaded, options, platform, typed, runOn: runOnOf(loaded), pathOf: (source) => shownPath(call, paths.pathOf(source)) };
}

function load(call: Call, platform: Platform, options: LaunchOptions): Loaded | undefined {
  return orDiagnostics({ ...call, platform }, () => finish(loadSteps(platform, options)));
}

/** What some work gives; undefined where a text has errors, which then have been written. */
export function orDiagnostics<T>(call: Call, work: () => T): T | undefined {
  try {
    return work();
  } catch (trouble) {
    if (!(trouble instanceof SourceErrors)) throw trouble;
    writeDiagnostics(call, trouble.diagnostics.filter(isError));
    return undefined;
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** A recording runs with its changes by hand. */
function runOnOf({ machine, recording }: Loaded): RunOn | undefined {
  if (recording === undefined) return undefined;
  const timeline = replayTimeline(machine, recording);
  return (steps, work) => {
    const outcome = timeline.run(steps, work);
    refuseEarly(outcome, machine, recording);
    return outcome;
  };
}

/** The program on standard input, as a file in the folder that only this platform sees. */
async function standardProgram(call: Call, folder: string): Promise<{ readonly path: string; readonly platform: Platform }> {
  const content = await readOperand(call, STANDARD);
  const path = call.platform.join(folder, isImage(content) ? `${content.name}.simg` : content.name);
  return { path, platform: withFile(call.platform, path, content.bytes) };
}

/** The platform with one file more. */
function withFile(platform: Platform, path: string, bytes: Uint8Array): Platform {
  const more: Partial<Platform> = {
    readFile: (name, bytes_max) => (name === path ? bytes : platform.readFile(name, bytes_max)),
    realPath: (name) => (name === path ? path : platform.realPath(name)),
  };
  return Object.assign(Object.create(platform) as Platform, more);
}

const NOTHING = new Uint8Array(0);

/**
 * Gives the machine what stands on standard input, unless the launch or a recording gives it all its input or the program was read
 * from there; true where a person will type it.
 */
async function connectInput({ machine, recording }: Loaded, { input, inputFile }: LaunchOptions, taken: boolean): Promise<boolean> {
  if (input !== undefined || inputFile !== undefined || recording !== undefined) return false;
  const sees = seesInput(machine.root.program.image);
  if (sees && !taken && isTyped()) return true;
  const bytes = sees && !taken ? await readStandardInput() : NOTHING;
  // Input that is empty is no news to a program, only its end is there.
  if (bytes.length > 0) machine.provideInput(bytes);
  machine.provideInput(undefined);
  return false;
}

/** Writes the disk back to its file, where the launch wants that and the program has written to it. */
export function writeDisk(call: Call, { loaded: { machine }, options }: Launched): void {
  const { disk } = machine.devices;
  if (options.diskWrite && options.disk !== undefined && disk.written.size > 0) {
    call.platform.writeFile(pathOf(call.platform, options, options.disk), disk.contents());
  }
}
