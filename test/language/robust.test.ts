// Whatever somebody writes, every question has an answer: nothing throws, and every place lies in the text.
import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { format } from '../../src/assembler/format';
import { actions } from '../../src/language/actions';
import { callItemAt, incomingCalls, outgoingCalls } from '../../src/language/calls';
import { completions } from '../../src/language/completion';
import { formatChanges, formatRange, formatTyped } from '../../src/language/formatting';
import { hover } from '../../src/language/hover';
import { INLAY_DEFAULTS, inlays } from '../../src/language/inlay';
import { lenses, usesOf } from '../../src/language/lenses';
import { definition, highlights, references, rename, typeDefinition } from '../../src/language/navigation';
import { folds, outline } from '../../src/language/outline';
import { problemsOf } from '../../src/language/problems';
import { encodedWords, semanticWords } from '../../src/language/semantic';
import { selections } from '../../src/language/selection';
import { signatureAt } from '../../src/language/signature';
import { program } from './marked';

const TEXT = `const limit = 2 * 8
struct point x: i32, y: f64 end
struct line from: point, to: point end
data start = line (from: point (x: 1), to: point (y: 2.0))
table twice, helper
export twice as "double"
;; Doubles.
func twice (n: i32) -> i32
  local i: i32, x: f64
again:
  get n 2 mul tee i jumpz done
  get x fneg set x
  get i limit lt jumpnz again
  get i switch [again done]
done:
  start load +line.to.x get i add ret
end
func helper ret end
embed child
  entry func inner
    limit sys 20 (i32 -> i32) drop ret
  end
end
entry func main
  21 call twice 1 swap twice.index call.table (i32 -> i32) add sys print
  'A' cause.exit child child.size image.load ctx.drop drop drop ret
end
`;
const PIECES = ['', ' ', '\n', '(', ')', '[', ']', '"', '\'', ';', ':', '+', '-', 'end', 'func', 'entry func', 'embed e', 'get', 'set n', 'call', 'call twice', 'jump', 'switch [',
  'ret', '5', '1.5', 'local', 'data d =', 'struct', 'limit.', 'point (', 'drop', '한글', '😀', 'add', 'sys', 'image.type', '\r\n'];

describe('language: any text', () => {
  it('has an answer to every question', () => {
    const change = fc.record({ at: fc.nat(TEXT.length), cut: fc.nat(30), put: fc.constantFrom(...PIECES) });
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(TEXT.length), (changes, where) => {
      const text = changes.reduce((all, { at, cut, put }) => all.slice(0, at) + put + all.slice(at + cut), TEXT), offset = Math.min(where, text.length);
      askAll(text.replace(/[«»]|\$0/g, ''), offset);
    }), { numRuns: 150 });
  });
});

function askAll(text: string, offset: number): void {
  const { model, source } = program(text), { tree } = source;
  const inside = (places: readonly { readonly start: number; readonly end: number }[]): void => {
    for (const { start, end } of places) assert.ok(start >= 0 && start <= end && end <= text.length, `${start} to ${end} of ${text.length}`);
  };
  for (const { edits, title } of actions(model, source, offset, offset)) {
    inside(edits);
    assert.ok(edits.length > 0 && title.row.en !== '');
  }
  if (callItemAt(model, source, offset) !== undefined) assert.ok(Array.isArray([...incomingCalls(model, source, offset), ...outgoingCalls(model, source, offset)]));
  inside([completions(model, source, offset), ...formatChanges(tree), ...formatRange(tree, offset, offset), ...['\n', ':', 'd'].flatMap((typed) => formatTyped(tree, offset, typed))]);
  const formatted = [...formatChanges(tree)].sort((a, b) => b.start - a.start).reduce((all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end), text);
  assert.equal(formatted, format(tree));
  inside([hover(model, source, offset, 'ko') ?? { start: 0, end: 0 }, ...highlights(model, source, offset), ...references(model, source, offset), ...selections(tree, offset)]);
  inside([definition(model, source, offset) ?? { start: 0, end: 0 }, typeDefinition(model, source, offset) ?? { start: 0, end: 0 }]);
  for (const { offset: at, tooltip } of inlays(model, source, 0, text.length, INLAY_DEFAULTS)) assert.ok(at <= text.length && tooltip('ko') !== '');
  for (const lens of lenses(tree)) inside([lens, ...usesOf(model, source, lens.start)]);
  const words = semanticWords(model, source, 0, text.length, true);
  words.forEach(({ start, length }, i) => assert.ok(i === 0 || start >= words[i - 1].start + words[i - 1].length, `${start} and ${length} overlap`));
  assert.equal(encodedWords(source, words).length, words.length * 5);
  assert.ok(folds(tree).every(({ start, end }) => start < end) && outline(tree).every(({ start, end }) => start <= end) && problemsOf(model).length >= 0);
  signatureAt(model, source, offset)?.documentation('en');
  rename(model, source, offset, 'renamed', 'en');
}
