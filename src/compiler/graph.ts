// The control flow of one function, from a root that need not be its start: basic blocks, dominators, loops.
//
// Dominators: Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
import { defined } from '../base/assert';
import { opcodeOf } from '../isa/encoding';
import { instructionOf, Op, type Flow } from '../isa/instructions';

/** How an instruction ends a block; `exit`: compiled code leaves there; `next`: it does not end one. */
export type Ending = Flow | 'call' | 'exit';

function endingOf(code: number): Ending {
  const row = instructionOf(code);
  if (row === undefined) return 'next';
  if (code === Op.call || code === Op.call_table) return 'call';
  return row.privileged || code === Op.sys || code === Op.break_ || code === Op.unreachable ? 'exit' : row.flow;
}

const ENDINGS: readonly Ending[] = Array.from({ length: 256 }, (_, code) => endingOf(code));

/** How the word ends a block. */
export function ending(word: number): Ending {
  return ENDINGS[opcodeOf(word)];
}

/** Instructions without a way in or out between them. */
export interface Block {
  /** Addresses of code: the first instruction, and the one after the last; the same in a block that is only a place to go to. */
  readonly start: number;
  readonly end: number;
  /** Whether an observer stops before `end`, so that the block leaves there. */
  readonly stops: boolean;
  /** Numbers of blocks: where a branch goes when it is not taken comes first; the labels of a `switch` in their order. */
  readonly successors: readonly number[];
}

/** Blocks in reverse postorder: the root is number 0, and only ways that go back lead to a smaller number. */
export interface Graph {
  readonly blocks: readonly Block[];
  /** For each block its immediate dominator; the root's is itself. */
  readonly dominators: Int32Array;
  /** How many ways lead to a block from blocks with a smaller number. */
  readonly entries: Int32Array;
  /** For each block whether a way goes back to it, and whether that is its own only. */
  readonly isHeader: readonly boolean[];
  readonly isOwnLoop: readonly boolean[];
  /** For each block the header of the innermost loop that it is in, itself where it is one; -1: in none. */
  readonly loops: Int32Array;
  /** For each header the header of the loop around its loop, or -1. */
  readonly outer: Int32Array;
  /** Whether every way back leads to a block that dominates where it comes from. */
  readonly reducible: boolean;
}

/** A function's words. */
export interface Source {
  readonly code: Int32Array;
  /** Addresses of code: the function's first word, and how many it has. */
  readonly start: number;
  readonly length: number;
  /** Whether an observer stops before the word at this address. */
  stopsAt(address: number): boolean;
}

/** Addresses at which blocks begin that follow a branch, a call or an instruction that compiled code leaves to others, or that jumps lead to. */
export function leadersOf(source: Source): Set<number> {
  const { code, start, length } = source;
  const leaders = new Set([start]);
  for (let address = start; address < start + length; address++) {
    if (ending(code[address]) === 'next') continue;
    leaders.add(address + 1);
    for (const target of targetsOf(code, address)) leaders.add(target);
  }
  return leaders;
}

/**
 * The graph of what can be reached from the word at `root` without leaving the function. A block that is a loop by itself and
 * the head of a larger one, too, gets an empty block before it, for the larger loop: so the inner one stays a loop by itself.
 */
export function graphOf(source: Source, root: number): Graph {
  const found = findBlocks(source, root);
  const graph = graphFrom(found, root);
  const heads = graph.blocks.filter(({ successors }, block) => successors.includes(block) && !graph.isOwnLoop[block]);
  if (heads.length === 0) return graph;
  const entrances = new Map(heads.map(({ start }) => [start, entranceOf(start)]));
  const enter = (target: number): number => entrances.get(target) ?? target;
  const apart = new Map([...found].map(([start, block]) => [start, { ...block, targets: block.targets.map((to) => to === start ? to : enter(to)) }]));
  for (const [start, entrance] of entrances) apart.set(entrance, { start, end: start, stops: false, targets: [start] });
  return graphFrom(apart, enter(root));
}

/** The name of the empty block before the one at an address. */
function entranceOf(start: number): number {
  return -1 - start;
}

function graphFrom(found: ReadonlyMap<number, Found>, root: number): Graph {
  const blocks = inReversePostorder(found, root);
  const predecessors = predecessorsOf(blocks);
  const dominators = dominatorsOf(predecessors);
  const entries = new Int32Array(blocks.length);
  const isHeader = new Array<boolean>(blocks.length).fill(false);
  const isOwnLoop = predecessors.map((each, block) => each.filter((from) => from >= block).join() === String(block));
  let reducible = true;
  blocks.forEach(({ successors }, from) => {
    for (const to of successors) {
      if (to > from) entries[to]++;
      else {
        isHeader[to] = true;
        reducible &&= dominates(dominators, to, from);
      }
    }
  });
  return { blocks, dominators, entries, isHeader, isOwnLoop, ...loopsOf(predecessors, isHeader, reducible), reducible };
}

/** Addresses that the word at `address` may lead to inside the function. */
function targetsOf(code: Int32Array, address: number): number[] {
  const word = code[address];
  switch (ending(word)) {
    case 'jump': return [word >>> 8];
    case 'branch': return [address + 1, word >>> 8];
    case 'switch': return Array.from({ length: (word >>> 8) + 1 }, (_, i) => code[address + 1 + i] >>> 8);
    case 'call': case 'next': return [address + 1];
    default: return [];
  }
}

