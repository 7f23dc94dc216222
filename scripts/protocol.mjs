// Makes src/protocol/*.generated.ts from the official schema of the Debug Adapter Protocol, so that what Strata checks
// cannot drift from what the protocol says: `node scripts/protocol.mjs`. A test compares the files with what this makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LINE_MAX = 120;
const ALL_TYPES = 7;
const ERROR = 'ErrorResponse';
/** Whole numbers by `format`; the schema gives the 64-bit ones the bounds of JavaScript's safe integers. */
const FORMATS = new Set(['int32', 'uint32', 'int64', 'uint64']);

/** The files that belong to a schema, as a record from path to text. */
export function generate(schema) {
  const { definitions } = schema;
  const messages = Object.keys(definitions).filter((name) => definitions[name].allOf !== undefined);
  const of = (base) => messages.filter((name) => definitions[name].allOf[0].$ref === `#/definitions/${base}`);
  const requests = of('Request').map((name) => request(definitions, name));
  const incoming = shapesOf(definitions, requests.map((each) => each.arguments).filter((type) => type !== undefined));
  const responses = of('Response').filter((name) => name !== ERROR).map((name) => response(definitions, name));
  const events = of('Event').map((name) => event(definitions, name));
  const outgoing = outgoingShapes(definitions, responses, events, incoming);
  return {
    'src/protocol/requests.generated.ts': requestsFile(requests, incoming),
    'src/protocol/answers.generated.ts': answersFile(definitions, responses, events, outgoing),
    'src/protocol/types.generated.ts': typesFile(requests, responses, events),
  };
}

/** The second part of a message's definition: what it adds to the base. */
function own(definitions, name) {
  return definitions[name].allOf[1];
}

function request(definitions, name) {
  const { properties, required = [] } = own(definitions, name);
  const reference = properties.arguments?.$ref;
  return {
    name,
    command: properties.command.enum[0],
    arguments: reference === undefined ? undefined : nameOf(reference),
    required: required.includes('arguments'),
  };
}

function response(definitions, name) {
  const { properties, required = [] } = own(definitions, name);
  const command = definitions[name.replace(/Response$/, 'Request')].allOf[1].properties.command.enum[0];
  return { name, command, body: properties?.body, required: required.includes('body') };
}

function event(definitions, name) {
  const { properties, required = [] } = own(definitions, name);
  return { name, event: properties.event.enum[0], body: properties.body, required: required.includes('body') };
}

