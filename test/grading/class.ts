// A large class hands in: programs of every kind, right and wrong, hostile and damaged, each with the verdict that it deserves. The
// same class for the same seed.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assemble } from '../../src/assembler';
import { Random } from '../../src/base/random';
import type { Verdict } from '../../src/grading/cases';
import { NodePlatform } from '../../src/platform/node/platform';

/** One submission: its files by name, and what must be said of it. */
export interface HandedIn {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly verdict: Verdict;
  /** Where a link leads that is handed in instead of a file. */
  readonly link?: string;
}

/** The task: read two lines of one digit each, and write their sum, which is one digit, too. Its cases are in {@link EXPECTATIONS}. */
const SOLUTION = `data line = space 16
data sum = space 1
entry func main
  local first: i32
  line 16 sys read drop
  line load8.u 48 sub set first
  line 16 sys read drop
  sum line load8.u get first add store8
  sum 1 sys write drop
  ret
end
`;

/** The limits are small, because hundreds of endless loops are to end soon. */
export const EXPECTATIONS = JSON.stringify({
  limits: { instructions: 50_000, output: '4KiB', memory: '1MiB' },
  cases: [
    { name: 'small', input: '1\n2\n', expect: { output: '3' } },
    { name: 'large', input: '4\n5\n', expect: { matches: '^9$', exit: 0 } },
  ],
});

type Kind = (random: Random) => Pick<HandedIn, 'verdict' | 'link'> & { readonly text?: string; readonly files?: HandedIn['files'] };

/** A program with a comment that makes it one of its own. */
function program(body: string, random: Random, head = ''): string {
  return `; ${random.word()}\n${head}entry func main -> i32\n${body}\n  0 ret\nend\n`;
}

function imageOf(text: string): Uint8Array {
  const { bytes } = assemble({ path: 'program.sasm', text, files: new NodePlatform() });
  if (bytes === undefined) throw new Error('the class does not know how to write a program');
  return bytes;
}

const GOOD_IMAGE = imageOf(SOLUTION);

/** Every kind of submission, as often as it comes in a class. */
const KINDS: readonly (readonly [often: number, kind: Kind])[] = [
  [6, () => ({ text: SOLUTION, verdict: 'passed' })],
  [2, () => ({ files: { 'solution.simg': GOOD_IMAGE }, verdict: 'passed' })],
  [2, (random) => ({ files: { 'main.sasm': `; ${random.word()}\ninclude "rest.sasm"\n`, 'rest.sasm': SOLUTION }, verdict: 'passed' })],
  [3, (random) => ({ text: program(`  text ${1 + random.below(9)} sys write drop`, random, 'data text = "no answer"\n'), verdict: 'wrong-output' })],
  [2, () => ({ text: SOLUTION.replace('main', 'main -> i32').replace('ret', '7 ret'), verdict: 'wrong-exit' })],
  [2, (random) => ({ text: program('  1 0 div drop', random), verdict: 'trap' })],
  [1, (random) => ({ text: program('  -1 1 store', random), verdict: 'trap' })],
  [1, (random) => ({ text: `${program('  call deeper', random)}func deeper\n  call deeper ret\nend\n`, verdict: 'trap' })],
  [4, (random) => ({ text: program(`again:\n  ${random.word()} drop\n  jump again`, random), verdict: 'instruction-limit' })],
  [3, (random) => ({ text: program(`again:\n  text ${1 + random.below(64)} sys write drop\n  jump again`, random, 'data text = space 64\n'), verdict: 'output-limit' })],
  [2, (random) => ({ text: program('', random, `memory ${2 ** (21 + random.below(10))}\n`), verdict: 'memory-limit' })],
  [1, (random) => ({ text: program('', random, 'memory 1000000000\ndata much = space 900000000\n'), verdict: 'memory-limit' })],
  [3, (random) => ({ files: { 'solution.simg': damaged(random) }, verdict: 'damaged-image' })],
  [2, (random) => ({ files: { 'solution.simg': GOOD_IMAGE.subarray(0, random.below(GOOD_IMAGE.length - 1)) }, verdict: 'damaged-image' })],
  [2, (random) => ({ text: SOLUTION.replace('drop', random.pick(['dorp', 'add', '', 'jump nowhere'])), verdict: 'assembly-error' })],
  [1, (random) => ({ files: { 'noise.sasm': Uint8Array.from({ length: 200 + random.below(2000) }, () => random.below(256)) }, verdict: 'assembly-error' })],
  [1, () => ({ text: 'include "../../../etc/passwd"\n', verdict: 'assembly-error' })],
  [1, () => ({ files: { 'readme.txt': 'the programs are with my neighbour' }, verdict: 'refused' })],
  [1, () => ({ files: { 'one.sasm': SOLUTION, 'two.sasm': SOLUTION }, verdict: 'refused' })],
  [1, () => ({ link: '/etc/hostname', verdict: 'refused' })],
];

/** One byte of the image is another one; behind its magic number, so that it is found out by reading all. */
function damaged(random: Random): Uint8Array {
  const bytes = GOOD_IMAGE.slice(), at = 4 + random.below(4);
  bytes[at] ^= 1 + random.below(255);
  return bytes;
}

/** So many submissions. */
export function classOf(size: number, seed: number): HandedIn[] {
  const random = new Random(seed), deck = KINDS.flatMap(([often, kind]) => Array.from({ length: often }, () => kind));
  return Array.from({ length: size }, (_, index) => {
    const { text, files = {}, verdict, link } = deck[index % deck.length](random), id = `student-${String(index).padStart(3, '0')}`;
    if (link !== undefined) return { name: `${id}.sasm`, files: {}, verdict, link };
    return text === undefined ? { name: id, files, verdict } : { name: `${id}.sasm`, files: { '': text }, verdict };
  });
}

/** Puts submissions into a folder. */
export function handIn(folder: string, submissions: readonly HandedIn[]): void {
  for (const { name, files, link } of submissions) {
    if (link !== undefined) symlinkSync(link, join(folder, name));
    for (const [file, content] of Object.entries(files)) {
      const path = file === '' ? join(folder, name) : join(folder, name, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
  }
}
