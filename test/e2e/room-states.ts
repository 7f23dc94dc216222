// What the machine room is told, recorded from real debug sessions with the adapter that ships: a picture is only worth looking at when
// it shows what a machine really did.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Language } from '../../src/base/message';
import { Client } from '../../src/client/client';
import { Session } from '../../src/client/session';
import { startProcess } from '../../src/platform/node/streams';
import type { PictureMark } from '../../src/protocol/picture';
import { framedTransport } from '../../src/protocol/transport';
import type { Pane, ToRoom } from '../../src/views/room-messages';
import { mark, paneTelling, pictureOf, type Ask } from '../../src/views/room-telling';
import { tower } from '../debugger/layers';
import { lineOf } from './lines';

export const PANES: readonly Pane[] = ['stack', 'layers', 'memory', 'time'];

/** What the room is told, one message after the other, while it shows a pane. */
export type Telling = Readonly<Record<Pane, readonly ToRoom[]>>;

/** Long names in two scripts, large numbers, a deep recursion, and many locals and operands. */
const CROWDED = `memory 65536
func the_distance_between_two_places_on_the_map (latitude_of_the_first_place: f64, 두_번째_장소의_위도: f64, depth: i32) -> f64
  local smallest: i32, hundredth: f64, tiny: f64, a: i32, b: i32, c: i32, d: i32
  -2147483648 set smallest
  -1.2345678901234567e-300 set tiny
  1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18
  get depth jumpz bottom
  get latitude_of_the_first_place 10.0 fmul get 두_번째_장소의_위도 get depth 1 sub call the_distance_between_two_places_on_the_map
  drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop
  1.5 ret
bottom:
  drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop drop
  get latitude_of_the_first_place 1.7976931348623157e+308 fadd ret
end
entry func main
  1.7976931348623157e+300 -0.0000012345678901234567 40 call the_distance_between_two_places_on_the_map drop ret
end
`;

/** A program that stops where something is to be seen. */
interface Subject {
  readonly program: string;
  readonly launch?: object;
  readonly breakpoint?: { readonly file: string; readonly line: number };
  /** What happens after the first stop. */
  readonly go?: (session: Session) => Promise<unknown>;
  /** Then one instruction more, so that the room sees what that changed. */
  readonly step?: true;
}

const example = (...path: string[]): string => resolve('examples', ...path);
const lab = (file: string): string => example('labs', '03-type-1', file);

/** Goes on until an instruction is next. */
async function stepUntil(session: Session, instruction: string): Promise<void> {
  const ask = askOf(session);
  while ((await pictureOf(ask, session.threadId)).next.instruction !== instruction) await step(session);
}

function step(session: Session): Promise<void> {
  return travel(session, 'strata/step', { threadId: session.threadId });
}

async function travel(session: Session, command: 'strata/step' | 'strata/goTo', given: object): Promise<void> {
  const halted = session.halted();
  await askOf(session)(command, given);
  await halted;
}

/** Goes from the end of a run back to a part of it. */
async function goBackTo(part: number, session: Session): Promise<void> {
  await session.continue();
  const { end } = await pictureOf(askOf(session), session.threadId);
  await travel(session, 'strata/goTo', { steps: Math.round(end * part) });
}

/** Changes a local in the past, so that the run has two branches. */
async function branch(session: Session): Promise<void> {
  await goBackTo(0.5, session);
  const main = (await session.stack()).at(-1)!, locals = (await session.scopes(main.id)).find(({ presentationHint }) => presentationHint === 'locals')!;
  await session.client.request('setVariable', { variablesReference: locals.variablesReference, name: 'n', value: '60' });
  await session.continue();
}

