// Makes one image from its sources. What it embeds is made by others, which it is given.
import { finish, type Steps } from '../base/steps';
import { sha256 } from '../base/hash';
import type { DebugInfo } from '../image/debug';
import { WINDOW_ALL, type Export, type Image, type ImageFunction, type Segment } from '../image/image';
import { encodeStripped } from '../image/write';
import * as limits from '../isa/limits';
import { CodeChecks } from './checks';
import { FunctionScopes, FunctionWriter, type WrittenFunction } from './code';
import { CodeBuffer } from './code-buffer';
import { DataWriter } from './data';
import { debugInfo } from './debug-info';
import { characters, textOf, utf8 } from './literals';
import { FIXES, PROBLEMS } from './messages';
import { Pools } from './pools';
import { Program } from './program';
import { nodePlace, tokenPlace, type Place, type Report } from './report';
import { functionType, signatureType } from './signatures';
import { FILE_DEPTH_MAX, type Found, type Source, type Sources } from './sources';
import { namePlace, type DataSymbol, type Declaration, type Embedded, type FunctionSymbol } from './symbols';
import { Token } from './syntax/tokens';
import { Node, type Part } from './syntax/tree';
import { Values } from './values';
import type { Analysis } from '../verifier/verify';

/** The window of a program that does not name one. */
export const WINDOW_DEFAULT = 65_536;
/** Declarations between two yields. */
const PIECE_DECLARATIONS = 4096;
/** Functions between two yields. */
const PIECE_FUNCTIONS = 256;

/** What all builders of one request share. */
export interface Setting {
  readonly report: Report;
  readonly sources: Sources;
  /** Paths of the files read so far. */
  readonly files: Set<string>;
  readonly withText: boolean;
  /** The programs built so far, those that embed others after them. */
  readonly units: Unit[];
}

/** One program as it was understood, for those who ask about its text. */
export interface Unit {
  readonly values: Values;
  readonly functions: readonly WrittenFunction[];
  /** SPAN_FIELDS numbers for each word of code; files are places in the program's sources. */
  readonly spans: Int32Array;
  /** The operand stack before each word, and how deep that of each function gets. */
  readonly analysis: Analysis;
  /** The image as far as it was written; it need not be one that may run. */
  readonly draft: Image;
}

/** A file that a declaration names, and the place where it does. */
interface NamedFile {
  readonly found: Found;
  readonly place: Place;
  readonly wanted: string;
}

/** How a builder gets at what is embedded in its program. */
export interface Embedding {
  file(found: Found, place: Place, wanted: string): Steps<Embedded | undefined>;
  inline(at: Declaration, values: Values): Steps<Embedded | undefined>;
}

/** Makes one image: first {@link include} or {@link inline}, then {@link build}. */
export class Builder {
  private readonly program: Program;
  private readonly values: Values;
  private readonly report: Report;
  private readonly pools = new Pools();
  private readonly code = new CodeBuffer();
  private readonly included = new Set<string>();
  /** What is being embedded, and what has been. */
  private readonly embedding = new Set<DataSymbol>();
  private readonly embeddedNow = new Set<DataSymbol>();
  private readonly errorsBefore: number;
  private table: number[] = [];

  /** `chain`: the files of the programs that embed this one, and its own. */
  constructor(private readonly setting: Setting, parent: Values | undefined, private readonly chain: readonly Found[],
    private readonly embeds: Embedding) {
    this.report = setting.report;
    this.errorsBefore = this.report.errors;
    this.program = new Program(this.report);
    this.values = new Values(this.program, this.report, parent, (symbol) => finish(this.embed(symbol)));
  }

  // Gathering declarations

  /** Takes all declarations of a file; `open`: the files that are being read, outermost first. */
  *include(source: Source, open: readonly Found[]): Steps<void> {
    this.setting.files.add(source.path);
    this.included.add(source.real);
    this.program.fileOf(source);
    const { tree } = source;
    for (let i = 0; i < tree.starts.length; i++) {
      const part = tree.part(i);
      if (part.problems.length > 0) this.tellProblems(source, part);
      const at = { source, part, node: part.node };
      if (part.kind(at.node) === Node.include) yield* this.includeFile(at, open);
      else this.program.declare(at);
      if (i % PIECE_DECLARATIONS === PIECE_DECLARATIONS - 1) yield;
    }
  }

