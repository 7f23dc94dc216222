// Planted mistakes: for every instruction, versions of its emitter that are wrong in one way each. Fuzzing is worth what
// it says only where it finds all of them.
import type { Body } from '../../src/compiler/body';
import { EMITTERS, type Emitter } from '../../src/compiler/emitters';
import { compiler } from '../../src/compiler/engine';
import { FUEL } from '../../src/compiler/signature';
import { Wasm } from '../../src/compiler/wasm';
import { effectOf, opcodeOf } from '../../src/isa/encoding';
import { INSTRUCTIONS, Op, type InstructionRow } from '../../src/isa/instructions';
import type { Context } from '../../src/machine/context';
import type { EngineMaker, Slice } from '../../src/machine/engine';
import type { Observation } from '../../src/machine/observation';
import type { Layer } from '../witness/generate';
import { round } from './fuzz';
import { SUBJECTS, type Subject } from './subjects';
import { switching } from './switching';

/** An engine with one mistake. */
export interface Fault extends Subject {
  /** The instruction that is wrong; programs without it say nothing. */
  readonly op: Op;
}

/** One instruction too few is counted. */
function countWrong({ code }: Body): void {
  code.get(FUEL);
  code.i32(1);
  code.op(Wasm.i32_add);
  code.set(FUEL);
}

/** The operand on the top is what a local held that nobody has set. */
function forgetTop(body: Body): void {
  if (body.stack.length === 0) return;
  const top = body.take();
  body.stack.push(body.temporary(top.type));
  body.release(top);
}

/** The two operands on the top have changed places. */
function exchange(body: Body): void {
  const [a, b] = body.takeAll(2);
  body.stack.push(b, a);
}

/** The condition on the top is the opposite, an index one more. */
function changeTop(body: Body, change: (body: Body) => void): void {
  body.use(body.take());
  change(body);
  body.pushResult('i32');
}

/** Code behind that of an emitter. */
function after(emitter: Emitter, code: (body: Body) => void): Emitter {
  return (body, operand) => {
    emitter(body, operand);
    code(body);
  };
}

/** Code before that of an emitter. */
function before(emitter: Emitter, code: (body: Body) => void): Emitter {
  return (body, operand) => {
    code(body);
    emitter(body, operand);
  };
}

const COMMUTATIVE = new Set<Op>([Op.add, Op.mul, Op.and, Op.or, Op.xor, Op.eq, Op.ne, Op.fadd, Op.fmul, Op.fmin, Op.fmax, Op.feq, Op.fne]);

/** Emitters of instructions that can trap, without the tests for it. */
const UNTESTED: Partial<Record<Op, Emitter>> = {
  [Op.div]: plain(Wasm.i32_div_s), [Op.div_u]: plain(Wasm.i32_div_u), [Op.rem]: plain(Wasm.i32_rem_s), [Op.rem_u]: plain(Wasm.i32_rem_u),
  [Op.load]: load(Wasm.i32_load), [Op.load8_s]: load(Wasm.i32_load8_s), [Op.load8_u]: load(Wasm.i32_load8_u),
  [Op.load16_s]: load(Wasm.i32_load16_s), [Op.load16_u]: load(Wasm.i32_load16_u), [Op.fload]: load(Wasm.f64_load),
  [Op.store]: store(Wasm.i32_store), [Op.store8]: store(Wasm.i32_store8), [Op.store16]: store(Wasm.i32_store16),
  [Op.fstore]: store(Wasm.f64_store),
  [Op.copy]: block(Wasm.memory_copy, 2), [Op.fill]: block(Wasm.memory_fill, 1),
};

function plain(op: Wasm): Emitter {
  return (body) => {
    for (const operand of body.takeAll(2)) body.use(operand);
    body.code.op(op);
    body.pushResult('i32');
  };
}

function load(op: Wasm): Emitter {
  return (body, offset) => {
    useAddress(body, 1);
    body.code.access(op, offset);
    body.pushResult(op === Wasm.f64_load ? 'f64' : 'i32');
  };
}

function store(op: Wasm): Emitter {
  return (body, offset) => {
    const value = body.take();
    useAddress(body, 1);
    body.use(value);
    body.code.access(op, offset);
  };
}

function block(op: Wasm.memory_copy | Wasm.memory_fill, addresses: number): Emitter {
  return (body) => {
    const rest = body.takeAll(3 - addresses).reverse();
    useAddress(body, addresses);
    for (const operand of rest.reverse()) body.use(operand);
    body.code.op(op);
    for (let left = addresses; left > 0; left--) body.code.byte(0);
  };
}

/** Puts operands on the stack of WebAssembly as addresses in the store. */
function useAddress(body: Body, count: number): void {
  for (const operand of body.takeAll(count)) {
    body.use(operand);
    body.code.get(body.shell.origin);
    body.code.op(Wasm.i32_add);
  }
}

/** A store that stores nothing, a `set` that sets nothing. */
function doNothing(pops: number): Emitter {
  return (body) => { for (let left = pops; left > 0; left--) body.drop(); };
}

