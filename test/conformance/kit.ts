// Runs the checks against one adapter: each in sessions of its own, and at last those that judge all that was said.
import { type Check, Failure, NotApplicable, type Result, type TranscriptCheck, type Verdict } from './check';
import type { Description } from './description';
import type { Open } from './line';
import { Session, type Settings } from './session';
import { type Entry, renderEntry, type Transcript } from './transcript';

/** Lines of the end of a session that are shown where a check does not say which show what is wrong. */
const LAST_LINES = 12;

/** What a check works with: new sessions, in the state it wants. */
export class Kit {
  private opened: Session[] = [];

  constructor(readonly description: Description, private readonly open: Open) {}

  /** A new adapter to which nothing was said. */
  async session(): Promise<Session> {
    const session = new Session(await this.open(), this.description);
    this.opened.push(session);
    return session;
  }

  async initialized(): Promise<Session> {
    const session = await this.session();
    await session.initialize();
    return session;
  }

  /** A session whose looping program runs. */
  async started(settings: Settings = {}): Promise<Session> {
    const session = await this.session();
    await session.start(this.description.program, settings);
    return session;
  }

  /** A session that stands in the first round of the loop, with the breakpoint there. */
  async inLoop(): Promise<Session> {
    const session = await this.started({ breakpoints: [{ line: this.description.program.loop.line }] });
    await session.stop();
    return session;
  }

  /** A session whose program runs and would do so for ever. */
  async running(): Promise<Session> {
    const { endless } = this.description;
    if (endless === undefined) throw new NotApplicable('the description has no endless program');
    const session = await this.session();
    // It is stopped once in its loop, so that it is certain to run, and let go.
    await session.start(endless, { breakpoints: [{ line: endless.line }] });
    await session.stop();
    await session.setBreakpoints(endless, []);
    const { success, text, entry } = await session.go('continue');
    if (!success) throw new Failure(`\`continue\` was refused: ${text}`, [entry]);
    return session;
  }

  /** A session whose program has run to its end. */
  async ended(): Promise<Session> {
    const session = await this.started();
    await session.end();
    return session;
  }

  /** Ends the sessions of the last check and gives what was said in them. */
  async close(): Promise<Session[]> {
    const sessions = this.opened;
    this.opened = [];
    for (const session of sessions) await session.close();
    return sessions;
  }
}

/** Runs checks one after the other. `onResult` hears of each as soon as it is known. */
export async function runChecks(
  description: Description, open: Open, checks: readonly Check[], judges: readonly TranscriptCheck[], onResult: (result: Result) => void = () => undefined,
): Promise<Result[]> {
  const kit = new Kit(description, open);
  const transcripts: Transcript[] = [];
  const results: Result[] = [];
  const tell = (result: Result): void => {
    results.push(result);
    onResult(result);
  };
  for (const check of checks) {
    const trouble = await troubleOf(() => check.run(kit));
    const sessions = await kit.close();
    transcripts.push(...sessions);
    tell(resultOf(check, trouble, sessions.at(-1)?.entries ?? []));
  }
  for (const judge of judges) {
    const troubles = await Promise.all(transcripts.map((transcript) => troubleOf(() => judge.judge(transcript))));
    tell(resultOf(judge, troubles.find((trouble) => trouble !== undefined), []));
  }
  return results;
}

async function troubleOf(run: () => Promise<void> | void): Promise<Failure | NotApplicable | undefined> {
  try {
    await run();
    return undefined;
  } catch (trouble) {
    if (trouble instanceof Failure || trouble instanceof NotApplicable) return trouble;
    throw trouble;
  }
}

function resultOf({ name, explains, basis }: Check | TranscriptCheck, trouble: Failure | NotApplicable | undefined, said: readonly Entry[]): Result {
  const verdict: Verdict = trouble === undefined ? 'passed' : trouble instanceof Failure ? 'failed' : 'not applicable';
  const shown = trouble instanceof Failure ? trouble.entries ?? said.slice(-LAST_LINES) : [];
  return { name, explains, basis, verdict, why: trouble?.message ?? '', lines: shown.map(renderEntry) };
}
