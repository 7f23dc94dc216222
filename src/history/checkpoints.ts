// Checkpoints: moments of a run to which a machine can be put back at once. Each has a snapshot and the pages of physical memory
// that were written since the one before it, so they form a tree: branches of a run share what they have in common. The last
// content of a page on the way from the root to a checkpoint is what the page holds there.
//
// How many there may be is known here, which of them go is the timeline's part.
import { assert, defined } from '../base/assert';
import type { Machine } from '../machine/machine';
import { restoreSnapshot, snapshotBytes, takeSnapshot, type Snapshot } from '../machine/snapshot';
import { PAGE_BYTES, PHYSICAL_START } from '../machine/store';
import { CHECKPOINTS_MAX } from './limits';

/** What a kept page costs beside its bytes. */
const PAGE_OVERHEAD_BYTES = 120;

export interface Checkpoint {
  readonly snapshot: Snapshot;
  /** How many {@link Edit}s of its branch lie before it. */
  readonly edits: number;
  /** By number of the page. */
  readonly pages: Map<number, Uint8Array>;
  parent: Checkpoint | undefined;
}

export class Checkpoints {
  /** The moment at which the machine's memory was what it is, but for the pages written since. */
  private base: Checkpoint;
  private readonly all: Checkpoint[];
  readonly first: Checkpoint;
  /** Bytes of the host that all take, about. */
  bytes = 0;

  /** @param machine one that has not run yet; its writes are noted from now on */
  constructor(private readonly machine: Machine, private readonly bytesMax: number) {
    machine.observation.record(true);
    this.first = this.base = this.make(undefined, imagePages(machine), 0);
    this.all = [this.first];
  }

  get count(): number {
    return this.all.length;
  }

  private make(parent: Checkpoint | undefined, pages: readonly number[], edits: number): Checkpoint {
    const checkpoint = { snapshot: takeSnapshot(this.machine), edits, pages: new Map(pages.map((page) => [page, this.page(page).slice()])), parent };
    this.bytes += bytesOf(checkpoint);
    return checkpoint;
  }

  /** The bytes of a page as they are now, not a copy. */
  private page(page: number): Uint8Array {
    const { store } = this.machine;
    const end = Math.min((page + 1) * PAGE_BYTES, store.physicalBytes);
    return store.u8.subarray(PHYSICAL_START + page * PAGE_BYTES, PHYSICAL_START + end);
  }

  /** Makes a checkpoint of now. What follows the last one on the way stays behind this one. */
  take(edits: number): Checkpoint {
    const checkpoint = this.make(this.base, this.machine.observation.takeWritten(), edits);
    this.all.push(checkpoint);
    this.base = checkpoint;
    return checkpoint;
  }

  /** Lets a checkpoint that was made before come behind one that lies between it and its parent. */
  insert(checkpoint: Checkpoint, next: Checkpoint): void {
    assert(next.parent === checkpoint.parent, 'a checkpoint on the way');
    // Where a page has one content before and after, it is found at `next`, which has all that changed since its old parent.
    next.parent = checkpoint;
  }

  /** Puts the machine back to a checkpoint. */
  restore(target: Checkpoint): void {
    const pages = new Set(this.machine.observation.takeWritten());
    const common = commonOf(this.base, target);
    for (const from of [this.base, target]) {
      for (let at = from; at !== common; at = defined(at.parent, 'the way to what both share')) for (const page of at.pages.keys()) pages.add(page);
    }
    for (const page of pages) this.restorePage(target, page);
    restoreSnapshot(this.machine, target.snapshot);
    this.base = target;
  }

  private restorePage(target: Checkpoint, page: number): void {
    let at: Checkpoint | undefined = target;
    while (at !== undefined && !at.pages.has(page)) at = at.parent;
    const bytes = at?.pages.get(page);
    if (bytes === undefined) this.page(page).fill(0);
    else this.page(page).set(bytes);
  }

  /** Whether some must go. */
  get tooMany(): boolean {
    return this.bytes > this.bytesMax || this.all.length > CHECKPOINTS_MAX;
  }

  /** Whether a checkpoint can go. */
  canRemove(checkpoint: Checkpoint): boolean {
    return checkpoint !== this.base && checkpoint !== this.first;
  }

  /** The machine has come to a checkpoint again by itself: what was written since is what the checkpoint holds. */
  reach(checkpoint: Checkpoint): void {
    this.machine.observation.takeWritten();
    this.base = checkpoint;
  }

  /** Removes a checkpoint; those behind it get its pages where they have none of their own. */
  remove(victim: Checkpoint): void {
    assert(this.canRemove(victim), 'a checkpoint that is not needed');
    this.all.splice(this.all.indexOf(victim), 1);
    this.bytes -= bytesOf(victim);
    for (const behind of this.all) {
      if (behind.parent !== victim) continue;
      this.bytes -= bytesOf(behind);
      for (const [page, bytes] of victim.pages) if (!behind.pages.has(page)) behind.pages.set(page, bytes);
      this.bytes += bytesOf(behind);
      behind.parent = victim.parent;
    }
  }
}

function bytesOf({ pages, snapshot }: Checkpoint): number {
  return pages.size * (PAGE_BYTES + PAGE_OVERHEAD_BYTES) + snapshotBytes(snapshot);
}

/** The pages of physical memory that the root's image fills before the first instruction. */
function imagePages({ root }: Machine): number[] {
  const pages = new Set<number>();
  for (const { address, bytes } of root.program.image.segments) {
    for (let page = Math.floor(address / PAGE_BYTES); page * PAGE_BYTES < address + bytes.length; page++) pages.add(page);
  }
  return [...pages];
}

/** The last checkpoint on the ways to both. */
function commonOf(one: Checkpoint, other: Checkpoint): Checkpoint {
  const before = new Set<Checkpoint>();
  for (let at: Checkpoint | undefined = one; at !== undefined; at = at.parent) before.add(at);
  let at = other;
  while (!before.has(at)) at = defined(at.parent, 'a first checkpoint');
  return at;
}
