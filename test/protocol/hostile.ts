// A seeded stream of protocol input, right and wrong: requests as the schema wants them, requests with wrong arguments,
// answers nobody asked for, and bytes that are no message at all. Whoever serves it must answer each well-formed request once.
import { Random } from '../../src/base/random';
import { BODY_BYTES_MAX, frame, HEADER_BYTES_MAX } from '../../src/protocol/framing';
import { anyValue, definition, isValid, mutated, schema, validValue } from './schema';

/** A request that must be answered. */
export interface Asked {
  readonly command: string;
  /** Whether its arguments are as the schema wants them; undefined where nobody can say: the command is unknown. */
  readonly valid: boolean | undefined;
}

export interface Hostile {
  readonly bytes: Uint8Array;
  /** Every well-formed request among the bytes, by its number. */
  readonly asked: ReadonlyMap<number, Asked>;
}

const COMMANDS = Object.entries(schema.definitions).flatMap(([, { allOf }]) => {
  if (allOf?.[0].$ref !== '#/definitions/Request') return [];
  const { properties = {}, required = [] } = allOf[1];
  return [{ command: String(properties.command.enum?.[0]), given: properties.arguments?.$ref, needed: required.includes('arguments') }];
});

const encoder = new TextEncoder();

/** `count` pieces of input, the same for the same seed; commands for which `leaveOut` holds are not among them. */
export function hostileInput(seed: number, count: number, leaveOut: (command: string) => boolean = () => false): Hostile {
  return new Maker(seed, leaveOut).make(count);
}

class Maker {
  private readonly random: Random;
  private readonly asked = new Map<number, Asked>();
  private readonly commands: typeof COMMANDS;
  private seq = 0;

  constructor(seed: number, leaveOut: (command: string) => boolean) {
    this.random = new Random(seed);
    this.commands = COMMANDS.filter(({ command }) => !leaveOut(command));
  }

  make(count: number): Hostile {
    const pieces = Array.from({ length: count }, () => this.piece());
    return { bytes: Buffer.concat(pieces), asked: this.asked };
  }

  private piece(): Uint8Array {
    const kind = this.random.below(100);
    if (kind < 40) return this.request(false);
    if (kind < 65) return this.request(true);
    if (kind < 70) return this.unknown();
    if (kind < 85) return frame(this.wrongMessage());
    return this.brokenBytes();
  }

  private request(change: boolean): Uint8Array {
    const { command, given, needed } = this.random.pick(this.commands);
    const fitting = given === undefined || (!needed && this.random.below(3) === 0) ? undefined : validValue(definition(given), this.random);
    const value = change ? mutated(fitting, this.random) : fitting;
    const plain = JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
    const absent = plain === null || plain === undefined;
    // Where null stands for what may be left out we are more lenient than the schema.
    const valid = given === undefined || (absent ? !needed : isValid(definition(given), plain));
    return this.ask(command, value, hasNull(plain) && !absent ? undefined : valid);
  }

  private unknown(): Uint8Array {
    return this.ask(this.random.pick(['', 'nonsense', '__proto__', 'constructor', 'strata/none', 'x'.repeat(5_000), '한글']), anyValue(this.random), undefined);
  }

  private ask(command: string, given: unknown, valid: boolean | undefined): Uint8Array {
    const seq = ++this.seq;
    this.asked.set(seq, { command, valid });
    return frame({ seq, type: 'request', command, ...(given === undefined ? {} : { arguments: given }) });
  }

  /** A message that nobody can or need answer. */
  private wrongMessage(): object {
    const { random } = this;
    const makers: readonly (() => unknown)[] = [
      () => anyValue(random, 3),
      () => ({ seq: random.pick(['1', null, 1.5, {}, undefined, 1e300]), type: 'request', command: 'threads' }),
      () => ({ seq: 1, type: 'request', command: anyValue(random, 0) === 'a' ? 1 : random.pick([null, 1, [], {}]) }),
      () => ({ seq: random.below(100), type: 'response', request_seq: random.below(1_000) + 1_000_000, success: true, command: 'runInTerminal' }),
      () => ({ seq: 1, type: 'event', event: 'stopped', body: anyValue(random) }),
      () => ({ type: random.pick(['Request', 'constructor', '', 7, null]), command: 'threads', seq: 5 }),
    ];
    return random.pick(makers)() as object;
  }

  /** Bytes that are no frame. None of them swallows the frame behind it. */
  private brokenBytes(): Uint8Array {
    const { random } = this;
    const makers: readonly (() => string | Uint8Array)[] = [
      () => Uint8Array.from({ length: random.below(60) + 1 }, () => random.below(256)),
      () => `Content-Length: ${random.pick([BODY_BYTES_MAX + 1, 4294967296, 99999999999999])}\r\n\r\n`,
      () => `Content-Length: ${random.pick(['-1', '', 'x', '1e3', '0x10', '9'.repeat(40)])}\r\n\r\n`,
      () => `Content-Type: a\r\n\r\n`,
      () => `Content-Length: 7\r\n${'x'.repeat(HEADER_BYTES_MAX + random.below(100))}`,
      () => 'Content-Length: 4\r\n\r\n{"a"',
      () => 'Content-Length: 0\r\n\r\n',
      () => Uint8Array.of(...encoder.encode('Content-Length: 4\r\n\r\n'), 34, 0xc3, 0x28, 34),
      () => `Content-Length: 3\r\n\r\n{"seq":1,"type":"request","command":"threads"}`,
      () => `Content-Length: 30000\r\n\r\n${'['.repeat(30_000)}`,
      () => `Content-Length: 20000\r\n\r\n${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    ];
    const bytes = random.pick(makers)();
    return typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
  }
}

function hasNull(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.values(value).some(hasNull));
}
