// `strata debug`: scripts over the real adapter process, and the prompt.
import { strict as assert } from 'node:assert';
import * as path from 'node:path';
import { Target } from '../../src/cli/debug/target';
import { readLaunch } from '../../src/options/read';
import { strata, withFolder, type Finished } from './process';
import { ECHO_LINE, OUTSIDE } from './programs';

const FACTORIAL = `func factorial (n: i32) -> i32
  get n jumpz nothing
  get n
  get n 1 sub call factorial
  mul ret
nothing:
  1 ret
end

data numbers = i32 3, 5, 7
data text = "abc\\0def\\0"

entry func main -> i32
  local result: i32
  4 call factorial set result
  get result ret
end
`;

const PRINTING = `data letters = "ab"
entry func main
  letters 1 sys write drop
  letters load8.u 97 sub
  eqz jumpz same
  letters 1 add 1 sys write drop
  ret
same:
  letters 1 add 1 sys write drop
  ret
end
`;

type Json = Readonly<Record<string, unknown>>;

/** Carries out commands in a batch on a program and gives what was written as JSON. */
async function results(program: string, ...commands: readonly string[]): Promise<Json[]> {
  const { stdout, stderr } = await batch(program, ['--json'], commands);
  assert.equal(stderr, '');
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as Json);
}

/** Carries out commands in a batch on a program. */
function batch(program: string, flags: readonly string[], commands: readonly string[]): Promise<Finished> {
  return withFolder({ 'p.sasm': program, 'script.gdb': commands.join('\n') }, (cwd) => (
    strata(['debug', '--batch', ...flags, '-x', 'script.gdb', 'p.sasm'], { cwd })));
}

/** What a stop says: reason, function, line, operands, numbers of breakpoints. */
function stop(result: Json): unknown[] {
  const frame = result.frame as { readonly name: string; readonly place?: { readonly line: number } };
  return [result.reason, frame.name, frame.place?.line, result.stack, result.breakpoints];
}

function stops(all: readonly Json[]): unknown[][] {
  return all.filter(({ type }) => type === 'stopped').map(stop);
}

/** Names and values. */
function values(result: Json): string[] {
  return (result.values as readonly { readonly name: string; readonly value: string }[]).map(({ name, value }) => `${name}=${value}`);
}

