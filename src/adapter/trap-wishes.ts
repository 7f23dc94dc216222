// At which traps a client wants to stop. It says so in three ways: filters, filters with a condition and a mode, and options
// for paths in a tree of exceptions. The tree here has one root, which may be left out, and the causes below it.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { TrapRule } from '../debugger';
import type { CauseName } from '../isa/causes';
import { FILTER_CAUSES, UNHANDLED } from './capabilities';
import { directionModeOf } from './modes';

/** A rule, or a name that there is not. */
export type TrapWish = TrapRule | { readonly unknown: string };

/** The name of the tree's root. */
const ROOT = 'traps';

function isCause(name: string): name is CauseName {
  return (FILTER_CAUSES as readonly string[]).includes(name);
}

function filterWish(filter: string, more: Pick<TrapRule, 'condition' | 'mode'> = {}): TrapWish {
  if (filter === UNHANDLED) return { causes: [], unhandled: true, ...more };
  return isCause(filter) ? { causes: [filter], unhandled: false, ...more } : { unknown: filter };
}

/** All wishes, in the order in which the protocol answers them. */
export function trapWishes({ filters, filterOptions = [], exceptionOptions = [] }: P.SetExceptionBreakpointsArguments): TrapWish[] {
  return [
    ...filters.map((filter) => filterWish(filter)),
    ...filterOptions.map(({ filterId, condition, mode }) => (
      filterWish(filterId, { ...(condition === undefined ? {} : { condition }), mode: directionModeOf(mode, 'exception') }))),
    ...exceptionOptions.map(optionWish),
  ];
}

/** Causes that a path names, and when to stop at them. A trap that a parent takes is handled; nothing lies between it and the user. */
function optionWish({ path = [], breakMode }: P.ExceptionOptions): TrapWish {
  const [first, ...rest] = path;
  const below = first !== undefined && first.names.includes(ROOT) ? rest : path;
  const unknown = below.flatMap(({ names }) => names).find((name) => !isCause(name));
  if (unknown !== undefined) return { unknown };
  const causes = below.reduce<readonly CauseName[]>((known, { names, negate }) => (
    known.filter((cause) => names.includes(cause) !== (negate === true))), FILTER_CAUSES);
  if (breakMode === 'always') return { causes, unhandled: false };
  if (breakMode === 'never') return { causes: [], unhandled: false };
  return { causes, unhandled: false, rootOnly: true };
}