function nameOf(reference) {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** Shapes by name: of the definitions named, of all that they mention, and of the objects that stand inside others. */
function shapesOf(definitions, names) {
  const shapes = new Map();
  for (const name of names) define(definitions, shapes, name, definitions[name]);
  return shapes;
}

function define(definitions, shapes, name, definition) {
  if (shapes.has(name)) return;
  shapes.set(name, undefined);
  const whole = joined(definitions, definition);
  shapes.set(name, whole.properties === undefined ? typeOf(definitions, shapes, name, whole) : fields(definitions, shapes, name, whole));
}

/** A definition that extends others, as one. */
function joined(definitions, definition) {
  if (definition.allOf === undefined) return definition;
  const parts = definition.allOf.map((each) => joined(definitions, each.$ref === undefined ? each : definitions[nameOf(each.$ref)]));
  return { properties: Object.assign({}, ...parts.map((each) => each.properties)), required: parts.flatMap((each) => each.required ?? []) };
}

function fields(definitions, shapes, name, { properties, required = [] }) {
  return Object.entries(properties).map(([key, property]) =>
    [required.includes(key) ? key : `${key}?`, typeOf(definitions, shapes, `${name}.${key}`, property)]);
}

/** A type as one word or phrase: see src/protocol/shape.ts, which reads it. */
function typeOf(definitions, shapes, name, property) {
  if (property.$ref !== undefined) return reference(definitions, shapes, nameOf(property.$ref));
  if (property.oneOf !== undefined) return property.oneOf.map((each) => typeOf(definitions, shapes, name, each)).join('|');
  if (property.enum !== undefined) return property.enum.map((value) => JSON.stringify(value)).join('|');
  if (Array.isArray(property.type)) return property.type.length === ALL_TYPES ? 'any' : property.type.join('|');
  if (property.type === 'array') return `${part(definitions, shapes, name, property.items)}[]`;
  if (property.type === 'object') return objectOf(definitions, shapes, name, property);
  return numberOf(property) + bounds(property);
}

function reference(definitions, shapes, name) {
  define(definitions, shapes, name, definitions[name]);
  return name;
}

/** The type of an element, with a name of its own where it is more than a word. */
function part(definitions, shapes, name, property) {
  const type = typeOf(definitions, shapes, name, property);
  if (/^\w+(\[\])?$/.test(type)) return type;
  shapes.set(name, type);
  return name;
}

function objectOf(definitions, shapes, name, property) {
  if (property.properties !== undefined) {
    define(definitions, shapes, name, property);
    return name;
  }
  if (typeof property.additionalProperties === 'object') return `${part(definitions, shapes, name, property.additionalProperties)}{}`;
  return 'object';
}

function numberOf(property) {
  if (property.type !== 'integer') return property.type;
  if (!FORMATS.has(property.format)) throw new Error(`an integer of format ${property.format}`);
  return property.format;
}

/** ` 0..100` or ` 1..`; nothing where the bounds are those of the format. */
function bounds({ format, minimum, maximum }) {
  const ofFormat = format === 'int64' || format === 'uint64';
  const high = ofFormat ? undefined : maximum;
  const low = format === 'int64' ? undefined : minimum;
  return low === undefined && high === undefined ? '' : ` ${low ?? ''}..${high ?? ''}`;
}

/** Shapes of bodies, without those that the requests have already. */
function outgoingShapes(definitions, responses, events, incoming) {
  const shapes = new Map(incoming);
  const error = { name: ERROR, body: own(definitions, ERROR).properties.body };
  for (const message of [...responses, ...events, error]) {
    if (message.body !== undefined) message.type = typeOf(definitions, shapes, `${message.name}.body`, message.body);
  }
  for (const name of incoming.keys()) shapes.delete(name);
  return shapes;
}

function heading(what) {
  return `// ${what}\n// Made by scripts/protocol.mjs from the schema of the Debug Adapter Protocol (Microsoft, MIT licence). Do not edit.\n`;
}

function requestsFile(requests, shapes) {
  return `${heading('The shapes of the arguments of every request of the protocol.')}import type { Shapes } from './shape';

/** The shape of each request's arguments; \`?\` where they may be left out, empty where there are none. */
export const ARGUMENTS = {
${lines(requests.map((each) => `${each.command}: ${quote((each.arguments ?? '') + (each.required || each.arguments === undefined ? '' : '?'))}`), '  ')}
} as const;

export const ARGUMENT_SHAPES: Shapes = {
${table(shapes)}
};
`;
}

function answersFile(definitions, responses, events, shapes) {
  const entry = (key, each) => `${key}: ${quote((each.type ?? '') + (each.required || each.type === undefined ? '' : '?'))}`;
  return `${heading('The shapes of what an adapter sends: bodies of responses and events. Only tests read them.')}import type { Shapes } from './shape';

/** The shape of each response's body; \`?\` where it may be left out, empty where there is none. */
export const RESPONSES: Readonly<Record<string, string>> = {
${lines(responses.map((each) => entry(each.command, each)), '  ')}
};

/** The shape of each event's body. */
export const EVENTS: Readonly<Record<string, string>> = {
${lines(events.map((each) => entry(each.event, each)), '  ')}
};

export const ANSWER_SHAPES: Shapes = {
${table(shapes)}
};
`;
}

function typesFile(requests, responses, events) {
  const bodyOf = (each) => each?.body === undefined ? 'void' : `P.${each.name}['body']`;
  const exchange = (each) => {
    const body = bodyOf(responses.find((answer) => answer.command === each.command));
    const given = each.arguments === undefined ? 'undefined' : `P.${each.arguments}${each.required ? '' : ' | undefined'}`;
    return `  ${each.command}: Exchange<${given}, ${body}>;`;
  };
  return `${heading('Which arguments and which body belong to each request, and which body to each event.')}import type { DebugProtocol as P } from '@vscode/debugprotocol';

/** What is asked, and what is answered. */
export interface Exchange<Arguments, Body> {
  readonly arguments: Arguments;
  readonly body: Body;
}

export interface StandardRequests {
${requests.map(exchange).join('\n')}
}

export interface StandardEvents {
${events.map((each) => `  ${each.event}: ${bodyOf(each)};`).join('\n')}
}
`;
}

function quote(text) {
  return `'${text}'`;
}

/** Items with commas, as many to a line as fit. */
function lines(items, indent) {
  const rows = [];
  let row = indent;
  for (const item of items) {
    if (row.length + item.length + 2 > LINE_MAX && row !== indent) {
      rows.push(row.trimEnd());
      row = indent;
    }
    row += `${item}, `;
  }
  return [...rows, row.trimEnd()].join('\n');
}

function table(shapes) {
  return [...shapes].map(([name, shape]) => {
    const key = /^\w+$/.test(name) ? name : quote(name);
    if (typeof shape === 'string') return choice(key, shape);
    const items = shape.map(([field, type]) => `${/^\w+$/.test(field) ? field : quote(field)}: ${quote(type)}`);
    const whole = `  ${key}: { ${items.join(', ')} },`;
    return whole.length <= LINE_MAX ? whole : `  ${key}: {\n${lines(items, '    ')}\n  },`;
  }).join('\n');
}

/** A shape that is one type; a long choice gets as many lines as it needs. */
function choice(key, shape) {
  const whole = `  ${key}: ${quote(shape)},`;
  if (whole.length <= LINE_MAX) return whole;
  const words = shape.split('|').map((word, index) => (index === 0 ? '' : '|') + word);
  const rows = [''];
  for (const word of words) {
    if (rows[rows.length - 1].length + word.length > LINE_MAX - 10) rows.push('');
    rows[rows.length - 1] += word;
  }
  return `  ${key}:\n${rows.map((row) => `    ${quote(row)}`).join(' +\n')},`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = generate(JSON.parse(readFileSync('test/protocol/debugAdapterProtocol.json', 'utf8')));
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
}
