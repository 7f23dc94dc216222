// How long a person waits while writing: a keystroke's problems, completion, hover, references and the outline, in a file
// of 10,000 lines. The keystrokes are in the middle of the file, where as much lies behind as before.
import { assemble } from '../../src/assembler';
import type { SyntaxTree } from '../../src/assembler/syntax/tree';
import { completions } from '../../src/language/completion';
import { hover } from '../../src/language/hover';
import { Model } from '../../src/language/model';
import { references } from '../../src/language/navigation';
import { folds, outline } from '../../src/language/outline';
import { updated } from '../../src/language/update';
import { figure, type Figure, type Measure, type Name } from '../measure';
import { time_ms } from '../numbers';

const [ROUNDS, ROUNDS_QUICK] = [41, 11];
const LINES = 10_000;
const PATH = 'written.sasm';

/** A program of about so many lines, with a function of ten lines again and again. */
function programOf(lines: number): string {
  const functions = Array.from({ length: Math.floor(lines / 11) }, (_, i) => `
;; Function ${i}.
func f${i} (n: i32) -> i32
  local i: i32, x: f64
again:
  get n 1 sub set n
  get x 1.5 fadd set x
  get n ${i} lt jumpnz again
  get n get i add get x f2i add
  ret
end
`);
  return `entry func main\n  1 call f0 drop ret\nend\n${functions.join('')}`;
}

function measure(rounds: number): Figure[] {
  let text = programOf(LINES);
  let tree: SyntaxTree = updated(undefined, text);
  const modelOf = (): Model => new Model(assemble({ path: PATH, treeOf: () => tree }));
  const middle = text.indexOf('get n 1 sub', text.length >> 1);
  const write = (letter: string): void => {
    text = text.slice(0, middle) + letter + text.slice(middle);
    tree = updated(tree, text);
  };
  const times = (name: Name, work: (round: number) => void): Figure =>
    figure(name, 'ms', Array.from({ length: rounds }, (_, round) => time_ms(() => work(round))));
  const keystrokes = [
    times({ key: 'parse', en: 'a keystroke, parsed again', ko: '글자 하나를 치고 다시 분석' }, () => write('; '.charAt(text.length % 2))),
    times({ key: 'problems', en: 'a keystroke with its problems', ko: '글자 하나를 치고 문제까지 표시' }, () => {
      write(' ');
      modelOf();
    }),
  ];
  const model = modelOf(), source = model.sources.get(PATH);
  if (source === undefined) throw new Error('the program is not in its model');
  return [
    ...keystrokes,
    times({ key: 'completion', en: 'completion', ko: '자동 완성' }, () => completions(model, source, middle)),
    times({ key: 'hover', en: 'hover', ko: '호버' }, (round) => hover(model, source, text.indexOf('fadd', middle + round * 100), 'en')),
    times({ key: 'references', en: 'references of a function', ko: '함수의 참조 찾기' }, () => references(model, source, text.indexOf('f0 drop'))),
    times({ key: 'outline', en: 'outline and folding', ko: '개요와 접기' }, () => {
      outline(tree);
      folds(tree);
    }),
  ];
}

export const WRITING: Measure = {
  key: 'writing', en: `Writing in a file of ${LINES.toLocaleString('en')} lines`, ko: `${LINES.toLocaleString('en')}줄 파일 편집`,
  run: ({ quick }) => measure(quick ? ROUNDS_QUICK : ROUNDS),
};
