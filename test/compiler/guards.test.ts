// Conditions as compiled code decides them, held against the functions that the debugger works them out with: random
// expressions in random states.
import * as assert from 'node:assert/strict';
import { Refusal } from '../../src/base/message';
import { Random } from '../../src/base/random';
import { compiler } from '../../src/compiler/engine';
import { scopeAt } from '../../src/debugger/bound-breakpoint';
import { compile, isTrue, type CompiledNumber } from '../../src/debugger/expression/compile';
import { Environment } from '../../src/debugger/expression/environment';
import { parseExpression } from '../../src/debugger/expression/parse';
import { ExpressionRefusal } from '../../src/debugger/expression/tree';
import { ProgramInfo } from '../../src/debugger/program-info';
import { HEADER_WORDS } from '../../src/machine/frames';
import { Pass, type Machine } from '../../src/machine/machine';
import { PHYSICAL_START } from '../../src/machine/store';
import type { Guard, StopWish } from '../../src/machine/stop-test';
import { machineOf } from '../debugger/sessions';
import { Conditions } from './conditions';

/** One round is ten steps; the stop is before the fifth. */
const PROGRAM = `memory 4096
data words = i32 3, 0, -7, 1000000
data bytes = i8 1, -1, 127
data floats = f64 0.5, -2.0
entry func main
  local a: i32, b: i32, c: i32, x: f64, y: f64
again:
  get a get x get b get y
  nop
  drop drop drop drop
  jump again
end
`;
const ROUND = 10, SITE = 4, OPERANDS = 4;
const EXPRESSIONS = 400, STATES = 25;

const INTEGERS = [0, 1, -1, 2, 3, 4, 31, 32, 255, 4092, 4093, 4096, 0x7fff_ffff, -0x8000_0000];
const FLOATS = [0, -0, 0.5, -1, 1.5, 3, 2 ** 31, -(2 ** 31) - 1, 1e300, Infinity, -Infinity, NaN];

const someInteger = (random: Random): number => (random.below(3) === 0 ? random.word() : random.pick(INTEGERS));
const someFloat = (random: Random): number => (random.below(3) === 0 ? random.word() / 1000 : random.pick(FLOATS));

/** A machine in whose one frame everything can be set, and what expressions find there. */
class Place {
  readonly machine: Machine = machineOf(PROGRAM, { engine: compiler({ always: true }) });
  readonly info = new ProgramInfo(this.machine.root.program, [...this.machine.root.program.image.debug.values()][0]);
  private readonly environment = new Environment(this.machine);

  /** Makes up values for the locals, and for what is read of memory most often. */
  scatter(random: Random): void {
    const { store, root: { fp } } = this.machine;
    for (let i = 0; i < 3; i++) store.i32[fp + i * 2] = someInteger(random);
    for (let i = 3; i < 5; i++) store.f64[(fp >> 1) + i] = someFloat(random);
    for (let byte = 0; byte < 64; byte++) store.u8[PHYSICAL_START + byte] = random.below(256);
  }

  /** Whether the debugger would stop: where the condition holds, and where it has no value. */
  wouldStop({ compute }: CompiledNumber): boolean {
    const { environment, machine: { store, root: { fp } } } = this;
    environment.setInnermost(this.machine.root);
    environment.pc = SITE;
    environment.operands = fp + 5 * 2 + HEADER_WORDS;
    environment.sp = environment.operands + OPERANDS * 2;
    [0, 3, 1, 4].forEach((local, i) => {
      store.f64[(environment.operands >> 1) + i] = store.f64[(fp >> 1) + local];
    });
    try {
      return isTrue(compute(environment));
    } catch (error) {
      if (error instanceof ExpressionRefusal) return true;
      throw error;
    }
  }

  /** Goes round once; whether that stopped. */
  goRound(wishes: readonly StopWish[]): boolean {
    const { machine } = this;
    const stopped = machine.run(ROUND, 1e9).kind === 'stop';
    if (stopped) machine.run(ROUND - SITE, 1e9, Pass.stop);
    assert.equal(machine.steps % ROUND, 0, `a whole round with ${JSON.stringify(wishes)}`);
    return stopped;
  }

