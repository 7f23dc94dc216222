// What is checked of messages: the generated tables against the schema they come from, and what a refusal says.
import * as assert from 'node:assert';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Random } from '../../src/base/random';
import { checkOutgoing } from '../../src/protocol/answers';
import { checkArguments, classify, type Command, isCommand } from '../../src/protocol/check';
import { ARGUMENTS } from '../../src/protocol/requests.generated';
import { type Definition, definition, isValid, mutated, schema, validValue } from './schema';

const ROUNDS = 60;
const seed = Number(process.env.STRATA_SEED ?? 1);

function refusal(command: Command, given: unknown): string | undefined {
  return checkArguments(command, given)?.text('en');
}

/** The second part of a message's definition: what it adds to the base. */
function own(name: string): Definition {
  return schema.definitions[name].allOf?.[1] as Definition;
}

function messages(base: string): string[] {
  return Object.keys(schema.definitions).filter((name) => schema.definitions[name].allOf?.[0].$ref === `#/definitions/${base}`);
}

/** Values that are right and values that are nearly so. */
function* candidates(given: Definition): Generator<unknown> {
  const random = new Random(seed);
  for (let round = 0; round < ROUNDS; round++) {
    const value = validValue(given, random);
    yield value;
    yield JSON.parse(JSON.stringify(mutated(value, random)) ?? 'null');
  }
}

/** A null where a field may be left out is let through in requests, against the schema. */
function hasNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(hasNull);
}

