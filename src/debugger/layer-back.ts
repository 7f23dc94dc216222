// Steps from layer to layer into the past: to the last moment at which something below a context, or around it, was about to execute an
// instruction.
import type { Steps } from '../base/steps';
import { lastMoment, type Probe } from '../history/search';
import { quietly } from '../history/quiet';
import type { Timeline } from '../history/timeline';
import type { Context } from '../machine/context';
import { isAbove, isBelow } from './layer-step';
import type { Programs } from './programs';
import type { LayerStepKind } from './types';

/** The count of steps of that moment; undefined where there is none. The machine is somewhere in the past afterwards. */
export function* lastInLayer(timeline: Timeline, programs: Programs, kind: Exclude<LayerStepKind, 'overExit'>, { id }: Context): Steps<number | undefined> {
  const { machine, before } = timeline;
  const isThere = (current: Context): boolean => (kind === 'toGuest' ? isBelow(machine, programs, current, id) : isAbove(machine, current, id));
  if (before === 0) return undefined;
  return yield* quietly(machine, function* () {
    yield* timeline.goTo(before - 1);
    if (isThere(machine.current)) return before - 1;
    const after = yield* lastMoment(timeline, before, new Leaving(timeline, isThere));
    return after === undefined ? undefined : after - 1;
  }());
}

/** Finds the moments right behind those at which the machine was where it is looked for. */
class Leaving implements Probe {
  private wasThere = false;

  constructor(private readonly timeline: Timeline, private readonly isWanted: (current: Context) => boolean) {}

  plant(): () => void {
    const { machine } = this.timeline;
    this.wasThere = this.isWanted(machine.current);
    machine.watch.crossings = true;
    return () => { machine.watch.crossings = false; };
  }

  isThere({ kind }: Parameters<Probe['isThere']>[0]): boolean {
    if (kind !== 'entered') return false;
    const { wasThere } = this;
    this.wasThere = this.isWanted(this.timeline.machine.current);
    return wasThere && !this.wasThere;
  }
}
