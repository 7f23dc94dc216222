// Memories that machines take turns on. Making a WebAssembly.Memory, and having it collected, costs the host more than a
// random program takes to run, so while this is on, a memory that was given back is cleared and given out again.
import { PAGE_FLAGS_START, PHYSICAL_START, type Store } from '../../src/machine/store';

type Descriptor = ConstructorParameters<typeof WebAssembly.Memory>[0];

/** Bytes at the start of a memory that engines keep to themselves, and flags of pages behind them. */
const CLEARED = PAGE_FLAGS_START + 4096;

const idle = new Map<number, WebAssembly.Memory[]>();
let shared = false;

/** From now on this process makes machines on memories that were given back before. */
export function shareMemories(): void {
  if (shared) return;
  shared = true;
  const Original = WebAssembly.Memory;
  const make = function (descriptor: Descriptor): WebAssembly.Memory {
    return idle.get(descriptor.initial)?.pop() ?? new Original(descriptor);
  };
  make.prototype = Original.prototype;
  Object.assign(WebAssembly, { Memory: make });
}

/** Nobody uses the store any more; its memory may be given out again. */
export function giveBack(store: Store): void {
  if (!shared) return;
  store.u8.fill(0, 0, CLEARED);
  store.u8.fill(0, PHYSICAL_START);
  const pages = store.u8.length / 65_536;
  const others = idle.get(pages);
  if (others === undefined) idle.set(pages, [store.memory]);
  else others.push(store.memory);
}
