// Incoming messages, from any JSON to something typed: what kind of message it is, and whether a request's arguments are
// what the protocol says. Nothing here throws.
import { Refusal } from '../base/message';
import { type Broken, broken } from './framing';
import { FIELD_MISSING, FIELD_WRONG, NOT_A_MESSAGE } from './messages';
import { OWN_ARGUMENTS, type OwnEvents, type OwnRequests, OWN_SHAPES } from './own';
import { ARGUMENTS, ARGUMENT_SHAPES } from './requests.generated';
import { Checker, isRecord, type Problem, show } from './shape';
import type { StandardEvents, StandardRequests } from './types.generated';

/** Every request that Strata or a client of it can make. */
export interface Requests extends StandardRequests, OwnRequests {}
export type Command = keyof Requests;
export type RequestArguments<C extends Command> = Requests[C]['arguments'];
export type ResponseBody<C extends Command> = Requests[C]['body'];

/** Every event that Strata can send. */
export interface Events extends StandardEvents, OwnEvents {}
export type EventName = keyof Events;

/** A message whose kind is known, and nothing more about what it carries. */
export type Incoming =
  | { readonly kind: 'request'; readonly seq: number; readonly command: string; readonly arguments: unknown }
  | { readonly kind: 'event'; readonly event: string; readonly body: unknown }
  | IncomingResponse
  | Broken;

export interface IncomingResponse {
  readonly kind: 'response';
  readonly request_seq: number;
  readonly success: boolean;
  readonly message: string | undefined;
  readonly body: unknown;
}

const ALL_ARGUMENTS: Readonly<Record<string, string>> = { ...ARGUMENTS, ...OWN_ARGUMENTS };

const messages = new Checker({
  Message: { type: '"request"|"response"|"event"' },
  request: { seq: 'int64', command: 'string', 'arguments?': 'any' },
  response: { request_seq: 'int64', success: 'boolean', 'message?': 'string', 'body?': 'any' },
  event: { event: 'string', 'body?': 'any' },
}, 'received');

const requests = new Checker({ ...ARGUMENT_SHAPES, ...OWN_SHAPES }, 'received');

/** What kind of message a value is; broken where it is none that could be answered. */
export function classify(message: unknown): Incoming {
  const problem = messages.check('Message', message, 'message')[0] ?? problemOfKind(message);
  if (problem !== undefined) return unanswerable(problem);
  const value = message as Record<string, unknown>;
  const { seq, command, arguments: given } = value;
  if (value.type === 'request') return { kind: 'request', seq: seq as number, command: command as string, arguments: given };
  if (value.type === 'event') return { kind: 'event', event: value.event as string, body: value.body };
  return responseOf(value);
}

function problemOfKind(message: unknown): Problem | undefined {
  return isRecord(message) ? messages.check(String(message.type), message, 'message')[0] : undefined;
}

function unanswerable({ path, found, accepted }: Problem): Broken {
  return broken(NOT_A_MESSAGE, { path, found: found ?? 'undefined', accepted });
}

function responseOf(value: Record<string, unknown>): IncomingResponse {
  const { request_seq, success, message, body } = value;
  return {
    kind: 'response',
    request_seq: request_seq as number,
    success: success === true,
    message: typeof message === 'string' ? message : undefined,
    body,
  };
}

/** Whether a name is that of a request of the protocol or of our own. */
export function isCommand(name: string): name is Command {
  return Object.hasOwn(ALL_ARGUMENTS, name);
}

/**
 * Checks the arguments of a request; gives the first problem as a refusal, else undefined: then they have the type that
 * {@link RequestArguments} says. Fields that are null where they may be left out are removed.
 */
export function checkArguments(command: Command, given: unknown): Refusal | undefined {
  const type = ALL_ARGUMENTS[command];
  const optional = type === '' || type.endsWith('?');
  if (type === '' || (optional && (given === undefined || given === null))) return undefined;
  const problem = requests.check(optional ? type.slice(0, -1) : type, given, 'arguments')[0];
  if (problem === undefined) return undefined;
  const { path, found, accepted } = problem;
  return found === undefined || given === undefined
    ? new Refusal(FIELD_MISSING, { command, path, accepted })
    : new Refusal(FIELD_WRONG, { command, path, found, accepted });
}

/** The name of an unknown request, cut to a length that a message can repeat. */
export function showCommand(name: string): string {
  return show(name).slice(1, -1);
}
