// Where values come from: what a tree names gives the value again, and each of its steps is one that a fresh run takes.
import * as assert from 'node:assert/strict';
import { compiler } from '../../src/compiler/engine';
import { finish } from '../../src/base/steps';
import { origin, originValue, type OriginNode, type OriginPlace } from '../../src/history/provenance';
import { Timeline } from '../../src/history/timeline';
import { INSTRUCTIONS, Op } from '../../src/isa/instructions';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { framesOf, localTypes, operandTypes } from '../../src/machine/walk';
import { machineOf } from '../debugger/sessions';
import { imageOf, randomFor, sampleOf, type Sample } from '../engines/sample';
import { allNodes, Evaluation } from './evaluate';

const SEEDS = 60, STEPS_MAX = 2500, PURPOSE = 41, PLACES = 6;
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

/** All nodes of a tree as texts, in order. */
function signature(root: OriginNode): string[] {
  return allNodes(root).map(({ kind, steps, spot, bytes }) => `${kind} ${steps} ${JSON.stringify(spot)} ${bytes.join(' ')}`).sort();
}

function tryPlace(timeline: Timeline, at: number, place: OriginPlace, claims: Claim[], tally: Tally, part: number): void {
  finish(timeline.goTo(at));
  const root = finish(origin(timeline, place, { ...LIMITS, part }));
  finish(timeline.goTo(at));
  const whole = finish(origin(timeline, place, { ...LIMITS, part: at + 1 }));
  assert.deepEqual(signature(root), signature(whole), 'leaps leave nothing out');
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
    for (const place of somePlaces(machine, (count) => random.below(count))) tryPlace(timeline, at, place, claims, tally, random.pick([1, 4, 30, 2000]));
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
    });
  }
});

/** A kernel that serves `sys 20`, which adds, to a process that stores what it gets. */
const KERNEL = `memory 65536
embed process
  memory 64
  data word at 8 = i32 5
  entry func main
    local f: f64
    word word load 37 sys 20 (i32 i32 -> i32) store
    2.5 sys 21 (f64 -> f64) set f
    break
    ret
  end
end
entry func main
  local c: i32
  process process.size image.load 4096 64 mode.user ctx.new set c
  get c -1 resume drop
  get c field.result get c field.operand0 ctx.get get c field.operand1 ctx.get add ctx.set drop
  get c -1 resume drop
  get c field.result get c field.operand0 ctx.getf fneg ctx.setf drop
  get c -1 resume drop
  0 sys exit
  ret
end
`;

function runToEnd(timeline: Timeline): void {
  while (timeline.run(Infinity, 1e6).kind !== 'ended');
}

/** The chain as a text: kind, mnemonic and value of each node, indented below what it went into. */
function text(node: OriginNode, indent = ''): string {
  const op = node.site === undefined ? '' : Object.entries(INSTRUCTIONS).find(([, { code }]) => code === ((node.site?.word ?? 0) & 0xff))?.[0] ?? '';
  const value = originValue(node) ?? `[${[...node.bytes].join(' ')}]`;
  const context = node.site === undefined ? '' : `#${node.site.context} `;
  const below = node.sources.map(({ node: source }) => (source === undefined ? `${indent}  ...\n` : text(source, `${indent}  `)));
  return `${indent}${context}${node.kind} ${op === '' ? '' : `${op} `}${value}\n${below.join('')}`;
}

/** A value that is set, and used after a long loop that writes other slots and bytes. */
const FAR = `memory 200000
data seed at 16 = i32 6
entry func main
  local a: i32, i: i32
  seed load 7 mul set a
  100000 16 8 copy
  100008 100000 70000 copy
  100000 set i
again:
  8 get i store8
  get i 1 sub tee i jumpnz again
  get a 100008 load add
  drop
  0 sys exit
  ret
end
`;

