// `strata dap`: the debug adapter, for editors that start it or connect to it.
import { Adapter } from '../../adapter/adapter';
import { lineObserver } from '../../adapter/observer';
import { Refusal } from '../../base/message';
import { NodePlatform } from '../../platform/node/platform';
import { standardStreams } from '../../platform/node/standard-streams';
import { listenOnLoopback, type LoopbackServer } from '../../platform/node/streams';
import type { ByteStream } from '../../platform/stream';
import { framedTransport } from '../../protocol/transport';
import type { Call } from '../call';
import { sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import { REFUSALS, SENTENCES, USAGE } from '../messages';
import { UsageError } from '../usage';

const PORT_MAX = 65_535;

/** Serves one client on the standard streams, or every client that connects to the port, until Ctrl+C. */
export async function dap(call: Call): Promise<number> {
  const port = call.given.count('port');
  if (port === undefined) await serve(call, standardStreams());
  else await listen(call, port);
  return EXIT_CODES.done.code;
}

/** One session; resolves when its client is gone. */
function serve({ installation, terminal }: Call, stream: ByteStream): Promise<void> {
  const observer = lineObserver((line) => terminal.error.write(`${line}\n`));
  return new Adapter(new NodePlatform(installation.adapter), framedTransport(stream), observer).connection.ended;
}

async function listen(call: Call, port: number): Promise<void> {
  if (port > PORT_MAX) throw new UsageError(USAGE.port, { found: port });
  const interrupted = new Promise<void>((resolve) => { process.once('SIGINT', resolve); });
  const server = await open(port, (stream) => void serve(call, stream));
  call.terminal.out.write(`${sentence(SENTENCES.listening, call.terminal.language, { port: server.port })}\n`);
  await interrupted;
  server.close();
}

async function open(port: number, onConnection: (stream: ByteStream) => void): Promise<LoopbackServer> {
  try {
    return await listenOnLoopback(port, onConnection);
  } catch (trouble) {
    if (!(trouble instanceof Error && 'code' in trouble)) throw trouble;
    throw new Refusal(REFUSALS.port_taken, { port, reason: String(trouble.code) });
  }
}
