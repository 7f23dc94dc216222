// What lines have left on the operand stack and how often they ran, of the past of recorded runs, against brute force: a fresh machine
// takes every step alone, or is counted from its beginning.
import { strict as assert } from 'node:assert';
import { Refusal } from '../../src/base/message';
import { finish } from '../../src/base/steps';
import { Random } from '../../src/base/random';
import { compiler } from '../../src/compiler/engine';
import { countsByFile, DebugSession, formatNumber, type FileCounts, type FrameRef } from '../../src/debugger';
import { SPAN_FIELDS, SpanField, type DebugInfo } from '../../src/image/debug';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import type { Machine } from '../../src/machine/machine';
import type { Program } from '../../src/machine/program';
import { machineHash } from '../../src/machine/state-hash';
import { framesOf, operandTypes, slotValue } from '../../src/machine/walk';
import { PROGRAMS } from './crowds';
import { INTERRUPTED } from './looks';
import { machineOf } from './sessions';

const ENGINES: Readonly<Record<string, EngineMaker>> = { interpreter, compiler: compiler({ always: true }) };
const STEPS = 2500;
const MOMENTS = 12;

/** Runs to a count of steps, or to where the program ends or waits. */
function runTo(machine: Machine, steps: number): void {
  while (machine.steps < steps) if (['ended', 'input'].includes(machine.run(steps - machine.steps, 1e9).kind)) return;
}

/** What the first program's image says of all that it embeds. */
function debugIn({ root: { program: { image: { debug } } } }: Machine): (program: Program) => DebugInfo | undefined {
  return ({ image: { identity } }) => debug.get(identity);
}

/** Lets a session go on until it stands still. */
function settle(debug: DebugSession): void {
  while (debug.state === 'running') debug.advance(1e6);
}

/** The lines that ran, whatever their order; a program that the run loads later is known to one who has seen that. */
function countsText(files: readonly FileCounts[]): string[] {
  return files.flatMap(({ source, lines }) => [...lines].filter(([, count]) => count > 0).map(([line, count]) => `${source.name}:${line} ${count}`)).sort();
}

interface Visit {
  readonly pc: number;
  readonly line: number;
  readonly retired: number;
  readonly steps: number;
  readonly operands: string;
}

/** Every time that a frame came to an instruction in its present call, seen by a machine that stands at each moment. */
function visits(machine: Machine, { context: id, depth }: FrameRef, now: Machine): Visit[] {
  const there = now.root.find(id) ?? assert.fail(), number = there.frames - depth;
  const [{ fn }] = [...framesOf(now.store, there)].slice(depth), { spans } = debugIn(now)(there.program) ?? assert.fail();
  let found: Visit[] = [];
  for (;;) {
    const context = machine.root.find(id);
    if (context === undefined || context.frames < number) found = [];
    else if (context.frames === number && context.fn === fn && context.completion === undefined && found.at(-1)?.retired !== context.retired) {
      const [frame] = framesOf(machine.store, context), { pc, retired } = context;
      const operands = operandTypes(context, frame).map((type, i) => formatNumber(type, slotValue(machine.store, frame.operands + i * 2, type))).join(' ');
      found.push({ pc, retired, line: spans[pc * SPAN_FIELDS + SpanField.line], steps: machine.steps, operands });
    }
    if (machine.steps >= now.steps) return found;
    machine.run(1, 1e9);
    machine.run(0, 0);
  }
}

/** The stack behind each line, the last time that it was left. */
function stacksOf(all: readonly Visit[]): Map<number, string> {
  const stacks = new Map<number, string>();
  all.forEach(({ line, pc }, i) => {
    const next = all.at(i + 1);
    if (next !== undefined && (next.line !== line || next.pc < pc)) stacks.set(line, next.operands);
  });
  return stacks;
}

describe('lines of the past', () => {
  for (const [title, texts] of Object.entries({ ...PROGRAMS, 'a child that is interrupted': INTERRUPTED })) {
    for (const [name, engine] of Object.entries(ENGINES)) {
      it(`have left what somebody sees who looks after every step, and ran as often as a counted run says: ${title}, ${name}`, () => {
        const random = new Random(7), machine = machineOf(texts, { engine });
        const debug = new DebugSession(machine, { history: { bytes: 1e8, interval: 300 }, stopOnExit: true });
        debug.continue();
        while (debug.state === 'running' && machine.steps < STEPS) debug.advance(500);
        debug.pause();
        let seen = 0;
        for (let moment = 0; moment < MOMENTS; moment++) {
          debug.goTo(1 + random.below(debug.position.end));
          settle(debug);
          const hash = machineHash(machine), fresh = machineOf(texts);
          fresh.observation.count(true);
          runTo(fresh, machine.steps);
          assert.deepEqual(countsText(finish(debug.lineCounts())), countsText(countsByFile(fresh, debugIn(fresh), false)));
          const context = random.pick([...machine.root.downward()]), frame = { context: context.id, depth: random.below(context.frames) };
          const wanted = stacksOf(visits(machineOf(texts), frame, machine)), found = finish(debug.lineStacks(frame));
          assert.deepEqual(new Map(found.map(({ line, operands }) => [line, operands.join(' ')])), wanted, `steps ${machine.steps}, ${JSON.stringify(frame)}`);
          assert.equal(machineHash(machine), hash);
          seen += wanted.size;
        }
        assert.ok(seen > MOMENTS, String(seen));
      });
    }
  }

  it('have no stacks where nothing is recorded', () => {
    const debug = new DebugSession(machineOf(PROGRAMS['a kernel and its process']));
    assert.deepEqual(finish(debug.lineStacks({ context: 1, depth: 0 })), []);
    assert.throws(() => finish(debug.lineCounts()), Refusal);
  });
});
