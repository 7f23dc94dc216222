// One function, or the rest of one from some instruction on, as a function of WebAssembly: its blocks, and the fuel.
//
// Each block takes what it costs off the fuel at its beginning, and gives back what it did not do where it leaves
// early. Whether the fuel is enough is asked only now and then: at the start, at the heads of loops, after calls, and
// before a way becomes long. What is asked for is the most that can be spent until the next such place, so the fuel is
// never exceeded; where it might be, compiled code leaves and the interpreter takes the last steps.
import { Bug } from '../base/assert';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { VerifiedImage } from '../verifier/verify';
import { Body, type LocalOperand } from './body';
import { emitCall, type Callees } from './calls';
import type { Emitters } from './emitters';
import { ending, graphOf, type Graph, type Source } from './graph';
import { emitTest, type Stops } from './guards';
import { NO_LABEL } from './labels';
import { INLINE_DEPTH_MAX, UNROLLED_COPIES_MAX, UNROLLED_INSTRUCTIONS_MAX } from './limits';
import { Leave, REFUSED, Register, UNWINDING } from './registers';
import { Shell, type Observed } from './shell';
import { ENTRY_SIGNATURE, FRAME, FUEL, signatureOf } from './signature';
import { writeGraph, type BlockWriter, type LeaveLoop, type Ways } from './structure';
import { Code, Type, Wasm, type Signature } from './wasm';

/** What a function is compiled with. */
export interface Surroundings extends Callees, Stops {
  readonly image: VerifiedImage;
  readonly emitters: Emitters;
  readonly observed: Observed;
  /** Where the engine keeps the end of the window for accesses that reach so many bytes: a byte of the store. */
  endRegister(reach: number): number;
  /** Whether a function is in the unit, and small enough to be put in the place of its calls. */
  mayInline(fn: number): boolean;
}

/** A function of WebAssembly. */
export interface CompiledFunction {
  readonly signature: Signature;
  readonly locals: readonly Type[];
  readonly code: Code;
}

/** The most fuel that is asked for at once, but for a single block that costs more. */
const NEED_MAX = 200;

/** A function as it is called: from its start, with its parameters. */
export function compileFunction(around: Surroundings, fn: number): CompiledFunction {
  const { image } = around;
  const type = image.types[image.functions[fn].type];
  const shell = new Shell(type.params.length, around.observed, (reach) => around.endRegister(reach));
  const writer = new FunctionWriter(around, new Body(image, fn, 'function', shell, 0), image.functions[fn].start);
  writer.refuse();
  writer.write();
  return { signature: signatureOf(type), locals: shell.localTypes, code: shell.finish() };
}

/** The rest of a function whose frame is in memory, from the instruction at `root` on. */
export function compileEntry(around: Surroundings, fn: number, root: number): CompiledFunction {
  const shell = new Shell(0, around.observed, (reach) => around.endRegister(reach));
  const writer = new FunctionWriter(around, new Body(around.image, fn, 'entry', shell, 0), root);
  writer.write();
  return { signature: ENTRY_SIGNATURE, locals: shell.localTypes, code: shell.finish() };
}

/** Where a function is inlined. */
interface Place {
  readonly body: Body;
  /** The fuel that its caller wants to be left when it returns. */
  readonly need: number;
  /** In how many functions it is inlined. */
  readonly depth: number;
}

class FunctionWriter implements BlockWriter {
  readonly code: Code;
  private readonly graph: Graph;
  private readonly costs: readonly number[];
  readonly needs: Int32Array;
  /** Whether a block asks for fuel at its beginning. */
  private readonly asks: boolean[];
  /** Functions that are inlined, by the block that calls them. */
  private readonly inlined = new Map<number, FunctionWriter>();
  /** Where an inlined function leaves its result, and the label that stands behind it. */
  private result: LocalOperand | undefined;
  private behind = NO_LABEL;

  constructor(private readonly around: Surroundings, private readonly body: Body, private readonly root: number, private readonly place?: Place) {
    this.code = body.code;
    const source: Source = { code: body.image.code, start: body.fn.start, length: body.fn.length, stopsAt: (address) => around.stopsAt(address) };
    this.graph = graphOf(source, root);
    this.costs = this.graph.blocks.map((_, block) => this.costOf(block));
    this.asks = [...this.graph.isHeader];
    this.asks[0] ||= body.kind === 'entry';
    this.needs = this.findNeeds();
  }

  makeLocal(type: Type): number {
    return this.body.shell.makeLocal(type);
  }

  /** How the last instruction of a block ends it. */
  private endingOf(block: number): ReturnType<typeof ending> {
    const { start, end, stops } = this.graph.blocks[block];
    return stops || start === end ? 'next' : ending(this.body.image.code[end - 1]);
  }

