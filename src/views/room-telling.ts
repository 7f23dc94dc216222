// What the machine room is told of a program that has stopped: asked of its debug session, for the pane that shows.
import type { LayersBody, MemoryArguments, MemoryBody, PictureArguments, PictureBody, PictureMark, TimeBody } from '../protocol/picture';
import { cellBytes } from './memory-drawing';
import type { Pane, ToRoom } from './room-messages';

/** Asks a debug session. */
export type Ask = (command: string, given?: object) => PromiseLike<unknown>;

/** Frames that the room asks for. */
const FRAMES_WANTED = 20;
/** Stops that are marked on the line of time. */
const MARKS_MAX = 200;

/** Remembers where the program has stopped; single steps are not worth it. */
export function mark(marks: PictureMark[], one: PictureMark): void {
  if (one.reason === 'step' || one.reason === 'goto' || marks.some(({ branch, steps }) => branch === one.branch && steps === one.steps)) return;
  if (marks.push(one) > MARKS_MAX) marks.shift();
}

/** The picture of the stack, which the room needs for every pane. Rejects where the session does not answer. */
export async function pictureOf(ask: Ask, threadId: number): Promise<PictureBody> {
  const given: PictureArguments = { threadId, frames: FRAMES_WANTED };
  return await ask('strata/picture', given) as PictureBody;
}

/** What the room is told beside that for a pane, and before it. Rejects where the session does not answer. */
export async function paneTelling(ask: Ask, pane: Pane, marks: PictureMark[]): Promise<readonly ToRoom[]> {
  if (pane === 'stack') return [];
  if (pane === 'time') return [{ kind: 'time', body: { ...await ask('strata/time') as TimeBody, marks } }];
  const layers = await ask('strata/layers') as LayersBody;
  if (pane === 'layers') return [{ kind: 'layers', body: layers }];
  const given: MemoryArguments = { cell: cellBytes(layers.memory) };
  return [{ kind: 'memory', body: await ask('strata/memory', given) as MemoryBody }];
}
