// Where a value came from, as lines that people read: the tree of src/history/provenance.ts with names, texts and places in
// sources, each line below what it went into.
import type { Steps } from '../base/steps';
import { excursion } from '../history/excursion';
import { mainChain, origin, originValue, type OriginKind, type OriginLimits, type OriginNode, type OriginPlace, type OriginSite } from '../history/provenance';
import type { Timeline } from '../history/timeline';
import { windowOf, type Context } from '../machine/context';
import { formatNumber } from './format';
import { ORIGIN_NODES_MAX, ORIGIN_STEPS_MAX } from './limits';
import type { Programs } from './programs';
import type { CodeTarget, WatchTarget } from './types';

/** One value of the tree. */
export interface OriginLine {
  /** 0 for what was asked about. */
  readonly depth: number;
  readonly kind: OriginKind;
  /** The count of steps before the instruction: where to go to see it. */
  readonly steps: number;
  readonly value: string;
  /** The instruction; nothing for what was asked about, what was there at first, and what was changed by hand. */
  readonly code?: OriginCode;
  /** Whether it is on the way to what the value mainly came from. */
  readonly main: boolean;
  /** Its own sources are told at another line. */
  readonly again: boolean;
  /** Some of its sources were not looked for: a limit was reached. */
  readonly open: boolean;
}

/** The instruction of a line. */
export interface OriginCode extends CodeTarget {
  readonly context: number;
  readonly function: string;
}

/** What is watched, as a place of the machine as it stands. */
export function originPlace(target: WatchTarget, context: Context): OriginPlace {
  if (target.kind === 'memory') return { kind: 'memory', address: windowOf(context).start + target.address, size: target.size };
  return { kind: target.kind, context: context.id, depth: context.frames - target.frame, index: target.index };
}

/** The lines for a place, `brief`: and for what it came from directly; however it ends, the machine is where it was afterwards. */
export function* originLines(timeline: Timeline, programs: Programs, place: OriginPlace, brief = false): Steps<OriginLine[]> {
  const root = yield* excursion(timeline, origin(timeline, place, brief ? BRIEF : WHOLE));
  return new Lines(programs, root).all;
}

/** All that can be told, and the last writer alone. */
const WHOLE: OriginLimits = { nodes: ORIGIN_NODES_MAX, steps: ORIGIN_STEPS_MAX };
const BRIEF: OriginLimits = { nodes: 2, steps: ORIGIN_STEPS_MAX };

/** Bytes of a piece of memory that a line shows. */
const BYTES_SHOWN = 16;

class Lines {
  readonly all: OriginLine[] = [];
  private readonly main: ReadonlySet<OriginNode>;
  private readonly told = new Set<OriginNode>();

  constructor(private readonly programs: Programs, root: OriginNode) {
    this.main = new Set(mainChain(root));
    this.add(root, 0);
  }

  private add(node: OriginNode, depth: number): void {
    const { kind, steps, site, sources } = node;
    const again = this.told.has(node) && sources.length > 0;
    this.told.add(node);
    const code = site === undefined ? {} : { code: codeOf(this.programs, site) };
    const open = !again && sources.some(({ node: source }) => source === undefined);
    this.all.push({ depth, kind, steps, value: valueText(node), ...code, main: this.main.has(node), again, open });
    if (!again) for (const { node: source } of sources) if (source !== undefined) this.add(source, depth + 1);
  }
}

/** An instruction with its texts and its place in a source. */
export function codeOf(programs: Programs, { context, program, fn, pc }: Omit<OriginSite, 'word'>): OriginCode {
  const info = programs.of(program), location = info.location(pc);
  return { address: info.flat(pc), text: info.instructionText(pc), context, function: info.functionName(fn), ...(location === undefined ? {} : { location }) };
}

/** A number, or the bytes of a piece of memory; of four bytes the integer that they mostly are. */
function valueText(node: OriginNode): string {
  const value = originValue(node);
  if (value !== undefined && node.type !== 'bytes') return formatNumber(node.type, value);
  const { bytes } = node;
  if (bytes.length === 4) return String(new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, true));
  return [...bytes.subarray(0, BYTES_SHOWN)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ') + (bytes.length > BYTES_SHOWN ? ' …' : '');
}