  /** Instructions that retire where a block is run through. */
  private costOf(block: number): number {
    const { start, end } = this.graph.blocks[block];
    const how = this.endingOf(block);
    return end - start - (how === 'exit' || (how === 'end' && this.body.kind === 'entry') ? 1 : 0);
  }

  /** For each block the most fuel that is spent from its beginning until somebody asks again. */
  private findNeeds(): Int32Array {
    const { blocks } = this.graph;
    const needs = new Int32Array(blocks.length);
    for (let block = blocks.length - 1; block >= 0; block--) {
      const how = this.endingOf(block);
      let after = how === 'end' ? this.place?.need ?? 0 : 0;
      for (const to of blocks[block].successors) {
        if (to > block && needs[to] > NEED_MAX) this.asks[to] = true;
        if (to > block && !this.asks[to]) after = Math.max(after, needs[to]);
      }
      if (how === 'call') after = this.inline(block, after)?.needs[0] ?? 0;
      needs[block] = this.costs[block] * this.copiesOf(block) + after;
    }
    return needs;
  }

  /** Makes ready to inline the function that a block calls, where that is wise. */
  private inline(block: number, need: number): FunctionWriter | undefined {
    const { body } = this;
    const { end } = this.graph.blocks[block];
    const word = body.image.code[end - 1];
    const fn = word >>> 8, depth = (this.place?.depth ?? 0) + 1;
    if (opcodeOf(word) !== Op.call || depth > INLINE_DEPTH_MAX || !this.around.mayInline(fn)) return undefined;
    const type = body.image.types[body.image.functions[fn].type];
    const below = body.operandTypes(end - 1).length - type.params.length;
    const inner = new Body(body.image, fn, 'inlined', body.shell, body.operandsOffset + below * 8);
    const writer = new FunctionWriter(this.around, inner, inner.fn.start, { body, need, depth });
    this.inlined.set(block, writer);
    return writer;
  }

  write(): void {
    const { body } = this;
    if (body.kind === 'entry') body.loadFrame(this.root);
    body.openWaysOut();
    writeGraph(this.graph, this, body.shell.labels);
    body.closeWaysOut();
    if (body.kind !== 'inlined') body.returnFuel(UNWINDING);
  }

  /** Writes an inlined function in the place of its call. */
  private writeInlined(writer: FunctionWriter): void {
    const { body, code } = this;
    const { labels } = body.shell;
    const { params, result } = body.image.types[writer.body.fn.type];
    const below = body.stack.length - params.length;
    writer.body.takeArguments(body, body.stack.slice(below));
    for (const argument of body.takeAll(params.length)) body.release(argument);
    if (result !== undefined) writer.result = body.temporary(result);
    writer.behind = labels.make(1);
    labels.begin(Wasm.block, writer.behind);
    writer.write();
    code.i32(UNWINDING);
    code.set(FUEL);
    body.waitForCallee(below, 0);
    labels.end();
    if (writer.result !== undefined) body.stack.push(writer.result);
  }

  /** At the start of a call: refuses it where the fuel is low, or the frame is higher than there is room for. */
  refuse(): void {
    const { body, code } = this;
    code.open(Wasm.block);
    code.open(Wasm.block);
    code.get(FUEL);
    code.i32(this.needs[0]);
    code.op(Wasm.i32_lt_s);
    code.branch(Wasm.br_if, 0);
    code.get(FRAME);
    body.shell.loadRegister(Register.top);
    code.op(Wasm.i32_le_u);
    code.branch(Wasm.br_if, 1);
    code.op(Wasm.end);
    body.shell.storeRegister(Register.fuel, () => code.get(FUEL));
    body.returnFuel(REFUSED);
    code.op(Wasm.end);
  }

  writeBlock(block: number, ways: Ways, leaveLoop?: LeaveLoop): void {
    for (let copy = 1; copy < this.copiesOf(block) && leaveLoop !== undefined; copy++) {
      const onward: Ways = {
        goTo: (to) => ways.goTo(to), choose: (to) => ways.choose(to), branch: (taken, next) => this.branchOut(block, taken, next, leaveLoop),
      };
      this.writeCopy(block, copy === 1, onward);
    }
    this.writeCopy(block, leaveLoop === undefined || this.copiesOf(block) === 1, ways);
    this.body.tests.endBlock();
  }

  /** How often a block is written in a row: a short loop without branches several times, so that it asks for fuel less often. */
  private copiesOf(block: number): number {
    const { reducible, isOwnLoop } = this.graph;
    if (!reducible || !isOwnLoop[block] || this.endingOf(block) !== 'branch') return 1;
    return Math.max(1, Math.min(UNROLLED_COPIES_MAX, Math.floor(UNROLLED_INSTRUCTIONS_MAX / this.costs[block])));
  }

