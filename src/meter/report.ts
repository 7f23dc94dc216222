// What the meter has counted as plain data, for tables, JSON and editors: the layers in order, each below the one it lies in, their
// exits by cause and by place. Names come from whoever knows the debug information.
import { causeName, Cause, type CauseName } from '../isa/causes';
import { decoded, opcodeOf, sysNumberOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import type { Machine } from '../machine/machine';
import type { Program } from '../machine/program';
import type { ExitSite } from './counts';
import { LAYERS_NAMED_FIRST, LAYERS_NAMED_MAX } from './limits';
import type { Layer, Meter } from './meter';

/** What programs and their code are called. */
export interface Names {
  image(program: Program): string;
  function(program: Program, fn: number): string;
  /** Where an instruction stands; lines count from 1. */
  place(program: Program, pc: number): { readonly source: string; readonly line: number } | undefined;
}

/** What exits for a cause were about. */
export interface ExitKind {
  readonly cause: CauseName;
  /** The instruction, for the causes `privileged` and `operand`. */
  readonly instruction?: string;
  /** The number of the call, for the cause `sys`. */
  readonly call?: number;
  readonly count: number;
}

export interface CauseReport {
  readonly cause: CauseName;
  readonly count: number;
  /** The same by instruction or call; empty for other causes. The most frequent first. */
  readonly kinds: readonly ExitKind[];
}

/** Exits for one cause at one instruction. */
export interface PlaceReport extends ExitKind {
  readonly function: string;
  /** Word of code. */
  readonly address: number;
  readonly source?: string;
  /** From 1. */
  readonly line?: number;
}

export interface LayerReport {
  /** Id of the context; null for several that are gone. */
  readonly context: number | null;
  readonly contexts: number;
  /** The image and its handle: `kernel.sasm #1`; `root` for the root. */
  readonly name: string;
  /** The names of the layers around it, from the root, and its own; from long paths the middle is left out. */
  readonly path: string;
  /** How many layers are around it. */
  readonly depth: number;
  readonly image: string;
  readonly identity: string;
  readonly handles: readonly number[];
  readonly parent: number | null;
  /** The context below which it lies, as people think of it. */
  readonly below: number | null;
  readonly mode: Layer['mode'];
  readonly gone: boolean;
  readonly retired: number;
  readonly time: number;
  readonly entered: number;
  /** Of the root: calls of the firmware. */
  readonly exits: number;
  /** How often control crossed its border to its parent, entering and exiting. 0 for the root. */
  readonly crossings: number;
  /** Native waits: those that found an interrupt and went on, and those of the root that let time pass. */
  readonly waits: { readonly pending: number; readonly waited: number };
  readonly causes: readonly CauseReport[];
  /** The most frequent first. */
  readonly places: readonly PlaceReport[];
  /** Sums over it and all layers below it. */
  readonly within: { readonly retired: number; readonly exits: number; readonly crossings: number };
}

export interface MeterReport {
  /** The moment: instructions that retired, and `resume`s that entered. */
  readonly steps: number;
  readonly retired: number;
  readonly clock: number;
  readonly exits: number;
  readonly crossings: number;
  /** The root first, each followed by those below it. */
  readonly layers: readonly LayerReport[];
}

/** The report at the moment at which the machine stands. */
export function meterReport(machine: Machine, meter: Meter, names: Names): MeterReport {
  const tree = new LayerTree(meter.layers(), names);
  const layers = tree.reports(), { retired, exits, crossings } = layers[0].within;
  return { steps: machine.steps, retired, clock: machine.clock, exits, crossings, layers };
}

/** A layer with those right below it. */
interface Node {
  readonly layer: Layer;
  readonly below: Node[];
}

class LayerTree {
  private readonly root: Node;

  constructor(layers: readonly Layer[], private readonly names: Names) {
    const nodes = layers.map((layer): Node => ({ layer, below: [] }));
    const byId = new Map(nodes.map((node) => [node.layer.id, node]));
    [this.root] = nodes;
    nodes.sort((a, b) => (a.layer.id ?? Infinity) - (b.layer.id ?? Infinity));
    // A layer that is added up to others has its own below the root.
    for (const node of nodes) if (node !== this.root) (byId.get(node.layer.outer) ?? this.root).below.push(node);
  }

  reports(): LayerReport[] {
    const found: LayerReport[] = [];
    this.add(this.root, [], 0, found);
    return found;
  }

  /** Adds the report of a node and of all below it; gives the sums over them. */
  private add({ layer, below }: Node, around: readonly string[], depth: number, found: LayerReport[]): LayerReport['within'] {
    const path = pathWith(around, this.nameOf(layer)), place = found.length;
    const own = this.reportOf(layer, path, depth);
    found.push(own);
    const sums = below.map((node) => this.add(node, path, depth + 1, found));
    const sum = (of: (each: LayerReport['within']) => number): number => sums.reduce((total, each) => total + of(each), 0);
    const within = {
      retired: own.retired + sum(({ retired }) => retired), exits: own.exits + sum(({ exits }) => exits), crossings: own.crossings + sum(({ crossings }) => crossings),
    };
    found[place] = { ...own, within };
    return within;
  }

  private nameOf({ id, program, mode, handles, contexts }: Layer): string {
    const image = this.names.image(program);
    return mode === 'root' ? 'root' : contextName(image, id === undefined ? `×${contexts}` : `#${handles.at(-1)}`);
  }

  private reportOf(layer: Layer, path: readonly string[], depth: number): LayerReport {
    const { id, program, counts, entered, mode, outer, parent, contexts, handles, gone, retired, time } = layer;
    const sites = [...counts?.exitSites() ?? []];
    const exits = counts?.exits ?? 0, crossings = mode === 'root' ? 0 : exits + entered;
    return {
      context: id ?? null, contexts, name: path[path.length - 1], path: path.join(' > '), depth, image: this.names.image(program),
      identity: program.image.identity, handles, parent: parent ?? null, below: outer ?? null, mode, gone, retired, time, entered, exits, crossings,
      waits: { pending: counts?.pending ?? 0, waited: counts?.waited ?? 0 },
      causes: causesOf(program, sites), places: this.placesOf(program, sites), within: { retired, exits, crossings },
    };
  }

  private placesOf(program: Program, sites: readonly ExitSite[]): PlaceReport[] {
    const places = sites.map((site) => {
      const { pc } = site;
      return { ...kindOf(program, site), function: this.names.function(program, program.functionAt(pc)), address: pc, ...this.names.place(program, pc) };
    });
    return places.sort((a, b) => b.count - a.count || a.address - b.address || (a.cause < b.cause ? -1 : 1));
  }
}

/** What a context is called: its program without folders, and its handle or how many there are. */
export function contextName(program: string, which: string): string {
  return `${program.replace(/^.*\//, '')} ${which}`;
}

/** A path with one name more; from long ones the middle is left out. */
export function pathWith(around: readonly string[], name: string): string[] {
  if (around.length < LAYERS_NAMED_MAX) return [...around, name];
  return [...around.slice(0, LAYERS_NAMED_FIRST), '…', ...around.slice(LAYERS_NAMED_FIRST + 1 - LAYERS_NAMED_MAX), name];
}

/** What an exit was about. */
function kindOf({ image }: Program, { pc, cause, count }: ExitSite): ExitKind {
  const word = image.code[pc], name = causeName(cause);
  if (cause === Cause.sys && opcodeOf(word) === Op.sys) return { cause: name, call: sysNumberOf(word >>> 8), count };
  if (cause === Cause.privileged || cause === Cause.operand) return { cause: name, instruction: decoded(word).mnemonic, count };
  return { cause: name, count };
}

function causesOf(program: Program, sites: readonly ExitSite[]): CauseReport[] {
  const causes = new Map<Cause, Map<string, ExitKind>>();
  for (const site of sites) {
    const kinds = causes.get(site.cause) ?? new Map<string, ExitKind>();
    causes.set(site.cause, kinds);
    const kind = kindOf(program, site), key = `${kind.instruction ?? kind.call ?? ''}`;
    kinds.set(key, { ...kind, count: kind.count + (kinds.get(key)?.count ?? 0) });
  }
  return [...causes].sort(([a], [b]) => a - b).map(([cause, kinds]) => causeReport(cause, [...kinds.values()]));
}

function causeReport(cause: Cause, kinds: ExitKind[]): CauseReport {
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  const told = kinds.filter(({ instruction, call }) => instruction !== undefined || call !== undefined);
  return { cause: causeName(cause), count, kinds: told.sort((a, b) => b.count - a.count) };
}
