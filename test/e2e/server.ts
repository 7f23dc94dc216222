// Runs the editor as a server on this machine alone, with folders of its own that vanish with it: nothing of the
// person's own editor is read or changed, and no request leaves the machine.
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Editor, run } from './fetch';
import { knowKorean } from './korean';
import { SETTINGS } from './settings';

/** `server`: an editor with processes and files. `web`: one that has a browser only. */
export type HostKind = 'server' | 'web';

/** Whatever serves the workbench. */
export interface Host {
  readonly kind: HostKind;
  /** The address of the workbench on a folder. */
  workbench(folder: string): string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Extensions to install, as files. */
  readonly extensions?: readonly string[];
  /** More command-line options of the server. */
  readonly options?: readonly string[];
  /** Where the server's own words go. */
  readonly log: string;
}

/** A running server. */
export class Server implements Host {
  readonly kind = 'server';

  private constructor(private readonly folder: string, private readonly child: ChildProcess, readonly address: string) {}

  /** Starts a server on a free port of the loopback interface; ready when this resolves, 2 to 6 seconds. */
  static async start(editor: Editor, options: ServerOptions): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), 'strata-e2e-'));
    mkdirSync(join(folder, 'user', 'User'), { recursive: true });
    writeFileSync(join(folder, 'user', 'User', 'settings.json'), JSON.stringify(SETTINGS, undefined, 2));
    knowKorean(join(folder, 'user'));
    const environment = { ...process.env, HOME: folder, EXTENSIONS_GALLERY: '{}' };
    const folders = ['--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions'),
      '--config', join(folder, 'config.yaml')];
    for (const extension of options.extensions ?? []) {
      run(editor.node, [editor.entry, '--install-extension', extension, '--force', ...folders], undefined,
        'The editor does not accept the extension.', environment);
    }
    const child = spawn(editor.node, [editor.entry, '--auth', 'none', '--bind-addr', '127.0.0.1:0', '--disable-telemetry',
      '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override', ...folders,
      ...options.options ?? []], { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => killGroup(child); // also when this process ends before its time
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    return new Server(folder, child, await listening(child, options.log));
  }

  /** The address of the workbench on a folder, with more parameters of its own. */
  workbench(folder: string, parameters: Readonly<Record<string, string>> = {}): string {
    return `${this.address}/?${new URLSearchParams({ folder, ...parameters }).toString()}`;
  }

  /** Ends the server with all its processes and removes its folders. */
  async stop(): Promise<void> {
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    if (killGroup(this.child)) {
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Ends a process that leads a group, and the group; false where it has ended already. */
function killGroup({ pid, exitCode }: ChildProcess): boolean {
  const runs = pid !== undefined && exitCode === null;
  if (runs) {
    process.kill(-pid, 'SIGKILL');
  }
  return runs;
}

/** The address that the server says it listens on; it fails with the server's words when it ends before. */
function listening(child: ChildProcess, log: string): Promise<string> {
  const file = createWriteStream(log);
  child.stderr?.pipe(file, { end: false });
  return new Promise((resolve, reject) => {
    const { stdout } = child;
    if (stdout === null) {
      throw new Error('the server has no output');
    }
    stdout.pipe(file, { end: false });
    createInterface({ input: stdout }).on('line', line => {
      const address = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address !== undefined) {
        resolve(address);
      }
    });
    child.once('exit', code => reject(new Error(`The editor's server ended with code ${code}; see ${log}.`)));
  });
}