describe('protocol/check', () => {
  it('has tables that are what scripts/protocol.mjs makes of the schema', async () => {
    const script = pathToFileURL(path.resolve('scripts/protocol.mjs')).href;
    const { generate } = await import(script) as { generate(from: unknown): Record<string, string> };
    const files = Object.entries(generate(schema));
    assert.strictEqual(files.length, 3);
    for (const [file, text] of files) assert.strictEqual(readFileSync(file, 'utf8'), text, file);
  });

  it('knows every request of the schema', () => {
    const commands = messages('Request').map((name) => own(name).properties?.command.enum?.[0] as string);
    assert.deepStrictEqual(Object.keys(ARGUMENTS), commands);
    for (const command of commands) assert.ok(isCommand(command));
    for (const name of ['nonsense', 'constructor', '__proto__', 'toString', '']) assert.ok(!isCommand(name), name);
  });

  it('agrees with the schema about arguments', () => {
    let right = 0, wrong = 0;
    for (const name of messages('Request')) {
      const { properties = {} } = own(name);
      const command = properties.command.enum?.[0] as Command;
      const given = properties.arguments?.$ref;
      if (given === undefined) continue;
      for (const value of candidates(definition(given))) {
        if (hasNull(value)) continue;
        const valid = isValid(definition(given), value);
        assert.strictEqual(refusal(command, value) === undefined, valid, `seed ${seed}: ${command} ${JSON.stringify(value)}`);
        if (valid) right++;
        else wrong++;
      }
    }
    assert.ok(right > 1_000 && wrong > 300, `${right} right, ${wrong} wrong`);
  });

  it('agrees with the schema about bodies', () => {
    let right = 0, wrong = 0;
    for (const base of ['Response', 'Event']) {
      for (const name of messages(base).filter((each) => each !== 'ErrorResponse')) {
        const { properties = {} } = own(name);
        const body = properties.body as Definition | undefined;
        if (body === undefined) continue;
        for (const value of candidates(body)) {
          const problems = checkOutgoing(envelope(base, name, value));
          const valid = isValid(body, value, true);
          assert.strictEqual(problems.length === 0, valid, `seed ${seed}: ${name} ${JSON.stringify(value)} ${JSON.stringify(problems)}`);
          if (valid) right++;
          else wrong++;
        }
      }
    }
    assert.ok(right > 1_000 && wrong > 300, `${right} right, ${wrong} wrong`);
  });

  it('says where a value is wrong and what would be accepted', () => {
    const source = { path: '/a' };
    const cases: readonly [Command, unknown, string][] = [
      ['setBreakpoints', { source, breakpoints: [{ line: 1 }, { line: 'x' }] },
        'R051: Request `setBreakpoints`: `arguments.breakpoints[1].line` is "x". Accepted: integer 0..9007199254740991.'],
      ['setBreakpoints', undefined, 'R050: Request `setBreakpoints`: `arguments` is missing. Accepted: object.'],
      ['setBreakpoints', { breakpoints: [] }, 'R050: Request `setBreakpoints`: `arguments.source` is missing. Accepted: object.'],
      ['next', { threadId: 1, granularity: 'word' },
        'R051: Request `next`: `arguments.granularity` is "word". Accepted: "statement" | "line" | "instruction".'],
      ['next', { threadId: 2 ** 31 }, 'R051: Request `next`: `arguments.threadId` is 2147483648. Accepted: integer -2147483648..2147483647.'],
      ['next', [], 'R051: Request `next`: `arguments` is […]. Accepted: object.'],
      ['setExceptionBreakpoints', { filters: 'all' }, 'R051: Request `setExceptionBreakpoints`: `arguments.filters` is "all". Accepted: [string, …].'],
      ['evaluate', { expression: 'x', context: 7 }, 'R051: Request `evaluate`: `arguments.context` is 7. Accepted: string.'],
      ['strata/input', { text: 1 }, 'R051: Request `strata/input`: `arguments.text` is 1. Accepted: string.'],
    ];
    for (const [command, given, expected] of cases) assert.strictEqual(refusal(command, given), expected);
  });

  it('takes null for what may be left out, and removes it', () => {
    const given = { threadId: 1, granularity: null, singleThread: null };
    assert.strictEqual(refusal('next', given), undefined);
    assert.deepStrictEqual(given, { threadId: 1 });
    assert.strictEqual(refusal('disconnect', null), undefined);
    assert.strictEqual(refusal('next', { threadId: null }), 'R051: Request `next`: `arguments.threadId` is null. Accepted: integer -2147483648..2147483647.');
  });

  it('does not take inherited fields for given ones', () => {
    assert.match(refusal('next', JSON.parse('{"__proto__": {"threadId": 1}}')) ?? '', /threadId` is missing/);
  });

  it('refuses sources that contain themselves too deep, instead of falling over', () => {
    let source: object = {};
    for (let depth = 0; depth < 100_000; depth++) source = { sources: [source] };
    assert.match(refusal('setBreakpoints', { source }) ?? '', /at most 64 objects within each other/);
  });

  it('tells kinds of messages apart and calls the rest broken', () => {
    const kinds: readonly [unknown, string][] = [
      [{ type: 'request', seq: 1, command: 'next' }, 'request'],
      [{ type: 'request', seq: 0, command: 'anything', arguments: null }, 'request'],
      [{ type: 'response', request_seq: 1, success: true }, 'response'],
      [{ type: 'event', event: 'x' }, 'event'],
      [{ type: 'request', command: 'next' }, 'broken'],
      [{ type: 'request', seq: 1.5, command: 'next' }, 'broken'],
      [{ type: 'request', seq: '1', command: 'next' }, 'broken'],
      [{ type: 'request', seq: 1 }, 'broken'],
      [{ type: 'request', seq: 1, command: {} }, 'broken'],
      [{ type: 'response', success: true }, 'broken'],
      [{ type: 'Message' }, 'broken'],
      [{ type: 'constructor' }, 'broken'],
      [{}, 'broken'], [null, 'broken'], [[], 'broken'], [7, 'broken'], ['request', 'broken'], [true, 'broken'],
    ];
    for (const [value, kind] of kinds) assert.strictEqual(classify(value).kind, kind, JSON.stringify(value));
  });

  it('finds what is wrong with messages that are sent', () => {
    const stopped = { seq: 1, type: 'event', event: 'stopped', body: { reason: 'step', threadId: 1 } };
    assert.deepStrictEqual(checkOutgoing(stopped), []);
    const places = (message: object): string[] => checkOutgoing(message).map((problem) => problem.path);
    assert.deepStrictEqual(places({ ...stopped, seq: 0 }), ['seq']);
    assert.deepStrictEqual(places({ ...stopped, event: 'stoped' }), ['event']);
    assert.deepStrictEqual(places({ ...stopped, body: { reason: 'step', thread: 1 } }), ['body.thread']);
    assert.deepStrictEqual(places({ ...stopped, body: { threadId: null } }), ['body.reason', 'body.threadId']);
    assert.deepStrictEqual(places({ seq: 2, type: 'response', request_seq: 1, command: 'next', success: true, body: {} }), ['body']);
    assert.deepStrictEqual(places({ seq: 2, type: 'response', request_seq: 1, command: 'threads', success: true }), ['body']);
    assert.deepStrictEqual(places({ seq: 2, type: 'response', request_seq: 1, command: 'x', success: false, body: { error: { id: 1 } } }), ['body.error.format']);
    assert.deepStrictEqual(places({ seq: 3, type: 'request', command: 'runInTerminal', arguments: { args: ['a'] } }), ['arguments.cwd']);
    assert.deepStrictEqual(places({ seq: 3 }), ['type']);
  });
});

function envelope(base: string, name: string, body: unknown): object {
  if (base === 'Event') return { seq: 1, type: 'event', event: own(name).properties?.event.enum?.[0], body };
  const command = own(name.replace(/Response$/, 'Request')).properties?.command.enum?.[0];
  return { seq: 1, type: 'response', request_seq: 1, success: true, command, body };
}
