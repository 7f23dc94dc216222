// Entry point of the debug adapter: one session over standard input and output, until the client goes. With
// `--terminal` it is instead the process that a client runs in a terminal of its own for such a session.
import { Adapter } from './adapter/adapter';
import { lineObserver } from './adapter/observer';
import { useNodeHasher } from './platform/node/hash';
import { NodePlatform } from './platform/node/platform';
import { standardStreams } from './platform/node/standard-streams';
import { TERMINAL_FLAG } from './platform/terminal';
import { framedTransport } from './protocol/transport';

const [, program, flag, address] = process.argv;
if (flag === TERMINAL_FLAG && address !== undefined) void import('./platform/node/terminal.js').then(({ runInTerminal }) => runInTerminal(address));
else {
  useNodeHasher();
  const observer = lineObserver((line) => process.stderr.write(`${line}\n`));
  const adapter = new Adapter(new NodePlatform(program), framedTransport(standardStreams()), observer);
  void adapter.over.then(() => process.exit());
}
