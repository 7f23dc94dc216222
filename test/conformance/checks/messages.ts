// Checks over everything that was said in all sessions: form, numbers, one answer to each request.
import { ANSWER_SHAPES, EVENTS, RESPONSES } from '../../../src/protocol/answers.generated';
import { ARGUMENTS, ARGUMENT_SHAPES } from '../../../src/protocol/requests.generated';
import { Checker, isRecord, type Problem } from '../../../src/protocol/shape';
import { expect, type TranscriptCheck } from '../check';
import type { Entry, Message, Transcript } from '../transcript';

/** Where a kind of message has its name, and where its content, by which the shape of the content is found. */
interface Kind {
  readonly name: string;
  readonly field: string;
  readonly types: Readonly<Record<string, string>>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  request: { name: 'command', field: 'arguments', types: ARGUMENTS },
  response: { name: 'command', field: 'body', types: RESPONSES },
  event: { name: 'event', field: 'body', types: EVENTS },
};

// The protocol lets names through that it does not know, and so does this.
const checker = new Checker({
  ...ARGUMENT_SHAPES,
  ...ANSWER_SHAPES,
  'a request': { seq: 'int32', type: '"request"', command: 'string', 'arguments?': 'any' },
  'a response': {
    seq: 'int32', type: '"response"', request_seq: 'int32', command: 'string', success: 'boolean', 'message?': 'string', 'body?': 'any',
  },
  'a event': { seq: 'int32', type: '"event"', event: 'string', 'body?': 'any' },
}, 'received');

/** What is wrong with a message by the official schema, in words; undefined where nothing is. */
export function schemaProblem(message: Message): string | undefined {
  const copy = structuredClone(message);
  const kind = KINDS[String(message.type)];
  if (kind === undefined) return `type is ${JSON.stringify(message.type)}`;
  const problem = checker.check(`a ${String(message.type)}`, copy, '')[0] ?? contentProblem(kind, copy);
  if (problem !== undefined) return `${problem.path} is ${problem.found ?? 'missing'}; accepted: ${problem.accepted}`;
  // The checker takes null for what may be left out, as some clients send it, and removes it. The schema does not.
  const removed = firstRemoved(message, copy, '');
  return removed === undefined ? undefined : `${removed} is null`;
}

function contentProblem({ name, field, types }: Kind, message: Message): Problem | undefined {
  const type = message.success === false ? 'ErrorResponse.body?' : types[String(message[name])];
  const value = message[field];
  if (type === undefined || type === '' || (type.endsWith('?') && value === undefined)) return undefined;
  return checker.check(type.replace(/\?$/, ''), value, field)[0];
}

function firstRemoved(before: unknown, after: unknown, path: string): string | undefined {
  if (!isRecord(before) && !Array.isArray(before)) return undefined;
  const whole = before as Record<string, unknown>, rest = after as Record<string, unknown>;
  for (const [name, value] of Object.entries(whole)) {
    const here = path === '' ? name : `${path}.${name}`;
    const found = name in rest ? firstRemoved(value, rest[name], here) : here;
    if (found !== undefined) return found;
  }
  return undefined;
}

function received({ entries }: Transcript): readonly Entry[] {
  return entries.filter(({ way }) => way === 'received');
}

function requestsIn({ entries }: Transcript): readonly Entry[] {
  return entries.filter(({ way, message }) => way === 'sent' && message.type === 'request');
}

