// The keys that somebody who shows a program needs, for the card of Presenter Mode.
import type { RoomWord } from './room-words';

export interface Shortcut {
  readonly word: RoomWord;
  readonly keys: string;
  /** On a Mac, where they are others. */
  readonly mac?: string;
  /** What the keys do, where the editor and not the room hears them. */
  readonly command?: string;
}

export const SHORTCUTS: readonly Shortcut[] = [
  { word: 'continue', keys: 'F5', command: 'workbench.action.debug.continue' },
  { word: 'step_over', keys: 'F10', command: 'workbench.action.debug.stepOver' },
  { word: 'step_into', keys: 'F11', command: 'workbench.action.debug.stepInto' },
  { word: 'step_out', keys: 'Shift+F11', command: 'workbench.action.debug.stepOut' },
  { word: 'line_back', keys: 'Ctrl+F8', mac: 'Cmd+F8', command: 'workbench.action.debug.stepBack' },
  { word: 'run_back', keys: 'Ctrl+F9', mac: 'Cmd+F9', command: 'workbench.action.debug.reverseContinue' },
  { word: 'step', keys: '→' },
  { word: 'step_back', keys: '←' },
  { word: 'play_pause', keys: 'Space' },
  { word: 'shortcuts', keys: '?' },
  { word: 'presenter', keys: 'Ctrl+Alt+Shift+P', mac: 'Ctrl+Alt+Cmd+P', command: 'strata.present' },
];