/** What goes wrong with an instruction, by what is wrong. */
function* mistakesOf(op: Op): Generator<[string, Emitter]> {
  const emitter: Emitter = EMITTERS[op] ?? ((): void => undefined);
  const effect = effectOf(op);
  yield ['counts one too few', after(emitter, countWrong)];
  if (EMITTERS[op] === undefined) yield ['leaves its operand where it was', before(emitter, forgetTop)];
  else if (op === Op.set) yield ['sets nothing', doNothing(1)];
  else if (op === Op.tee) yield ['sets nothing', (): void => undefined];
  else if (op === Op.get || (effect?.pushes.length ?? 0) > 0) yield ['leaves its result where it was', after(emitter, forgetTop)];
  else if (op !== Op.nop && op !== Op.drop) yield ['writes nothing', doNothing(effect?.pops.length ?? 0)];
  if (op === Op.jumpz || op === Op.jumpnz) yield ['goes the other way', before(emitter, (body) => changeTop(body, invert))];
  if (op === Op.switch_ || op === Op.call_table) yield ['takes the next entry', before(emitter, (body) => changeTop(body, addOne))];
  const { pops = [] } = effect ?? {};
  if (pops.length >= 2 && pops.at(-1) === pops.at(-2) && EMITTERS[op] !== undefined && !COMMUTATIVE.has(op)) {
    yield ['has its operands the wrong way round', before(emitter, exchange)];
  }
  const untested = UNTESTED[op];
  if (untested !== undefined) yield ['tests nothing', untested];
}

function invert({ code }: Body): void {
  code.op(Wasm.i32_eqz);
}

function addOne({ code }: Body): void {
  code.i32(1);
  code.op(Wasm.i32_add);
}

/** An engine that is told something wrong each time that it runs. */
function misled(name: string, op: Op, mislead: (slice: Slice, context: Context) => void): Fault {
  const broken: EngineMaker = (store, observation) => {
    const engine = compiler({ always: true })(store, observation);
    return {
      settleCounts: () => engine.settleCounts?.(),
      run(context, slice) {
        const { windowSize, framesMax } = slice, { program } = context, { counters } = program;
        mislead(slice, context);
        const exit = engine.run(context, slice);
        Object.assign(slice, { windowSize, framesMax });
        program.counters = counters;
        return exit;
      },
    };
  };
  return { name, op, make: (random) => switching([broken], random) };
}

/** An engine that does not know of a property of observers. */
function unobserved(name: string, op: Op, property: 'writes' | 'reads'): Fault {
  const broken: EngineMaker = (store, observation) => {
    return compiler({ always: true })(store, Object.create(observation, { [property]: { value: false } }) as Observation);
  };
  return { name, op, make: (random) => switching([broken], random) };
}

const ENGINE_FAULTS: readonly Fault[] = [
  misled('call finds room for one frame too many', Op.call, (slice) => { slice.framesMax++; }),
  misled('call.table finds room for one frame too many', Op.call_table, (slice) => { slice.framesMax++; }),
  misled('load reaches one byte too far', Op.load, (slice) => { slice.windowSize++; }),
  misled('store reaches one byte too far', Op.store, (slice) => { slice.windowSize++; }),
  unobserved('store does not look at the flags of pages', Op.store, 'writes'),
  unobserved('load does not look at the flags of pages', Op.load, 'reads'),
  misled('nop is not counted for observers', Op.nop, (_, { program }) => { program.counters = 0; }),
];

function faultsOf([mnemonic, { code: op }]: [string, InstructionRow]): Fault[] {
  return [...mistakesOf(op)].map(([what, emitter]): Fault => {
    const broken = compiler({ always: true, emitters: { ...EMITTERS, [op]: emitter } });
    return { name: `${mnemonic} ${what}`, op, make: (random) => switching([broken], random) };
  });
}

/** All that can be planted, in the order of the instruction table. */
export const FAULTS: readonly Fault[] = [
  ...(Object.entries(INSTRUCTIONS) as [string, InstructionRow][])
    .filter(([, { code, privileged }]) => !privileged && code !== Op.case_).flatMap(faultsOf),
  ...ENGINE_FAULTS,
];

/** How many programs, from a seed on, it takes to find the mistake; undefined where `most` are not enough. */
export function programsToCatch(fault: Fault, seed: number, most: number): number | undefined {
  for (let programs = 1; programs <= most; programs++) {
    if (round(seed + programs - 1, [fault], undefined, (layer) => contains(layer, fault.op)) !== undefined) return programs;
  }
  return undefined;
}

function contains({ image, children }: Layer, op: Op): boolean {
  return image.code.some((word) => opcodeOf(word) === op) || children.some(({ layer }) => contains(layer, op));
}

/** The engine with this name, good or with a mistake. */
export function subjectNamed(name: string): Subject | undefined {
  return [...SUBJECTS, ...FAULTS].find((subject) => subject.name === name);
}
