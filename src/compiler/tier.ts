// What is compiled of one program: the places at which compiled code can go on, the tables through which functions
// call those of other modules, and when an observer's stops make it necessary to compile anew.
import { defined } from '../base/assert';
import { FRAME_COLUMNS, FrameColumn } from '../machine/frames';
import { ENTER, type Program } from '../machine/program';
import type { Store } from '../machine/store';
import type { Emitters } from './emitters';
import { Ends, type EndWords } from './ends';
import { graphOf, leadersOf, type Graph, type Source } from './graph';
import { stopsOf } from './guards';
import {
  AT_ONCE_INSTRUCTIONS_MAX, BEGINNINGS_OF_HOT, BEGINNINGS_TO_TRY_AGAIN, FUNCTION_INSTRUCTIONS_MAX, NATIVE_STACK_BYTES,
  PROGRAM_INSTRUCTIONS_MAX, SAMPLES_OF_HOT, VISIT_INSTRUCTIONS_MIN, VISITS_TO_JUDGE,
} from './limits';
import type { Observed } from './shell';
import { compileRefusals, compileUnit, ENTRY, FUNCTIONS_TABLE, membersOf, tableName, type UnitCode, type UnitKnowledge } from './unit';

/** A compiled function. One that goes on with a frame in memory takes fuel and the frame as a byte of the store. */
export type Compiled = (...args: number[]) => number;

/** A place where compiled code goes on. */
export class Entry {
  /** Undefined until it is needed, and again when an observer's stops have changed. */
  code: Compiled | undefined;
  /** How often it was entered of late, and how many instructions were retired there. */
  private visits = 0;
  private instructions = 0;

  constructor(readonly address: number) {}

  /** Compiled code came back by itself after so many instructions; true: it does so little that the interpreter does it faster. */
  visited(instructions: number): boolean {
    this.instructions += instructions;
    if (++this.visits < VISITS_TO_JUDGE) return false;
    const isShort = this.instructions < VISITS_TO_JUDGE * VISIT_INSTRUCTIONS_MIN;
    this.visits = this.instructions = 0;
    return isShort;
  }
}

/** A module that is there. */
interface Unit {
  readonly code: UnitCode;
  readonly exports: WebAssembly.Exports;
}

export class Tier {
  /** The program's code with an observer's stops, and ENTER where compiled code is wanted. */
  readonly code: Int32Array;
  /** How far above its first frame compiled code may go before it has used up its native stack, in bytes of the machine's frames. */
  reach = NATIVE_STACK_BYTES;
  /** The most bytes that a frame of the program takes. */
  readonly frameBytesMax: number;
  /** By number, which stands in the word ENTER above the opcode; the numbers by address; and where they are wanted now. */
  private readonly entries: Entry[] = [];
  private readonly numbers = new Map<number, number>();
  private readonly wanted = new Set<number>();
  /** Addresses of code that is never compiled, or not yet. */
  private readonly failed = new Set<number>();
  /** For each address how often the interpreter has begun there; below 0 where compiled code was no gain. */
  private readonly beginnings: Int32Array;
  private readonly samples: Uint8Array;
  private readonly units = new Map<string, Unit>();
  private readonly tables = new Map<number, WebAssembly.Table>();
  private functionTable: WebAssembly.Table | undefined;
  private refusals: WebAssembly.Exports | undefined;
  private trouble: unknown;

  readonly ends: Ends;
  private readonly knowledge: UnitKnowledge;
  private readonly members = new Map<number, readonly number[]>();
  /** Instructions in all units. */
  private instructions = 0;
  /** Graphs of whole functions, and where their blocks begin. */
  private readonly graphs = new Map<number, Graph>();
  private readonly leaders = new Map<number, ReadonlySet<number>>();

  constructor(private readonly store: Store, private readonly program: Program, endWords: EndWords, emitters: Emitters, observed: Observed,
    private readonly always: boolean, private readonly made: { units: number; instructions: number }) {
    this.ends = new Ends(endWords);
    this.knowledge = { emitters, observed, endRegister: (reach) => this.ends.register(reach), ...stopsOf(program) };
    this.code = program.live.slice();
    this.beginnings = new Int32Array(this.code.length);
    this.samples = new Uint8Array(program.image.functions.length);
    this.frameBytesMax = frameBytesMax(program.frames);
    program.onStop = (address) => this.stopChanged(address);
  }

  /** The interpreter is about to begin at an address: often enough, and compiled code is wanted there, where a block begins. */
  begins(address: number): void {
    if (++this.beginnings[address] < (this.always ? 1 : BEGINNINGS_OF_HOT)) return;
    this.beginnings[address] = 0;
    if (this.always || this.isLeader(address)) this.want(address);
  }

