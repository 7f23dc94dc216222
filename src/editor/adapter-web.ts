// Runs the debug adapter where no process can be started, as in a browser: in a worker of its own or, where none can
// be made, in slices beside the extension. The files are the editor's; the adapter asks for them.
import * as vscode from 'vscode';
import { Adapter } from '../adapter/adapter';
import { lineObserver } from '../adapter/observer';
import { serveFiles } from '../platform/web/files';
import { WebPlatform } from '../platform/web/platform';
import type { Port } from '../platform/web/port';
import { WORKER_PREFIX } from '../platform/web/worker-role';
import { InlineTransport } from '../protocol/transport';
import { editorFiles } from './file-store';
import { nameOf, uriOf } from './names';

/** What a worker is to whoever made it; the types of browsers are kept out of this project. */
interface BrowserWorker extends Port {
  terminate(): void;
  onerror: ((event: { readonly message?: string }) => void) | null;
  postMessage(message: unknown, transfer?: readonly unknown[]): void;
}

type WorkerMaker = new (address: string) => BrowserWorker;

/** A factory of adapters; `extension`: the folder that the bundle of the worker is in. */
export function webAdapters(extension: vscode.Uri, log: vscode.LogOutputChannel): vscode.DebugAdapterDescriptorFactory {
  return {
    async createDebugAdapterDescriptor() {
      const worker = await makeWorker(vscode.Uri.joinPath(extension, 'dist', 'web', 'extension.js'));
      if (worker === undefined) log.info(vscode.l10n.t('No worker can be made here; the program runs beside the extension.'));
      return new vscode.DebugAdapterInlineImplementation(worker === undefined ? new InlineAdapter(log) : new WorkerAdapter(worker, log));
    },
  };
}

/** A worker that runs a script; undefined where the browser makes none. */
async function makeWorker(script: vscode.Uri): Promise<BrowserWorker | undefined> {
  const { Worker: maker } = globalThis as unknown as { readonly Worker?: WorkerMaker };
  if (maker === undefined) return undefined;
  const bytes = await vscode.workspace.fs.readFile(script);
  const address = URL.createObjectURL(new Blob([WORKER_PREFIX, bytes], { type: 'text/javascript' }));
  try {
    return new maker(address);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** The adapter in this very process. */
class InlineAdapter implements vscode.DebugAdapter {
  private readonly sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  private readonly transport = new InlineTransport((message) => this.sent.fire(withPaths(message, escaped)));
  readonly onDidSendMessage = this.sent.event;

  constructor(log: vscode.LogOutputChannel) {
    new Adapter(new WebPlatform(editorFiles), this.transport, lineObserver((line) => log.error(line)));
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.transport.deliver(withPaths(message, plain));
  }

  dispose(): void {
    this.transport.close();
    this.sent.dispose();
  }
}

/** The adapter in a worker, at the other end of src/web/adapter.ts. */
class WorkerAdapter implements vscode.DebugAdapter {
  private readonly sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  readonly onDidSendMessage = this.sent.event;

  constructor(private readonly worker: BrowserWorker, log: vscode.LogOutputChannel) {
    const { port1, port2 } = new MessageChannel();
    serveFiles(port1 as unknown as Port, editorFiles);
    worker.onmessage = ({ data }) => {
      if (typeof data === 'string') log.error(data);
      else this.sent.fire(withPaths(data as object, escaped));
    };
    worker.onerror = ({ message }) => log.error(message ?? 'worker');
    worker.postMessage(port2, [port2]);
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    this.worker.postMessage(withPaths(message, plain));
  }

  dispose(): void {
    this.worker.terminate();
    this.sent.dispose();
  }
}

const URI = /^[a-z][a-z0-9+.-]+:\//i;

/** The editor writes URIs with escapes, the core without. */
function plain(path: string): string {
  return URI.test(path) ? nameOf(vscode.Uri.parse(path)) : path;
}

function escaped(path: string): string {
  return URI.test(path) ? uriOf(path).toString() : path;
}

/** A message with every path in it changed. */
function withPaths(message: object, change: (path: string) => string): vscode.DebugProtocolMessage {
  const text = JSON.stringify(message, (key, value: unknown) => (key === 'path' && typeof value === 'string' ? change(value) : value));
  return JSON.parse(text) as vscode.DebugProtocolMessage;
}
