// What a recording says of the program that was launched: names of files, and what it has with it.
import type { Bundle } from '../history/recording';
import type { RunToRecord } from '../debugger';
import { bundledImage } from '../history/recording-bundle';
import type { LaunchOptions } from '../options/table';
import type { Platform } from '../platform/platform';
import { debugLookup, pathOf, type Loaded } from './loading';
import { SourcePaths } from './paths';

/** Whether a recording has to have everything with it: no file is known to hold what ran. */
export function standsAlone({ recording, texts }: Loaded): boolean {
  return recording !== undefined || texts.size > 0;
}

/** How a recording that goes to `output` names its program and disk: below its own folder where they are, else by their last names. */
export function toRecord(platform: Platform, { loaded, options }: { readonly loaded: Loaded; readonly options: LaunchOptions }, output: string,
  bundled: boolean): RunToRecord {
  const { made, path, recording } = loaded;
  if (recording !== undefined) return { options: made, program: recording.program.name, ...(recording.disk && { disk: recording.disk.name }) };
  const name = (file: string): string => (bundled ? undefined : platform.relative(platform.folderOf(output), file)) ?? lastName(file);
  return { options: made, program: name(path), ...(options.disk !== undefined && { disk: name(pathOf(platform, options, options.disk)) }) };
}

function lastName(path: string): string {
  return path.replace(/^untitled:/, '').replace(/^[^]*[/\\]/, '');
}

/** The image with debug information and sources, and the disk as it was at first. */
export function bundleOf(platform: Platform, { machine, made, folder }: Loaded, options: LaunchOptions): Bundle {
  const paths = new SourcePaths(platform, folder, false, options.sourceMap, options.allowRoots);
  const textOf = (name: string): string | undefined => {
    const bytes = platform.readFile(paths.pathOf(name));
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  };
  return { image: bundledImage(machine, debugLookup(platform, folder, options.debugImages), textOf), disk: made.disk };
}