function subjectsIn(folder: string): Readonly<Record<string, Subject>> {
  const exits = example('systems', 'type1', 'exits.sasm');
  return {
    beginning: { program: example('factorial.sasm') },
    recursion: { program: example('factorial.sasm'), go: (session) => stepUntil(session, 'mul'), step: true },
    crowded: { program: join(folder, 'crowded.sasm'), breakpoint: { file: join(folder, 'crowded.sasm'), line: lineOf(join(folder, 'crowded.sasm'), /^bottom:/) + 1 }, step: true },
    trap: { program: example('trap.sasm'), go: (session) => session.continue() },
    lab: {
      program: lab('lab.sasm'), launch: { inputFile: lab('session.txt'), allowRoots: [resolve('examples')] },
      breakpoint: { file: exits, line: lineOf(exits, /^func process_exit/) + 1 }, step: true,
    },
    tower: { program: join(folder, 'level0.sasm'), breakpoint: { file: join(folder, 'process.sasm'), line: 2 } },
    branches: { program: example('sieve.sasm'), go: branch },
    long: { program: example('mandelbrot.sasm'), go: (session) => goBackTo(0.7, session), step: true },
    guests: {
      program: lab('lab.sasm'), launch: { inputFile: lab('session.txt'), allowRoots: [resolve('examples')] }, go: (session) => goBackTo(0.7, session), step: true,
    },
  };
}

function askOf({ client }: Session): Ask {
  return async (command, given) => {
    const response = await client.ask(command, given);
    if (!response.success) throw new Error(`${command}: ${JSON.stringify(response)}`);
    return response.body;
  };
}

async function tellingOf({ program, launch = {}, breakpoint, go, step: more }: Subject, language: Language): Promise<Telling> {
  const adapter = startProcess(process.execPath, [resolve('dist', 'adapter.js')]);
  const client = new Client(framedTransport(adapter.stream)), marks: PictureMark[] = [];
  try {
    const session = await Session.start(client, {
      launch: { program, stopOnEntry: breakpoint === undefined, stopOnExit: true, ...launch } as object, client: { locale: language },
      ...(breakpoint === undefined ? {} : { breakpoints: [{ source: { path: breakpoint.file }, breakpoints: [{ line: breakpoint.line }] }] }),
    });
    const note = async (reason: string): Promise<ToRoom> => {
      const body = await pictureOf(askOf(session), session.threadId);
      // What was written lately is what was written since the memory was last asked for.
      await paneTelling(askOf(session), 'memory', marks);
      mark(marks, { branch: body.branch, steps: body.steps, reason });
      return { kind: 'picture', body, reason };
    };
    const halt = await session.halted(), reason = halt.kind === 'stopped' ? halt.body.reason : '';
    const first = await note(reason);
    await go?.(session);
    const before = go === undefined ? first : await note('pause');
    if (more) await step(session);
    const now = more ? await note('step') : before;
    const told: Partial<Record<Pane, readonly ToRoom[]>> = {};
    for (const pane of PANES) told[pane] = [before, ...await paneTelling(askOf(session), pane, marks), now];
    await session.disconnect();
    return told as Telling;
  } finally {
    adapter.stream.end();
  }
}

/** All that is worth looking at, by names. */
export async function tellings(language: Language): Promise<ReadonlyMap<string, Telling>> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-states-'));
  const always = (...told: ToRoom[]): Telling => ({ stack: told, layers: told, memory: told, time: told });
  const found = new Map([['nothing', always({ kind: 'nothing' })], ['running', always({ kind: 'running' })]]);
  try {
    for (const [name, text] of Object.entries({ 'crowded.sasm': CROWDED, ...tower(3, 'memory 4096\nentry func main\n  1 sys print\n  ret\nend\n') })) writeFileSync(join(folder, name), text);
    for (const [name, subject] of Object.entries(subjectsIn(folder))) found.set(name, await tellingOf(subject, language));
    // A run that goes on leaves the last picture.
    const { stack, layers, memory, time } = found.get('guests')!, on: ToRoom = { kind: 'running' };
    found.set('on', { stack: [...stack, on], layers: [...layers, on], memory: [...memory, on], time: [...time, on] });
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
