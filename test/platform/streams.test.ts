// Byte streams of Node: a child process and a socket of this machine, their ends and their backpressure.
import * as assert from 'node:assert';
import { connectToLoopback, listenOnLoopback, startProcess } from '../../src/platform/node/streams';
import type { ByteStream } from '../../src/platform/stream';

/** All that arrives until the end, as text. */
function readAll(stream: ByteStream): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  return new Promise((resolve) => stream.read((bytes) => { text += decoder.decode(bytes, { stream: true }); }, () => resolve(text)));
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('platform/node streams', () => {
  it('starts a process, speaks with it, and hears how it ended', async () => {
    const { stream, exit, errors } = startProcess(process.execPath, ['-e', 'process.stdin.pipe(process.stdout); process.stdin.on("end", () => { console.error("bye"); process.exitCode = 7; })']);
    const said = readAll(stream);
    stream.write(text('한글 '));
    stream.write(text('twice'));
    stream.end();
    assert.strictEqual(await said, '한글 twice');
    assert.strictEqual(await exit, 7);
    assert.strictEqual(errors(), 'bye\n');
  });

  it('rejects where a program cannot be started, and says which signal ended one', async () => {
    await assert.rejects(startProcess('/no/such/program', []).exit, /ENOENT/);
    const started = startProcess(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
    started.kill();
    assert.strictEqual(await started.exit, 'SIGKILL');
  });

  it('counts what a process does not read, until it is gone', async () => {
    const { stream, kill, exit } = startProcess(process.execPath, ['-e', 'setInterval(() => 0, 1000)']);
    const ended = readAll(stream);
    const size = 8 * 1024 * 1024;
    stream.write(new Uint8Array(size));
    assert.ok(stream.waiting_bytes > size / 2);
    const drained = stream.drained();
    kill();
    await Promise.all([drained, ended, exit]);
    stream.write(text('into the void'));
    stream.end();
  });

  it('serves this machine only, both ways, and ends once', async () => {
    const conversations: Promise<string>[] = [];
    const server = await listenOnLoopback(0, (stream) => {
      conversations.push(readAll(stream).then((said) => {
        stream.write(text(said.toUpperCase()));
        stream.end();
        return said;
      }));
    });
    const stream = await connectToLoopback(server.port);
    const answer = readAll(stream);
    stream.write(text('hello'));
    stream.end();
    assert.strictEqual(await answer, 'HELLO');
    assert.deepStrictEqual(await Promise.all(conversations), ['hello']);
    await assert.rejects(listenOnLoopback(server.port, () => undefined), /EADDRINUSE/);
    server.close();
    await assert.rejects(connectToLoopback(server.port), /ECONNREFUSED/);
  });
});
