// How long a person waits while writing: a keystroke's problems, completion, hover, references and the outline, in a file
// of 10,000 lines unless told otherwise. The keystrokes are in the middle of the file, where as much lies behind as before.
//
//   npm run compile && node out/bench/language.js [lines]
import { assemble } from '../src/assembler';
import type { SyntaxTree } from '../src/assembler/syntax/tree';
import { completions } from '../src/language/completion';
import { hover } from '../src/language/hover';
import { Model } from '../src/language/model';
import { references } from '../src/language/navigation';
import { folds, outline } from '../src/language/outline';
import { updated } from '../src/language/update';

const ROUNDS = 41;
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

/** Prints the median and the worst of some rounds, in milliseconds. */
function measure(what: string, work: (round: number) => void): void {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const start_ms = performance.now();
    work(round);
    return performance.now() - start_ms;
  }).sort((a, b) => a - b);
  const shown = (time_ms: number): string => `${time_ms.toFixed(1)} ms`.padStart(10);
  console.log(`${what.padEnd(32)} median ${shown(times[ROUNDS >> 1])}   worst ${shown(times[ROUNDS - 1])}`);
}

function main(lines: number): void {
  let text = programOf(lines);
  let tree: SyntaxTree = updated(undefined, text);
  const modelOf = (): Model => new Model(assemble({ path: PATH, treeOf: () => tree }));
  const middle = text.indexOf('get n 1 sub', text.length >> 1);
  console.log(`${tree.lineStarts.length} lines, ${text.length} characters, ${ROUNDS} rounds each`);
  const write = (letter: string): void => {
    text = text.slice(0, middle) + letter + text.slice(middle);
    tree = updated(tree, text);
  };
  measure('a keystroke, parsed again', () => write('; '.charAt(text.length % 2)));
  measure('a keystroke with its problems', () => {
    write(' ');
    modelOf();
  });
  const model = modelOf(), source = model.sources.get(PATH);
  if (source === undefined) throw new Error('the program is not in its model');
  measure('completion', () => completions(model, source, middle));
  measure('hover', (round) => hover(model, source, text.indexOf('fadd', middle + round * 100), 'en'));
  measure('references of a function', () => references(model, source, text.indexOf('f0 drop')));
  measure('outline and folding', () => {
    outline(tree);
    folds(tree);
  });
}

main(Number(process.argv[2] ?? 10_000));
