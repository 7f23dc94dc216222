// What a program declares: the things that names stand for, before and after their values are known.
import type { FunctionType, ValueType } from '../isa/types';
import type { DataLabel, DebugInfo, NamedConstant } from '../image/debug';
import type { Image } from '../image/image';
import type { Place } from './report';
import { tokenPlace } from './report';
import type { Source } from './sources';
import { Node, type Part } from './syntax/tree';

/** A declaration where it stands. */
export interface Declaration {
  readonly source: Source;
  readonly part: Part;
  readonly node: number;
}

/** A value that is known while assembling. */
export interface Constant {
  readonly type: ValueType;
  readonly value: number;
}

/** How far something that may depend on others is worked out. */
export const enum Progress { none, busy, done }

/** What all symbols have. There may be a million: where one is declared is put together when somebody asks for it. */
abstract class Named {
  private readonly source: Source;
  private readonly region: number;
  private readonly node: number;

  /** `token`: that of the name. */
  constructor(readonly name: string, readonly token: number, { source, part, node }: Declaration) {
    this.source = source;
    this.region = part.place;
    this.node = node;
  }

  get at(): Declaration {
    return { source: this.source, part: this.source.tree.part(this.region), node: this.node };
  }
}

export class ConstantSymbol extends Named {
  readonly kind = 'constant';
  progress = Progress.none;
  value: NamedConstant | undefined = undefined;
}

/** The kinds of single values in memory, with their sizes in bytes. */
export type Element = 'i8' | 'i16' | 'i32' | 'f64';
export const ELEMENT_BYTES: Readonly<Record<Element, number>> = { i8: 1, i16: 2, i32: 4, f64: 8 };

/** One field of a structure: `count` values or structures in a row. */
export interface Field {
  readonly name: string;
  readonly token: number;
  readonly element: Element | StructSymbol;
  /** 1 for a single one; `list`: it was declared with a count. */
  readonly count: number;
  readonly list: boolean;
  readonly offset: number;
  /** All of it, in bytes. */
  readonly size: number;
}

export class StructSymbol extends Named {
  readonly kind = 'struct';
  progress = Progress.none;
  readonly fields = new Map<string, Field>();
  size = 0;
  alignment = 1;
}

/** An embedded image, ready. */
export interface Embedded {
  readonly image: Image;
  /** Its bytes without debug information. */
  readonly bytes: Uint8Array;
  readonly identity: string;
  readonly debug: ReadonlyMap<string, DebugInfo>;
}

export class DataSymbol extends Named {
  readonly kind = 'data';
  progress = Progress.none;
  size = 0;
  alignment = 1;
  address = 0;
  element: DataLabel['element'];
  /** For `embed`: what it holds, once it is assembled. */
  embedded: Embedded | undefined = undefined;

  constructor(name: string, token: number, at: Declaration, readonly embeds: boolean) {
    super(name, token, at);
    this.element = embeds ? 'image' : 'i8';
  }
}

export class FunctionSymbol extends Named {
  readonly kind = 'function';
  type: FunctionType = NO_TYPE;
  /** Number of the type in the image. */
  typeIndex = 0;
  /** Its first place in the table; -1: none. */
  tableIndex = -1;

  constructor(name: string, token: number, at: Declaration, readonly index: number, readonly entry: boolean) {
    super(name, token, at);
  }
}

const NO_TYPE: FunctionType = { params: [] };

export type ProgramSymbol = ConstantSymbol | StructSymbol | DataSymbol | FunctionSymbol;

/** Where a symbol's name stands. */
export function namePlace({ at, token }: ProgramSymbol): Place {
  return tokenPlace(at.source, at.part, token);
}

/** The token of the name that a declaration introduces; undefined where it is missing. */
export function nameToken({ part, node }: Declaration): number | undefined {
  const name = part.child(node, Node.name);
  return name === undefined ? undefined : part.first(name);
}
