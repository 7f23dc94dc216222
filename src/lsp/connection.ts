// JSON-RPC 2.0 over a transport: takes messages in their order, finds who serves them, and answers each request once. A
// request that is called off before its turn is answered so. What the methods mean is left to server.ts.
import { Bug } from '../base/assert';
import { message, render } from '../base/message';
import type { Received } from '../protocol/framing';
import type { Transport } from '../protocol/transport';
import { at, ErrorCode, fieldsOf, isFields, ResponseError, type Fields } from './protocol';

/** Serves one method; what it gives back is the answer where it was a request. */
export type Method = (params: Fields) => unknown;

type Id = number | string;

/** What arrived and waits for its turn. */
interface Waiting {
  readonly id: Id | undefined;
  readonly method: string;
  readonly params: unknown;
}

/** One conversation with a client. */
export class Connection {
  private readonly queue: Waiting[] = [];
  private readonly asked = new Map<Id, (result: unknown) => void>();
  private nextId = 1;
  private isScheduled = false;
  private end: () => void = () => undefined;

  /** Resolves when the client is gone or has said `exit`. */
  readonly ended = new Promise<void>((resolve) => { this.end = resolve; });

  /**
   * `methods`: who serves what. `guard`: says whether a method may be called now. `idle`: called when all that has arrived is
   * served. `soon`: lets what has arrived be taken first. `bug`: takes what should not have happened.
   */
  constructor(private readonly transport: Transport, private readonly methods: ReadonlyMap<string, Method>, private readonly guard: (method: string) => void,
    private readonly idle: () => void, private readonly soon: (callback: () => void) => void, private readonly bug: (trouble: unknown) => void) {}

  start(): void {
    this.transport.start((received) => this.receive(received), () => this.end());
  }

  /** Ends the conversation from this side. */
  close(): void {
    this.transport.end();
    this.end();
  }

  notify(method: string, params: object): void {
    this.transport.send({ jsonrpc: '2.0', method, params });
  }

  /** Asks the client; `then` gets the answer unless it is an error. */
  request(method: string, params: object, then: (result: unknown) => void = () => undefined): void {
    const id = `strata-${this.nextId++}`;
    this.asked.set(id, then);
    this.transport.send({ jsonrpc: '2.0', id, method, params });
  }

  private receive(received: Received): void {
    if (received.kind === 'broken') {
      return this.fail(null, new ResponseError(ErrorCode.parse_error, render(message(received.row, received.arguments), 'en')));
    }
    const { message: said } = received, id = at(said, 'id'), method = at(said, 'method');
    const known = typeof id === 'number' || typeof id === 'string' ? id : undefined;
    if (!isFields(said) || (typeof method !== 'string' && known === undefined)) {
      return this.fail(known ?? null, new ResponseError(ErrorCode.invalid_request, 'no request, notification or response'));
    }
    if (typeof method !== 'string') return this.answered(known as Id, said);
    if (method === '$/cancelRequest') return this.cancel(at(said.params, 'id'));
    this.queue.push({ id: known, method, params: said.params });
    this.schedule();
  }

  private answered(id: Id, said: Fields): void {
    const then = this.asked.get(id);
    this.asked.delete(id);
    if (said.error === undefined) then?.(said.result);
  }

  private cancel(id: unknown): void {
    const found = this.queue.findIndex((one) => one.id !== undefined && one.id === id);
    if (found < 0) return;
    this.queue.splice(found, 1);
    this.fail(id as Id, new ResponseError(ErrorCode.request_cancelled, 'called off'));
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.soon(() => {
      this.isScheduled = false;
      this.next();
    });
  }

  private next(): void {
    const one = this.queue.shift();
    if (one !== undefined) this.serve(one);
    if (this.queue.length > 0) this.schedule();
    else this.guarded(null, () => this.idle());
  }

  private serve({ id, method, params }: Waiting): void {
    this.guarded(id, () => {
      const serve = this.methods.get(method);
      this.guard(method);
      if (serve === undefined) {
        if (id === undefined) return;
        throw new ResponseError(ErrorCode.method_not_found, `no method ${method}`);
      }
      const result = serve(fieldsOf(params ?? {}, 'params'));
      if (id !== undefined) this.transport.send({ jsonrpc: '2.0', id, result: result ?? null });
    });
  }

  /** The third door at which bugs are caught, beside the adapter's dispatch and the command line's. */
  private guarded(id: Id | undefined | null, work: () => void): void {
    try {
      work();
    } catch (trouble) {
      if (!(trouble instanceof ResponseError)) this.bug(trouble);
      if (id === undefined || id === null) return;
      const what = trouble instanceof Bug ? trouble.message : String(trouble);
      this.fail(id, trouble instanceof ResponseError ? trouble : new ResponseError(ErrorCode.internal_error, what));
    }
  }

  private fail(id: Id | null, { code, message: text }: ResponseError): void {
    this.transport.send({ jsonrpc: '2.0', id, error: { code, message: text } });
  }
}
