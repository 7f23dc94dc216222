// `npm run vscode`: the real editor with the packaged extension, on the examples, until Ctrl-C.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { packageExtension } from '../package/vsix';
import { FetchError, fetchEditor, findOnPath } from './fetch';
import { Server } from './server';

/** Opens the person's browser where there is a screen and something that opens one. */
function openBrowser(address: string): boolean {
  const opener = findOnPath('xdg-open');
  if (opener === undefined || (process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) === undefined) {
    return false;
  }
  spawn(opener, [address], { detached: true, stdio: 'ignore' }).unref();
  return true;
}

async function main(): Promise<void> {
  const folder = resolve(process.argv[2] ?? 'examples');
  const editor = fetchEditor();
  const log = resolve('.cache', 'vscode-server.log');
  const server = await Server.start(editor, { extensions: [packageExtension()], log });
  const address = server.workbench(folder);
  console.log(`${openBrowser(address) ? 'Opened' : 'Open'} ${address}\nCtrl-C ends the editor; its log is ${log}.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof FetchError ? error.message : error instanceof Error ? error.stack : error);
  process.exitCode = 1;
});
