// The adapter's end of a debug session: numbers messages, serves each request by its handler, answers each exactly once,
// and asks the client in return. It is our own small dispatcher rather than the `DebugSession` of @vscode/debugadapter because
// that one casts arguments instead of checking them, leaves it to each of forty methods to answer once, lets a handler that
// rejects end the process, and brings an event emitter and a stream of Node into the browser. What requests mean is the adapter's.
import type { DebugProtocol } from '@vscode/debugprotocol';
import { type Arguments as MessageArguments, type Language, type MessageRow, Refusal } from '../base/message';
import { Call, Cancelled } from './call';
import {
  checkArguments, classify, type Command, type EventName, type Events, type IncomingResponse, isCommand, type RequestArguments,
  type ResponseBody, showCommand,
} from './check';
import { errorOf, mistake } from './error';
import { broken, type Received } from './framing';
import { CLIENT_REFUSED, CONNECTION_ENDED, NOT_A_MESSAGE, REQUEST_UNKNOWN, RESPONSE_UNASKED } from './messages';
import type { Transport } from './transport';

/** Serves one kind of request: gives the body, or throws a `Refusal`. */
export type Handler<C extends Command> = (given: RequestArguments<C>, call: Call) => ResponseBody<C> | Promise<ResponseBody<C>>;
/** The requests that an adapter serves; `cancel` is served here. */
export type Handlers = { readonly [C in Exclude<Command, 'cancel'>]?: Handler<C> };

/** Where a connection tells of what nobody asked about. */
export interface Observer {
  /** Input that is no message, or one that nobody asked for. */
  broken(row: MessageRow, args: MessageArguments): void;
  /** A mistake of our own, as it was thrown. */
  mistake(trouble: unknown): void;
  /** Each message as it is sent or was received, for a trace. */
  message?(way: 'sent' | 'received', message: object): void;
}

type AnyHandler = (given: unknown, call: Call) => unknown;

interface Question {
  readonly command: Command;
  resolve(body: unknown): void;
  reject(refusal: Refusal): void;
}

/** Bytes that may wait for the client before no more of its requests are read. */
const WAITING_BYTES_MAX = 16 * 1024 * 1024;

export class Connection {
  /** The language of errors; the adapter sets it from the client's locale. */
  language: Language = 'en';
  /** Resolves when the client is gone. */
  readonly ended: Promise<void>;
  private readonly handlers: ReadonlyMap<string, AnyHandler>;
  private readonly calls = new Map<number, Call>();
  private readonly progresses = new Map<string, Call>();
  /** Calls that were answered, while what they began goes on. */
  private readonly lingering = new Map<number, Call>();
  private readonly questions = new Map<number, Question>();
  private seq = 0;
  private over = false;
  private held = false;

  /** Begins to serve at once. */
  constructor(private readonly transport: Transport, handlers: Handlers, private readonly observer: Observer) {
    const cancel = (given: RequestArguments<'cancel'>): void => this.cancel(given);
    this.handlers = new Map(Object.entries({ ...handlers, cancel }) as [string, AnyHandler][]);
    this.ended = new Promise((resolve) => {
      transport.start((received) => this.receive(received), () => {
        this.finish();
        resolve();
      });
    });
  }

  /** Tells the client that something happened. */
  event<E extends EventName>(event: E, ...[body]: Events[E] extends void ? [] : [body: Events[E]]): void {
    this.send({ type: 'event', event, ...(body === undefined ? {} : { body }) });
  }

  /** Asks the client; rejects with a `Refusal` where it refuses or goes away. */
  request<C extends Command>(command: C, given: RequestArguments<C>): Promise<ResponseBody<C>> {
    if (this.over) return Promise.reject(new Refusal(CONNECTION_ENDED, { command }));
    return new Promise((resolve, reject) => {
      const seq = this.send({ type: 'request', command, arguments: given });
      this.questions.set(seq, { command, resolve: (body) => resolve(body as ResponseBody<C>), reject });
    });
  }

  /** Bytes sent that the client has not yet taken: who produces much should wait for {@link drained}. */
  get waiting_bytes(): number {
    return this.transport.waiting_bytes;
  }

  /** Resolves when the client has taken all that was sent. */
  drained(): Promise<void> {
    return this.transport.drained();
  }

  /** Lets the client cancel a call by the name of its progress, until {@link forgetProgress}. */
  registerProgress(progressId: string, call: Call): void {
    this.progresses.set(progressId, call);
  }

  forgetProgress(progressId: string): void {
    this.progresses.delete(progressId);
  }

  /** Lets the client cancel what a call has begun after its answer too, until {@link settle}. */
  linger(call: Call): void {
    this.lingering.set(call.seq, call);
  }

  settle(call: Call): void {
    if (this.lingering.get(call.seq) === call) this.lingering.delete(call.seq);
  }

