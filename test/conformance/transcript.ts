// What was said in a session, in order, and how a person reads it.

/** Any message, as it was read: nothing about it is certain. */
export interface Message {
  readonly [name: string]: unknown;
}

/** One message of a session. */
export interface Entry {
  /** Its place among all of the session, from 0. */
  readonly index: number;
  readonly way: 'sent' | 'received';
  readonly message: Message;
}

/** A session as far as it got. */
export interface Transcript {
  readonly entries: readonly Entry[];
  /** Input that was no message. */
  readonly broken: readonly string[];
}

const LINE_MAX = 240;

/** One line: the way, the number, what it is, and what it carries. */
export function renderEntry({ way, message }: Entry): string {
  const arrow = way === 'sent' ? '->' : '<-';
  const line = `${arrow} ${String(message.seq)} ${headOf(message)} ${JSON.stringify(message.arguments ?? message.body) ?? ''}`.trimEnd();
  return line.length > LINE_MAX ? `${line.slice(0, LINE_MAX)}…` : line;
}

function headOf(message: Message): string {
  if (message.type === 'event') return `event ${String(message.event)}`;
  if (message.type === 'request') return String(message.command);
  const outcome = message.success === true ? 'done' : `refused: ${String(message.message)}`;
  return `answer to ${String(message.request_seq)} ${String(message.command)}, ${outcome}`;
}
