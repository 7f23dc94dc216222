// What somebody waits for who writes in a file of 10,000 lines: from a keystroke to its problems, to what is offered, and to
// the stack in the margin of what shows. Words are written letter by letter at places all over the text. The first keystrokes
// of a process, which wait for V8 to compile, are not counted.
import { assemble } from '../../src/assembler/assemble';
import { completions } from '../../src/language/completion';
import { INLAY_DEFAULTS, inlays } from '../../src/language/inlay';
import { Model } from '../../src/language/model';
import { problemsOf } from '../../src/language/problems';
import { encodedWords, semanticWords } from '../../src/language/semantic';
import { updated } from '../../src/language/update';
import type { SyntaxTree } from '../../src/assembler/syntax/tree';
import { figure, type Figure, type Measure } from '../measure';

const LINES = 10_000;
const [KEYSTROKES, KEYSTROKES_QUICK] = [60, 15];
/** Keystrokes before those that are measured. */
const KEYSTROKES_BEFORE = 20;
/** Lines that an editor shows. */
const LINES_SHOWN = 60;
const FILE = 'bench.sasm';

const PIECE = (i: number): string => `;; Adds up what lies in a row, number ${i}.
const ROW_${i} = ${i} * 4 + 1
data row_${i} = i32 ${i}, ${i + 1}, 3, 4
data name_${i} = "row number ${i}\\n"
func sum_${i} (start: i32, count: i32) -> i32
  local total: i32, at: i32
next:
  get at get count lt jumpz done      ; all of them?
  get start get at 4 mul add load +row_${i % 100}
  get total add set total
  get at 1 add set at
  ; the constant decides
  get total ROW_${i} gt jumpz next
  row_${i} name_${i}.size sys write drop
  ${i} call sum_of_two drop
  jump next
done:
  get total ret
end

`;
const REST = 'func sum_of_two (a: i32) -> i32\n  get a 1000000007 add ret\nend\nentry func main\n  ret\nend\nmemory all\n';

/** The kinds of texts, with the line before which somebody writes. */
const TEXTS = {
  functions: { text: Array.from({ length: LINES / 20 }, (_, i) => PIECE(i)).join('') + REST, before: '  get at 1 add set at\n', en: 'in 500 functions', ko: '함수 500개' },
  one: {
    text: `entry func main\n  local i: i32\n${'  get i 1 add set i\n  get i 100 gt jumpz done ; far away\n'.repeat(LINES / 2)}done:\n  ret\nend\n`,
    before: '  get i 100 gt', en: 'in one function', ko: '함수 하나',
  },
} as const;

/** Times of one keystroke after the other, in milliseconds. */
interface Times {
  readonly problems_ms: number[];
  readonly completion_ms: number[];
  readonly margin_ms: number[];
  readonly colours_ms: number[];
}

function timed<T>(times: number[], work: () => T): T {
  const start_ms = performance.now(), result = work();
  times.push(performance.now() - start_ms);
  return result;
}

function programOf(tree: SyntaxTree): Model {
  return new Model(assemble({ path: FILE, treeOf: () => tree }));
}

/** Begins to write `1 add` at places all over a text, and asks after each letter what an editor asks. */
function write({ text, before }: { readonly text: string; readonly before: string }, keystrokes: number): Times {
  const times: Times = { problems_ms: [], completion_ms: [], margin_ms: [], colours_ms: [] }, typed = '1 a';
  let tree = updated(undefined, text);
  for (let i = 0; i < keystrokes + KEYSTROKES_BEFORE; i++) {
    if (i === KEYSTROKES_BEFORE) for (const list of Object.values(times) as number[][]) list.length = 0;
    const place = text.indexOf(before, Math.floor(text.length * ((Math.floor(i / typed.length) * 7) % 50) / 60)), count = i % typed.length + 1;
    const written = text.slice(0, place) + typed.slice(0, count) + text.slice(place), offset = place + count;
    const model = timed(times.problems_ms, () => {
      tree = updated(tree, written);
      const fresh = programOf(tree);
      problemsOf(fresh);
      return fresh;
    });
    const source = model.sources.get(FILE);
    if (source === undefined) throw new Error('the text is no part of its program');
    timed(times.completion_ms, () => completions(model, source, offset));
    const line = tree.lineAt(offset), to = tree.lineStarts[Math.min(line + LINES_SHOWN, tree.lineStarts.length - 1)];
    timed(times.margin_ms, () => inlays(model, source, tree.lineStarts[line], to, INLAY_DEFAULTS));
    timed(times.colours_ms, () => encodedWords(source, semanticWords(model, source, 0, written.length, false)));
  }
  return times;
}

function figuresOf(key: keyof typeof TEXTS, keystrokes: number): Figure[] {
  const { en, ko } = TEXTS[key], { problems_ms, completion_ms, margin_ms, colours_ms } = write(TEXTS[key], keystrokes);
  return [
    figure({ key: `problems_${key}`, en: `problems after a keystroke, 10,000 lines ${en}`, ko: `키 한 번 뒤의 문제 표시, 10,000줄, ${ko}` }, 'ms', problems_ms),
    figure({ key: `completion_${key}`, en: 'what is offered there', ko: '같은 곳의 자동 완성' }, 'ms', completion_ms),
    figure({ key: `margin_${key}`, en: 'the stack in the margin of the lines that show', ko: '보이는 줄의 여백 스택' }, 'ms', margin_ms),
    figure({ key: `colours_${key}`, en: 'colours by meaning of the whole text', ko: '전체 텍스트의 의미별 색' }, 'ms', colours_ms),
  ];
}

export const LANGUAGE: Measure = {
  key: 'language', en: 'Writing in a large file', ko: '큰 파일에서 쓰기',
  run({ quick }) {
    return (Object.keys(TEXTS) as (keyof typeof TEXTS)[]).flatMap((key) => figuresOf(key, quick ? KEYSTROKES_QUICK : KEYSTROKES));
  },
};