  /** Takes the declarations of an embedded program that is written inside another. */
  *inline({ source, part, node }: Declaration): Steps<void> {
    this.program.fileOf(source);
    for (let child = node + 1; child < part.next(node); child = part.next(child)) {
      const at = { source, part, node: child };
      if (part.kind(child) === Node.include) yield* this.includeFile(at, [source]);
      else this.program.declare(at);
    }
  }

  private tellProblems(source: Source, part: Part): void {
    for (const { row, args, start, end, fix } of part.problems) {
      const moved = fix && { ...fix, start: fix.start + part.shift, end: fix.end + part.shift };
      this.report.add({ source, start: start + part.shift, end: end + part.shift }, row, args, { fix: moved });
    }
  }

  private *includeFile(at: Declaration, open: readonly Found[]): Steps<void> {
    const named = this.named(at);
    if (named === undefined || this.included.has(named.found.real) && !open.some(({ real }) => real === named.found.real)) return;
    if (!this.isAcyclic(named.found, open, named.place)) return;
    const source = yield* this.setting.sources.read(named.found, named.place, named.wanted);
    if (source !== undefined) yield* this.include(source, [...open, named.found]);
  }

  /** The file that a declaration names in quotation marks; undefined where there is none, which is told. */
  private named({ source, part, node }: Declaration): NamedFile | undefined {
    const text = part.child(node, Node.text);
    if (text === undefined || part.tokenKind(part.first(text)) !== Token.string) return undefined;
    const place = nodePlace(source, part, text), literal = part.nodeText(text);
    const wanted = textOf(characters(literal).points);
    const found = this.setting.sources.find(source, wanted, place);
    return found && { found, place, wanted };
  }

  private isAcyclic(found: Found, open: readonly Found[], place: Place): boolean {
    const first = open.findIndex(({ real }) => real === found.real);
    if (first >= 0) {
      const chain = [...open.slice(first), found].map(({ name }) => name).join(' → ');
      this.report.add(place, PROBLEMS.file_circle, { chain });
    } else if (open.length >= FILE_DEPTH_MAX) this.report.add(place, PROBLEMS.file_depth, { limit: FILE_DEPTH_MAX });
    else return true;
    return false;
  }

  /** Makes sure that what a symbol embeds is assembled. */
  private *embed(symbol: DataSymbol): Steps<void> {
    if (this.embeddedNow.has(symbol)) return;
    if (this.embedding.has(symbol)) return this.report.add(namePlace(symbol), PROBLEMS.circular, { name: symbol.name });
    this.embedding.add(symbol);
    symbol.embedded = yield* this.embedded(symbol);
    this.embeddedNow.add(symbol);
  }

  private *embedded(symbol: DataSymbol): Steps<Embedded | undefined> {
    if (symbol.at.part.child(symbol.at.node, Node.text) === undefined) {
      return yield* this.embeds.inline(symbol.at, this.values);
    }
    const named = this.named(symbol.at);
    if (named === undefined || !this.isAcyclic(named.found, this.chain, named.place)) return undefined;
    return yield* this.embeds.file(named.found, named.place, named.wanted);
  }

  // Building

  /** The image; undefined where there is an error. `source`: where it is told that something is missing. */
  *build(source: Source): Steps<Embedded | undefined> {
    const top = { source, start: 0, end: 0 };
    this.declareTypes();
    this.fillTable();
    for (const symbol of this.program.data) if (symbol.embeds) yield* this.embed(symbol);
    yield* this.workOut();
    this.values.layout.place(top);
    const window = this.window();
    const segments = yield* this.segments(window, top);
    const functions = yield* this.functions();
    const entry = this.entry(top);
    const draft: Image = {
      window, entry, types: this.pools.types, functions: functions.map((fn) => imageFunction(fn, limits.OPERANDS_MAX)),
      code: this.code.finish(),
      integers: Int32Array.from(this.pools.integers), floats: Float64Array.from(this.pools.floats), table: Int32Array.from(this.table),
      segments, exports: this.exports(),
    };
    this.checkLimits(draft, top);
    return yield* this.checked(draft, functions, top);
  }

  private declareTypes(): void {
    for (const at of this.program.types) {
      for (const node of at.part.children(at.node)) this.pools.addType(signatureType(at, node, this.report));
    }
    for (const fn of this.program.functions) {
      fn.typeIndex = this.pools.type(functionType(fn, this.report));
      fn.type = this.pools.types[fn.typeIndex];
    }
  }

