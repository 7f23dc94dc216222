// `strata run`: programs, their console, their exit codes and their limits.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { encodeImage } from '../../src/image/write';
import { assemble } from '../../src/assembler';
import { finished, says, start, strata, withFolder } from './process';
import { ECHO_LINE, ENDLESS, FIRST_ARGUMENT, FLOOD, OUTSIDE } from './programs';

function imageOf(text: string): Uint8Array {
  const { image, debug } = assemble({ path: 'p.sasm', text });
  assert.ok(image);
  return encodeImage(image, debug);
}

describe('strata run', () => {
  it('runs a source text and an image alike', async () => {
    assert.deepEqual(await strata(['run', 'examples/hello.sasm']), { code: 0, signal: null, stdout: 'Hello, world!\n', stderr: '' });
    await withFolder({ 'p.simg': imageOf(ECHO_LINE) }, async (folder) => {
      assert.deepEqual(await strata(['run', 'p.simg'], { cwd: folder, input: 'abc\n' }), { code: 4, signal: null, stdout: 'abc\n', stderr: '' });
    });
  });

  it('reads the program from standard input, text or image, and includes from the current folder', async () => {
    assert.equal((await strata(['run', '-', 'Z'], { input: FIRST_ARGUMENT })).code, 90);
    assert.equal((await strata(['run', '-', 'A'], { input: imageOf(FIRST_ARGUMENT) })).code, 65);
    await withFolder({ 'part.sasm': 'func seven -> i32\n  7 ret\nend\n' }, async (folder) => {
      const program = 'include "part.sasm"\nentry func main -> i32\n  call seven ret\nend\n';
      assert.equal((await strata(['run', '-'], { cwd: folder, input: program })).code, 7);
    });
  });

  it('gives the program a pipe as its console, and an end', async () => {
    await withFolder({ 'p.sasm': ECHO_LINE }, async (cwd) => {
      assert.equal((await strata(['run', 'p.sasm'], { cwd, input: 'a\nb\n' })).stdout, 'a\n');
      assert.equal((await strata(['run', 'p.sasm'], { cwd })).code, 0);
    });
  });

  it('takes input from the options instead', async () => {
    await withFolder({ 'p.sasm': ECHO_LINE, 'in.txt': 'file\n' }, async (cwd) => {
      assert.equal((await strata(['run', '--input', 'text', 'p.sasm'], { cwd, input: 'pipe' })).stdout, 'text');
      assert.equal((await strata(['run', '--input-file', 'in.txt', 'p.sasm'], { cwd, input: 'pipe' })).stdout, 'file\n');
      assert.equal((await strata(['run', '--cwd', cwd, '--input-file', 'in.txt', 'p.sasm'])).stdout, 'file\n');
    });
  });

  it('does not wait for the end of a pipe that the program cannot see', async () => {
    const child = start(['run', 'examples/hello.sasm']);
    const { code, stdout } = await finished(child);
    assert.deepEqual([code, stdout], [0, 'Hello, world!\n']);
  });

  it('tells of a trap where it happened, what was attempted and where to look', async () => {
    await withFolder({ 'p.sasm': OUTSIDE }, async (cwd) => {
      const { code, stderr } = await strata(['run', 'p.sasm'], { cwd });
      assert.equal(code, 132);
      assert.match(stderr, /^strata: Trap memory in `main` \(p\.sasm:3\): store of 4 bytes at 70000, but this context has bytes 0 to 65535\.\n/);
      assert.match(stderr, /^ {2}p\.sasm:3: addr = 70000, pushed by push 70000$/m);
      assert.match((await strata(['run', '--language', 'ko', 'p.sasm'], { cwd })).stderr, /^strata: `main`\(p\.sasm:3\)에서 트랩 memory: /);
    });
  });

  it('ends with 128 and the cause of each trap that can end a run', async () => {
    const traps = {
      129: 'sys 99 () ret', 131: '99 in drop ret', 132: '-1 load drop ret', 133: '1 0 div drop ret', 134: '9 call.table () ret',
      135: 'call main ret', 136: 'unreachable', 138: 'break ret', 141: 'wait ret',
    };
    for (const [code, body] of Object.entries(traps)) {
      const { code: actual, stderr } = await strata(['run', '--input', '', '-'], { input: `entry func main\n  ${body}\nend\n` });
      assert.equal(actual, Number(code), `${body}: ${stderr}`);
      assert.match(stderr, /^strata: Trap \w+ in `main` \(<stdin>:2\): /);
    }
  });

  it('ends at the limit of instructions, and says where', async () => {
    await withFolder({ 'p.sasm': ENDLESS }, async (cwd) => {
      const { code, stdout, stderr } = await strata(['run', '--max-instructions', '1_000', 'p.sasm'], { cwd });
      assert.deepEqual([code, stdout], [68, 'ready\n']);
      assert.match(stderr, /^strata: Ended after 1000 instructions, as `--max-instructions` says, in `main` \(p\.sasm:5\)\.\n$/);
    });
  });

  it('ends at the limit of output, having written exactly so much', async () => {
    await withFolder({ 'p.sasm': FLOOD }, async (cwd) => {
      const { code, stdout, stderr } = await strata(['run', '--max-output', '1000', 'p.sasm'], { cwd });
      assert.deepEqual([code, stdout], [68, '0123456789abcdef'.repeat(63).slice(0, 1000)]);
      assert.match(stderr, /--max-output/);
    });
  });

  it('refuses a program that wants more memory than there is', async () => {
    const { code, stdout, stderr } = await strata(['run', '--memory', '1KiB', 'examples/hello.sasm']);
    assert.deepEqual([code, stdout], [68, '']);
    assert.match(stderr, /^strata: R205: .*1024/);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    await withFolder({ 'p.sasm': FLOOD }, async (cwd) => {
      const child = start(['run', 'p.sasm'], { cwd });
      const end = finished(child);
      await says(child, 'abcdef');
      child.stdout?.destroy();
      const { code, stderr } = await end;
      assert.deepEqual([code, stderr], [74, '']);
    });
  });

  it('says where Ctrl+C found it', async () => {
    await withFolder({ 'p.sasm': ENDLESS }, async (cwd) => {
      const child = start(['run', 'p.sasm'], { cwd });
      const end = finished(child);
      await says(child, 'ready');
      child.kill('SIGINT');
      const { code, stderr } = await end;
      assert.equal(code, 130);
      assert.match(stderr, /^strata: Interrupted in `main` \(p\.sasm:5\), after \d+ instructions\.\n$/);
    });
  });

  it('shows every error of a source text, and runs nothing', async () => {
    const { code, stdout, stderr } = await strata(['run', '-'], { input: 'entry func main\n  jump lop\nloop:\n  1 ad ret\nend\n' });
    assert.deepEqual([code, stdout], [65, '']);
    assert.match(stderr, /^<stdin>:2:8: error S\d+: .*`loop`\?\n +2 \| {3}jump lop\n +\| {8}\^~~\n/);
    assert.match(stderr, /^<stdin>:4:5: error S\d+: /m);
  });

  it('refuses what is no image with section and byte', async () => {
    await withFolder({ 'p.simg': 'no image at all' }, async (cwd) => {
      const { code, stderr } = await strata(['run', 'p.simg'], { cwd });
      assert.equal(code, 67);
      assert.match(stderr, /^strata: L001: .* \(section header, byte 0\)\n$/);
    });
  });

  it('tells every mistake in the options, and a file that is not there', async () => {
    const wrong = await strata(['run', '--memory', 'much', '--seed', 'x', 'p.sasm']);
    assert.equal(wrong.code, 64);
    assert.match(wrong.stderr, /--memory.*\nstrata: R\d+: .*--seed/);
    assert.equal((await strata(['run', 'nowhere.sasm'])).code, 66);
    assert.equal((await strata(['run', '--disk', 'nowhere', 'examples/hello.sasm'])).code, 66);
  });

  it('writes the disk back only where that is asked for', async () => {
    const program = `data sector = i32 42
entry func main
  port.disk.sector 0 out
  port.disk sector 4 outs drop
  ret
end
`;
    await withFolder({ 'p.sasm': program, 'disk.img': new Uint8Array(512) }, async (cwd) => {
      const disk = path.join(cwd, 'disk.img');
      const plain = await strata(['run', '--disk', 'disk.img', 'p.sasm'], { cwd });
      assert.deepEqual([plain.code, plain.stderr, readFileSync(disk)[0]], [0, '', 0]);
      await strata(['run', '--disk', 'disk.img', '--disk-write', 'p.sasm'], { cwd });
      assert.equal(readFileSync(disk)[0], 42);
    });
  });

  it('takes an engine; where WebAssembly may not be compiled it says so, or refuses', async () => {
    const hello = 'examples/hello.sasm', said = { stdout: 'Hello, world!\n', stderr: '' };
    for (const engine of ['auto', 'interpreter', 'compiler']) {
      const { stdout, stderr } = await strata(['run', '--engine', engine, hello]);
      assert.deepEqual({ stdout, stderr }, said);
    }
    await withFolder({ 'forbid.js': 'WebAssembly.Module = class { constructor() { throw new WebAssembly.CompileError("no") } };' }, async (folder) => {
      const environment = { NODE_OPTIONS: `--require=${path.join(folder, 'forbid.js')}` };
      const automatic = await strata(['run', hello], { environment });
      assert.equal(automatic.stdout, said.stdout);
      assert.match(automatic.stderr, /^strata: R221: WebAssembly may not be compiled here, .*\n$/);
      const interpreted = await strata(['run', '--engine', 'interpreter', hello], { environment });
      assert.deepEqual([interpreted.stdout, interpreted.stderr], [said.stdout, '']);
      const { code, stdout, stderr } = await strata(['run', '--engine', 'compiler', hello], { environment });
      assert.deepEqual([code, stdout], [66, '']);
      assert.match(stderr, /^strata: R220: .* Give "auto" or "interpreter"\.\n$/);
    });
  });

  it('says what is missing where there is no WebAssembly at all', async () => {
    const { code, stderr } = await strata(['run', 'examples/hello.sasm'], { environment: { NODE_OPTIONS: '--jitless' } });
    assert.notEqual(code, 0);
    assert.match(stderr, /^strata: R222: /m);
  });
});
