// A client of the language server for tests: drives the real process over its standard streams.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { nodeStream } from '../../src/platform/node/standard-streams';
import { framedTransport, type Transport } from '../../src/protocol/transport';
import { start } from '../cli/process';
import { unmark } from '../language/marked';

/** An answer, an error or a notification as it arrives. */
interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A place in a text: the first two numbers of the protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** One conversation. */
export class LspClient {
  private readonly waiting = new Map<number | string, (message: Message) => void>();
  private readonly listeners: ((message: Message) => void)[] = [];
  private nextId = 1;
  /** Requests of the server, with their methods. */
  readonly asked: string[] = [];
  /** What the server gets when it asks for settings. */
  settings: unknown = null;

  private constructor(private readonly transport: Transport, readonly ended: Promise<unknown[]>, private readonly kill: () => void) {}

  /** Starts the server; `capabilities` and `more` go into `initialize`. */
  static async start(capabilities: object = FULL, more: object = {}, args: readonly string[] = []): Promise<LspClient> {
    const client = LspClient.bare(args);
    await client.request('initialize', { processId: null, rootUri: null, capabilities, ...more });
    client.notify('initialized', {});
    return client;
  }

  /** Starts the server and says nothing yet. */
  static bare(args: readonly string[] = []): LspClient {
    const child = start(['lsp', ...args]);
    assert.ok(child.stdin && child.stdout);
    child.stderr?.pipe(process.stderr);
    const transport = framedTransport(nodeStream(child.stdout, child.stdin));
    const client = new LspClient(transport, once(child, 'close'), () => child.kill());
    transport.start((received) => {
      assert.equal(received.kind, 'message');
      if (received.kind === 'message') client.receive(received.message as Message);
    }, () => undefined);
    return client;
  }

  private receive(message: Message): void {
    if (message.method !== undefined && message.id !== undefined) {
      this.asked.push(message.method);
      this.transport.send({ jsonrpc: '2.0', id: message.id, result: message.method === 'workspace/configuration' ? [this.settings] : null });
    } else if (message.method === undefined && message.id !== null && message.id !== undefined) {
      this.waiting.get(message.id)?.(message);
      this.waiting.delete(message.id);
    }
    for (const listener of [...this.listeners]) listener(message);
  }

  /** The whole answer, with its error where it is one. */
  ask(method: string, params: unknown, id: number | string = this.nextId++): Promise<Message> {
    const answer = new Promise<Message>((resolve) => this.waiting.set(id, resolve));
    this.transport.send({ jsonrpc: '2.0', id, method, params });
    return answer;
  }

  /** The result of a request; an error fails. */
  async request<T>(method: string, params: unknown): Promise<T> {
    const { result, error } = await this.ask(method, params);
    assert.equal(error, undefined, error?.message);
    return result as T;
  }

  notify(method: string, params: object): void {
    this.transport.send({ jsonrpc: '2.0', method, params });
  }

  send(message: object): void {
    this.transport.send(message);
  }

  /** The next message of a kind. */
  next(wanted: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => {
      const listener = (message: Message): void => {
        if (!wanted(message)) return;
        this.listeners.splice(this.listeners.indexOf(listener), 1);
        resolve(message);
      };
      this.listeners.push(listener);
    });
  }

  /** The problems that are told next of a file. */
  async problems(uri: string): Promise<readonly Problem[]> {
    const { params } = await this.next(({ method, params: told }) => method === 'textDocument/publishDiagnostics' && (told as { uri: string }).uri === uri);
    return (params as { diagnostics: readonly Problem[] }).diagnostics;
  }

  /** Opens a text with a cursor; the place of the cursor. */
  open(uri: string, marked: string): { readonly text: string; readonly textDocument: { readonly uri: string }; readonly position: Position } {
    const { text, cursor } = unmark(marked);
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'strata', version: 1, text } });
    const before = text.slice(0, Math.max(cursor, 0)).split('\n');
    return { text, textDocument: { uri }, position: { line: before.length - 1, character: before[before.length - 1].length } };
  }

  /** Ends the conversation as the protocol wants it; the exit code. */
  async end(): Promise<unknown> {
    await this.request('shutdown', {});
    this.notify('exit', {});
    return (await this.ended)[0];
  }

  /** Goes without a word. */
  leave(): void {
    this.transport.end();
  }

  stop(): void {
    this.kill();
  }
}

export interface Problem {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly severity: number;
  readonly code: string;
  readonly message: string;
  readonly tags?: readonly number[];
  readonly relatedInformation?: readonly { readonly location: { readonly uri: string }; readonly message: string }[];
}

/** A client that can do all that matters here. */
export const FULL = {
  workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true }, inlayHint: { refreshSupport: true } },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    signatureHelp: { signatureInformation: { documentationFormat: ['markdown'], parameterInformation: { labelOffsetSupport: true } } },
  },
};

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
