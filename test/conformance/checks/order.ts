// Checks of the order in which a session goes: start, stops, steps, end.
import { type Check, expect, NotApplicable } from '../check';
import { bodyOf } from '../conversation';
import type { Body, Session } from '../session';

/** What a program does that runs: it must not before the end of the configuration. */
const SIGNS_OF_LIFE = ['stopped', 'exited', 'terminated'];

/** Sends a request and checks that its answer comes before the event `stopped` that it leads to. */
async function answersBeforeStop(session: Session, command: string): Promise<void> {
  const { entry, success, text } = await session.go(command);
  expect(success, `\`${command}\` was refused: ${text}`, entry);
  const halt = await session.halt();
  expect(halt.message.event === 'stopped', `the program ended after \`${command}\``, halt);
  expect(entry.index < halt.index, `\`stopped\` came before the answer to \`${command}\``, halt, entry);
}

export const ORDER_CHECKS: readonly Check[] = [
  {
    name: 'start', basis: 'protocol',
    explains: '`initialize`, `launch`, `initialized`, breakpoints, `configurationDone`: each is answered, and the program runs to its first breakpoint.',
    run: async (kit) => {
      const { program } = kit.description;
      const session = await kit.started({ breakpoints: [{ line: program.line }] });
      const { reason } = await session.stop();
      expect(reason === 'breakpoint', `the reason of the first stop is \`${String(reason)}\``, session.events(['stopped'])[0]);
      const { line } = await session.top();
      expect(line === program.line, `the program stands in line ${String(line)} instead of ${program.line}`);
    },
  },
  {
    name: 'capabilities-announced', basis: 'kit',
    explains: 'The answer to `initialize` announces what the description says it must.',
    run: async (kit) => {
      const session = await kit.initialized();
      const { capabilities } = session;
      const missing = (kit.description.capabilities ?? []).filter((name) => capabilities[name] === undefined || capabilities[name] === false);
      expect(missing.length === 0, `not announced: ${missing.join(', ')}`);
    },
  },
  {
    name: 'configuration', basis: 'protocol',
    explains: 'The program does not begin before `configurationDone`, however many requests come before it.',
    run: async (kit) => {
      const { program } = kit.description;
      const session = await kit.initialized();
      if (!session.has('supportsConfigurationDoneRequest')) throw new NotApplicable('there is no `configurationDone`');
      const launched = await session.launch(program);
      await session.setBreakpoints(program, [{ line: program.line }]);
      await session.setBreakpoints(program, []);
      await session.setBreakpoints(program, [{ line: program.loop.line }]);
      const early = session.events(SIGNS_OF_LIFE)[0];
      expect(early === undefined, 'the program ran before `configurationDone`', early);
      await session.configure(program, launched, {});
      await session.stop();
      const { line } = await session.top();
      expect(line === program.loop.line, 'the last of several `setBreakpoints` counts');
    },
  },
  {
    name: 'stop-names-thread', basis: 'protocol',
    explains: 'A stop names a thread that `threads` knows, and the breakpoint that was hit by the number it was given.',
    run: async (kit) => {
      let ids: unknown[] = [];
      const { program } = kit.description;
      const session = await kit.started({ more: async (one) => {
        ids = (await one.setBreakpoints(program, [{ line: program.line }])).map(({ id }) => id);
      } });
      const { threadId, hitBreakpointIds = ids } = await session.stop();
      expect((await session.threads()).includes(threadId as number), `\`threads\` does not know ${String(threadId)}`);
      const known = Array.isArray(hitBreakpointIds) && hitBreakpointIds.some((id) => ids.includes(id));
      expect(known, `none of ${JSON.stringify(hitBreakpointIds)} was set`);
    },
  },
  {
    name: 'breakpoint-each-time', basis: 'protocol',
    explains: 'A breakpoint in a loop stops once in each round, and the program then ends.',
    run: async (kit) => {
      const { loop } = kit.description.program;
      const session = await kit.inLoop();
      for (let round = 0; round < loop.rounds; round++) {
        const { variable } = await session.counter();
        expect(variable.value === String(round), `\`${loop.variable}\` is ${String(variable.value)} in round ${round}`);
        const { success } = await session.go('continue');
        expect(success, '`continue` was refused');
        if (round + 1 < loop.rounds) await session.stop();
      }
      await session.end();
    },
  },
  {
    name: 'breakpoints-replaced', basis: 'protocol',
    explains: '`setBreakpoints` replaces all breakpoints of a source: with none, the program runs to its end.',
    run: async (kit) => {
      const session = await kit.inLoop();
      expect((await session.setBreakpoints(kit.description.program, [])).length === 0, 'no breakpoint is left');
      await session.go('continue');
      await session.end();
    },
  },
  {
    name: 'step-answered-first', basis: 'protocol',
    explains: '`next`, `stepIn` and `stepOut` are answered before the event `stopped`, whose reason is `step`.',
    run: async (kit) => {
      const session = await kit.inLoop();
      await session.setBreakpoints(kit.description.program, []);
      await answersBeforeStop(session, 'next');
      const reason = bodyOf(session.events(['stopped'])[1].message).reason;
      expect(reason === 'step', `the reason is \`${String(reason)}\``, session.events(['stopped'])[1]);
    },
  },
  {
    name: 'steps-go-in-and-out', basis: 'protocol',
    explains: '`stepIn` reaches the function that the line calls, one frame deeper, and `stepOut` comes back.',
    run: async (kit) => {
      const session = await kit.inLoop();
      await session.setBreakpoints(kit.description.program, []);
      const depth = (await session.frames()).length;
      const inside = async (): Promise<boolean> => (await session.frames()).length > depth;
      // A line may do something before it calls.
      for (let steps = 0; steps < 10 && !await inside(); steps++) await answersBeforeStop(session, 'stepIn');
      const { name } = await session.top();
      expect(await inside() && String(name).includes(kit.description.program.function), `\`stepIn\` leads to \`${String(name)}\``);
      await answersBeforeStop(session, 'stepOut');
      expect((await session.frames()).length === depth, '`stepOut` comes back to the caller');
    },
  },
  {
    name: 'pause-answered-first', basis: 'protocol',
    explains: '`pause` stops a running program; it is answered before the event `stopped`.',
    run: async (kit) => {
      const session = await kit.running();
      await answersBeforeStop(session, 'pause');
      expect((await session.frames()).length > 0, 'there are frames after a pause');
    },
  },
  {
    name: 'end', basis: 'protocol',
    explains: 'A program that ends by itself: its output, `exited` with its code, and `terminated` once.',
    run: async (kit) => {
      const { output, exitCode } = kit.description.program;
      const session = await kit.ended();
      const exited = await session.event(['exited']);
      expect(bodyOf(exited.message).exitCode === exitCode, `the exit code is not ${exitCode}`, exited);
      const printed = (): Body[] => session.events(['output']).map(({ message }) => bodyOf(message)).filter(({ category }) => category === 'stdout');
      const said = (): string => printed().map((body) => String(body.output)).join('');
      await session.until(`the output \`${output}\``, () => (said().includes(output) ? true : undefined));
    },
  },
];