  private fillTable(): void {
    for (const at of this.program.tables) {
      for (const node of at.part.children(at.node)) {
        const fn = this.program.functionAt(at, at.part.first(node));
        if (fn === undefined) continue;
        if (fn.tableIndex < 0) fn.tableIndex = this.table.length;
        this.table.push(fn.index);
      }
    }
  }

  /** Works all constants out, so that each mistake in them is told. */
  private *workOut(): Steps<void> {
    let count = 0;
    for (const struct of this.program.structs) this.values.structs.resolve(struct);
    for (const constant of this.program.constants) {
      this.values.constant(constant);
      if (++count % PIECE_DECLARATIONS === 0) yield;
    }
    for (const at of this.program.pools) {
      for (const node of at.part.children(at.node)) this.addConstant(at, node);
    }
  }

  private addConstant(at: Declaration, node: number): void {
    const constant = this.values.node(at, node);
    if (constant?.type === 'i32') this.pools.addInteger(constant.value);
    else if (constant !== undefined) this.pools.addFloat(constant.value);
  }

  private window(): number | undefined {
    const at = this.program.memory;
    if (at === undefined) return WINDOW_DEFAULT;
    const { part, node } = at;
    if (part.child(node, Node.name) !== undefined || node + 1 >= part.next(node)) return undefined;
    const bytes = (this.values.integer(at, node + 1) ?? 0) >>> 0;
    if (bytes === WINDOW_ALL) this.report.add(nodePlace(at.source, part, node + 1), PROBLEMS.window_range);
    return bytes;
  }

  private *segments(window: number | undefined, top: Place): Steps<Segment[]> {
    const embedded = this.program.data.reduce((sum, symbol) => sum + (symbol.embedded?.bytes.length ?? 0), 0);
    if (embedded > limits.IMAGE_BYTES_MAX) {
      this.tooLarge(top, 'embed', limits.IMAGE_BYTES_MAX);
      return [];
    }
    const segments = yield* new DataWriter(this.values, window).write();
    const places = new Map<Segment, Declaration>();
    for (const at of this.program.segments) {
      const segment = yield* this.exactSegment(at);
      if (segment === undefined) continue;
      segments.push(segment);
      places.set(segment, at);
    }
    segments.sort((a, b) => a.address - b.address);
    this.checkSegments(segments, places, window);
    return segments;
  }

  /** Segments that were given exactly must neither overlap nor lie outside the window. */
  private checkSegments(segments: readonly Segment[], places: ReadonlyMap<Segment, Declaration>, window = WINDOW_ALL - 1): void {
    segments.forEach((segment, i) => {
      const before = segments[i - 1], at = places.get(segment) ?? places.get(before);
      if (at === undefined) return;
      const place = nodePlace(at.source, at.part, at.node), end = segment.address + segment.bytes.length;
      if (before !== undefined && before.address + before.bytes.length > segment.address) {
        this.report.add(place, PROBLEMS.data_overlap, { name: String(before.address) });
      }
      if (end > window) this.report.add(place, PROBLEMS.data_outside, { end, window });
    });
  }

  private *exactSegment(at: Declaration): Steps<Segment | undefined> {
    const address = at.part.child(at.node, Node.address);
    const start = address === undefined || address + 1 >= at.part.next(address) ? undefined : this.values.integer(at, address + 1);
    if (start === undefined) return undefined;
    const segment = yield* new DataWriter(this.values, undefined).exact(at, start >>> 0);
    return segment.bytes.length > 0 ? segment : undefined;
  }

  private *functions(): Steps<WrittenFunction[]> {
    const written: WrittenFunction[] = [];
    // Each instruction has a node, and few nodes are none.
    this.code.reserve(this.program.functions.reduce((sum, fn) => sum + nodesOf(fn), 64));
    const scopes = new FunctionScopes();
    for (const fn of this.program.functions) {
      const writer = new FunctionWriter(fn, this.values, this.pools, this.code, scopes);
      while (!writer.piece()) yield;
      written.push(writer.finish());
      if (written.length % PIECE_FUNCTIONS === 0) yield;
    }
    return written;
  }

