// Serves the editor that runs in the browser alone: the extension runs in a web worker, without Node, and the folder is
// that of a virtual file system.
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { WebEditor } from './fetch';
import type { Host } from './server';
import { changeSettings, SETTINGS } from './settings';

/** What @vscode/test-web makes of a configuration: a web application. */
interface Application {
  listen(port: number, host: string, ready: () => void): HttpServer;
}

type ApplicationMaker = (configuration: object) => Promise<Application>;

/** A running server of that editor, in this process. */
export class WebServer implements Host {
  readonly kind = 'web';

  private constructor(private readonly server: HttpServer) {}

  /** Serves the workbench with the extension of this project on a folder, which gets our settings. */
  static async start({ app, build }: WebEditor, folder: string): Promise<WebServer> {
    changeSettings(folder, SETTINGS);
    const { default: make } = require(app) as { default: ApplicationMaker };
    const application = await make({
      build: { type: 'static', location: build, quality: 'stable', version: '0' },
      extensionDevelopmentPath: resolve('.'),
      folderMountPath: folder,
      folderUri: 'vscode-test-web://mount/',
    });
    return new Promise(started => {
      const server = application.listen(0, '127.0.0.1', () => started(new WebServer(server)));
    });
  }

  /**
   * The folder is the one that the server was started with. Pages inside the workbench come from hosts below its own, which a number
   * has not; and below `localhost` itself the browser would take them for those of somebody else, who may keep nothing.
   */
  workbench(): string {
    return `http://editor.localhost:${(this.server.address() as AddressInfo).port}/`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(stopped => this.server.close(() => stopped()));
  }
}
