// Lets a machine run without any observer noticing: nothing stops it, nothing is counted or told.
import type { Steps } from '../base/steps';
import type { Machine } from '../machine/machine';

/** Takes the steps while nothing that observers planted works; afterwards all of it is as before. */
export function* quietly<Result>(machine: Machine, steps: Steps<Result>): Steps<Result> {
  const { watch, observation } = machine;
  const { causes, unhandled, crossings } = watch;
  const { onExit } = observation;
  const contexts = [...watch.contexts];
  const stops = [...machine.programs.values()].map((program) => program.liftStops());
  const { onProgram } = machine;
  watch.causes = 0;
  watch.unhandled = watch.crossings = false;
  watch.contexts.clear();
  observation.onExit = undefined;
  // Observers are told of a program that is loaded meanwhile, and what they plant in it has to wait as well.
  machine.onProgram = (program) => {
    onProgram(program);
    stops.push(program.liftStops());
  };
  try {
    return yield* steps;
  } finally {
    watch.causes = causes;
    watch.unhandled = unhandled;
    watch.crossings = crossings;
    for (const context of contexts) watch.contexts.add(context);
    observation.onExit = onExit;
    machine.onProgram = onProgram;
    for (const plant of stops) plant();
  }
}
