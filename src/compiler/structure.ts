// Where compiled code goes on: the graph of blocks as nested blocks and loops of WebAssembly. Norman Ramsey, "Beyond
// Relooper: Recursive Translation of Unstructured Control Flow to Structured Control Flow" (ICFP 2022), with one
// change: what follows a loop stands behind it and not inside. A graph that cannot be nested goes through a dispatcher.
import type { Graph } from './graph';
import { NO_LABEL, type Labels } from './labels';
import { Type, Wasm, type Code } from './wasm';

/** Writes a block's instructions; at its end it says where to go on. */
export interface BlockWriter {
  readonly code: Code;
  makeLocal(type: Type): number;
  /**
   * Writes the block up to its end and calls one method of `ways`, or none where nothing follows. Where `leaveLoop` is
   * given, a block that is a loop by itself may be written several times in a row.
   */
  writeBlock(block: number, ways: Ways, leaveLoop?: LeaveLoop): void;
}

/** How a block goes on. Conditions and indices lie on the stack of WebAssembly. */
export interface Ways {
  goTo(block: number): void;
  /** To the first where the condition is not 0, else to the second. */
  branch(taken: number, next: number): void;
  /** To the block that the index counts, the last for all that are greater. */
  choose(blocks: readonly number[]): void;
}

/** Where a block that is a loop by itself goes on: away from it where the condition on the stack of WebAssembly holds, else behind this place. */
export type LeaveLoop = (block: number) => void;

/** Writes all blocks of a graph. */
export function writeGraph(graph: Graph, writer: BlockWriter, labels: Labels): void {
  if (graph.reducible) new Nest(graph, writer, labels).write();
  else dispatch(graph, writer, labels);
}

/** Nested blocks. Work is kept on a list and not on the stack of JavaScript: functions can nest deeper than that is. */
class Nest implements Ways {
  /** Blocks that need a label, placed behind the block that dominates them, or behind the loop that they follow. */
  private readonly behind: number[][] = [];
  private readonly afterLoop: number[][] = [];
  private readonly labelled: boolean[];
  /** What is to be done next, last first. */
  private readonly tasks: (() => void)[] = [];
  private writing = 0;
  /** The label of the first block; those of the others follow. */
  private readonly first: number;

  constructor(private readonly graph: Graph, private readonly writer: BlockWriter, private readonly labels: Labels) {
    this.first = labels.make(graph.blocks.length);
    this.labelled = Array.from(graph.entries, (entries) => entries > 1);
    for (const { successors } of graph.blocks) if (successors.length > 2) for (const to of successors) this.labelled[to] = true;
    for (let block = 1; block < graph.blocks.length; block++) this.place(block);
  }

  write(): void {
    this.tree(0);
    for (let task = this.tasks.pop(); task !== undefined; task = this.tasks.pop()) task();
  }

  private place(block: number): void {
    const above = this.graph.dominators[block];
    const loop = this.loopLeft(above, block);
    if (loop >= 0) {
      this.labelled[block] = true;
      (this.afterLoop[loop] ??= []).push(block);
    } else if (this.labelled[block]) (this.behind[above] ??= []).push(block);
  }

  /** The outermost loop that one block is in and the other is not. */
  private loopLeft(from: number, to: number): number {
    const { loops, outer } = this.graph;
    const around = new Set<number>();
    for (let loop = loops[to]; loop >= 0; loop = outer[loop]) around.add(loop);
    let left = -1;
    for (let loop = loops[from]; loop >= 0 && !around.has(loop); loop = outer[loop]) left = loop;
    return left;
  }

  /** Writes a block and all that it dominates. */
  private tree(block: number): void {
    const behind = this.behind[block] ?? [], afterLoop = this.afterLoop[block] ?? [];
    this.followedBy(afterLoop);
    if (this.graph.isHeader[block]) {
      this.labels.begin(Wasm.loop, this.first + block);
      this.tasks.push(() => this.labels.end());
    }
    this.followedBy(behind);
    this.tasks.push(() => {
      this.writing = block;
      this.writer.writeBlock(block, this, (to) => this.labels.branch(Wasm.br_if, this.first + to));
    });
  }

  /** Opens a label for each of these blocks, which stand behind what is opened and written next, in their order. */
  private followedBy(blocks: readonly number[]): void {
    for (let i = blocks.length - 1; i >= 0; i--) {
      const block = blocks[i];
      this.labels.begin(Wasm.block, this.first + block);
      this.tasks.push(() => {
        this.labels.end();
        this.tree(block);
      });
    }
  }

  /** Whether a way to the block is a branch to a label; else the block is written where the way begins. */
  private isBranch(block: number): boolean {
    return block <= this.writing || this.labelled[block];
  }

  goTo(block: number): void {
    if (this.isBranch(block)) this.labels.branch(Wasm.br, this.first + block);
    else this.tree(block);
  }

  branch(taken: number, next: number): void {
    if (this.isBranch(taken)) {
      this.labels.branch(Wasm.br_if, this.first + taken);
      this.goTo(next);
    } else if (this.isBranch(next)) {
      this.writer.code.op(Wasm.i32_eqz);
      this.labels.branch(Wasm.br_if, this.first + next);
      this.tree(taken);
    } else this.either(taken, next);
  }

  private either(taken: number, next: number): void {
    this.labels.begin(Wasm.if_, NO_LABEL);
    this.tasks.push(() => {
      this.labels.end();
      this.tree(next);
    });
    this.tree(taken);
  }

  choose(blocks: readonly number[]): void {
    if (blocks.length > 2) this.labels.table(blocks.map((block) => this.first + block));
    else if (blocks.length === 2) this.branch(blocks[1], blocks[0]);
    else {
      this.writer.code.op(Wasm.drop);
      this.goTo(blocks[0]);
    }
  }
}

/** One loop around all blocks, which a number tells where to go on. */
function dispatch(graph: Graph, writer: BlockWriter, labels: Labels): void {
  const { code } = writer;
  const state = writer.makeLocal(Type.i32);
  const first = labels.make(2 * graph.blocks.length + 1);
  const cases = first + graph.blocks.length;
  const again = cases + graph.blocks.length;
  const goTo = (block: number): void => {
    code.i32(block);
    code.set(state);
    labels.branch(Wasm.br, again);
  };
  const ways: Ways = {
    goTo,
    branch: (taken, next) => {
      labels.begin(Wasm.if_, NO_LABEL);
      goTo(taken);
      labels.end();
      goTo(next);
    },
    choose: (blocks) => {
      // Opened blocks see nothing of what lies on the stack of WebAssembly.
      code.set(state);
      for (const block of blocks) labels.begin(Wasm.block, cases + block);
      code.get(state);
      labels.table(blocks.map((block) => cases + block));
      for (const block of [...blocks].reverse()) {
        labels.end();
        goTo(block);
      }
    },
  };
  code.i32(0);
  code.set(state);
  labels.begin(Wasm.loop, again);
  for (let block = graph.blocks.length - 1; block >= 0; block--) labels.begin(Wasm.block, first + block);
  code.get(state);
  labels.table(graph.blocks.map((_, block) => first + block));
  for (let block = 0; block < graph.blocks.length; block++) {
    labels.end();
    writer.writeBlock(block, ways);
  }
  labels.end();
}