  setTest(wishes: readonly StopWish[]): void {
    this.machine.root.program.setStop(SITE, true, { wishes });
  }
}

/** What the text means at the site; undefined where it means nothing. */
function meaning(text: string, info: ProgramInfo): CompiledNumber | undefined {
  try {
    const compiled = compile(parseExpression(text).tree, scopeAt(info, SITE));
    return compiled.type === 'text' ? undefined : compiled;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const kindsOf = function* (guard: Guard): Generator<string> {
  yield 'operator' in guard ? `${guard.operator} ${guard.type}` : guard.kind === 'memory' ? guard.element : `${guard.kind} ${guard.type}`;
  for (const part of Object.values(guard)) if (typeof part === 'object') yield* kindsOf(part as Guard);
};

describe('compiled conditions', () => {
  it('decide as the debugger does', () => {
    const random = new Random(3), place = new Place();
    const conditions = new Conditions(random, { integers: ['a', 'b', 'c'], floats: ['x', 'y'], arrays: ['words', 'bytes'], operands: OPERANDS });
    const seen = new Map<string, number>();
    let stops = 0, known = 0, asked = 0;
    for (let i = 0; i < EXPRESSIONS; i++) {
      const text = conditions.next();
      const compiled = meaning(text, place.info);
      if (compiled === undefined) continue;
      known++;
      if (compiled.guard === undefined) continue;
      for (const kind of new Set(kindsOf(compiled.guard))) seen.set(kind, (seen.get(kind) ?? 0) + 1);
      const wishes = [{ condition: compiled.guard, cell: undefined }];
      place.setTest(wishes);
      for (let state = 0; state < STATES; state++) {
        place.scatter(random);
        const expected = place.wouldStop(compiled);
        assert.equal(place.goRound(wishes), expected, `seed 3, \`${text}\`, locals ${place.machine.store.i32.slice(place.machine.root.fp, place.machine.root.fp + 10).join()}`);
        if (expected) stops++;
        asked++;
      }
    }
    assert.ok(asked > known * STATES / 2, `most conditions that mean something can be compiled: ${asked / STATES} of ${known}`);
    assert.ok(stops > asked / 10 && stops < asked * 0.9, `${stops} of ${asked} hold`);
    const kinds = ['|', '^', '&', '<<', '>>', '>>>', '+', '-', '*', '/', '%', '||', '&&', '==', '!=', '<', '<=', '>', '>=', '~', '!'].map((sign) => `${sign} i32`);
    for (const kind of [...kinds, ...['+', '-', '*', '/'].map((sign) => `${sign} f64`), 'i8', 'u8', 'i16', 'u16', 'i32', 'f64', 'local i32', 'local f64',
      'operand i32', 'operand f64', 'pc i32', 'depth i32', 'context i32', 'index i32', 'convert i32', 'convert f64', 'choice i32', 'choice f64']) {
      assert.ok(seen.has(kind), `\`${kind}\` was tried`);
    }
  });

  it('count hits down, and only where nobody stops', () => {
    const place = new Place(), { store, root } = place.machine;
    const cells = [store.takeCell(), store.takeCell()].map((cell) => { assert.ok(cell !== undefined); return cell; });
    const odd = meaning('a % 2 == 1', place.info)?.guard, large = meaning('a > 5', place.info)?.guard;
    const wishes = [{ condition: odd, cell: cells[0] }, { condition: undefined, cell: cells[1] }, { condition: large, cell: undefined }];
    place.setTest(wishes);
    const round = (a: number): string => {
      store.i32[root.fp] = a;
      const stopped = place.goRound(wishes);
      return `${stopped ? 'stop' : 'pass'} ${cells.map((cell) => store.i32[cell]).join(' ')}`;
    };
    store.i32[cells[0]] = 2;
    store.i32[cells[1]] = 4;
    assert.deepEqual([1, 2, 7, 3, 5, 2, 4].map(round), ['pass 1 3', 'pass 1 2', 'stop 1 2', 'pass 0 1', 'stop 0 1', 'pass 0 0', 'stop 0 0']);
  });
});
