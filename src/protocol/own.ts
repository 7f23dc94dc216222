// The requests and events that Strata adds to the protocol, all named `strata/...`. Shapes and types stand together here;
// a client that knows none of them loses comfort, never function.
import type { Shapes } from './shape';
import type { Exchange } from './types.generated';

export interface InputArguments {
  /** Text for the console, sent as UTF-8. */
  text?: string;
  /** Whether the input ends after the text. */
  end?: boolean;
}

export interface WaitingBody {
  /** Whether the program waits for console input, and nothing but input lets it go on. */
  waiting: boolean;
}

export interface OwnRequests {
  /** Gives the program console input. */
  'strata/input': Exchange<InputArguments, void>;
}

export interface OwnEvents {
  /** The program has begun to wait for console input, or waits no longer. */
  'strata/waiting': WaitingBody;
}

/** The shape of each own request's arguments, as in requests.generated.ts. */
export const OWN_ARGUMENTS = { 'strata/input': 'InputArguments' } as const satisfies Record<keyof OwnRequests, string>;

/** The shape of each own response's and event's body, as in answers.generated.ts. */
export const OWN_RESPONSES = { 'strata/input': '' } as const satisfies Record<keyof OwnRequests, string>;
export const OWN_EVENTS = { 'strata/waiting': 'WaitingBody' } as const satisfies Record<keyof OwnEvents, string>;

export const OWN_SHAPES: Shapes = {
  InputArguments: { 'text?': 'string', 'end?': 'boolean' },
  WaitingBody: { waiting: 'boolean' },
};
