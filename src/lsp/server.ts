// The language server: one conversation with an editor, from `initialize` to `exit`. What it answers is worked out by
// src/language; this folder keeps the texts and says things as the protocol does.
import type { Language } from '../base/message';
import type { Platform } from '../platform/platform';
import type { Transport } from '../protocol/transport';
import { CAPABILITIES } from './capabilities';
import { Client } from './client';
import { Connection, type Method } from './connection';
import { Models } from './models';
import { nameOf } from './names';
import { Problems } from './problems';
import { ProgramMethods } from './program-methods';
import { at, changesIn, ErrorCode, ResponseError, textAt, type Fields } from './protocol';
import { textMethods } from './text-methods';
import { Texts } from './texts';

/** How far the conversation is. */
type Phase = 'new' | 'running' | 'shut down';

/** Serves one client over a transport. */
export class LanguageServer {
  private readonly texts: Texts;
  private readonly models: Models;
  private readonly client: Client;
  private readonly problems: Problems;
  private readonly connection: Connection;
  private phase: Phase = 'new';
  private isChanged = false;

  /** `language`: what is spoken where the client does not say. `bug`: takes what should not have happened. */
  constructor(platform: Pick<Platform, 'readFile' | 'realPath' | 'soon'>, transport: Transport, language: Language, private readonly version: string,
    bug: (trouble: unknown) => void) {
    this.texts = new Texts(platform);
    this.models = new Models(this.texts);
    this.client = new Client(language);
    this.problems = new Problems(this.models, this.client, (uri, diagnostics) => this.connection.notify('textDocument/publishDiagnostics', { uri, diagnostics }));
    const methods = new Map([...this.lifecycle(), ...this.changes(), ...textMethods(this.texts, this.models), ...new ProgramMethods(this.models, this.client).all]);
    this.connection = new Connection(transport, methods, (method) => this.guard(method), () => this.showProblems(), (callback) => platform.soon(callback), bug);
    this.connection.start();
  }

  /** Resolves when the client is gone; whether it had said `shutdown` before. */
  async ended(): Promise<boolean> {
    await this.connection.ended;
    return this.phase === 'shut down';
  }

  private guard(method: string): void {
    if (method === 'exit' || (method === 'initialize' && this.phase === 'new')) return;
    if (method === 'initialize' || this.phase === 'shut down') throw new ResponseError(ErrorCode.invalid_request, `${method} comes at the wrong time`);
    if (this.phase === 'new') throw new ResponseError(ErrorCode.not_initialized, `${method} comes before initialize`);
  }

  private lifecycle(): [string, Method][] {
    return [
      ['initialize', (params) => this.initialize(params)],
      ['initialized', () => this.initialized()],
      ['shutdown', () => { this.phase = 'shut down'; }],
      ['exit', () => this.connection.close()],
    ];
  }

  private initialize(params: Fields): object {
    this.phase = 'running';
    this.client.initialize(params);
    this.models.folders = foldersIn(params);
    return { capabilities: CAPABILITIES, serverInfo: { name: 'strata', version: this.version } };
  }

  private initialized(): void {
    if (this.client.can('workspace', 'didChangeWatchedFiles', 'dynamicRegistration')) {
      const watchers = ['sasm', 'simg'].map((ending) => ({ globPattern: `**/*.${ending}` }));
      this.connection.request('client/registerCapability', { registrations: [{ id: 'files', method: 'workspace/didChangeWatchedFiles', registerOptions: { watchers } }] });
    }
    this.askSettings();
  }

  private askSettings(): void {
    if (!this.client.can('workspace', 'configuration')) return;
    this.connection.request('workspace/configuration', { items: [{ section: 'strata' }] }, (result) => {
      this.client.configure(Array.isArray(result) ? result[0] : undefined);
      this.refresh();
    });
  }

  /** Lets the client ask anew for what settings decide on. */
  private refresh(): void {
    for (const what of ['inlayHint', 'codeLens']) {
      if (this.client.can('workspace', what, 'refreshSupport')) this.connection.request(`workspace/${what}/refresh`, {});
    }
  }

  private changes(): [string, Method][] {
    const nameIn = (params: Fields): string => nameOf(textAt(params, 'textDocument', 'uri'));
    return [
      ['textDocument/didOpen', (params) => this.changed(() => this.texts.set(nameIn(params), textAt(params, 'textDocument', 'text')))],
      ['textDocument/didChange', (params) => this.changed(() => this.texts.change(nameIn(params), changesIn(params)))],
      ['textDocument/didClose', (params) => this.changed(() => {
        this.texts.close(nameIn(params));
        this.models.tidy();
      })],
      ['textDocument/didSave', () => this.changed(() => undefined)],
      ['workspace/didChangeWatchedFiles', () => this.changed(() => this.models.forget())],
      ['workspace/didChangeWorkspaceFolders', (params) => this.changed(() => this.changeFolders(params))],
      ['workspace/didChangeConfiguration', ({ settings }) => {
        this.client.configure(settings);
        this.refresh();
        this.askSettings();
      }],
    ];
  }

  private changeFolders({ event }: Fields): void {
    const removed = new Set(urisIn(at(event, 'removed')));
    this.models.folders = [...this.models.folders.filter((folder) => !removed.has(folder)), ...urisIn(at(event, 'added'))];
    this.models.forget();
  }

  private changed(change: () => void): void {
    change();
    this.isChanged = true;
  }

  /** When nothing waits to be served: one look at all that came in together. */
  private showProblems(): void {
    if (!this.isChanged || this.phase !== 'running') return;
    this.isChanged = false;
    this.problems.show();
  }
}

function foldersIn({ workspaceFolders, rootUri }: Fields): string[] {
  const named = urisIn(workspaceFolders);
  return named.length > 0 ? named : typeof rootUri === 'string' ? [nameOf(rootUri)] : [];
}

function urisIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map((one) => at(one, 'uri')).filter((uri) => typeof uri === 'string').map(nameOf) : [];
}