  /**
   * Whether a block of its function begins at an address, so that compiled code from there is not just that from somewhere
   * in a loop; or a run goes on there each time that an observer has stopped it.
   */
  private isLeader(address: number): boolean {
    if (this.knowledge.stopsAt(address - 1)) return true;
    const fn = this.program.functionAt(address);
    if (this.isTooLarge(fn)) return false;
    let leaders = this.leaders.get(fn);
    if (leaders === undefined) this.leaders.set(fn, leaders = leadersOf(this.sourceOf(fn)));
    return leaders.has(address);
  }

  private isTooLarge(fn: number): boolean {
    return this.program.image.functions[fn].length > FUNCTION_INSTRUCTIONS_MAX;
  }

  private sourceOf(fn: number): Source {
    const { start, length } = this.program.image.functions[fn];
    return { code: this.program.image.code, start, length, stopsAt: () => false };
  }

  /** The interpreter came back at an observer's stop: often enough, and code is wanted that tests by itself whether to, where it can. */
  stopped(fn: number, address: number): void {
    if (this.knowledge.stopsAt(address) || ++this.beginnings[address] < BEGINNINGS_OF_HOT) return;
    this.beginnings[address] = 0;
    this.wantAround(fn, address);
  }

  /** The interpreter was found at an address of a function. */
  found(fn: number, address: number): void {
    if (++this.samples[fn] < SAMPLES_OF_HOT) return;
    this.samples[fn] = 0;
    this.wantAround(fn, address);
  }

  /** Compiled code is wanted that comes by an address of a function, unless it was no gain of late. */
  private wantAround(fn: number, address: number): void {
    if (this.isTooLarge(fn)) return;
    const head = this.headOf(fn, address);
    if (this.beginnings[head] < 0) this.beginnings[head] += BEGINNINGS_OF_HOT;
    else this.want(head);
  }

  /** Marks a place at which compiled code is to go on. */
  private want(address: number): void {
    if (this.failed.has(address) || this.wanted.has(address)) return;
    this.wanted.add(address);
    if (!this.numbers.has(address)) this.numbers.set(address, this.entries.push(new Entry(address)) - 1);
    this.plant(address);
  }

  private unwant(address: number): void {
    this.wanted.delete(address);
    this.plant(address);
  }

  /** Compiled code is no gain here for now. */
  giveUp({ address }: Entry): void {
    if (this.always) return;
    this.beginnings[address] = -BEGINNINGS_TO_TRY_AGAIN;
    this.unwant(address);
  }

  /** Puts the word at an address that belongs there now. */
  private plant(address: number): void {
    const enters = this.wanted.has(address) && !this.knowledge.stopsAt(address);
    this.code[address] = enters ? ENTER | (defined(this.numbers.get(address), 'a number') << 8) : this.program.live[address];
  }

  /** Where a function that was found at an address comes by again: the head of the loop there, or its start. */
  private headOf(fn: number, address: number): number {
    const { start } = this.program.image.functions[fn];
    let graph = this.graphs.get(fn);
    if (graph === undefined) this.graphs.set(fn, graph = graphOf(this.sourceOf(fn), start));
    const block = graph.blocks.findIndex((each) => each.start <= address && address < each.end);
    const head = graph.reducible ? graph.loops[block] ?? -1 : headBefore(graph, address);
    return head < 0 ? start : graph.blocks[head].start;
  }

  /** The place where code goes on, by its word; undefined where there is none, or none yet. */
  entryOf(word: number): Entry | undefined {
    if ((word & 0xff) !== ENTER) return undefined;
    const entry = this.entries[word >>> 8];
    entry.code ??= this.codeAt(entry.address);
    return entry.code === undefined ? undefined : entry;
  }

  private codeAt(address: number): Compiled | undefined {
    if (this.trouble !== undefined) throw this.trouble;
    const unit = this.unitAt(address);
    if (unit === undefined) this.unwant(address);
    return unit?.exports[ENTRY];
  }

  private unitAt(address: number): Unit | undefined {
    const { image } = this.program;
    const fn = this.program.functionAt(address);
    const key = this.keyOf(fn, address);
    const known = this.units.get(key);
    if (known !== undefined) return this.publish(known);
    if (this.isTooLarge(fn)) {
      this.failed.add(address);
      return undefined;
    }
    const code = compileUnit(image, this.knowledge, fn, address);
    if (this.always || image.functions[fn].length <= AT_ONCE_INSTRUCTIONS_MAX) return this.keep(key, code, new WebAssembly.Module(code.bytes));
    this.failed.add(address);
    WebAssembly.compile(code.bytes).then((module) => this.compiledLater(key, address, code, module), (trouble: unknown) => { this.trouble = trouble; });
    return undefined;
  }

