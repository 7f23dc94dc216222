// What clients ask about layers: the requests `strata/stepLayer`, `strata/stay` and `strata/stats`, and the event `strata/staying`.
import type { MeterReport } from '../meter/report';
import type { Shapes } from './shape';

export interface StepLayerArguments {
  /** The context that the step is about. */
  threadId: number;
  /**
   * `intoExit`: to whoever takes its next exit; `overExit`: to its next instruction, whoever runs meanwhile; `toGuest`: to what runs below it.
   * Backward `intoExit` goes to the `resume` by which it was entered, `toGuest` to the instruction that came out.
   */
  kind: 'intoExit' | 'overExit' | 'toGuest';
  /** Into the past. */
  back?: boolean;
}

export interface StayArguments {
  /** The context in which alone breakpoints and traps stop and steps go in; left out: all again. */
  threadId?: number;
}

export interface StayingBody {
  /** The context in which somebody stays from now on, and its name; left out: stops are in every layer again. */
  threadId?: number;
  name?: string;
}

export interface StatsArguments {
  /** A table of modelled costs, shown apart. */
  costs?: 'first' | 'later';
}

/** What the meter has counted; `text` is the same as tables, in the client's language, and the modelled costs apart where they are wanted. */
export type StatsBody = MeterReport & { readonly text: string };

export const LAYER_SHAPES: Shapes = {
  StepLayerArguments: { threadId: 'number', kind: '"intoExit"|"overExit"|"toGuest"', 'back?': 'boolean' },
  StayArguments: { 'threadId?': 'number' },
  StayingBody: { 'threadId?': 'number', 'name?': 'string' },
  StatsArguments: { 'costs?': '"first"|"later"' },
  StatsExits: { cause: 'string', 'instruction?': 'string', 'call?': 'number', count: 'number' },
  StatsCause: { cause: 'string', count: 'number', kinds: 'StatsExits[]' },
  StatsPlace: {
    cause: 'string', 'instruction?': 'string', 'call?': 'number', count: 'number', function: 'string', address: 'number', 'source?': 'string', 'line?': 'number',
  },
  StatsWaits: { pending: 'number', waited: 'number' },
  StatsSums: { retired: 'number', exits: 'number', crossings: 'number' },
  StatsLayer: {
    context: 'number|null', contexts: 'number', name: 'string', path: 'string', depth: 'number', image: 'string', identity: 'string', handles: 'number[]',
    parent: 'number|null', below: 'number|null', mode: '"root"|"guest"|"user"', gone: 'boolean', retired: 'number', time: 'number', entered: 'number',
    exits: 'number', crossings: 'number', waits: 'StatsWaits', causes: 'StatsCause[]', places: 'StatsPlace[]', within: 'StatsSums',
  },
  StatsBody: { steps: 'number', retired: 'number', clock: 'number', exits: 'number', crossings: 'number', layers: 'StatsLayer[]', text: 'string' },
};