describe('strata debug', () => {
  it('says where a value came from, back to constants', async () => {
    const { stdout } = await batch(FACTORIAL, [], ['break 16', 'run', 'nexti', 'origin stack[0]', 'print result', 'origin']);
    const lines = stdout.split('\n');
    const from = lines.indexOf('stack[0] = 24');
    assert.deepEqual(lines.slice(from + 1, from + 5), [
      '  24  main: get result  p.sasm:16, step 43', '    24  main: set result  p.sasm:15, step 42', '      24  factorial: ret  p.sasm:5, step 41',
      '        24  factorial: mul  p.sasm:5, step 40',
    ]);
    const [values] = await results(FACTORIAL, 'break 16', 'run', 'origin result').then((all) => all.filter(({ type }) => type === 'origins'));
    assert.equal((values.values as readonly Json[])[1].instruction, 'set result');
  });

  it('stops where it is told to, shows call stack, values and operands, and ends with the program', async () => {
    const all = await results(FACTORIAL, 'break factorial if n == 2', 'run', 'bt', 'print n', 'p/x n + 14', 'info operands', 'up', 'info operands', 'c');
    assert.deepEqual(all.map(({ type }) => type), ['breakpoint', 'stopped', 'frames', 'values', 'values', 'values', 'frame', 'values', 'output', 'output', 'stopped', 'exited']);
    assert.deepEqual(stop(all[1]), ['breakpoint', 'factorial', 2, [], [1]]);
    const frames = all[2].frames as readonly { readonly number: number; readonly name: string; readonly place: { readonly line: number } }[];
    assert.deepEqual(frames.map(({ number, name, place }) => `${number} ${name} ${place.line}`), ['0 factorial 2', '1 factorial 4', '2 factorial 4', '3 main 15']);
    assert.deepEqual([values(all[3]), values(all[4])], [['n=2'], ['n + 14=0x00000010']]);
    assert.deepEqual([values(all[5]), values(all[7])], [[], ['[0]=3']]);
    assert.equal(all.at(-1)?.code, 24);
  });

  it('steps by line and by instruction, into calls, over them and out', async () => {
    const all = await results(FACTORIAL, 'start', 'stepi', 'stepi', 'step', 'stepi 3', 'finish', 'next', 'nexti 2');
    assert.deepEqual(stops(all), [
      ['entry', 'main', 15, [], []],
      ['step', 'main', 15, ['4'], []],
      ['step', 'factorial', 2, [], []],
      ['step', 'factorial', 3, [], []],
      ['step', 'factorial', 4, ['4', '4', '1'], []],
      ['step', 'main', 15, ['24'], []],
      ['step', 'main', 16, [], []],
      ['exit', 'main', 16, ['24'], []],
    ]);
    assert.equal(all.at(-1)?.type, 'exited');
  });

  it('runs to a place once, and past a breakpoint so many times', async () => {
    const all = await results(FACTORIAL, 'tbreak 7', 'break factorial', 'run', 'continue 3', 'delete 2', 'c', 'info breakpoints', 'until 16', 'kill');
    assert.deepEqual(stops(all), [
      ['breakpoint', 'factorial', 2, [], [2]], ['breakpoint', 'factorial', 2, [], [2]], ['breakpoint', 'factorial', 7, [], [1]],
      ['breakpoint', 'main', 16, [], [3]],
    ]);
    const [, list] = all.filter(({ type }) => type === 'breakpoints');
    assert.deepEqual(list.breakpoints, []);
    assert.deepEqual(all.at(-1), { type: 'exited' });
  });

  it('disables, passes, conditions and clears breakpoints', async () => {
    const all = await results(FACTORIAL, 'b factorial', 'ignore 1 2', 'run', 'print n', 'disable 1', 'b 7', 'condition 2 n == 9', 'condition 2', 'c', 'clear 7', 'enable', 'run', 'print n');
    const printed = all.filter(({ type, subject }) => type === 'values' && subject === 'print').map(values);
    assert.deepEqual(printed, [['n=2'], ['n=2']]);
    assert.deepEqual(stops(all).map(([, name, line]) => `${name} ${line}`), ['factorial 2', 'factorial 7', 'factorial 2']);
  });

  it('starts again from the beginning', async () => {
    const all = await results(FACTORIAL, 'start', 'set result = 5', 'print result', 'run', 'start', 'print result', 'run');
    assert.deepEqual(all.filter(({ subject }) => subject === 'print').map(values), [['result=5'], ['result=0']]);
    assert.deepEqual(stops(all).map(([reason]) => reason), ['entry', 'exit', 'entry', 'exit']);
    assert.deepEqual(all.filter(({ type }) => type === 'exited').map(({ code }) => code), [24]);
  });

  it('changes locals, operands and memory', async () => {
    const all = await results(FACTORIAL, 'start', 'stepi', 'set var stack[0] = 3', 'set numbers[1] = 50', 'print numbers', 'c');
    assert.deepEqual(values(all[3]), ['numbers[1]=50']);
    assert.deepEqual(values(all[4]), ['numbers={3, 50, 7}']);
    assert.equal(all.at(-1)?.code, 6);
  });

  it('shows memory in the formats of gdb, and goes on where it ended', async () => {
    const all = await results(FACTORIAL, 'start', 'x/3dw numbers', 'x/2xb numbers', 'x', 'x/2s text', 'x/2i pc', 'x/c text');
    const rows = (at: number): readonly string[] => (all[at].rows as readonly { readonly values: readonly string[] }[]).flatMap((row) => row.values);
    assert.deepEqual([rows(1), rows(2), rows(3), rows(4), rows(6)], [['3', '5', '7'], ['0x03', '0x00'], ['0x00', '0x00'], ['"abc"', '"def"'], ["97 'a'"]]);
    const instructions = all[5].instructions as readonly { readonly instruction: string; readonly current: boolean }[];
    assert.deepEqual(instructions.map(({ instruction, current }) => `${instruction} ${current}`), ['push 4 true', 'call factorial false']);
  });

  it('shows displays at every stop, lines of source and code', async () => {
    const all = await results(FACTORIAL, 'break factorial', 'run', 'display n', 'c', 'list 1', 'list', 'disassemble factorial', 'undisplay 1', 'c');
    const stopped = all.filter(({ type }) => type === 'stopped').map((result) => values({ values: result.displays }));
    assert.deepEqual(stopped, [[], ['1: n=3'], []]);
    const lists = all.filter(({ type }) => type === 'lines');
    assert.deepEqual(lists.map(({ first, lines }) => [first, (lines as readonly string[])[0]]), [[1, 'func factorial (n: i32) -> i32'], [11, 'data text = "abc\\0def\\0"']]);
    const [code] = all.filter(({ type }) => type === 'disassembly');
    assert.equal((code.instructions as readonly Json[])[0].symbol, 'factorial');
  });

  it('stops before a trap that would end the run, explains it, and ends with its code', async () => {
    const all = await results(OUTSIDE, 'run', 'info operands', 'c');
    assert.deepEqual(stop(all[0]), ['exception', 'main', 3, ['70000', '1'], []]);
    assert.match(String(all[0].description), /^store of 4 bytes at 70000, but this context has bytes 0 to 65535\.$/);
    assert.equal(all.at(-1)?.code, 132);
  });

  it('stops at traps that are asked for, below a kernel too', async () => {
    const { stdout } = await batch('entry func main\n  break break ret\nend\n', [], ['catch none', 'run', 'c']);
    assert.match(stdout, /138/);
    const all = await results('entry func main\n  break ret\nend\n', 'info breakpoints', 'run');
    assert.deepEqual([all[0].catching, all[1].reason], [['breakpoint'], 'exception']);
  });

  it('gives a program that waits its input, line by line', async () => {
    const all = await results(ECHO_LINE, 'run', 'bt', 'input hello');
    assert.deepEqual(all.slice(0, 2).map(({ type }) => type), ['waiting', 'frames']);
    assert.ok(all.some(({ type, category, text }) => type === 'output' && category === 'stdout' && text === 'hello\n'));
    assert.deepEqual(all.filter(({ type }) => type === 'exited').map(({ code }) => code), [6]);
    const ended = await results(ECHO_LINE, 'run', 'input --end');
    assert.equal(ended.at(-1)?.code, 0);
  });

  it('shows contexts and the call stack through the layers', async () => {
    const { stdout, code } = await withFolder({}, () => strata(['debug', '--batch', '-e', 'break round_robin/counter.sasm:9', '-e', 'run', '-e', 'bt', '-e', 'info threads', '-e', 'thread 1', 'examples/round_robin.sasm']));
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^#0 .* at examples\/round_robin\/counter\.sasm:\d+\n(#.*\n)* {4}-- .*\n#\d+ +run \(\) at examples\/round_robin\.sasm:\d+$/m);
    assert.match(stdout, /^\* \d+ = .*counter\.sasm/m);
  });

  it('says what it does not understand, and ends the script there with code 1', async () => {
    const { code, stdout, stderr } = await batch(FACTORIAL, [], ['start', 'frobnicate', 'continue']);
    assert.equal(code, 1);
    assert.equal(stderr, 'R840: There is no command `frobnicate`. `help` lists them.\n');
    assert.doesNotMatch(stdout, /exit code/);
    const wrong = {
      'un': /^R841: .*until, undisplay/, 'next x': /^R842/, 'next': /^R843/, 'delete 7': /^R844/, 'info nothing': /^R847/, 'print nothing': /D112/, 'frame 9': /^R848/,
      'thread 9': /^R849/, 'x/3q 0': /^R855/, 'undisplay 3': /^R856/, 'source nowhere': /^R858/, 'list 999': /^R851/,
    };
    for (const [command, pattern] of Object.entries(wrong)) {
      const { stderr: said, code: ended } = await batch(FACTORIAL, [], command === 'next' ? [command] : ['start', command]);
      assert.match(said, pattern, command);
      assert.equal(ended, 1);
    }
  });

  it('watches what is written and read, until its frame returns', async () => {
    const program = 'data total = i32 3\nentry func main\n  local i: i32\n  total total load 1 add store\n  total 9 store\n  5 set i get i drop\n  ret\nend\n';
    const { stdout } = await batch(program, [], ['start', 'watch total if value == 9', 'watch i', 'rwatch total', 'info breakpoints', 'continue', 'continue', 'continue', 'delete 1 2 3', 'continue']);
    assert.match(stdout, /^Breakpoint 1 at total, if value == 9$/m);
    assert.match(stdout, /`total` was read by context 1: 3\n(.*\n)*.*`total` was written by context 1: 4 → 9\n(.*\n)*.*`i` was written by context 1: 0 → 5/);
    const { stderr } = await batch(program, [], ['start', 'watch 1 + 2']);
    assert.match(stderr, /R869.*D220/);
  });

  it('reads commands from a pipe, to its end, and goes on behind a mistake', async () => {
    await withFolder({ 'p.sasm': FACTORIAL }, async (cwd) => {
      const { code, stdout, stderr } = await strata(['debug', 'p.sasm'], { cwd, input: '# a comment\nstart\n\nfoo\nprint 6 * 7\nquit\nprint 1\n' });
      assert.equal(code, 1);
      assert.match(stdout, /^6 \* 7 = 42 /m);
      assert.doesNotMatch(stdout, /^1 = /m);
      assert.match(stderr, /R840/);
    });
  });

  it('shows the errors of a program that cannot run', async () => {
    const { code, stdout, stderr } = await batch('entry func main\n  jump lop\nend\n', [], ['run']);
    assert.deepEqual([code, stdout], [65, '']);
    assert.match(stderr, /p\.sasm:2:8: .*lop/);
    assert.equal((await strata(['debug', '--batch', 'nowhere.sasm'])).code, 66);
  });

  it('debugs a text from standard input', async () => {
    const { code, stdout } = await strata(['debug', '--batch', '-e', 'break 3', '-e', 'run', '-e', 'list', '-'], { input: 'entry func main\n  1 drop\n  ret\nend\n' });
    assert.equal(code, 0);
    assert.match(stdout, /^3 -> {2}\tret$|^3 ->\t {2}ret$/m);
  });

  it('tells what an adapter that broke down left behind', async () => {
    const broken = 'process.stdin.once("data", () => { console.error("out of luck"); process.exit(3); });';
    await withFolder({ 'adapter.js': broken }, async (folder) => {
      const target = new Target(path.join(folder, 'adapter.js'), 'en', readLaunch({ program: 'p.sasm' }).options, { onOutput: () => undefined, onBreakpoint: () => undefined });
      await assert.rejects(target.load(), /the debug adapter ended \(3\)\nout of luck/);
      await target.close();
    });
  });

  it('speaks Korean', async () => {
    const { stdout } = await batch(FACTORIAL, ['--language', 'ko'], ['break factorial', 'run', 'info operands', 'bt']);
    assert.match(stdout, /^중단점 1: factorial, p\.sasm:2$/m);
    assert.match(stdout, /^스택: \(비어 있음\)$/m);
  });

  it('goes back, over calls and into them, to breakpoints and to counts of steps', async () => {
    const found = await results(FACTORIAL, 'break factorial', 'start', 'continue', 'continue', 'print n', 'reverse-continue', 'print n', 'next', 'next',
      'reverse-next', 'print steps', 'reverse-finish', 'reverse-stepi', 'goto 0', 'reverse-step', 'info branches', 'set var result = 9', 'goto end');
    const lines = found.map((each) => JSON.stringify(each));
    const values = found.filter(({ type }) => type === 'values').map(({ values: shown }) => (shown as Json[]).map(({ value }) => value).join());
    assert.deepEqual(values.slice(0, 2), ['3', '4'], lines.join('\n'));
    assert.ok(lines.some((line) => line.includes('beginning of the run')), lines.join('\n'));
    assert.match(values.at(-2) ?? '', /^0 \/ \d+$/);
  });

  it('stops at the end of the run, from where one goes back; with the end of the script the run is over', async () => {
    const all = await results(FACTORIAL, 'run', 'reverse-step', 'print result', 'c');
    assert.deepEqual(stops(all).map(([reason, , line]) => [reason, line]), [['exit', 16], ['step', 16], ['exit', 16]]);
    assert.deepEqual(all.at(-1), { type: 'exited', code: 24 });
    const { code, stdout } = await batch(FACTORIAL, [], ['run', 'goto 0', 'reverse-stepi']);
    assert.equal(code, 0);
    assert.equal(stdout.split('This is the beginning of the run.').length, 2, stdout);
    const unrecorded = await batch(FACTORIAL, ['--history', '0'], ['run', 'reverse-stepi']);
    assert.match(unrecorded.stderr, /^R843: The program is not running/);
  });

  it('compares branches, and shows what was printed up to a moment', async () => {
    const commands = ['run', 'output', 'goto 0', 'output', 'set u8[letters] = 66', 'c', 'output', 'compare 1 2'];
    const { stdout } = await batch(PRINTING, [], commands);
    assert.match(stdout, /^ab\n(.*\n)+ab\n(.*\n)+Bb\n(.*\n)+Bb\n/);
    assert.match(stdout, /^The state differs from step 0 on\.\nThey execute something else from step 10 on:\n {2}before: {2}main: jumpz same {2}p\.sasm:5\n {2}branch 1: {2}main: push 8 {2}p\.sasm:6\n {2}branch 2: {2}main: push 8 {2}p\.sasm:9$/m);
    const all = await results(PRINTING, ...commands);
    assert.deepEqual(all.filter(({ type }) => type === 'printed').map(({ text, branch }) => [text, branch]), [['ab', 1], ['', 1], ['Bb', 2]]);
    const { stderr } = await batch(PRINTING, [], ['run', 'compare 1']);
    assert.match(stderr, /^R846: `compare` is written/m);
  });
});