  /** Code is there that was compiled while the interpreter went on; it may be too late for it. */
  private compiledLater(key: string, address: number, code: UnitCode, module: WebAssembly.Module): void {
    this.failed.delete(address);
    if (key === this.keyOf(this.program.functionAt(address), address)) this.keep(key, code, module);
    this.want(address);
  }

  /** A unit's name: where it begins, and the stops in the functions that it is made of. */
  private keyOf(fn: number, address: number): string {
    const { image } = this.program;
    const stops = [fn, ...this.membersOf(fn)].flatMap((member) => {
      const { start, length } = image.functions[member];
      return this.program.stopsWithin(start, start + length);
    });
    return `${address};${[...new Set(stops)].sort().join()}`;
  }

  private keep(key: string, code: UnitCode, module: WebAssembly.Module): Unit {
    const tables = Object.fromEntries(code.tables.map((type) => [tableName(type), this.tableOf(type)]));
    const imports = { '': { memory: this.store.memory, [FUNCTIONS_TABLE]: this.functions(), ...tables } };
    const unit = { code, exports: new WebAssembly.Instance(module, imports).exports };
    this.instructions += code.instructions;
    if (this.instructions > PROGRAM_INSTRUCTIONS_MAX) this.dropAll(code.instructions);
    this.units.set(key, unit);
    this.made.units++;
    this.made.instructions += code.instructions;
    this.reach = Math.min(this.reach, Math.floor(NATIVE_STACK_BYTES / code.nativeRatio));
    return this.publish(unit);
  }

  /** There is too much code: what runs again is compiled again. */
  private dropAll(instructions: number): void {
    this.instructions = instructions;
    for (const entry of this.entries) entry.code = undefined;
    for (const unit of this.units.values()) this.withdraw(unit);
    this.units.clear();
  }

  /** Nobody calls the functions of a unit any more. */
  private withdraw({ code }: Unit): void {
    for (const fn of code.functions) this.setFunction(fn, this.refusal(this.program.image.functions[fn].type));
  }

  /** Functions of other modules call those of this one from now on. */
  private publish(unit: Unit): Unit {
    for (const fn of unit.code.functions) this.setFunction(fn, unit.exports[String(fn)]);
    return unit;
  }

  private setFunction(fn: number, compiled: Compiled): void {
    const { image } = this.program;
    this.functions().set(fn, compiled);
    const table = this.tables.get(image.functions[fn].type);
    if (table === undefined) return;
    image.table.forEach((each, i) => { if (each === fn) table.set(i, compiled); });
  }

  private refusal(type: number): Compiled {
    this.refusals ??= new WebAssembly.Instance(new WebAssembly.Module(compileRefusals(this.program.image)), { '': { memory: this.store.memory } }).exports;
    return this.refusals[String(type)];
  }

  private functions(): WebAssembly.Table {
    if (this.functionTable !== undefined) return this.functionTable;
    const { functions } = this.program.image;
    const table = new WebAssembly.Table({ element: 'anyfunc', initial: functions.length });
    functions.forEach(({ type }, fn) => table.set(fn, this.refusal(type)));
    return this.functionTable = table;
  }

  /** The image's table for calls of one type; entries of other types refuse, so that the interpreter finds the trap. */
  private tableOf(type: number): WebAssembly.Table {
    const known = this.tables.get(type);
    if (known !== undefined) return known;
    const { image } = this.program;
    const table = new WebAssembly.Table({ element: 'anyfunc', initial: image.table.length });
    image.table.forEach((fn, i) => {
      table.set(i, image.functions[fn].type === type ? this.functions().get(fn) : this.refusal(type));
    });
    this.tables.set(type, table);
    return table;
  }

  /** An observer wants to stop at an address, or no longer: what was compiled of its function does no more. */
  private stopChanged(address: number): void {
    const changed = this.program.functionAt(address);
    this.plant(address);
    for (const entry of this.entries) {
      const fn = this.program.functionAt(entry.address);
      if (fn === changed || this.membersOf(fn).includes(changed)) entry.code = undefined;
    }
    for (const unit of this.units.values()) if (unit.code.functions.includes(changed)) this.withdraw(unit);
  }

  private membersOf(fn: number): readonly number[] {
    let members = this.members.get(fn);
    if (members === undefined) this.members.set(fn, members = membersOf(this.program.image, fn));
    return members;
  }
}

function frameBytesMax(frames: Int32Array): number {
  let most = 0;
  for (let row = 0; row < frames.length; row += FRAME_COLUMNS) most = Math.max(most, frames[row + FrameColumn.need] * 4);
  return most;
}

function headBefore(graph: Graph, address: number): number {
  let head = -1;
  graph.blocks.forEach(({ start }, block) => {
    if (graph.isHeader[block] && start <= address && (head < 0 || start > graph.blocks[head].start)) head = block;
  });
  return head;
}