  private entry(top: Place): number {
    const { entry } = this.program;
    if (entry === undefined) this.report.add(top, PROBLEMS.no_entry);
    else if (entry.type.params.length > 0 || entry.type.result === 'f64') this.report.add(namePlace(entry), PROBLEMS.entry_type);
    return entry?.index ?? 0;
  }

  private exports(): Export[] {
    const exports: Export[] = [];
    const places = new Map<string, Place>();
    for (const at of this.program.exports) {
      const { source, part, node } = at;
      const use = part.child(node, Node.use);
      const fn = use === undefined ? undefined : this.program.functionAt(at, part.first(use));
      if (use === undefined || fn === undefined) continue;
      const text = part.child(node, Node.text);
      const name = text === undefined ? fn.name : this.exportName(at, text);
      const place = tokenPlace(source, part, part.first(text ?? use)), before = places.get(name);
      if (before !== undefined) {
        this.report.add(place, PROBLEMS.two_exports, { name }, { related: { place: before, text: FIXES.earlier, args: { name } } });
      } else exports.push({ name, function: fn.index });
      places.set(name, place);
    }
    return exports;
  }

  private exportName({ source, part }: Declaration, node: number): string {
    const { points } = characters(part.nodeText(node));
    const count = utf8(points).length;
    if (count === 0 || count > limits.NAME_BYTES_MAX) {
      this.report.add(nodePlace(source, part, node), PROBLEMS.long_name, { count, limit: limits.NAME_BYTES_MAX });
    }
    return textOf(points);
  }

  private checkLimits(image: Image, top: Place): void {
    for (const [what, count, limit] of [
      ['func', image.functions.length, limits.FUNCTIONS_MAX], ['table', image.table.length, limits.TABLE_MAX],
      ['export', image.exports.length, limits.EXPORTS_MAX], ['(->)', image.types.length, limits.TYPES_MAX],
      ['image.segment', image.segments.length, limits.SEGMENTS_MAX],
      ['image.pool', Math.max(image.integers.length, image.floats.length), limits.CONSTANTS_MAX],
    ] as const) if (count > limit) this.tooLarge(top, what, limit);
  }

  private tooLarge(top: Place, what: string, limit: number): void {
    this.report.add(top, PROBLEMS.too_large, { what, limit });
  }

  private *checked(draft: Image, functions: readonly WrittenFunction[], top: Place): Steps<Embedded | undefined> {
    const spans = this.code.finishSpans();
    const analysis = yield* new CodeChecks(draft, functions, spans, this.program.sources, this.report).run();
    const { stateAt, deepest } = analysis;
    this.setting.units.push({ values: this.values, functions, spans, analysis, draft });
    const image = { ...draft, functions: functions.map((fn, i) => imageFunction(fn, this.operands(fn, deepest[i]))) };
    if (this.report.errors > this.errorsBefore) return undefined;
    const bytes = encodeStripped(image), identity = sha256(bytes);
    if (bytes.length > limits.IMAGE_BYTES_MAX) {
      this.tooLarge(top, 'byte', limits.IMAGE_BYTES_MAX);
      return undefined;
    }
    const own = debugInfo(this.values, { image, functions, spans, stateAt }, this.setting.withText);
    const debug = this.allDebug(identity, own);
    return { image, bytes, identity, debug };
  }

  /** The debug information of the program itself, then of all that it embeds. */
  private allDebug(identity: string, own: DebugInfo): Map<string, DebugInfo> {
    const debug = new Map([[identity, own]]);
    for (const { embedded } of this.program.data) {
      for (const [inner, info] of embedded?.debug ?? []) if (!debug.has(inner)) debug.set(inner, info);
    }
    return debug;
  }

  private operands({ operands, failed, symbol }: WrittenFunction, needed: number): number {
    if (operands === undefined || failed) return needed;
    if (operands < needed) {
      this.report.add(namePlace(symbol), PROBLEMS.exact_operands, { needed, found: operands, limit: limits.OPERANDS_MAX });
    }
    return operands;
  }
}

/** How many nodes a function is. */
function nodesOf({ at: { part, node } }: FunctionSymbol): number {
  return part.next(node) - node;
}

function imageFunction({ symbol, localTypes, start, length }: WrittenFunction, operands: number): ImageFunction {
  return { type: symbol.typeIndex, locals: localTypes, operands, start, length };
}
