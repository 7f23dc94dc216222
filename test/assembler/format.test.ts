// The formatter: what regular form is, and that neither formatting twice nor the program changes.
import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { assemble, formatText, parse } from '../../src/assembler';
import { Token } from '../../src/assembler/syntax/tokens';
import { programText } from './programs';
import { anyText } from './texts';

/** Kinds and texts of all tokens, without spaces at the ends of comments. */
function tokensOf(text: string): string[] {
  const tree = parse(text);
  return tree.regions.flatMap(({ firstToken, limitToken, block }, i) => {
    const part = tree.part(i);
    const numbers = Array.from({ length: limitToken - firstToken }, (_, k) => firstToken + k);
    return numbers.map((token) => `${block.tokenKinds[token]} ${part.tokenText(token).trimEnd()}`);
  }).filter((token) => token !== `${Token.end} `);
}

describe('format', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['indents by what things are',
      'func f(a:i32)->i32\nlocal b:i32\n get a\nloop:\n get b jumpz loop ret\n end',
      'func f (a: i32) -> i32\n  local b: i32\n  get a\nloop:\n  get b jumpz loop ret\nend\n'],
    ['spaces operators, signs and brackets',
      'const a=( 1+-2 )*~3<<n\ndata d=i32 -1 , - 2,3',
      'const a = (1 + -2) * ~3 << n\ndata d = i32 -1, -2, 3\n'],
    ['keeps groups of instructions apart',
      'entry func main\n get a   get b add    set c\n ret\nend',
      'entry func main\n  get a  get b add  set c\n  ret\nend\n'],
    ['keeps what stands in columns',
      'const a    = 1\ndata bcd = i8 1,  2   i16 3',
      'const a    = 1\ndata bcd = i8 1, 2  i16 3\n'],
    ['writes offsets and switches',
      'entry func main\n 8 load   + 4 1 switch [ a,b ]\na: b:\n  ret\nend',
      'entry func main\n  8 load +4 1 switch [a, b]\na: b:\n  ret\nend\n'],
    ['leaves one blank line where there are more',
      '\n\n\nconst a = 1\n\n\n\nconst b = 2\n\n',
      'const a = 1\n\nconst b = 2\n'],
    ['keeps comments where they are',
      '; one\n;; two\nconst a = 1;three\n ; four',
      '; one\n;; two\nconst a = 1  ;three\n; four\n'],
    ['puts comments of neighbouring lines into one column',
      'const a = 1 ; one\nconst bcd = 2 ; two\n\nconst e = 3 ; three',
      'const a = 1    ; one\nconst bcd = 2  ; two\n\nconst e = 3  ; three\n'],
    ['keeps a column of comments that was chosen',
      'const a = 1         ; one\nconst b = 2         ; two',
      'const a = 1         ; one\nconst b = 2         ; two\n'],
    ['indents what goes on in the next line',
      'data d =\ni32 1,\n2\n"text"\ntable f,\ng',
      'data d =\n  i32 1,\n  2\n  "text"\ntable f,\n  g\n'],
    ['indents programs inside programs',
      'embed e\nconst a = 1\nentry func main\nret\nend\nend',
      'embed e\n  const a = 1\n  entry func main\n    ret\n  end\nend\n'],
    ['indents structures and records',
      'struct s\nx:i32\ny:4 bytes\nend\ndata d=s(\nx:1,\ny:"abcd"\n)',
      'struct s\n  x: i32\n  y: 4 bytes\nend\ndata d = s (\n    x: 1,\n    y: "abcd"\n  )\n'],
    ['leaves what is badly formed as it is',
      'const  a =  1\nfunc  f\n    get   )   a\n  end\nconst  b =  2',
      'const a = 1\nfunc  f\n    get   )   a\n  end\nconst b = 2\n'],
    ['keeps the line ends of the text', 'const a=1\r\nconst b=2\r\n', 'const a = 1\r\nconst b = 2\r\n'],
    ['makes nothing of nothing', ' \n\n', ''],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(formatText(text), expected));

  it('changes no token and is done after once, whatever the text', () => {
    fc.assert(fc.property(anyText, (text) => {
      const once = formatText(text);
      assert.deepEqual(tokensOf(once), tokensOf(text));
      assert.equal(formatText(once), once);
    }), { numRuns: 1500 });
  });

  it('does not change the image', () => {
    fc.assert(fc.property(programText, (text) => {
      const before = assemble({ path: 'p', text });
      assert.ok(before.identity !== undefined);
      assert.equal(assemble({ path: 'p', text: formatText(text) }).identity, before.identity);
    }), { numRuns: 200 });
  });
});
