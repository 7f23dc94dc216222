// Entry point of the extension on the desktop, on a server and in a container; src/editor does the work.
export { activate } from './editor/activate';
