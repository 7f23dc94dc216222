// Golden transcripts: a debug session as a file. Lines with `>` are requests, the lines with `<` under each are all
// messages that the adapter sent until it had nothing more to say. `>>` waits for the answer only, because the program runs
// on; `-` is a request that must succeed and whose answer is no part of the test; `? event` waits for an event.
// UPDATE_TRANSCRIPTS=1 writes the `<` lines anew; what changed is then for a person to read before it is committed.
import { basename } from 'node:path';
import { startProcess } from '../../src/platform/node/streams';
import { checkOutgoing } from '../../src/protocol/answers';
import { framedTransport } from '../../src/protocol/transport';

/** Messages of the protocol as far as transcripts look into them. */
interface Message {
  readonly seq: number;
  readonly type: 'request' | 'response' | 'event';
  readonly command?: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly arguments?: unknown;
  readonly body?: unknown;
}

/** Requests after which the program runs, so that a stop or the end is still to come. */
const RUNS = new Set([
  'configurationDone', 'continue', 'next', 'stepIn', 'stepOut', 'pause', 'restart', 'terminate', 'restartFrame', 'goto',
]);
const HALTS = new Set(['stopped', 'terminated', 'strata/waiting']);

/** Plays the requests of a transcript against the adapter and gives the transcript as it came out. */
export async function play(transcript: string, root: string, adapter: string): Promise<string> {
  const session = new PlayedSession(adapter, root);
  const lines: string[] = [];
  for (const line of transcript.split('\n')) {
    if (line.startsWith('<')) continue;
    lines.push(line);
    if (line.startsWith('?')) lines.push(...(await session.waitFor(line.slice(1).trim())));
    if (line.startsWith('>>')) lines.push(...(await session.request(line.slice(2).trim(), false)));
    else if (line.startsWith('>')) lines.push(...(await session.request(line.slice(1).trim(), true)));
    if (line.startsWith('-')) await session.succeed(line.slice(1).trim());
  }
  await session.end();
  return lines.join('\n');
}

class PlayedSession {
  private readonly process;
  private readonly transport;
  private readonly received: Message[] = [];
  private wake: () => void = () => undefined;
  private seq = 0;

  constructor(adapter: string, private readonly root: string) {
    this.process = startProcess(process.execPath, [adapter]);
    this.transport = framedTransport(this.process.stream);
    this.transport.start((received) => {
      if (received.kind === 'broken') throw new Error(`the adapter sent no message: ${received.row.en}`);
      this.received.push(received.message as Message);
      this.wake();
    }, () => this.wake());
  }

  /** Sends `command {arguments}` and gives what came back, a line each. */
  async request(text: string, halts: boolean): Promise<string[]> {
    const space = text.indexOf(' ');
    const command = space < 0 ? text : text.slice(0, space);
    const given = space < 0 ? undefined : (JSON.parse(text.slice(space).replaceAll('<root>', this.root)) as unknown);
    const seq = ++this.seq;
    this.transport.send({ seq, type: 'request', command, ...(given === undefined ? {} : { arguments: given }) });
    const answers: Message[] = [];
    await this.until(answers, (message) => message.request_seq === seq);
    const answered = answers.find((message) => message.request_seq === seq);
    if (command === 'launch' && answered?.success === true) await this.until(answers, (message) => message.event === 'initialized');
    if (halts && RUNS.has(command) && answered?.success === true) await this.until(answers, (message) => HALTS.has(message.event ?? ''));
    return joinOutput(answers).map((message) => this.show(message));
  }

  /** Sends a request that must succeed. */
  async succeed(text: string): Promise<void> {
    const refused = (await this.request(text, true)).find((line) => / refused /.test(line.slice(0, 60)));
    if (refused !== undefined) throw new Error(`${text}: ${refused}`);
  }

  /** Waits for an event and gives what came until then. */
  async waitFor(event: string): Promise<string[]> {
    const messages: Message[] = [];
    await this.until(messages, (message) => message.event === event);
    return joinOutput(messages).map((message) => this.show(message));
  }

  async end(): Promise<void> {
    this.transport.end();
    await this.process.exit;
    if (this.process.errors() !== '') throw new Error(`the adapter wrote to standard error: ${this.process.errors()}`);
  }

  /** Takes messages until one is as wanted; it may be among those taken before. */
  private async until(taken: Message[], wanted: (message: Message) => boolean): Promise<void> {
    while (!taken.some(wanted)) {
      const next = this.received.shift();
      if (next === undefined) await new Promise<void>((resolve) => { this.wake = resolve; });
      else taken.push(this.checked(next));
    }
  }

  private checked(message: Message): Message {
    const problems = checkOutgoing(message);
    if (problems.length > 0) throw new Error(`not as the protocol says: ${JSON.stringify(problems)} in ${JSON.stringify(message)}`);
    return message;
  }

  /** A message in a line, without what differs from machine to machine. */
  private show({ type, command, event, success, message, arguments: given, body }: Message): string {
    const content = type === 'request' ? given : success === false ? message : body;
    const shown = content === undefined ? '' : ` ${JSON.stringify(content, hidden).replaceAll(this.root, '<root>')}`;
    const name = type === 'event' ? event : success === false ? `${command} refused` : command;
    return `< ${type === 'event' ? 'event ' : ''}${name}${shown}`;
  }
}

/** Checksums of sources would change with every comment. */
function hidden(key: string, value: unknown): unknown {
  return key === 'checksums' || key === 'version' || key === 'identity' ? undefined : value;
}

/** Output that came in several events counts as one: where it is cut depends on the clock. */
function joinOutput(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (isOutput(before) && isOutput(message)) joined[joined.length - 1] = { ...before, body: { ...before.body, output: before.body.output + message.body.output } };
    else joined.push(message);
  }
  return joined;
}

function isOutput(message: Message | undefined): message is Message & { body: { category: string; output: string } } {
  return message?.event === 'output' && (message.body as { category?: string }).category === 'stdout';
}

/** What a transcript is called in a test. */
export function titleOf(file: string): string {
  return basename(file, '.session').replaceAll('-', ' ');
}
