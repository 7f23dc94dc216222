// What an editor can do to a text at a place: mend a problem, or write the same in another way.
import type { Diagnostic } from '../base/diagnostic';
import type { Message } from '../base/message';
import type { Source } from '../assembler/sources';
import { fixesOf } from './fixes';
import type { Model } from './model';
import type { Edit } from './navigation';
import { problemsOf } from './problems';
import { rewritesAt } from './rewrites';

/** How editors sort what they offer; the names are those of the protocols. */
export type ActionKind = 'quickfix' | 'refactor.rewrite' | 'refactor.extract' | 'refactor.inline';

/** One thing that can be done. */
export interface Action {
  readonly kind: ActionKind;
  readonly title: Message;
  readonly edits: readonly Edit[];
  /** The problem that is gone afterwards. */
  readonly mends?: Diagnostic;
  /** Whether it is what most people want. */
  readonly preferred?: boolean;
}

/** Everything that can be done between two offsets. */
export function actions(model: Model, source: Source, from: number, to: number): Action[] {
  const mending = problemsIn(model, source, from, to).flatMap((problem) => fixesOf(model, source, problem));
  return [...mending, ...rewritesAt(model, source, from)];
}

/** The problems that touch a stretch of a source. */
export function problemsIn(model: Model, { path, tree }: Source, from: number, to: number): Diagnostic[] {
  return problemsOf(model).filter(({ file, span }) => file === path && tree.offset(span.start) <= to && tree.offset(span.end) >= from);
}
