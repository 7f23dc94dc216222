// Types of functions, as they are written.
import { PARAMS_MAX } from '../isa/limits';
import type { FunctionType, ValueType } from '../isa/types';
import { PROBLEMS } from './messages';
import { nodePlace, type Place, type Report } from './report';
import { namePlace, type Declaration, type FunctionSymbol } from './symbols';
import { Token } from './syntax/tokens';
import { Node } from './syntax/tree';

/** The type that a signature node stands for. */
export function signatureType({ source, part }: Declaration, node: number, report: Report): FunctionType {
  const params: ValueType[] = [];
  let result: ValueType | undefined, behind = false;
  for (let token = part.first(node); token < part.limit(node); token++) {
    const kind = part.tokenKind(token);
    if (kind === Token.arrow) behind = true;
    if (kind !== Token.i32_ && kind !== Token.f64_) continue;
    const type = kind === Token.i32_ ? 'i32' : 'f64';
    if (behind) result = type;
    else params.push(type);
  }
  return typeOf(params, result, nodePlace(source, part, node), report);
}

/** The type; a problem where it has too many parameters. */
function typeOf(params: readonly ValueType[], result: ValueType | undefined, place: Place, report: Report): FunctionType {
  if (params.length > PARAMS_MAX) report.add(place, PROBLEMS.many_parameters, { limit: PARAMS_MAX });
  return result === undefined ? { params } : { params, result };
}

/** The type of a function from its parameters and its result. */
export function functionType(fn: FunctionSymbol, report: Report): FunctionType {
  const { part, node } = fn.at;
  const params: ValueType[] = [];
  let result: ValueType | undefined;
  for (let child = node + 1; child < part.next(node); child = part.next(child)) {
    const kind = part.kind(child);
    if (kind !== Node.name && kind !== Node.parameter && kind !== Node.result) break;
    const type = part.tokenKind(part.limit(child) - 1) === Token.f64_ ? 'f64' : 'i32';
    if (kind === Node.parameter) params.push(type);
    if (kind === Node.result) result = type;
  }
  return typeOf(params, result, namePlace(fn), report);
}