export const MESSAGE_CHECKS: readonly TranscriptCheck[] = [
  {
    name: 'frames', basis: 'protocol',
    explains: 'Nothing but messages is sent: `Content-Length`, an empty line, and as many bytes of JSON.',
    judge: ({ broken }) => expect(broken.length === 0, broken[0] ?? ''),
  },
  {
    name: 'schema', basis: 'protocol',
    explains: 'Every message of the adapter is valid by the official JSON schema.',
    judge: (transcript) => {
      for (const entry of received(transcript)) {
        const problem = schemaProblem(entry.message);
        expect(problem === undefined, `${String(entry.message.event ?? entry.message.command)}: ${problem}`, entry);
      }
    },
  },
  {
    name: 'sequence', basis: 'protocol',
    explains: 'The `seq` of the first message of the adapter is 1, that of each other 1 more than the one before.',
    judge: (transcript) => {
      received(transcript).forEach((entry, i, all) => {
        expect(entry.message.seq === i + 1, `\`seq\` is ${String(entry.message.seq)} instead of ${i + 1}`, all[i - 1], entry);
      });
    },
  },
  {
    name: 'one-answer', basis: 'protocol',
    explains: 'Each request gets exactly one response; only `launch` may go without where `disconnect` comes before its end.',
    judge: (transcript) => {
      const leave = requestsIn(transcript).find(({ message }) => message.command === 'disconnect');
      for (const request of requestsIn(transcript)) {
        const { seq, command } = request.message;
        const answers = received(transcript).filter(({ message }) => message.type === 'response' && message.request_seq === seq);
        expect(answers.length <= 1, `\`${String(command)}\` got ${answers.length} answers`, request, ...answers);
        // The response to `launch` may wait for the end of the configuration, and that for ever.
        const excused = leave !== undefined && (request.index >= leave.index || command === 'launch' || command === 'attach');
        expect(answers.length === 1 || excused, `\`${String(command)}\` got no answer`, request);
      }
    },
  },
  {
    name: 'answers-belong', basis: 'protocol',
    explains: 'Each response names a request that was made before, by its `request_seq` and its `command`.',
    judge: (transcript) => {
      for (const entry of received(transcript).filter(({ message }) => message.type === 'response')) {
        const { request_seq } = entry.message;
        const request = requestsIn(transcript).find(({ message }) => message.seq === request_seq);
        expect(request !== undefined && request.index < entry.index, `no request ${String(request_seq)} was made before`, entry);
        expect(request.message.command === entry.message.command, 'the `command` of a response is that of its request', request, entry);
      }
    },
  },
  {
    name: 'refusals-explain', basis: 'kit',
    explains: 'A response without success says why, in `message` or in the body\'s `error`.',
    judge: (transcript) => {
      for (const entry of received(transcript).filter(({ message }) => message.success === false)) {
        const { message, body, command } = entry.message;
        const error = isRecord(body) && isRecord(body.error) ? body.error.format : undefined;
        const said = [message, error].some((text) => typeof text === 'string' && text !== '');
        expect(said, `the refusal of \`${String(command)}\` says nothing`, entry);
      }
    },
  },
  {
    name: 'initialize-first', basis: 'protocol',
    explains: 'Before the response to `initialize` the adapter sends neither events nor requests.',
    judge: (transcript) => {
      const first = received(transcript)[0];
      if (first !== undefined) expect(first.message.type === 'response', 'the first message of the adapter is no response', first);
    },
  },
  {
    name: 'initialized-once', basis: 'protocol',
    explains: 'A session has at most one event `initialized`.',
    judge: (transcript) => {
      const events = received(transcript).filter(({ message }) => message.event === 'initialized');
      expect(events.length <= 1, `\`initialized\` came ${events.length} times`, ...events);
    },
  },
  {
    name: 'nothing-after-terminated', basis: 'protocol',
    explains: '`terminated` comes once, and the program neither stops, runs on nor exits another time after it.',
    judge: (transcript) => {
      // A restart begins a new program in the same session.
      if (requestsIn(transcript).some(({ message }) => message.command === 'restart')) return;
      const events = received(transcript).filter(({ message }) => message.type === 'event');
      const end = events.find(({ message }) => message.event === 'terminated');
      const signs = events.filter(({ message }) => ['terminated', 'stopped', 'continued'].includes(String(message.event)));
      const after = signs.find(({ index }) => end !== undefined && index > end.index);
      expect(after === undefined, `\`${String(after?.message.event)}\` came after \`terminated\``, end, after);
    },
  },
  {
    name: 'known-threads', basis: 'protocol',
    explains: 'No thread stops or exits that has exited before.',
    judge: (transcript) => {
      const gone = new Map<unknown, Entry>();
      for (const entry of received(transcript)) {
        const { event, body } = entry.message;
        const { reason, threadId } = isRecord(body) ? body : {};
        if (event !== 'thread' && event !== 'stopped') continue;
        if (event === 'thread' && reason === 'started') gone.delete(threadId);
        else expect(!gone.has(threadId), `thread ${String(threadId)} has exited before`, gone.get(threadId), entry);
        if (event === 'thread' && reason === 'exited') gone.set(threadId, entry);
      }
    },
  },
];
