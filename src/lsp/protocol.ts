// The parts of the Language Server Protocol (3.17) that we speak, as types, and the tests that what arrives is of them.

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A change of a text; without a range it is the whole new text. */
export interface ContentChange {
  readonly range?: Range;
  readonly text: string;
}

/** Numbers of errors. */
export const enum ErrorCode {
  parse_error = -32700, invalid_request = -32600, method_not_found = -32601, invalid_params = -32602, internal_error = -32603,
  not_initialized = -32002, request_cancelled = -32800, request_failed = -32803,
}

/** An answer that is an error. */
export class ResponseError extends Error {
  override readonly name = 'ResponseError';

  constructor(readonly code: ErrorCode, message: string) {
    super(message);
  }
}

/** A value whose members may be asked for. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of a value at a path of names; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path) found = isFields(found) ? found[name] : undefined;
  return found;
}

function wrong(what: string): ResponseError {
  return new ResponseError(ErrorCode.invalid_params, `${what} is missing or of another kind`);
}

export function fieldsOf(value: unknown, what: string): Fields {
  if (!isFields(value)) throw wrong(what);
  return value;
}

export function textAt(params: Fields, ...path: readonly string[]): string {
  const found = at(params, ...path);
  if (typeof found !== 'string') throw wrong(path.join('.'));
  return found;
}

export function listAt(params: Fields, ...path: readonly string[]): readonly unknown[] {
  const found = at(params, ...path);
  if (!Array.isArray(found)) throw wrong(path.join('.'));
  return found;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

export function positionIn(value: unknown): Position {
  const line = at(value, 'line'), character = at(value, 'character');
  if (!isCount(line) || !isCount(character)) throw wrong('position');
  return { line, character };
}

export function rangeIn(value: unknown): Range {
  return { start: positionIn(at(value, 'start')), end: positionIn(at(value, 'end')) };
}

export function changesIn(params: Fields): ContentChange[] {
  return listAt(params, 'contentChanges').map((change) => {
    const fields = fieldsOf(change, 'contentChanges');
    return { text: textAt(fields, 'text'), range: fields.range === undefined ? undefined : rangeIn(fields.range) };
  });
}
