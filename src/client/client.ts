// The client's end of a debug session: asks an adapter, hears its events, answers its questions. The terminal front end and
// the tests speak to the adapter through it, so it trusts nothing that an adapter sends. What a session is, is in session.ts.
import { reasonOf } from '../base/assert';
import { Refusal } from '../base/message';
import {
  classify, type Command, type EventName, type Events, type IncomingResponse, type RequestArguments, type Requests, type ResponseBody,
} from '../protocol/check';
import type { Received } from '../protocol/framing';
import { CONNECTION_ENDED } from '../protocol/messages';
import { isRecord } from '../protocol/shape';
import type { Transport } from '../protocol/transport';

/** An adapter's answer that it could not do what was asked. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';

  constructor(readonly command: string, readonly response: IncomingResponse) {
    super(textOf(response));
  }

  /** The number of the error, where it has one: 51 for `R051`. */
  get id(): number | undefined {
    const error = errorOf(this.response);
    return typeof error?.id === 'number' ? error.id : undefined;
  }
}

/** What an adapter may ask of its client. */
export type Reverse = 'runInTerminal' | 'startDebugging';

/** An event as it came. */
export interface ReceivedEvent<E extends EventName = EventName> {
  readonly event: E;
  readonly body: Events[E];
}

/** Where a client tells of what nobody asked about. */
export interface ClientObserver {
  /** Each message as it is sent or was received. */
  message?(way: 'sent' | 'received', message: object): void;
  /** Something came that is no message, or that nobody asked for. */
  strange?(what: unknown): void;
}

interface Pending {
  readonly command: string;
  resolve(response: IncomingResponse): void;
  reject(trouble: Error): void;
}

interface Waiter {
  readonly wanted: ReadonlySet<string>;
  resolve(event: ReceivedEvent): void;
  reject(trouble: Error): void;
}

/** Events that are kept for {@link Client.next}; the oldest is forgotten where more come. */
const KEPT_EVENTS_MAX = 100_000;

type Listener = (body: unknown) => void;
type ReverseHandler = (given: unknown) => Promise<object>;

export class Client {
  /** Resolves when the adapter is gone. */
  readonly ended: Promise<void>;
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Map<string, Listener[]>();
  private readonly reverse = new Map<string, ReverseHandler>();
  private readonly kept: ReceivedEvent[] = [];
  private waiters: Waiter[] = [];
  private seq = 0;
  private over = false;

  constructor(private readonly transport: Transport, private readonly observer: ClientObserver = {}) {
    this.ended = new Promise((resolve) => {
      transport.start((received) => this.receive(received), () => {
        this.finish();
        resolve();
      });
    });
  }

  /** Asks the adapter; rejects with {@link RequestFailed} where it refuses, with a `Refusal` where it goes away. */
  async request<C extends Command>(command: C, ...[given]: Given<C>): Promise<ResponseBody<C>> {
    const response = await this.ask(command, given);
    if (!response.success) throw new RequestFailed(command, response);
    return response.body as ResponseBody<C>;
  }

  /** Asks anything at all, and gives the answer whatever it is. */
  ask(command: string, given?: unknown): Promise<IncomingResponse> {
    return this.begin(command, given).answer;
  }

  /** As {@link ask}, with the number of the request, by which it can be cancelled. */
  begin(command: string, given?: unknown): { readonly seq: number; readonly answer: Promise<IncomingResponse> } {
    const seq = ++this.seq;
    if (this.over) return { seq, answer: Promise.reject(new Refusal(CONNECTION_ENDED, { command })) };
    const answer = new Promise<IncomingResponse>((resolve, reject) => this.pending.set(seq, { command, resolve, reject }));
    this.send({ seq, type: 'request', command, arguments: given });
    return { seq, answer };
  }

  /** Sends a message as it is, right or wrong. */
  send(message: object): void {
    this.observer.message?.('sent', message);
    this.transport.send(message);
  }

  /** Calls back at every event of a name; such events are not kept for {@link next}. */
  on<E extends EventName>(event: E, listener: (body: Events[E]) => void): void {
    const known = this.listeners.get(event) ?? [];
    this.listeners.set(event, [...known, listener as Listener]);
  }

