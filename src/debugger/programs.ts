// All programs that a machine has loaded, with the debug information that belongs to each by identity.
import type { DebugInfo } from '../image/debug';
import type { Machine } from '../machine/machine';
import type { Program } from '../machine/program';
import { ProgramInfo, splitFlat } from './program-info';
import type { DebugLookup, LoadedSource, SourceRef } from './types';

/** A word of code in a program. */
export interface CodePlace {
  readonly info: ProgramInfo;
  readonly address: number;
}

export class Programs {
  /** By number less one. */
  readonly all: ProgramInfo[] = [];

  constructor(private readonly machine: Machine, private readonly lookup: DebugLookup) {
    for (const program of machine.programs.values()) this.add(program);
  }

  /** Takes a program that was loaded; gives it, and those whose debug information it brought. */
  add(program: Program): ProgramInfo[] {
    const info = new ProgramInfo(program, this.debugOf(program));
    const { debug } = program.image;
    const others = this.all.filter((other) => other.debug === undefined && other.setDebug(debug.get(other.program.image.identity)));
    this.all[program.number - 1] = info;
    return [info, ...others];
  }

  /** Its own, else that which another program carries for it, else what the lookup finds. */
  private debugOf(program: Program): DebugInfo | undefined {
    const { identity } = program.image;
    for (const { image } of [program, ...this.machine.programs.values()]) {
      const debug = image.debug.get(identity);
      if (debug !== undefined) return debug;
    }
    return this.lookup(identity);
  }

  /** Debug information that came later; the program that it is now known for, if it was not before. */
  addDebug(identity: string, debug: DebugInfo): ProgramInfo | undefined {
    const info = this.all.find((each) => each.program.image.identity === identity);
    return info !== undefined && info.debug === undefined && info.setDebug(debug) ? info : undefined;
  }

  of(program: Program): ProgramInfo {
    return this.all[program.number - 1];
  }

  /** The word of code at a flat address; undefined where no program has one. */
  at(flat: number): CodePlace | undefined {
    const { program, address } = splitFlat(flat);
    const info = this.all[program - 1];
    if (info === undefined || !Number.isInteger(address) || address >= info.program.image.code.length) return undefined;
    return { info, address };
  }

  /** Every source text of every program once, by name and text. */
  sources(): LoadedSource[] {
    const found = new Map<string, LoadedSource & { readonly modules: number[] }>();
    for (const info of this.all) {
      for (const file of info.debug?.files ?? []) {
        const key = `${file.sha256} ${file.name}`;
        const known = found.get(key);
        if (known === undefined) found.set(key, { ...file, modules: [info.number] });
        else {
          known.modules.push(info.number);
          if (known.text === undefined && file.text !== undefined) found.set(key, { ...known, text: file.text });
        }
      }
    }
    return [...found.values()];
  }

  sourceText(source: SourceRef): string | undefined {
    for (const info of this.all) {
      for (const file of info.debug?.files ?? []) {
        if (file.name === source.name && file.sha256 === source.sha256 && file.text !== undefined) return file.text;
      }
    }
    return undefined;
  }
}
