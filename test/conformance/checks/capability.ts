// What the checks of capabilities share: an announced one must have an effect that can be seen, and a request that belongs to
// one that is not announced must be refused politely.
import { type Check, expect, NotApplicable } from '../check';
import type { Kit } from '../kit';
import type { Session } from '../session';

export interface Probe {
  /** Its name among the protocol's `Capabilities`. */
  readonly capability: string;
  /** What an adapter that announces it does. */
  readonly explains: string;
  /** Tries it where it is announced; gets a session that stands in the first round of the loop. */
  readonly announced: (session: Session, kit: Kit) => Promise<void>;
  /** A request that only makes sense where it is announced, if there is one. */
  readonly request?: (session: Session) => Promise<readonly [command: string, given: object]>;
}

export function checkOf({ capability, explains, announced, request }: Probe): Check {
  return {
    name: capability, basis: 'kit', explains: request === undefined ? explains : `${explains} Where it is not announced, its request is refused.`,
    run: async (kit) => {
      const session = await kit.inLoop();
      if (session.has(capability)) return announced(session, kit);
      if (request === undefined) throw new NotApplicable('not announced');
      const [command, given] = await request(session);
      const { success, entry } = await session.request(command, given);
      expect(!success, `\`${command}\` is not announced and yet answered with success`, entry);
      await session.alive();
    },
  };
}