  /** The next event of any of these names that nobody was given yet, come or to come; rejects where the adapter goes away. */
  next<E extends EventName>(...names: E[]): Promise<ReceivedEvent<E>> {
    const wanted: ReadonlySet<string> = new Set(names);
    const at = this.kept.findIndex(({ event }) => wanted.has(event));
    if (at >= 0) return Promise.resolve(this.kept.splice(at, 1)[0] as ReceivedEvent<E>);
    if (this.over) return Promise.reject(new Refusal(CONNECTION_ENDED, { command: names.join(', ') }));
    return new Promise((resolve, reject) => {
      this.waiters.push({ wanted, resolve: (event) => resolve(event as ReceivedEvent<E>), reject });
    });
  }

  /** Answers what the adapter asks; a handler that throws refuses. */
  serve<C extends Reverse>(command: C, handler: (given: RequestArguments<C>) => Promise<object>): void {
    this.reverse.set(command, (given) => handler(given as RequestArguments<C>));
  }

  /** Ends the connection after what was sent. */
  end(): void {
    this.transport.end();
  }

  private receive(received: Received): void {
    if (received.kind === 'broken') return this.observer.strange?.(received);
    this.observer.message?.('received', received.message as object);
    const incoming = classify(received.message);
    switch (incoming.kind) {
      case 'response': return this.hear(incoming);
      case 'event': return this.happen({ event: incoming.event, body: incoming.body } as ReceivedEvent);
      case 'request': return void this.answer(incoming.seq, incoming.command, incoming.arguments);
      case 'broken': return this.observer.strange?.(incoming);
    }
  }

  private hear(response: IncomingResponse): void {
    const pending = this.pending.get(response.request_seq);
    if (pending === undefined) return this.observer.strange?.(response);
    this.pending.delete(response.request_seq);
    pending.resolve(response);
  }

  private happen(event: ReceivedEvent): void {
    const listeners = this.listeners.get(event.event) ?? [];
    for (const listener of listeners) listener(event.body);
    const waiter = this.waiters.find(({ wanted }) => wanted.has(event.event));
    if (waiter !== undefined) {
      this.waiters = this.waiters.filter((each) => each !== waiter);
      waiter.resolve(event);
    } else if (listeners.length === 0) {
      if (this.kept.length >= KEPT_EVENTS_MAX) this.kept.shift();
      this.kept.push(event);
    }
  }

  private async answer(request_seq: number, command: string, given: unknown): Promise<void> {
    const response = { type: 'response', request_seq, command };
    try {
      const handler = this.reverse.get(command);
      if (handler === undefined) throw new Error(`${command} is not served by this client`);
      const body = await handler(given);
      this.send({ seq: ++this.seq, ...response, success: true, body });
    } catch (trouble) {
      const message = reasonOf(trouble);
      this.send({ seq: ++this.seq, ...response, success: false, message, body: { error: { id: 1, format: message } } });
    }
  }

  private finish(): void {
    this.over = true;
    this.transport.end();
    for (const { command, reject } of this.pending.values()) reject(new Refusal(CONNECTION_ENDED, { command }));
    for (const { wanted, reject } of this.waiters) reject(new Refusal(CONNECTION_ENDED, { command: [...wanted].join(', ') }));
    this.pending.clear();
    this.waiters = [];
  }
}

/** Arguments that may be left out need not be given. */
type Given<C extends Command> = undefined extends Requests[C]['arguments'] ? [given?: RequestArguments<C>] : [given: RequestArguments<C>];

function errorOf({ body }: IncomingResponse): Record<string, unknown> | undefined {
  return isRecord(body) && isRecord(body.error) ? body.error : undefined;
}

/** What an error response says to people. */
function textOf(response: IncomingResponse): string {
  const error = errorOf(response);
  if (typeof error?.format !== 'string') return response.message ?? '?';
  const variables = isRecord(error.variables) ? error.variables : {};
  return error.format.replace(/\{(\w+)\}/g, (whole, name: string) => Object.hasOwn(variables, name) ? String(variables[name]) : whole);
}
