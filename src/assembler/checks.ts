// What the verifier finds in freshly written code, told about the source; and code that no way leads to.
import type { Text } from '../base/message';
import type { Steps } from '../base/steps';
import { FIXES, PROBLEMS } from './messages';
import { LOAD_ERRORS } from '../image/messages';
import type { Image } from '../image/image';
import { SPAN_FIELDS, SpanField } from '../image/debug';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { analyzeSteps, type Analysis } from '../verifier/verify';
import type { Problem } from '../verifier/problem';
import { UNREACHED } from '../verifier/flow';
import { Ways } from '../verifier/ways';
import type { WrittenFunction } from './code';
import type { Place, Related, Report } from './report';
import type { Source } from './sources';

/** Problems of one function whose ways are told: those behind mostly follow from them, and a way can be as long as the function. */
const WAYS_TOLD_MAX = 8;
/** Jumps of one way that are told. */
const JUMPS_TOLD_MAX = 3;

/** Tests the code of an image whose functions were just written, and reports on all that have no problem yet. */
export class CodeChecks {
  /** The ways through functions, made when the first is asked for, and the function that was asked for last. */
  private ways: Ways | undefined;
  private fnOfWays: WrittenFunction | undefined;

  constructor(private readonly image: Image, private readonly functions: readonly WrittenFunction[], private readonly spans: Int32Array,
    private readonly sources: readonly Source[], private readonly report: Report) {}

  *run(): Steps<Analysis> {
    const analysis = yield* analyzeSteps(this.image);
    const broken = new Map<WrittenFunction, number>();
    for (const problem of analysis.problems) {
      const fn = this.functionAt(problem.address), count = broken.get(fn) ?? 0;
      broken.set(fn, count + 1);
      if (!fn.failed) this.tell(problem, fn, count < WAYS_TOLD_MAX);
    }
    for (const fn of this.functions) if (!fn.failed && !broken.has(fn)) this.warnUnreachable(fn, analysis.stateAt);
    return analysis;
  }

  private functionAt(address: number): WrittenFunction {
    let low = 0, high = this.functions.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.functions[middle].start <= address) low = middle;
      else high = middle - 1;
    }
    return this.functions[low];
  }

  /** From the beginning of one word's source to the end of another's. */
  private place(first: number, last = first): Place {
    const { spans } = this;
    const source = this.sources[spans[first * SPAN_FIELDS]];
    const { lineStarts } = source.tree;
    const start = lineStarts[spans[first * SPAN_FIELDS + SpanField.line]] + spans[first * SPAN_FIELDS + SpanField.column];
    const end = lineStarts[spans[last * SPAN_FIELDS + SpanField.end_line]] + spans[last * SPAN_FIELDS + SpanField.end_column];
    return { source, start, end };
  }

  private tell(problem: Problem, fn: WrittenFunction, withWays: boolean): void {
    const { error, args, address, from } = problem;
    switch (error) {
      case 'falls_off': return this.tellEnd(fn);
      case 'join': return this.report.add(this.place(address), PROBLEMS.join, args, { related: withWays ? this.bothWays(fn, address, from ?? address) : [] });
      case 'underflow': case 'overflow': case 'mismatch': case 'ret_rest':
        return this.report.add(this.place(address), PROBLEMS[error], args, { related: withWays ? this.wayTo(fn, problem) : [] });
      default: return this.report.add(this.place(address), LOAD_ERRORS[error], args);
    }
  }

  private waysIn(fn: WrittenFunction): Ways {
    this.ways ??= new Ways(this.image);
    if (this.fnOfWays !== fn) this.ways.begin(fn.symbol.index);
    this.fnOfWays = fn;
    return this.ways;
  }

  /** How the two ways get to where they do not agree: their last steps, the jumps before, and what one of them leaves too much. */
  private bothWays(fn: WrittenFunction, address: number, second: number): Related[] {
    const ways = this.waysIn(fn), first = ways.cameFrom(address);
    const level = ways.agreement(first, second) + 1;
    const way = (from: number, text: Text): Related[] => [
      { place: this.place(from), text, args: { stack: ways.textBehind(from) } }, ...this.jumps(ways, from), ...this.leaver(ways, from, level),
    ];
    const begins = { place: this.place(address), text: FIXES.way_begins };
    return [...first === undefined ? [begins] : way(first, FIXES.one_way), ...way(second, FIXES.other_way)];
  }

  /** How the way to a problem goes: its jumps, and what left the value that should not be there. */
  private wayTo(fn: WrittenFunction, { error, address, args }: Problem): Related[] {
    const ways = this.waysIn(fn), before = ways.cameFrom(address), level = error === 'overflow' ? 0 : ways.wrongLevel(address, args);
    return [...level > 0 && before !== undefined ? this.leaver(ways, before, level) : [], ...this.jumps(ways, address)];
  }

  /** The jumps that a way to a word takes, the last ones. */
  private jumps(ways: Ways, address: number): Related[] {
    return ways.jumpsTo(address).slice(-JUMPS_TOLD_MAX).map((jump) => ({ place: this.place(jump), text: FIXES.way_jumps }));
  }

  /** What left the value at a level of the stack behind a word. */
  private leaver(ways: Ways, address: number, level: number): Related[] {
    const found = ways.leaver(address, level);
    return found === undefined ? [] : [{ place: this.place(found.address), text: FIXES.leaves, args: { type: found.type } }];
  }

  private tellEnd({ symbol }: WrittenFunction): void {
    const { source, part, node } = symbol.at;
    const token = part.limit(node) - 1;
    const place = { source, start: part.tokenStart(token), end: part.tokenEnd(token) };
    const fix = { title: FIXES.add_ret, start: place.start, end: place.start, text: '  ret\n' };
    this.report.add(place, PROBLEMS.falls_off, {}, { fix });
  }

  /** One warning for each run of words that no way leads to. */
  private warnUnreachable({ start, length }: WrittenFunction, stateAt: Int32Array): void {
    const { code } = this.image;
    const isDead = (address: number): boolean => stateAt[address] === UNREACHED && opcodeOf(code[address]) !== Op.case_;
    for (let address = start; address < start + length; address++) {
      if (!isDead(address)) continue;
      const first = address;
      while (address + 1 < start + length && stateAt[address + 1] === UNREACHED) address++;
      this.report.add(this.place(first, address), PROBLEMS.unreachable, {}, { severity: 'warning' });
    }
  }
}
