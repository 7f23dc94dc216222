// What the adapter does with files: disks, and sources that are missing or were changed since the program was made.
import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAMS, withAdapter } from './session';

const CLI = join(process.cwd(), 'dist', 'cli.js');

/** Writes "written" at the beginning of sector 1. */
const WRITER = `memory 4096
data text = "written"
data room = space 512
entry func main
  room text text.size copy
  port.disk.sector 1 out
  port.disk room 512 outs drop
  ret
end
`;

describe('the adapter and files', () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'strata-')); });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Assembles a program with the command line, with further flags. */
  function assemble(source: string, ...flags: string[]): string {
    const image = join(folder, 'made.simg');
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'asm', source, '-o', image, ...flags], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return image;
  }

  for (const diskWrite of [false, true]) {
    it(`${diskWrite ? 'writes the disk back at the end, whole' : 'leaves the file of a disk as it was'}`, () => withAdapter(async (tester) => {
      const program = write('writer.sasm', WRITER), disk = write('disk.img', new Uint8Array(1500).fill(46));
      const { session, halt } = await tester.launch({ launch: { program, disk, diskWrite, stopOnEntry: true } as object });
      assert.equal(halt.kind, 'stopped');
      assert.equal(readFileSync(disk, 'latin1'), '.'.repeat(1500));
      assert.deepEqual(await session.continue(), { kind: 'terminated', exitCode: 0 });
      const expected = diskWrite ? `${'.'.repeat(512)}written${'\0'.repeat(505)}${'.'.repeat(476)}${'\0'.repeat(36)}` : '.'.repeat(1500);
      assert.equal(readFileSync(disk, 'latin1'), expected);
      assert.equal(tester.said('console').includes(`The disk was written to ${disk}.`), diskWrite);
      assert.deepEqual(readdirSync(folder).sort(), ['disk.img', 'writer.sasm']);
    }));
  }

  it('leaves the file of a disk as it was where the run ends on a branch, after a change in its past', () => withAdapter(async (tester) => {
    const program = write('writer.sasm', WRITER), disk = write('disk.img', new Uint8Array(1500).fill(46));
    const { session } = await tester.launch({ launch: { program, disk, diskWrite: true, stopOnEntry: true, stopOnExit: true } as object });
    const { client } = tester;
    assert.equal((await session.continue()).kind, 'stopped');
    const stopped = client.next('stopped');
    await client.request('strata/goTo', { steps: 0 });
    await stopped;
    await client.request('setExpression', { expression: 'u8[text]', value: '87' });
    assert.equal((await session.continue()).kind, 'stopped');
    assert.deepEqual(await session.continue(), { kind: 'terminated', exitCode: 0 });
    assert.equal(readFileSync(disk, 'latin1'), '.'.repeat(1500));
    assert.match(tester.said('important'), /was not written: the program ended on branch 2/);
  }));

  it('says that a disk could not be written, and ends all the same', () => withAdapter(async (tester) => {
    const program = write('writer.sasm', WRITER), disk = write('disk.img', new Uint8Array(1024));
    const { session } = await tester.launch({ launch: { program, disk, diskWrite: true, stopOnEntry: true } as object });
    rmSync(disk);
    mkdirSync(disk);
    assert.deepEqual(await session.continue(), { kind: 'terminated', exitCode: 0 });
    assert.match(tester.said('important'), /disk\.img/);
  }));

  it('shows no line of a source that was changed, and warns on its breakpoints', () => withAdapter(async (tester) => {
    const source = write('spin.sasm', readFileSync(join(PROGRAMS, 'spin.sasm')));
    const image = assemble(source);
    write('spin.sasm', 'entry func main\n  ret\nend\n');
    const { session } = await tester.launch({ launch: { program: image, stopOnEntry: true } as object });
    const { breakpoints } = await tester.client.request('setBreakpoints', { source: { path: source }, breakpoints: [{ line: 2 }] });
    assert.deepEqual(breakpoints.map(({ verified }) => verified), [false]);
    assert.match(breakpoints[0].message ?? '', /spin\.sasm/);
    const { line, column, source: shown } = await session.top();
    assert.deepEqual({ line, column, path: shown?.path, sourceReference: shown?.sourceReference }, { line: 0, column: 0, path: source, sourceReference: undefined });
  }));

  it('shows the text that the image carries where its source is missing or was changed', () => withAdapter(async (tester) => {
    const source = write('spin.sasm', readFileSync(join(PROGRAMS, 'spin.sasm')));
    const image = assemble(source, '--embed-sources');
    rmSync(source);
    const { session } = await tester.launch({ launch: { program: image, stopOnEntry: true } as object });
    const { line, source: shown } = await session.top();
    assert.equal(line, 4);
    assert.ok(shown?.sourceReference !== undefined && shown.sourceReference > 0);
    const { content } = await tester.client.request('source', { sourceReference: shown.sourceReference, source: shown });
    assert.equal(content, readFileSync(join(PROGRAMS, 'spin.sasm'), 'utf8'));
    const { breakpoints } = await tester.client.request('setBreakpoints', { source: shown, breakpoints: [{ line: 4 }] });
    assert.deepEqual(breakpoints.map(({ verified, line: at }) => [verified, at]), [[true, 4]]);
  }));
});
