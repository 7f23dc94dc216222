// Where values come from: what a tree names gives the value again, and each of its steps is one that a fresh run takes.
import * as assert from 'node:assert/strict';
import { compiler } from '../../src/compiler/engine';
import { finish } from '../../src/base/steps';
import { origin, type OriginNode, type OriginPlace } from '../../src/history/provenance';
import { Timeline } from '../../src/history/timeline';
import { INSTRUCTIONS, Op } from '../../src/isa/instructions';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { framesOf, localTypes, operandTypes } from '../../src/machine/walk';
import { imageOf, randomFor, sampleOf, type Sample } from '../engines/sample';
import { allNodes, Evaluation } from './evaluate';

const SEEDS = 40, STEPS_MAX = 5000, PURPOSE = 41, PLACES = 6;
const LIMITS = { nodes: 1e6, steps: 1e9 };

/** What a node says of the run, to be held against a fresh one. */
interface Claim {
  /** The count of steps after the one that made it. */
  readonly moment: number;
  readonly node: OriginNode;
}

/** Takes a fresh machine through a run step by step and holds every claim against it: who acted, and what lay where afterwards. */
function testClaims(machine: Machine, claims: Claim[]): void {
  claims.sort((a, b) => a.moment - b.moment);
  let acted = '';
  for (const { moment, node } of claims) {
    while (machine.steps < moment) acted = stepOf(machine);
    const { site, spot, bytes, steps } = node;
    if (site !== undefined) assert.equal(`${site.context}:${site.pc}`, acted, `step ${steps}`);
    if (spot.kind === 'answer') continue;
    const start = spot.kind === 'slot' ? spot.word * 4 : spot.start;
    assert.deepEqual([...machine.store.u8.slice(start, start + bytes.length)], [...bytes], `${node.kind} at ${start} after ${moment} steps`);
  }
}

/** The context and address of code of the instruction that the next step is. */
function stepOf(machine: Machine): string {
  const { current, steps } = machine, { retired, pc } = current;
  while (machine.steps === steps) machine.run(1, 1e6);
  const isBack = current.retired === retired && !machine.chain.includes(current);
  return isBack ? `${machine.current.id}:${machine.current.pc - 1}` : `${current.id}:${pc}`;
}

/** Some of the values that a machine holds now. */
function somePlaces(machine: Machine, pick: (count: number) => number): OriginPlace[] {
  const slots: OriginPlace[] = [];
  for (const context of machine.root.downward()) {
    for (const frame of framesOf(machine.store, context)) {
      const add = (kind: 'local' | 'operand', count: number): void => {
        for (let index = 0; index < count; index++) slots.push({ kind, context: context.id, depth: frame.depth, index });
      };
      add('local', localTypes(context, frame.fn).length);
      add('operand', operandTypes(context, frame).length);
    }
  }
  const memory = Array.from({ length: 2 }, (): OriginPlace => (
    { kind: 'memory', address: pick(Math.max(1, Math.min(600, machine.store.physicalBytes - 16))), size: 1 + pick(12) }));
  return [...Array.from({ length: Math.min(PLACES, slots.length) }, () => slots[pick(slots.length)]), ...memory];
}

/** What a leaf says of itself that can be tested without believing it. */
function testLeaf({ kind, site, sources }: OriginNode): void {
  const op = site === undefined ? undefined : site.word & 0xff;
  if (kind === 'input') assert.ok([Op.in_, Op.ins, Op.sys].includes(op as Op), `an input by ${op}`);
  if (kind === 'machine') assert.ok(Object.values(INSTRUCTIONS).some(({ code, privileged }) => privileged && code === op as Op), `${op} asks the machine`);
  if (kind === 'instruction') assert.ok(sources.length > 0, 'operands');
}

class Tally {
  readonly kinds = new Map<string, number>();

  add({ kind, site }: OriginNode): void {
    const op = site === undefined ? '' : Object.entries(INSTRUCTIONS).find(([, { code }]) => code === (site.word & 0xff))?.[0] ?? '';
    for (const name of [kind, `${kind} ${op}`]) this.kinds.set(name, (this.kinds.get(name) ?? 0) + 1);
  }
}

function tryPlace(timeline: Timeline, at: number, place: OriginPlace, claims: Claim[], tally: Tally): void {
  finish(timeline.goTo(at));
  const root = finish(origin(timeline, place, LIMITS));
  for (const node of allNodes(root)) {
    tally.add(node);
    testLeaf(node);
    claims.push({ moment: node.site === undefined ? node.steps : node.steps + 1, node });
    for (const { node: source } of node.sources) assert.ok(source !== undefined && source.steps <= node.steps, 'sources come before');
  }
  const found = new Evaluation().of(root);
  if (root.type === 'f64') assert.ok(Object.is(new Float64Array(found.slice().buffer)[0], new Float64Array(root.bytes.slice().buffer)[0]));
  else assert.deepEqual([...found], [...root.bytes]);
}

function fresh(sample: Sample, engine: EngineMaker): Machine {
  return new Machine(imageOf(sample), { ...sample.options, engine });
}

function recorded(sample: Sample, engine: EngineMaker): Timeline {
  const timeline = new Timeline(fresh(sample, engine), { bytes: 1e8, interval: 500 });
  while (timeline.machine.steps < STEPS_MAX) {
    const { kind } = timeline.run(STEPS_MAX - timeline.machine.steps, 1e9);
    if (kind === 'ended' || kind === 'input') break;
  }
  return timeline;
}

function trySeed(seed: number, engine: EngineMaker, tally: Tally): void {
  const sample = sampleOf(seed, []), random = randomFor(seed, PURPOSE);
  const timeline = recorded(sample, engine), { machine, branch } = timeline;
  const claims: Claim[] = [];
  for (let i = 0; i < 3; i++) {
    const at = random.below(branch.end + 1);
    finish(timeline.goTo(at));
    for (const place of somePlaces(machine, (count) => random.below(count))) tryPlace(timeline, at, place, claims, tally);
  }
  testClaims(fresh(sample, interpreter), claims);
}

describe('where a value came from', () => {
  for (const [name, engine] of Object.entries({ interpreter, compiler: compiler({ always: true }) })) {
    it(`the instructions that are named give the value again, ${name}`, () => {
      const tally = new Tally();
      for (let seed = 1; seed <= SEEDS; seed++) {
        try {
          trySeed(seed, engine, tally);
        } catch (error) {
          throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        }
      }
      for (const kind of ['instruction', 'constant', 'move', 'parent', 'input', 'machine', 'initial']) {
        assert.ok((tally.kinds.get(kind) ?? 0) > 0, `a tree with ${kind}`);
      }
      if (process.env.TALLY !== undefined) console.log([...tally.kinds].sort().map(([kind, count]) => `${kind}: ${count}`).join('\n'));
    });
  }
});
