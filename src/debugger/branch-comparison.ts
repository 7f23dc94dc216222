// Where two branches of a run differ, as people read it: the moments that src/history/compare.ts finds, with the instructions there.
import { Refusal } from '../base/message';
import type { Steps } from '../base/steps';
import type { Branch } from '../history/branch';
import { compareBranches, type Comparison } from '../history/compare';
import { excursion } from '../history/excursion';
import type { Timeline } from '../history/timeline';
import { positionOf, type Position } from '../history/trail';
import { REQUEST_PROBLEMS } from './messages';
import type { Programs } from './programs';
import { codeOf, type OriginCode } from './value-origins';

/** Where two branches differ; counts of steps. */
export interface BranchComparison {
  /** Up to here they are one branch. */
  readonly shared: number;
  /** They were compared up to here: the recording of one of them ends there. */
  readonly until: number;
  /** The first moment at which the machine is in another state. */
  readonly state: number | undefined;
  /** The first moment at which they stand at different instructions. */
  readonly execution?: {
    readonly steps: number;
    /** The instruction before it: the last one that both executed, each in its own way. Nothing where a change by hand did it. */
    readonly decided?: OriginCode;
    /** What each of them executes next; nothing: its run is over there. */
    readonly next: readonly [OriginCode | undefined, OriginCode | undefined];
  };
}

/** Compares two branches by their numbers. However it ends, the machine is where it was afterwards. */
export function branchComparison(timeline: Timeline, programs: Programs, one: number, other: number): Steps<BranchComparison> {
  if (one === other) throw new Refusal(REQUEST_PROBLEMS.same_branch, { number: one });
  return excursion(timeline, compare(timeline, programs, branchOf(timeline, one), branchOf(timeline, other)));
}

/** The branch with a number. */
export function branchOf({ branches }: Timeline, number: number): Branch {
  const branch = branches.find((each) => each.number === number);
  if (branch === undefined) throw new Refusal(REQUEST_PROBLEMS.no_branch, { number, count: branches.length });
  return branch;
}

function* compare(timeline: Timeline, programs: Programs, one: Branch, other: Branch): Steps<BranchComparison> {
  const { shared, until, state, execution } = yield* compareBranches(timeline, one, other);
  if (execution === undefined) return { shared, until, state };
  const { steps, positions: [first, second] } = execution;
  const decided = yield* decisionBefore(timeline, one, { state, execution });
  const code = (position: Position | undefined): OriginCode | undefined => position && placeOf(programs, position);
  return { shared, until, state, execution: { steps, ...(decided === undefined ? {} : { decided: placeOf(programs, decided) }), next: [code(first), code(second)] } };
}

/** The position from which both went on differently, where the state was another one before. */
function* decisionBefore(timeline: Timeline, branch: Branch, { state, execution }: Pick<Comparison, 'state' | 'execution'>): Steps<Position | undefined> {
  if (execution === undefined || state === undefined || state >= execution.steps || execution.positions.includes(undefined)) return undefined;
  yield* timeline.goTo(execution.steps - 1, branch);
  return positionOf(timeline.machine);
}

function placeOf(programs: Programs, { context, program, pc }: Position): OriginCode {
  return codeOf(programs, { context, program, pc, fn: program.functionAt(pc) });
}
