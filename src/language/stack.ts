// The operand stack at a place of the source, as the verifier found it without running anything.
import type { Unit } from '../assembler/build';
import type { Source } from '../assembler/sources';
import type { FunctionSymbol } from '../assembler/symbols';
import { Node, type Part } from '../assembler/syntax/tree';
import type { Values } from '../assembler/values';
import { SPAN_FIELDS, SpanField } from '../image/debug';
import type { ValueType } from '../isa/types';
import { UNREACHED } from '../verifier/flow';
import type { Model } from './model';

/** The unit of a program. */
export function unitOf(model: Model, values: Values): Unit | undefined {
  return model.units.find((unit) => unit.values === values);
}

/** The function whose declaration holds an offset. */
export function functionAround(values: Values, part: Part, offset: number): FunctionSymbol | undefined {
  return values.program.functions.find(({ at }) => at.part.region === part.region
    && part.start(at.node) <= offset && offset <= part.end(at.node));
}

/**
 * The types before the first instruction that begins at an offset or behind it, deepest first: what an instruction written
 * at the offset would find. 'unreached' where no way leads there.
 */
export function stackBefore(model: Model, source: Source, values: Values, part: Part, offset: number): readonly ValueType[] | 'unreached' | undefined {
  const unit = unitOf(model, values), fn = functionAround(values, part, offset);
  if (unit === undefined || fn === undefined) return undefined;
  const address = addressFrom(unit, source, fn, offset);
  if (address === undefined) return undefined;
  const state = unit.analysis.stateAt[address];
  return state === UNREACHED ? 'unreached' : unit.analysis.states.types(state);
}

/** The first word of a function whose source begins at an offset or behind it. */
function addressFrom({ spans, functions }: Unit, source: Source, fn: FunctionSymbol, offset: number): number | undefined {
  const { start, length } = functions[fn.index], { line, column } = source.tree.position(offset);
  for (let address = start; address < start + length; address++) {
    const at = address * SPAN_FIELDS, own = spans[at + SpanField.line];
    if (own > line || (own === line && spans[at + SpanField.column] >= column)) return address;
  }
  return undefined;
}

/** The node of an instruction, bare value or label at an offset, inside functions; undefined elsewhere. */
export function statementAt(part: Part, offset: number): number | undefined {
  let found: number | undefined;
  for (let node = part.node; node < part.next(part.node);) {
    const kind = part.kind(node);
    const inside = part.start(node) <= offset && offset <= part.end(node);
    if (!inside) node = part.next(node);
    else {
      if (kind === Node.instruction || kind === Node.push || kind === Node.label) found = node;
      node++;
    }
  }
  return found;
}
