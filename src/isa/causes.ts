// Why a `resume` comes back, or why a run ends. A trap in the root other than `sys` ends the run with 128 + its number.

/** The number that `resume` pushes. */
export const enum Cause {
  sys = 1,
  privileged = 2,
  operand = 3,
  memory = 4,
  divide = 5,
  indirect = 6,
  stack = 7,
  unreachable = 8,
  exit = 9,
  breakpoint = 10,
  budget = 11,
  interrupt = 12,
  idle = 13,
}

/** One row for each cause. */
export interface CauseRow {
  readonly code: Cause;
  /** One sentence for the manual and the exception filters. */
  readonly text: string;
}

export const CAUSES = {
  sys: { code: Cause.sys, text: 'A `sys` instruction calls the parent; in the root it calls the firmware.' },
  privileged: { code: Cause.privileged, text: 'A privileged instruction that the mode does not let through.' },
  operand: { code: Cause.operand, text: 'A privileged instruction names a handle, field or port that does not exist.' },
  memory: { code: Cause.memory, text: 'An access reaches outside the window.' },
  divide: { code: Cause.divide, text: 'An integer is divided by zero.' },
  indirect: { code: Cause.indirect, text: 'An indirect call names no entry of the table, or one of another type.' },
  stack: { code: Cause.stack, text: 'A call would exceed the frames or the private storage of the context.' },
  unreachable: { code: Cause.unreachable, text: 'The `unreachable` instruction was reached.' },
  exit: { code: Cause.exit, text: 'The entry function returned.' },
  breakpoint: { code: Cause.breakpoint, text: 'A `break` instruction in the program.' },
  budget: { code: Cause.budget, text: 'The instructions that `resume` allowed are used up.' },
  interrupt: { code: Cause.interrupt, text: 'An interrupt is pending for the context that resumed.' },
  idle: { code: Cause.idle, text: 'The root waits, and neither an alarm nor input can come.' },
} as const satisfies Record<string, CauseRow>;

export type CauseName = keyof typeof CAUSES;

const names = new Map(Object.entries(CAUSES).map(([name, row]) => [row.code as number, name as CauseName]));

/** The name of a cause's number. */
export function causeName(cause: Cause): CauseName {
  return names.get(cause) ?? 'idle';
}
