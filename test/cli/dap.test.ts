// `strata dap`: the adapter on the standard streams and on a port of this machine.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import * as net from 'node:net';
import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { Client } from '../../src/client/client';
import { Session } from '../../src/client/session';
import { nodeStream } from '../../src/platform/node/standard-streams';
import { framedTransport } from '../../src/protocol/transport';
import { finished, start, strata } from './process';

/** Debugs an example to its end and gives its operand stack at the entry and its exit code. */
async function debugExample(input: Readable, output: Writable): Promise<unknown[]> {
  const session = await Session.start(new Client(framedTransport(nodeStream(input, output))), {
    launch: { program: 'examples/factorial.sasm', stopOnEntry: true, cwd: process.cwd() } as object,
  });
  const first = await session.halted();
  const end = await session.continue();
  await session.disconnect();
  return [first.kind === 'stopped' && first.body.reason, end];
}

const EXPECTED = ['entry', { kind: 'terminated', exitCode: 0 }];

/** The port that a server says it listens on. */
async function portOf(child: ChildProcess): Promise<number> {
  assert.ok(child.stdout);
  const [line] = await once(child.stdout, 'data') as [Uint8Array];
  return Number(/^Listening on 127\.0\.0\.1:(\d+)\n$/.exec(String(line))?.[1]);
}

async function connect(port: number): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

describe('strata dap', () => {
  it('serves one client on the standard streams and ends with it', async () => {
    const child = start(['dap']);
    assert.ok(child.stdin && child.stdout);
    const end = once(child, 'close');
    assert.deepEqual(await debugExample(child.stdout, child.stdin), EXPECTED);
    assert.deepEqual(await end, [0, null]);
  });

  it('serves several clients on a port at once, each with a session of its own, until it is interrupted', async () => {
    const child = start(['dap', '--port', '0']);
    const end = finished(child);
    const port = await portOf(child);
    const [one, two] = await Promise.all([connect(port), connect(port)]);
    assert.equal(one.remoteAddress, '127.0.0.1');
    assert.deepEqual(await Promise.all([debugExample(one, one), debugExample(two, two)]), [EXPECTED, EXPECTED]);
    const three = await connect(port);
    assert.deepEqual(await debugExample(three, three), EXPECTED);
    for (const socket of [one, two, three]) socket.destroy();
    child.kill('SIGINT');
    const { code, stderr } = await end;
    assert.deepEqual([code, stderr], [0, '']);
  });

  it('refuses a port that is taken, and one that cannot be', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const { code, stderr } = await strata(['dap', '--port', String(port)]);
    server.close();
    assert.equal(code, 66);
    assert.match(stderr, /^strata: R821: .*EADDRINUSE/);
    assert.equal((await strata(['dap', '--port', '65536'])).code, 64);
  });
});
