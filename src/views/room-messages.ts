// What the machine room and the editor say to each other. Both check what they get: a message that has not the shape of one is
// no message.
import { PICTURE_SHAPES, type LayersBody, type MemoryBody, type PictureBody, type TimeBody } from '../protocol/picture';
import { Checker, type Shapes } from '../protocol/shape';
import type { Language } from '../base/message';

/** Ways in which the room moves a program. */
export type Move = 'step' | 'stepBack' | 'continue' | 'reverse' | 'pause';

/** How somebody can begin who has no program yet: commands of the extension. */
export type Beginning = 'newProgram' | 'openExample' | 'openLab';

/** What can be shown. */
export type Pane = 'stack' | 'layers' | 'memory' | 'time';

export type ToRoom =
  /** How the room is to look; first of all, and whenever that changes. */
  | { readonly kind: 'look'; readonly language: Language; readonly presenting: boolean }
  /** The program has stopped, for a reason of the protocol's. */
  | { readonly kind: 'picture'; readonly body: PictureBody; readonly reason: string }
  /** The layers, and the run at a glance, of the program that has stopped; sent while the room shows them. */
  | { readonly kind: 'layers'; readonly body: LayersBody }
  | { readonly kind: 'memory'; readonly body: MemoryBody }
  | { readonly kind: 'time'; readonly body: TimeBody }
  /** It runs. */
  | { readonly kind: 'running' }
  /** Nothing is being debugged. */
  | { readonly kind: 'nothing' };

export type FromRoom =
  /** The page is there and wants to be told everything. */
  | { readonly kind: 'ready' }
  /** What the room shows now, so that it gets what it needs for that. */
  | { readonly kind: 'pane'; readonly pane: Pane }
  | { readonly kind: 'move'; readonly move: Move }
  /** The frame of the last picture at this depth is to be shown in the editor. */
  | { readonly kind: 'show'; readonly frame: number }
  /** A picture is to be written into a file; `data` is SVG, or PNG in base 64. */
  | { readonly kind: 'save'; readonly format: 'svg' | 'png'; readonly name: string; readonly data: string }
  /** The run is to go to a moment. */
  | { readonly kind: 'travel'; readonly branch: number; readonly steps: number }
  /** A byte of the root's window is to be shown. */
  | { readonly kind: 'bytes'; readonly address: number }
  | { readonly kind: 'present' }
  | { readonly kind: 'begin', readonly with: Beginning };

const SHAPES: Shapes = {
  ...PICTURE_SHAPES,
  Source: 'object',
  Look: { kind: '"look"', language: '"en"|"ko"', presenting: 'boolean' },
  Picture: { kind: '"picture"', body: 'PictureBody', reason: 'string' },
  Layers: { kind: '"layers"', body: 'LayersBody' },
  Memory: { kind: '"memory"', body: 'MemoryBody' },
  Time: { kind: '"time"', body: 'TimeBody' },
  Running: { kind: '"running"' },
  Nothing: { kind: '"nothing"' },
  ToRoom: 'Look|Picture|Layers|Memory|Time|Running|Nothing',
  Ready: { kind: '"ready"' },
  Moved: { kind: '"move"', move: '"step"|"stepBack"|"continue"|"reverse"|"pause"' },
  Pane: { kind: '"pane"', pane: '"stack"|"layers"|"memory"|"time"' },
  Show: { kind: '"show"', frame: 'uint32' },
  Save: { kind: '"save"', format: '"svg"|"png"', name: 'string', data: 'string' },
  Bytes: { kind: '"bytes"', address: 'uint64' },
  Travel: { kind: '"travel"', branch: 'uint32', steps: 'uint64' },
  Present: { kind: '"present"' },
  Begin: { kind: '"begin"', with: '"newProgram"|"openExample"|"openLab"' },
  FromRoom: 'Ready|Moved|Pane|Show|Save|Travel|Bytes|Present|Begin',
};
const checker = new Checker(SHAPES, 'received');

/** The message, where it is one. */
export function toRoom(data: unknown): ToRoom | undefined {
  return checker.check('ToRoom', data, '').length === 0 ? data as ToRoom : undefined;
}

/** The message, where it is one. */
export function fromRoom(data: unknown): FromRoom | undefined {
  return checker.check('FromRoom', data, '').length === 0 ? data as FromRoom : undefined;
}
