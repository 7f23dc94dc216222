// Runs the checks against one adapter: each in sessions of its own, and at last those that judge all that was said.
import { type Check, Failure, NotApplicable, type Result, type TranscriptCheck, type Verdict } from './check';
import type { Description } from './description';
import type { Open } from './line';
import { Session, type Settings } from './session';
import { type Entry, renderEntry, type Transcript } from './transcript';

/** Different problems of one kind that are told. */
const PROBLEMS_MAX = 12;

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

  /** The end of the last session that was opened. */
  recent(): readonly Entry[] {
    return this.opened.at(-1)?.recent() ?? [];
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
  description: Description, open: Open, checks: readonly Check[], judges: readonly TranscriptCheck[],
  onResult: (result: Result) => void = () => undefined,
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
    const recent = kit.recent();
    transcripts.push(...await kit.close());
    tell(resultOf(check, trouble, recent));
  }
  for (const judge of judges) {
    const troubles = await Promise.all(transcripts.map((transcript) => troubleOf(() => judge.judge(transcript))));
    tell(resultOf(judge, joined(troubles.filter((trouble) => trouble instanceof Failure)), []));
  }
  return results;
}

/** Failures in several sessions as one: each that is different, once. */
function joined(failures: readonly Failure[]): Failure | undefined {
  if (failures.length === 0) return undefined;
  const different = [...new Map(failures.map((failure) => [failure.message, failure])).values()].slice(0, PROBLEMS_MAX);
  const more = failures.length > 1 ? ` (in ${failures.length} sessions)` : '';
  return new Failure(different.map(({ message }) => message).join('; ') + more, different.flatMap(({ entries = [] }) => entries));
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

function resultOf(check: Check | TranscriptCheck, trouble: Failure | NotApplicable | undefined, said: readonly Entry[]): Result {
  const { name, explains, basis } = check;
  const verdict: Verdict = trouble === undefined ? 'passed' : trouble instanceof Failure ? 'failed' : 'not applicable';
  const shown = trouble instanceof Failure ? trouble.entries ?? said : [];
  return { name, explains, basis, verdict, why: trouble?.message ?? '', lines: shown.map(renderEntry) };
}