describe('where a value came from, by hand', () => {
  const childOf = (timeline: Timeline): OriginPlace => {
    const [, child] = [...timeline.machine.root.downward()];
    return { kind: 'memory', address: child.base + 8, size: 4 };
  };

  it('goes through the answer of a parent, and through the operands that the parent has read', () => {
    const timeline = new Timeline(machineOf(KERNEL), { bytes: 1e8 });
    runToEnd(timeline);
    const root = finish(origin(timeline, childOf(timeline), LIMITS));
    assert.equal(text(root), `place [42 0 0 0]
  #2 move store [42 0 0 0]
    #2 parent sys 42
      #1 move ctx.set 42
        #1 instruction add 42
          #1 move ctx.get 5
            #2 move load 5
              #1 initial ctx.new [5]
              initial [0 0 0]
          #1 move ctx.get 37
            #2 constant push 37
`);
    finish(timeline.goTo(timeline.branch.end));
    assert.equal(text(finish(origin(timeline, { kind: 'local', context: 2, depth: 0, index: 0 }, LIMITS))), `place -2.5
  #2 move set -2.5
    #2 parent sys -2.5
      #1 move ctx.setf -2.5
        #1 instruction fneg -2.5
          #1 move ctx.getf 2.5
            #2 constant push.f64 2.5
`);
  });

  it('goes far back, through copies in pieces, and is the tree of the moment at which it is asked', () => {
    const timeline = new Timeline(machineOf(FAR, { memory: 262_144 }), { bytes: 1e8 });
    runToEnd(timeline);
    const { end } = timeline.branch;
    const place: OriginPlace = { kind: 'operand', context: 1, depth: 0, index: 0 };
    // Before `drop`: the last steps are add, drop and push.
    finish(timeline.goTo(end - 2));
    assert.equal(text(finish(origin(timeline, place, LIMITS))), `place 48
  #1 instruction add 48
    #1 move get 42
      #1 move set 42
        #1 instruction mul 42
          #1 move load 6
            initial [6 0 0 0]
          #1 constant push 7
    #1 move load 6
      #1 move copy [6 0 0 0]
        #1 move copy [6 0 0 0]
          initial [6 0 0 0]
`);
    finish(timeline.goTo(end - 2));
    const near = finish(origin(timeline, place, { nodes: 100, steps: 50 }));
    assert.equal(text(near), 'place 48\n  #1 instruction add 48\n    #1 move get 42\n      ...\n    #1 move load 6\n      ...\n');
    finish(timeline.goTo(end - 2));
    assert.equal(allNodes(finish(origin(timeline, place, { nodes: 4, steps: 1e9 }))).length, 4);
  });

  it('ends where somebody changed something by hand', () => {
    const timeline = new Timeline(machineOf(FAR, { memory: 262_144 }), { bytes: 1e8 });
    runToEnd(timeline);
    finish(timeline.goTo(2));
    timeline.change({ kind: 'write', at: 17, bytes: Uint8Array.of(1) });
    timeline.run(20, 1e6);
    const { machine } = timeline;
    assert.equal(machine.store.i32[machine.root.fp], 7 * 6, 'the value had been loaded before');
    finish(timeline.goTo(1));
    timeline.change({ kind: 'write', at: 17, bytes: Uint8Array.of(1) });
    timeline.run(4, 1e6);
    assert.equal(text(finish(origin(timeline, { kind: 'local', context: 1, depth: 0, index: 0 }, LIMITS))), `place 1834
  #1 move set 1834
    #1 instruction mul 1834
      #1 move load 262
        edit [1]
        initial [6]
        initial [0 0]
      #1 constant push 7
`);
    finish(timeline.goTo(5));
    timeline.change({ kind: 'restart', context: 1, frame: 1 });
    assert.equal(text(finish(origin(timeline, { kind: 'local', context: 1, depth: 0, index: 0 }, LIMITS))), 'place 0\n  edit 0\n');
  });

  it('can be called off', () => {
    const timeline = new Timeline(machineOf(FAR, { memory: 262_144 }), { bytes: 1e8 });
    runToEnd(timeline);
    finish(timeline.goTo(timeline.branch.end - 2));
    const job = origin(timeline, { kind: 'operand', context: 1, depth: 0, index: 0 }, LIMITS);
    job.next();
    job.return(undefined as never);
    finish(timeline.goTo(timeline.branch.end));
    assert.equal(timeline.machine.steps, timeline.branch.end);
  });
});
