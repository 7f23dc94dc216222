// What the assembler found out about a program, arranged for questions about places in its texts.
import type { Assembly } from '../assembler/assemble';
import type { Unit } from '../assembler/build';
import type { Source } from '../assembler/sources';
import type { Declaration } from '../assembler/symbols';
import { folderOfName, joinNames } from '../platform/web/names';
import { Node, type Part, type Region } from '../assembler/syntax/tree';
import type { Values } from '../assembler/values';

/** A program with all that is embedded in it, as it was when it was assembled last. */
export class Model {
  /** Every source text by its path. */
  readonly sources = new Map<string, Source>();
  /** For each region the programs that declare something in it, by the embedded program around the declaration. */
  private readonly owners = new Map<Region, Map<number, Values>>();

  /** The program first, then those that are embedded. */
  readonly units: readonly Unit[];

  constructor(readonly assembly: Assembly) {
    this.units = [...assembly.units].reverse();
    for (const unit of this.units) this.add(unit);
  }

  /** Whether it has errors, so that there is no image of it. */
  get isBroken(): boolean {
    return this.assembly.image === undefined;
  }

  private add({ values }: Unit): void {
    const { program } = values;
    for (const source of program.sources) if (!this.sources.has(source.path)) this.sources.set(source.path, source);
    const { constants, structs, data, functions, tables, exports, pools, types, segments, memory } = program;
    for (const { at } of [...constants, ...structs, ...data, ...functions]) this.own(at, values);
    for (const at of [...tables, ...exports, ...pools, ...types, ...segments]) this.own(at, values);
    if (memory !== undefined) this.own(memory, values);
  }

  private own({ part, node }: Declaration, values: Values): void {
    let programs = this.owners.get(part.region);
    if (programs === undefined) this.owners.set(part.region, programs = new Map());
    const around = embedAround(part, node);
    if (!programs.has(around)) programs.set(around, values);
  }

  /** The program that a place in a source belongs to; `around`: the innermost embedded program that is written around it, or -1. */
  valuesAt(source: Source, part: Part, around: number): Values | undefined {
    const own = this.owners.get(part.region)?.get(around);
    if (own !== undefined) return own;
    if (around >= 0) return this.valuesAt(source, part, embedAround(part, around));
    return this.units.find(({ values }) => values.program.sources.includes(source))?.values;
  }

  /** The path of a file that a source names; undefined where it was not read. */
  fileNamed(from: Source, path: string): string | undefined {
    const target = joinNames(folderOfName(from.path), path);
    return this.assembly.files.find((file) => file === target);
  }

  /** The program that a node belongs to. */
  valuesAround(source: Source, part: Part, node: number): Values | undefined {
    return this.valuesAt(source, part, embedAround(part, node));
  }
}

/** The innermost embedded program around a node, not the node itself; -1 where there is none. */
export function embedAround(part: Part, node: number): number {
  let around = -1;
  for (let at = part.node; at < node;) {
    if (node >= part.next(at)) at = part.next(at);
    else {
      if (part.kind(at) === Node.embed) around = at;
      at++;
    }
  }
  return around;
}
