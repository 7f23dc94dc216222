// One connection to an adapter: numbers and sends requests, keeps all that is said, and waits for answers and events. It
// takes whatever comes, so that what is wrong about it can be shown; nothing is judged here.
import { frame, FrameReader } from '../../src/protocol/framing';
import { isRecord } from '../../src/protocol/shape';
import { expect, Failure } from './check';
import type { Line } from './line';
import type { Entry, Message, Transcript } from './transcript';

/** A response, as far as it is one. */
export interface Answer {
  readonly entry: Entry;
  readonly success: boolean;
  readonly body: Record<string, unknown>;
  /** What it says to people, where it is a refusal. */
  readonly text: string;
}

interface Waiter {
  look(): void;
}

const BACKGROUND: ReadonlySet<string> = new Set(['output', 'module', 'loadedSource']);
/** Messages of the end of a session that are shown where nothing better is known to show what is wrong. */
const RECENT = 10;
/** Characters of what an adapter wrote before it was gone. */
const LAST_WORDS_MAX = 1000;

export class Conversation implements Transcript {
  readonly entries: Entry[] = [];
  readonly broken: string[] = [];
  /** Whether the adapter has ended its side, and whether it is gone altogether. */
  ended = false;
  private left = false;
  private seq = 0;
  private readonly waiters = new Set<Waiter>();
  private readonly reader = new FrameReader((received) => {
    if (received.kind === 'broken') this.broken.push(`${received.row.en} ${JSON.stringify(received.arguments)}`);
    else if (isRecord(received.message)) this.hear(received.message);
    else this.broken.push(`a message that is no object: ${JSON.stringify(received.message)}`);
  });

  constructor(readonly line: Line) {
    line.stream.read((bytes) => this.reader.push(bytes), () => {
      this.reader.end();
      this.ended = true;
      this.look();
    });
    const leave = (): void => {
      this.left = true;
      this.look();
    };
    line.gone.then(leave, leave);
  }

  /** The number of the next request. */
  get nextSeq(): number {
    return this.seq + 1;
  }

  /** Resolves when the adapter is gone. */
  gone(what: string): Promise<true> {
    return this.until(what, () => (this.left ? true : undefined), true);
  }

  /** Sends a request and gives its number. */
  send(command: string, given?: object): number {
    this.line.stream.write(frame(this.make(command, given)));
    return this.seq;
  }

  /** Sends requests as one piece of bytes, or in pieces of some length; gives their numbers. */
  sendTogether(requests: readonly (readonly [command: string, given?: object])[], pieceLength = Infinity): number[] {
    const numbers: number[] = [];
    const bytes = Buffer.concat(requests.map(([command, given]) => {
      const framed = frame(this.make(command, given));
      numbers.push(this.seq);
      return framed;
    }));
    for (let at = 0; at < bytes.length; at += pieceLength) {
      this.line.stream.write(bytes.subarray(at, Math.min(bytes.length, at + pieceLength)));
    }
    return numbers;
  }

  /** Sends a request and waits for its answer. */
  request(command: string, given?: object): Promise<Answer> {
    return this.answer(this.send(command, given));
  }

  /** Sends a request and gives the body of its answer, which must be no refusal. */
  async ask(command: string, given?: object): Promise<Record<string, unknown>> {
    const { success, body, text, entry } = await this.request(command, given);
    expect(success, `\`${command}\` was refused: ${text}`, this.requestOf(entry), entry);
    return body;
  }

  /** The first answer to a request, as soon as there is one. */
  async answer(seq: number): Promise<Answer> {
    const asked = this.entries.find(({ way, message }) => way === 'sent' && message.seq === seq);
    const entry = await this.until(`the answer to \`${String(asked?.message.command)}\` (${seq})`, () => this.responsesTo(seq)[0]);
    const { success, body, message } = entry.message;
    const error = isRecord(body) && isRecord(body.error) ? body.error : undefined;
    return { entry, success: success === true, body: isRecord(body) ? body : {}, text: String(message ?? error?.format ?? '') };
  }

  /** Every answer to a request so far. */
  responsesTo(seq: number): Entry[] {
    return this.received('response').filter(({ message }) => message.request_seq === seq);
  }

  /** The first event of some names at or after a place in the session, as soon as there is one. */
  event(names: readonly string[], from = 0, wanted: (body: Record<string, unknown>) => boolean = () => true): Promise<Entry> {
    const find = (): Entry | undefined => this.events(names, from).find(({ message }) => wanted(bodyOf(message)));
    return this.until(`the event \`${names.join('` or `')}\``, find);
  }

  /** The events of some names so far, at or after a place. */
  events(names: readonly string[], from = 0): Entry[] {
    return this.received('event').filter(({ index, message }) => index >= from && names.includes(String(message.event)));
  }

  private received(type: string): Entry[] {
    return this.entries.filter(({ way, message }) => way === 'received' && message.type === type);
  }

  /** Resolves when something is there; rejects when patience is over or, unless it is to wait on, the adapter has ended its side. */
  until<T>(what: string, find: () => T | undefined, evenAtTheEnd = false): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void): void => {
        stop();
        this.waiters.delete(waiter);
        settle();
      };
      const fail = (why: string): void => done(() => reject(new Failure(`${what} ${why}`, this.recent())));
      const look = (): void => {
        const found = find();
        if (found !== undefined) done(() => resolve(found));
        else if (this.ended && !evenAtTheEnd) fail(`did not come before the adapter was gone${this.lastWords()}`);
      };
      const stop = this.line.patience(() => fail('did not come'));
      const waiter = { look };
      this.waiters.add(waiter);
      look();
    });
  }

  /** The end of the session as far as it got, without what nobody waits for. */
  recent(): Entry[] {
    return this.entries.filter(({ message }) => !BACKGROUND.has(String(message.event))).slice(-RECENT);
  }

  /** The end of what the adapter wrote beside the protocol. */
  private lastWords(): string {
    const words = this.line.errors().trim();
    return words === '' ? '' : `, which wrote: ${words.slice(-LAST_WORDS_MAX)}`;
  }

  private make(command: string, given?: object): Message {
    const message = { seq: ++this.seq, type: 'request', command, ...(given === undefined ? {} : { arguments: given }) };
    this.entries.push({ index: this.entries.length, way: 'sent', message });
    return message;
  }

  private hear(message: Message): void {
    this.entries.push({ index: this.entries.length, way: 'received', message });
    if (message.type === 'request') this.refuse(message);
    this.look();
  }

  /** The kit serves no request of the adapter's: it announces none. */
  private refuse({ seq, command }: Message): void {
    const message = { seq: ++this.seq, type: 'response', request_seq: seq, command, success: false, message: 'not supported' };
    this.entries.push({ index: this.entries.length, way: 'sent', message });
    this.line.stream.write(frame(message));
  }

  private look(): void {
    for (const waiter of [...this.waiters]) waiter.look();
  }

  private requestOf(answer: Entry): Entry | undefined {
    const { request_seq } = answer.message;
    return this.entries.find(({ way, message }) => way === 'sent' && message.type === 'request' && message.seq === request_seq);
  }
}

/** The objects in a list that a body has; none where it has no such list. */
export function listOf(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** What an event or answer carries; empty where it carries nothing. */
export function bodyOf({ body }: Message): Record<string, unknown> {
  return isRecord(body) ? body : {};
}
