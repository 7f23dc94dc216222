// What the exits of a run might have cost on processors that were built: a model, no measurement of this machine, and always shown apart
// from what was counted. One instruction of the machine is taken for one cycle.
//
// The figures are those of published measurements; docs/layers.md says which of them could be checked against the text of their source when
// this table was made, and which could not.
import type { Text } from '../base/message';
import type { LayerReport, MeterReport } from './report';

export interface CostTable {
  readonly hardware: string;
  /** Cycles of an exit of a context in guest mode and of its next entry. */
  readonly exit: number;
  /** Cycles of a trap out of user mode, or of a call of the firmware, and of going on behind it. */
  readonly trap: number;
  readonly source: Text;
}

/** Two generations of hardware assistance. */
export const COSTS = {
  first: {
    hardware: 'Intel Pentium 4 672 (2005)', exit: 4340, trap: 242,
    source: {
      en: 'Adams and Agesen, ASPLOS 2006: VM entry 2,409 and page-fault exit 1,931 cycles (table 1), a native system call 242 cycles (section 6.3).',
      ko: 'Adams·Agesen, ASPLOS 2006: VM 진입 2,409사이클과 페이지 폴트 탈출 1,931사이클(표 1), 가상화하지 않은 시스템 호출 242사이클(6.3절).',
    },
  },
  later: {
    hardware: 'Intel Sandy Bridge (2011)', exit: 784, trap: 150,
    source: {
      en: 'Agesen, Mattson, Rugina and Sheldon, USENIX ATC 2012: round trip of an exit 784 cycles; Soares and Stumm, OSDI 2010: entering and leaving a system call 150 cycles (on Nehalem).',
      ko: 'Agesen·Mattson·Rugina·Sheldon, USENIX ATC 2012: 탈출 왕복 784사이클. Soares·Stumm, OSDI 2010: 시스템 호출 진입과 복귀 150사이클(Nehalem).',
    },
  },
} as const satisfies Record<string, CostTable>;

export type CostName = keyof typeof COSTS;

export const COST_NAMES = Object.keys(COSTS) as CostName[];

/** Modelled cycles of a layer: of its instructions, and of its exits. */
export interface LayerCost {
  readonly context: number | null;
  readonly path: string;
  readonly instructions: number;
  readonly exits: number;
}

export interface CostReport {
  readonly table: CostName;
  readonly hardware: string;
  /** Cycles of one exit, by the mode of the context that exits. */
  readonly exit: number;
  readonly trap: number;
  readonly layers: readonly LayerCost[];
  /** Cycles of all. */
  readonly instructions: number;
  readonly exits: number;
  readonly cycles: number;
}

/** What a run would have cost by a table. */
export function costReport({ layers }: MeterReport, name: CostName): CostReport {
  const { hardware, exit, trap } = COSTS[name];
  const costs = layers.map(({ context, path, retired, exits, mode }: LayerReport): LayerCost => (
    { context, path, instructions: retired, exits: exits * (mode === 'guest' ? exit : trap) }));
  const instructions = costs.reduce((sum, each) => sum + each.instructions, 0), exits = costs.reduce((sum, each) => sum + each.exits, 0);
  return { table: name, hardware, exit, trap, layers: costs, instructions, exits, cycles: instructions + exits };
}
