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
import { Body } from './body';
import { emitCall, type Callees } from './calls';
import type { Emitters } from './emitters';
import { ending, graphOf, type Graph, type Source } from './graph';
import { Leave, REFUSED, Register } from './registers';
import { ENTRY_SIGNATURE, FRAME, FUEL, signatureOf } from './signature';
import { writeGraph, type BlockWriter, type Ways } from './structure';
import { Code, Type, Wasm, type Signature } from './wasm';

/** What a function is compiled with. */
export interface Surroundings extends Callees {
  readonly image: VerifiedImage;
  readonly emitters: Emitters;
  /** Where the engine keeps the end of the window for accesses that reach so many bytes: a byte of the store. */
  endRegister(reach: number): number;
  /** Whether an observer stops before the instruction at this address. */
  stopsAt(address: number): boolean;
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
  return new FunctionWriter(around, fn, around.image.functions[fn].start, false).write();
}

/** The rest of a function whose frame is in memory, from the instruction at `root` on. */
export function compileEntry(around: Surroundings, fn: number, root: number): CompiledFunction {
  return new FunctionWriter(around, fn, root, true).write();
}

class FunctionWriter implements BlockWriter {
  readonly code: Code;
  private readonly body: Body;
  private readonly graph: Graph;
  private readonly costs: readonly number[];
  private readonly needs: Int32Array;
  /** Whether a block asks for fuel at its beginning. */
  private readonly asks: boolean[];

  constructor(private readonly around: Surroundings, fn: number, private readonly root: number, private readonly isEntry: boolean) {
    const { image } = around;
    this.body = new Body(image, fn, isEntry, (reach) => around.endRegister(reach));
    this.code = this.body.code;
    const source: Source = { code: image.code, start: this.body.fn.start, length: this.body.fn.length, stopsAt: (address) => around.stopsAt(address) };
    this.graph = graphOf(source, root);
    this.costs = this.graph.blocks.map((_, block) => this.costOf(block));
    this.asks = [...this.graph.isHeader];
    this.asks[0] ||= isEntry;
    this.needs = this.findNeeds();
  }

  makeLocal(type: Type): number {
    return this.body.makeLocal(type);
  }

  /** How the last instruction of a block ends it. */
  private endingOf(block: number): ReturnType<typeof ending> {
    const { end, stops } = this.graph.blocks[block];
    return stops ? 'next' : ending(this.body.image.code[end - 1]);
  }

  /** Instructions that retire where a block is run through. */
  private costOf(block: number): number {
    const { start, end } = this.graph.blocks[block];
    const how = this.endingOf(block);
    return end - start - (how === 'exit' || (how === 'end' && this.isEntry) ? 1 : 0);
  }

  /** For each block the most fuel that is spent from its beginning until somebody asks again. */
  private findNeeds(): Int32Array {
    const { blocks } = this.graph;
    const needs = new Int32Array(blocks.length);
    for (let block = blocks.length - 1; block >= 0; block--) {
      let after = 0;
      for (const to of this.endingOf(block) === 'call' ? [] : blocks[block].successors) {
        if (to > block && needs[to] > NEED_MAX) this.asks[to] = true;
        if (to > block && !this.asks[to]) after = Math.max(after, needs[to]);
      }
      needs[block] = this.costs[block] + after;
    }
    return needs;
  }

  write(): CompiledFunction {
    const { body } = this;
    if (this.isEntry) body.loadFrame(this.root);
    else this.refuse();
    body.openWaysOut();
    writeGraph(this.graph, this, (depth) => { body.exitDepth = depth; });
    body.finish();
    body.code.op(Wasm.end);
    const whole = body.windowCode();
    whole.append(body.code.written);
    const signature = this.isEntry ? ENTRY_SIGNATURE : signatureOf(body.image.types[body.fn.type]);
    return { signature, locals: body.localTypes, code: whole };
  }

  /** At the start of a call: refuses it where the fuel is low, or the frame is higher than there is room for. */
  private refuse(): void {
    const { body, code } = this;
    code.get(FUEL);
    code.i32(this.needs[0]);
    code.op(Wasm.i32_lt_s);
    code.get(FRAME);
    code.i32(0);
    code.access(Wasm.i32_load, Register.top, 2);
    code.op(Wasm.i32_gt_u);
    code.op(Wasm.i32_or);
    code.open(Wasm.if_);
    code.i32(0);
    code.get(FUEL);
    code.access(Wasm.i32_store, Register.fuel, 2);
    body.returnFuel(REFUSED);
    code.op(Wasm.end);
  }

  writeBlock(block: number, ways: Ways): void {
    const { body, graph } = this;
    const { start, end, stops } = graph.blocks[block];
    body.beginBlock(start);
    if (this.asks[block]) this.ask(block);
    this.spend(this.costs[block]);
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
    const emitter = this.around.emitters[opcodeOf(word)];
    if (emitter === undefined) throw new Bug(`no emitter for opcode ${opcodeOf(word)}`);
    emitter(this.body, word >>> 8);
  }

  /** The last instruction of a block. */
  private leaveBlock(block: number, how: ReturnType<typeof ending>, ways: Ways): void {
    const { body } = this;
    const { end, successors } = this.graph.blocks[block];
    const word = this.at(block, end - 1);
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
        const after = successors[0];
        emitCall(body, this.around, word, this.asks[after] ? 0 : this.needs[after]);
        body.settle();
        return ways.goTo(after);
      }
      case 'end': return this.isEntry ? body.leave(body.address, Leave.ret, 0, 0) : this.returnResult();
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
    if (this.body.stack.length > 0) this.body.use(this.body.take());
    this.code.get(FUEL);
    this.code.op(Wasm.return_);
  }
}

/** Why code leaves at an instruction that compiled code never does itself, where it is not the machine's business. */
const WHY: Partial<Record<number, Leave>> = {
  [Op.sys]: Leave.sys, [Op.break_]: Leave.interpret, [Op.unreachable]: Leave.interpret,
  [Op.ctx_get]: Leave.interpret, [Op.ctx_set]: Leave.interpret, [Op.ctx_getf]: Leave.interpret, [Op.ctx_setf]: Leave.interpret,
};
