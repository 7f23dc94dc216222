// Entry point of the extension on the desktop, on a server and in a container; src/editor does the work.
import { delimiter } from 'node:path';
import { activateOn } from './editor/activate-node';
import { runChild } from './platform/node/child';
import { useNodeHasher } from './platform/node/hash';

useNodeHasher();

/** Called by the editor when the extension is first needed. */
export const activate = activateOn({
  program: process.execPath, separator: delimiter, run: (words, signal, onText) => runChild(process.execPath, words, signal, onText),
});
