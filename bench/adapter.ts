// The debug adapter that ships, in a process of its own, with a client that speaks to it over its standard streams.
import { join } from 'node:path';
import { Client } from '../src/client/client';
import { Session, type SessionStart } from '../src/client/session';
import { startProcess } from '../src/platform/node/streams';
import { framedTransport } from '../src/protocol/transport';
import { ROOT } from './machines';

/** A launched program. */
export interface Launched {
  readonly client: Client;
  readonly session: Session;
  kill(): void;
}

/** Starts an adapter and launches a program in it. */
export async function launch(options: object, start: Omit<SessionStart, 'launch'> = {}): Promise<Launched> {
  const adapter = startProcess(process.execPath, [join(ROOT, 'dist', 'adapter.js')]);
  const client = new Client(framedTransport(adapter.stream));
  const session = await Session.start(client, { ...start, launch: options });
  return { client, session, kill: () => adapter.kill() };
}
