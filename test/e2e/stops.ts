// Hears how often a program has stopped, on the way from the extension host to the page: with a server that is a web socket, in a
// browser alone a message port with a worker behind it, on which buffers arrive.
import type { Page } from 'playwright-core';

/** How the adapter's word that the program has stopped looks there. */
const STOPPED_EVENT = '"event":"stopped"';

/** For the page, before it runs anything: listens beside whoever listens to a port. The editor does so by `onmessage`. */
const HEAR_PORTS = `(() => {
  const heard = new WeakSet(), decoder = new TextDecoder();
  const property = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  window.strataStops = 0;
  const count = ({ data }) => {
    if (data instanceof ArrayBuffer) window.strataStops += decoder.decode(data).split(${JSON.stringify(STOPPED_EVENT)}).length - 1;
  };
  Object.defineProperty(MessagePort.prototype, 'onmessage', { ...property, set(listener) {
    if (!heard.has(this)) this.addEventListener('message', count);
    heard.add(this);
    property.set.call(this, listener);
  } });
})()`;

/** Counts the stops that a page is told of. */
export class Stops {
  private throughSockets = 0;

  constructor(private readonly page: Page) {}

  /** Begins to listen; before the page is opened. */
  async listen(): Promise<void> {
    this.page.on('websocket', socket => socket.on('framereceived', ({ payload }) => {
      this.throughSockets += payload.toString().split(STOPPED_EVENT).length - 1;
    }));
    await this.page.addInitScript(HEAR_PORTS);
  }

  /** How often a program has stopped since the page was opened. */
  async count(): Promise<number> {
    return this.throughSockets + await this.page.evaluate<number>('window.strataStops');
  }
}