  /** The way from one copy of a loop to the next, or out of it. */
  private branchOut(block: number, taken: number, next: number, leaveLoop: LeaveLoop): void {
    if (taken === block) this.code.op(Wasm.i32_eqz);
    leaveLoop(taken === block ? next : taken);
  }

  private writeCopy(block: number, asks: boolean, ways: Ways): void {
    const { body, graph } = this;
    const { start, end, stops } = graph.blocks[block];
    body.beginBlock(start);
    if (asks && this.asks[block] && this.needs[block] > 0) this.ask(block);
    this.spend(this.costs[block]);
    body.countRun(start, start + this.costs[block]);
    const how = this.endingOf(block);
    const last = stops || how === 'next' ? end : end - 1;
    for (let address = start; address < last; address++) this.instruction(block, address);
    if (stops) body.leave(end, Leave.interpret, 0, 0);
    else this.leaveBlock(block, how, ways);
  }

  /** Leaves where the fuel may not last until it is asked for again. */
  private ask(block: number): void {
    const { body, code } = this;
    body.address = this.graph.blocks[block].start;
    body.ahead = 0;
    code.get(FUEL);
    code.i32(this.needs[block]);
    code.op(Wasm.i32_lt_s);
    body.leaveIf(Leave.fuel);
  }

  private spend(cost: number): void {
    if (cost === 0) return;
    this.code.get(FUEL);
    this.code.i32(cost);
    this.code.op(Wasm.i32_sub);
    this.code.set(FUEL);
  }

  private at(block: number, address: number): number {
    const { body } = this;
    body.address = address;
    body.ahead = this.costs[block] - (address - this.graph.blocks[block].start);
    return body.image.code[address];
  }

  private instruction(block: number, address: number): void {
    const word = this.at(block, address);
    this.test(address);
    const emitter = this.around.emitters[opcodeOf(word)];
    if (emitter === undefined) throw new Bug(`no emitter for opcode ${opcodeOf(word)}`);
    emitter(this.body, word >>> 8);
  }

  /** Where an observer may want to stop before the current instruction: asks. */
  private test(address: number): void {
    const test = this.around.testAt(address);
    if (test !== undefined) emitTest(this.body, test);
  }

  /** The last instruction of a block. */
  private leaveBlock(block: number, how: ReturnType<typeof ending>, ways: Ways): void {
    const { body } = this;
    const { end, successors } = this.graph.blocks[block];
    const word = this.at(block, end - 1);
    // A `ret` that the interpreter does is not counted here, so there may be no fuel for it: the interpreter stops there.
    if (how !== 'next' && (how !== 'end' || body.kind !== 'entry')) this.test(end - 1);
    if (how !== 'next') this.around.emitters[opcodeOf(word)]?.(body, word >>> 8);
    switch (how) {
      case 'next': case 'jump': {
        body.settle();
        return ways.goTo(successors[0]);
      }
      case 'branch': return this.branch(word, successors, ways);
      case 'switch': {
        body.use(body.take());
        body.settle();
        return ways.choose(successors);
      }
      case 'call': {
        const [after] = successors;
        const inlined = this.inlined.get(block);
        if (inlined !== undefined) this.writeInlined(inlined);
        else emitCall(body, this.around, word, this.asks[after] ? 0 : this.needs[after]);
        body.settle();
        return ways.goTo(after);
      }
      case 'end': return body.kind === 'entry' ? body.leave(body.address, Leave.ret, 0, 0) : this.returnResult();
      case 'exit': return body.leave(body.address, WHY[opcodeOf(word)] ?? Leave.machine, 0, 0);
    }
  }

  private branch(word: number, successors: readonly number[], ways: Ways): void {
    const { body } = this;
    body.use(body.take());
    if (opcodeOf(word) === Op.jumpz) body.code.op(Wasm.i32_eqz);
    body.settle();
    ways.branch(successors[1], successors[0]);
  }

  private returnResult(): void {
    const { body, code, result } = this;
    if (body.stack.length > 0) body.use(body.take());
    if (body.kind === 'inlined') {
      if (result !== undefined) code.set(result.local);
      body.shell.labels.branch(Wasm.br, this.behind);
    } else {
      code.get(FUEL);
      code.op(Wasm.return_);
    }
  }
}

/** Why code leaves at an instruction that compiled code never does itself, where it is not the machine's business. */
const WHY: Partial<Record<number, Leave>> = {
  [Op.sys]: Leave.sys, [Op.break_]: Leave.interpret, [Op.unreachable]: Leave.interpret,
  [Op.ctx_get]: Leave.interpret, [Op.ctx_set]: Leave.interpret, [Op.ctx_getf]: Leave.interpret, [Op.ctx_setf]: Leave.interpret,
};
