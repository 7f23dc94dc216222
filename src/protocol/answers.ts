// Checks what Strata sends against the protocol's schema. Only tests use it: a message that is wrong here is a bug.
import { ANSWER_SHAPES, EVENTS, RESPONSES } from './answers.generated';
import { OWN_ARGUMENTS, OWN_EVENTS, OWN_MODULE_COLUMNS, OWN_RESPONSES, OWN_SHAPES } from './own';
import { ARGUMENTS, ARGUMENT_SHAPES } from './requests.generated';
import { Checker, isRecord, type Problem } from './shape';

const types: Record<'request' | 'response' | 'event', Readonly<Record<string, string>>> = {
  request: { ...ARGUMENTS, ...OWN_ARGUMENTS },
  response: { ...RESPONSES, ...OWN_RESPONSES },
  event: { ...EVENTS, ...OWN_EVENTS },
};

/** The protocol lets an adapter add columns of its own to modules. */
function moduleShape(): Readonly<Record<string, string>> {
  const { Module: shape } = ANSWER_SHAPES;
  return typeof shape === 'string' ? {} : shape;
}

function optional(shape: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(shape).map(([name, type]) => [`${name}?`, type]));
}

const checker = new Checker({
  ...ARGUMENT_SHAPES,
  ...ANSWER_SHAPES,
  ...OWN_SHAPES,
  Module: { ...moduleShape(), ...optional(OWN_MODULE_COLUMNS) },
  'sent.request': { seq: 'int32 1..', type: '"request"', command: 'string', 'arguments?': 'any' },
  'sent.event': { seq: 'int32 1..', type: '"event"', event: 'string', 'body?': 'any' },
  'sent.response': {
    seq: 'int32 1..', type: '"response"', request_seq: 'int32 1..', command: 'string', success: 'boolean', 'message?': 'string',
    'body?': 'any',
  },
}, 'sent');

/**
 * What is wrong with a message that an adapter sends; nothing where it is as the protocol says. Names that the protocol
 * does not have, which it allows, are wrong here: they are slips of the pen.
 */
export function checkOutgoing(message: unknown): Problem[] {
  if (!isRecord(message)) return [{ path: '', found: String(message), accepted: 'object' }];
  const kind = message.type;
  if (kind !== 'request' && kind !== 'response' && kind !== 'event') {
    return [{ path: 'type', found: String(kind), accepted: '"request" | "response" | "event"' }];
  }
  return [...checker.check(`sent.${kind}`, message, ''), ...contentProblems(kind, message)];
}

function contentProblems(kind: 'request' | 'response' | 'event', message: Record<string, unknown>): Problem[] {
  const name = String(kind === 'event' ? message.event : message.command);
  const content = kind === 'request' ? 'arguments' : 'body';
  const type = message.success === false ? 'ErrorResponse.body' : types[kind][name];
  // Whoever asks for what nobody knows gets an error; that is the only response with an unknown name.
  const accepted = Object.keys(types[kind]).join(', ');
  if (type === undefined) return [{ path: kind === 'event' ? 'event' : 'command', found: name, accepted }];
  const value = message[content];
  if (type === '') return value === undefined ? [] : [{ path: content, found: JSON.stringify(value), accepted: 'nothing' }];
  if (type.endsWith('?')) return value === undefined ? [] : checker.check(type.slice(0, -1), value, content);
  return checker.check(type, value, content);
}
