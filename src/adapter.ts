// Entry point of the debug adapter: one session over standard input and output, until the client goes.
import { Adapter } from './adapter/adapter';
import { lineObserver } from './adapter/observer';
import { NodePlatform } from './platform/node/platform';
import { standardStreams } from './platform/node/streams';
import { framedTransport } from './protocol/transport';

const observer = lineObserver((line) => process.stderr.write(`${line}\n`));
const adapter = new Adapter(new NodePlatform(), framedTransport(standardStreams()), observer);
void adapter.connection.ended.then(() => process.exit());
