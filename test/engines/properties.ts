// The debug properties that fuzzing switches on: for each, how, and what it shows. The witness, which takes single steps,
// shows it by brute force where it can; every other engine must show the same.
import { Digest } from '../../src/base/hash';
import type { Random } from '../../src/base/random';
import type { Machine } from '../../src/machine/machine';
import { PAGE_BYTES, PHYSICAL_START } from '../../src/machine/store';
import { plantCondition } from './conditions';
import type { Steps } from './stepper';

/** What a property is switched on in. */
export interface Armed {
  readonly machine: Machine;
  /** The same numbers for every engine. */
  readonly random: Random;
  /** Lines that must be the same for every engine. */
  readonly album: string[];
  /** Single steps, where the engine is the witness. */
  readonly steps: Steps | undefined;
}

/** Writes down what the property shows so far. */
export type Look = () => void;

export interface Property {
  arm(armed: Armed): Look | undefined;
}

/** Why `resume` comes back, of whom and where. */
const exits: Property = {
  arm({ machine, album }) {
    const digest = new Digest();
    let count = 0;
    const { onExit } = machine.observation;
    machine.observation.onExit = (context, cause, pc) => {
      onExit?.(context, cause, pc);
      for (const word of [context.id, cause, pc]) digest.word(word);
      count++;
    };
    return () => { album.push(`${count} exits ${digest.finish()}`); };
  },
};

/** Pages that were written; the witness also compares the memory with what it was. */
const pages: Property = {
  arm({ machine, album, steps }) {
    const { store, observation } = machine;
    const memory = (): Uint8Array => store.u8.slice(PHYSICAL_START, PHYSICAL_START + store.physicalBytes);
    observation.record(true);
    let before = memory();
    return () => {
      const written = observation.takeWritten();
      album.push(`written pages ${written.join(' ')}`);
      if (steps === undefined) return;
      const now = memory();
      for (let at = 0; at < now.length; at++) {
        if (now[at] !== before[at] && !written.includes(Math.floor(at / PAGE_BYTES))) album.push(`byte ${at} has changed unseen`);
      }
      before = now;
    };
  },
};

/** Bytes that are watched; what is seen of them are ways in which the machine comes back. */
const watches: Property = {
  arm({ machine, random }) {
    const { physicalBytes } = machine.store;
    for (let id = 1 + random.below(3); id > 0; id--) {
      const length = Math.min(physicalBytes, random.pick([1, 2, 4, 8, 100])), kind = random.below(3);
      const start = random.below(physicalBytes - length + 1);
      machine.observation.watch({ id, start, length, read: kind !== 0, write: kind !== 1 });
    }
    return undefined;
  },
};

/** How often each instruction has retired; the witness counts itself. */
const counts: Property = {
  arm({ machine, album }) {
    machine.observation.count(true);
    return () => {
      for (const program of machine.programs.values()) {
        const digest = new Digest();
        let sum = 0;
        for (const count of machine.observation.countsOf(program) ?? []) {
          digest.count(count);
          sum += count;
        }
        album.push(`counts of program ${program.number}: ${sum} ${digest.finish()}`);
      }
    };
  },
};

/** Stops with conditions and hit counts; what stops is seen where the machine comes back. */
const conditions: Property = {
  arm({ machine, random, album }) {
    const { program } = machine.root;
    const cells = Array.from({ length: 3 + random.below(8) }, () => {
      const address = random.below(program.image.code.length), cell = plantCondition(machine, program, address, random);
      album.push(`stop at ${address}: ${JSON.stringify(program.testAt(address))}`);
      return cell;
    });
    const left = (cell: number | undefined): string => (cell === undefined ? '-' : String(machine.store.i32[cell]));
    return () => { album.push(`hits that are left: ${cells.map(left).join(' ')}`); };
  },
};

export const PROPERTIES: Readonly<Record<string, Property>> = { exits, pages, watches, counts, conditions };
