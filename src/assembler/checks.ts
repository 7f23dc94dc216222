// What the verifier finds in freshly written code, told about the source; and code that no way leads to.
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
import type { WrittenFunction } from './code';
import type { Place, Report } from './report';
import type { Source } from './sources';

/** Tests the code of an image whose functions were just written, and reports on all that have no problem yet. */
export class CodeChecks {
  constructor(private readonly image: Image, private readonly functions: readonly WrittenFunction[], private readonly spans: Int32Array,
    private readonly sources: readonly Source[], private readonly report: Report) {}

  *run(): Steps<Analysis> {
    const analysis = yield* analyzeSteps(this.image);
    const broken = new Set<WrittenFunction>();
    for (const problem of analysis.problems) {
      const fn = this.functionAt(problem.address);
      if (!fn.failed) this.tell(problem, fn);
      broken.add(fn);
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

  private tell(problem: Problem, fn: WrittenFunction): void {
    const { error, args, address, from } = problem;
    switch (error) {
      case 'falls_off': return this.tellEnd(fn);
      case 'join': {
        const related = from === undefined ? undefined : { place: this.place(from), text: FIXES.other_way };
        return this.report.add(this.place(address), PROBLEMS.join, args, { related });
      }
      case 'underflow': case 'overflow': case 'mismatch': case 'ret_rest':
        return this.report.add(this.place(address), PROBLEMS[error], args);
      default: return this.report.add(this.place(address), LOAD_ERRORS[error], args);
    }
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