  /** Ends the connection after what was sent. */
  end(): void {
    this.transport.end();
  }

  private receive(received: Received): void {
    if (received.kind === 'broken') return this.observer.broken(received.row, received.arguments);
    const incoming = classify(received.message);
    if (incoming.kind !== 'broken') this.observer.message?.('received', received.message as object);
    switch (incoming.kind) {
      case 'broken': return this.observer.broken(incoming.row, incoming.arguments);
      case 'request': return void this.serve(incoming.seq, incoming.command, incoming.arguments);
      case 'response': return this.hear(incoming);
      case 'event': return this.observer.broken(NOT_A_MESSAGE, { path: 'type', found: '"event"', accepted: '"request" | "response"' });
    }
  }

  /** Answers one request, whatever its handler does. Never rejects. */
  private async serve(seq: number, command: string, given: unknown): Promise<void> {
    const handler = this.handlers.get(command);
    if (handler === undefined || !isCommand(command)) {
      const accepted = [...this.handlers.keys()].join(', ');
      return this.fail(seq, command, new Refusal(REQUEST_UNKNOWN, { command: showCommand(command), accepted }));
    }
    const call = new Call(seq, command);
    this.calls.set(seq, call);
    try {
      const refusal = checkArguments(command, given);
      if (refusal !== undefined) throw refusal;
      const result = handler(given ?? undefined, call);
      const body = result instanceof Promise ? await result : result;
      this.send({ type: 'response', request_seq: seq, success: true, command, ...(body === undefined ? {} : { body }) });
      this.follow(call);
    } catch (trouble) {
      this.fail(seq, command, trouble);
    } finally {
      if (this.calls.get(seq) === call) this.calls.delete(seq);
    }
  }

  /** Does what was to follow an answer; trouble in it cannot become a second answer. */
  private follow(call: Call): void {
    for (const follower of call.takeFollowers()) {
      try {
        follower();
      } catch (trouble) {
        this.observer.mistake(trouble);
      }
    }
  }

  private fail(seq: number, command: string, trouble: unknown): void {
    const response = { type: 'response', request_seq: seq, success: false, command };
    if (trouble instanceof Cancelled) {
      this.send({ ...response, message: 'cancelled', body: {} });
      return;
    }
    if (!(trouble instanceof Refusal)) this.observer.mistake(trouble);
    const refusal = trouble instanceof Refusal ? trouble : mistake(command, trouble);
    const error = errorOf(refusal, command, this.language);
    this.send({ ...response, message: refusal.text(this.language), body: { error } });
  }

  private cancel(given: RequestArguments<'cancel'>): void {
    if (given?.requestId !== undefined) (this.calls.get(given.requestId) ?? this.lingering.get(given.requestId))?.cancel();
    if (given?.progressId !== undefined) this.progresses.get(given.progressId)?.cancel();
  }

  /** A response to a question of ours. */
  private hear(response: IncomingResponse): void {
    const question = this.questions.get(response.request_seq);
    if (question === undefined) {
      const { row, arguments: args } = broken(RESPONSE_UNASKED, { seq: response.request_seq });
      return this.observer.broken(row, args);
    }
    this.questions.delete(response.request_seq);
    if (response.success) question.resolve(response.body);
    else question.reject(new Refusal(CLIENT_REFUSED, { command: question.command, reason: refusalOf(response) }));
  }

  /** Sends a message with the next number and gives that number. */
  private send(content: object): number {
    const seq = this.seq + 1;
    if (this.over) return seq;
    const message: DebugProtocol.ProtocolMessage = { seq, ...content, type: (content as { type: string }).type };
    this.transport.send(message);
    this.seq = seq;
    this.observer.message?.('sent', message);
    if (!this.held && this.transport.waiting_bytes > WAITING_BYTES_MAX) void this.hold();
    return seq;
  }

  /** Reads no more requests from a client that does not read our answers, until it does. */
  private async hold(): Promise<void> {
    this.held = true;
    this.transport.pause();
    await this.transport.drained();
    this.transport.resume();
    this.held = false;
  }

  /** The client is gone: nobody waits for answers any more, and none will come to our questions. */
  private finish(): void {
    this.over = true;
    this.transport.end();
    for (const call of [...this.calls.values()]) call.cancel();
    for (const { command, reject } of this.questions.values()) reject(new Refusal(CONNECTION_ENDED, { command }));
    this.questions.clear();
  }
}

/** Why a client refused, in its own words. */
function refusalOf({ message, body }: IncomingResponse): string {
  const error = (body as DebugProtocol.ErrorResponse['body'] | undefined)?.error;
  if (typeof error?.format !== 'string') return message ?? '?';
  return error.format.replace(/\{(\w+)\}/g, (whole, name: string) => error.variables?.[name] ?? whole);
}