/** What is known of a word while blocks are looked for. */
const enum Mark { visited = 1, leader = 2 }

/** Marks of the function's words: where blocks begin, and what can be reached. */
function marksOf(source: Source, root: number): Uint8Array {
  const { code, start } = source;
  const marks = new Uint8Array(source.length);
  const pending = [root];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    marks[at - start] |= Mark.leader;
    while ((marks[at - start] & Mark.visited) === 0) {
      marks[at - start] |= Mark.visited;
      if (source.stopsAt(at)) break;
      if (ending(code[at]) !== 'next') {
        for (const target of targetsOf(code, at)) {
          marks[target - start] |= Mark.leader;
          pending.push(target);
        }
        break;
      }
      at++;
    }
  }
  return marks;
}

/** A block before its successors have numbers. */
interface Found extends Omit<Block, 'successors'> {
  readonly targets: readonly number[];
}

/** Blocks by their names, which are their first addresses. */
function findBlocks(source: Source, root: number): Map<number, Found> {
  const marks = marksOf(source, root);
  const blocks = new Map<number, Found>();
  marks.forEach((mark, i) => {
    if (mark === (Mark.leader | Mark.visited)) blocks.set(source.start + i, findBlock(source, marks, source.start + i));
  });
  return blocks;
}

function findBlock(source: Source, marks: Uint8Array, first: number): Found {
  for (let at = first; ; at++) {
    if (source.stopsAt(at)) return { start: first, end: at, stops: true, targets: [] };
    if (ending(source.code[at]) !== 'next') return { start: first, end: at + 1, stops: false, targets: targetsOf(source.code, at) };
    if ((marks[at + 1 - source.start] & Mark.leader) !== 0) return { start: first, end: at + 1, stops: false, targets: [at + 1] };
  }
}

function inReversePostorder(found: ReadonlyMap<number, Found>, root: number): Block[] {
  const blockOf = (name: number): Found => defined(found.get(name), 'a block that is reached');
  const order: number[] = [];
  const seen = new Set([root]);
  const way = [{ name: root, next: 0 }];
  while (way.length > 0) {
    const at = way[way.length - 1];
    const { targets } = blockOf(at.name);
    if (at.next === targets.length) {
      order.push(at.name);
      way.pop();
      continue;
    }
    const target = targets[at.next++];
    if (seen.has(target)) continue;
    seen.add(target);
    way.push({ name: target, next: 0 });
  }
  order.reverse();
  const numbers = new Map(order.map((name, i) => [name, i]));
  return order.map((name) => {
    const { targets, ...block } = blockOf(name);
    return { ...block, successors: targets.map((target) => defined(numbers.get(target), 'a numbered block')) };
  });
}

function predecessorsOf(blocks: readonly Block[]): number[][] {
  const predecessors: number[][] = blocks.map(() => []);
  blocks.forEach(({ successors }, from) => {
    for (const to of successors) predecessors[to].push(from);
  });
  return predecessors;
}

function dominatorsOf(predecessors: readonly (readonly number[])[]): Int32Array {
  const dominators = new Int32Array(predecessors.length).fill(-1);
  dominators[0] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (let block = 1; block < predecessors.length; block++) {
      let common = -1;
      for (const from of predecessors[block]) {
        if (dominators[from] >= 0) common = common < 0 ? from : meet(dominators, common, from);
      }
      if (dominators[block] !== common) {
        dominators[block] = common;
        changed = true;
      }
    }
  }
  return dominators;
}

/** The nearest block that dominates both. */
function meet(dominators: Int32Array, first: number, second: number): number {
  let a = first, b = second;
  while (a !== b) {
    while (a > b) a = dominators[a];
    while (b > a) b = dominators[b];
  }
  return a;
}

/** Whether each way from the root to `block` leads through `above`. */
function dominates(dominators: Int32Array, above: number, block: number): boolean {
  let at = block;
  while (at > above) at = dominators[at];
  return at === above;
}

/** The loops of a reducible graph: from each header, inner ones first, back along the ways that lead to its ways back. */
function loopsOf(predecessors: readonly (readonly number[])[], isHeader: readonly boolean[], reducible: boolean): Pick<Graph, 'loops' | 'outer'> {
  const loops = new Int32Array(isHeader.length).fill(-1);
  const outer = new Int32Array(isHeader.length).fill(-1);
  for (let header = isHeader.length - 1; reducible && header >= 0; header--) {
    if (!isHeader[header]) continue;
    const pending = predecessors[header].filter((from) => from >= header);
    loops[header] = header;
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (loops[at] < 0) {
        loops[at] = header;
        pending.push(...predecessors[at]);
        continue;
      }
      // The block is in a loop that is known: all of that is inside this one; go on from the outermost one's header.
      let inner = loops[at];
      while (outer[inner] >= 0 && inner !== header) inner = outer[inner];
      if (inner === header) continue;
      outer[inner] = header;
      pending.push(...predecessors[inner].filter((from) => from < inner));
    }
  }
  return { loops, outer };
}
