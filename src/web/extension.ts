// Entry point of the extension in a browser; src/editor does the work.
export { activateOnWeb as activate } from '../editor/activate-web';
