// Leaves the moment at which a machine stands, and comes back to it: whatever is done elsewhere, nobody has noticed.
import { finish, type Steps } from '../base/steps';
import { TRAVEL_WORK } from './limits';
import { quietly } from './quiet';
import type { Timeline } from './timeline';

/** Takes the steps somewhere else on the timeline; however they end, the machine is where it was afterwards. */
export function* excursion<Result>(timeline: Timeline, steps: Steps<Result>): Steps<Result> {
  const { machine, branch } = timeline, { steps: moment, ending, onContext } = machine;
  machine.onContext = () => undefined;
  try {
    return yield* quietly(machine, steps);
  } finally {
    finish(timeline.goTo(moment, branch));
    if (ending !== undefined) finish(quietly(machine, end(timeline)));
    machine.onContext = onContext;
  }
}

/** The last instruction of a run is none of its steps: it is taken again. */
function* end(timeline: Timeline): Steps<void> {
  while (timeline.run(1, TRAVEL_WORK).kind !== 'ended') yield;
}
