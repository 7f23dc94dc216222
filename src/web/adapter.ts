// Entry point of the debug adapter in a browser's worker. The first message is the port of the editor's files; every
// other one is of the protocol, in both directions, but for lines of text that go to a log.
import { Adapter } from '../adapter/adapter';
import { lineObserver } from '../adapter/observer';
import { portFiles } from '../platform/web/files';
import { WebPlatform } from '../platform/web/platform';
import type { Port } from '../platform/web/port';
import { InlineTransport } from '../protocol/transport';

const editor = globalThis as unknown as Port;

editor.onmessage = ({ data }) => {
  const transport = new InlineTransport((message) => editor.postMessage(message));
  editor.onmessage = ({ data: message }) => transport.deliver(message);
  new Adapter(new WebPlatform(portFiles(data as Port)), transport, lineObserver((line) => editor.postMessage(line)));
};
