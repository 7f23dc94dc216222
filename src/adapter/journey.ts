// Work that takes the machine elsewhere in the past, as the client sees it: how far it is, and that it can be called off. A travel
// is the work of a request that was answered when it began; other requests are answered when it is done.
import { message, render, type Text } from '../base/message';
import type { Steps } from '../base/steps';
import type { Call } from '../protocol/call';
import { Progress } from '../protocol/progress';
import type { Adapter } from './adapter';
import { SAYS } from './messages';
import { runJob } from './runner';

/** What the work is called. */
export interface Title {
  readonly text: Text;
  readonly args?: Readonly<Record<string, number>>;
}

/** The progress of one piece of work. */
export class Journey {
  private readonly progress: Progress | undefined;

  constructor(private readonly adapter: Adapter, call: Call, { text, args = {} }: Title) {
    const { connection, form, platform } = adapter;
    const title = render(message(text, args), form.language);
    this.progress = form.showsProgress ? new Progress(connection, call, title, () => platform.now_ms()) : undefined;
  }

  /** Tells where the machine is now, where it is time to. */
  update(): void {
    const { adapter: { debuggee, form } } = this;
    this.progress?.update(render(message(SAYS.instruction, { steps: debuggee.debug.position.steps }), form.language));
  }

  end(): void {
    this.progress?.end();
  }
}

/**
 * Does the work of a request; where it is called off, the machine is where it was before the answer says so.
 * @param title nothing: it goes on without a word
 */
export async function answerLater<T>(adapter: Adapter, call: Call, title: Title | undefined, steps: Steps<T>): Promise<T> {
  const journey = title && new Journey(adapter, call, title);
  try {
    return await runJob(adapter.platform, call, steps, () => journey?.update());
  } finally {
    steps.return(undefined as never);
    journey?.end();
  }
}

/** {@link answerLater} for what nobody waits for: whatever is asked next calls it off. */
export function answerBriefly<T>(adapter: Adapter, call: Call, steps: Steps<T>): Promise<T> {
  // Whoever is served next finds the machine where it was.
  call.onCancel(() => steps.return(undefined as never));
  adapter.giveWay(call);
  return answerLater(adapter, call, undefined, steps);
}

/** Begins a travel by a command of the debugger's, which may refuse. Called off, it ends where it began. */
export function travel(adapter: Adapter, call: Call, command: () => void): void {
  const { connection, debuggee } = adapter;
  const journey = new Journey(adapter, call, { text: SAYS.travelling });
  const travelling = {
    update: () => journey.update(),
    end: () => {
      journey.end();
      connection.settle(call);
    },
  };
  debuggee.run(command, travelling);
  connection.linger(call);
  call.onCancel(() => debuggee.callOff(travelling));
}

/** A client does not know of a request of our own that it lets the program go. */
export function tellContinued({ connection }: Adapter, call: Call, threadId = 1): void {
  call.after(() => connection.event('continued', { threadId, allThreadsContinued: true }));
}
