// Puts the parts of the debugger at the prompt together.
import { SAYS as ADAPTER_SAYS } from '../../adapter/messages';
import { Refusal, type Language } from '../../base/message';
import type { Platform } from '../../platform/platform';
import { linesOfText } from '../diagnostics';
import { BREAKPOINTS } from './breakpoint-commands';
import { Inspection } from './inspection';
import { LAYERS } from './layer-commands';
import { LOOKING } from './looking-commands';
import { PROMPT } from './messages';
import { PAST } from './past-commands';
import { Points } from './points';
import type { Result } from './results';
import { RUNNING } from './running-commands';
import { TRAVELLING } from './travelling-commands';
import { SESSION } from './session-commands';
import { Shell } from './shell';
import { Target, type Launch } from './target';

/** What surrounds a shell. */
export interface Setting {
  readonly language: Language;
  readonly platform: Platform;
  /** The current folder. */
  readonly folder: string;
  /** The program of the adapter. */
  readonly adapter: string;
}

/** Takes what commands come to, and what the program and the adapter say. */
export interface Sink {
  result(result: Result): void;
  output(category: string, text: string): void;
}

/** A shell over an adapter process, which is started; the program is not loaded yet. */
export function makeShell({ language, platform, folder, adapter }: Setting, launch: Launch, sink: Sink): Shell {
  const shown = (path: string): string => platform.relative(folder, path) ?? path;
  const target: Target = new Target(adapter, language, launch, {
    onOutput: (category, text) => {
      // What to type where the program waits is another thing in scripts than in a Debug Console. What a stop says is in its result.
      const known = text === `${target.said}\n` || (target.haltsAtInput && text === `${ADAPTER_SAYS.waiting[language]}\n`);
      if (category !== 'console' || !known) sink.output(category, text);
    },
    onBreakpoint: (breakpoint) => points.update(breakpoint),
  });
  const points = new Points(target.client, shown);
  const readFile = (path: string): string | undefined => {
    const bytes = platform.readFile(path);
    return launch.openTexts[path] ?? (bytes && new TextDecoder().decode(bytes));
  };
  const inspection = new Inspection(target, language, { read: readFile, shown });
  return new Shell({
    target, points, inspection, language, shown, write: (result) => sink.result(result),
    resolveSource: (file) => {
      const places = [folder, platform.folderOf(launch.program)].map((base) => platform.resolve(base, file));
      return places.find((path) => platform.realPath(path) !== undefined) ?? places[0];
    },
    actions: { ...RUNNING, ...TRAVELLING, ...PAST, ...LAYERS, ...BREAKPOINTS, ...LOOKING, ...SESSION },
    readScript: (path) => {
      const text = readFile(platform.resolve(folder, path));
      if (text === undefined) throw new Refusal(PROMPT.no_script, { path });
      return linesOfText(text);
    },
  });
}
