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
  /** One sentence for the manual and the exception filters; English and Korean. */
  readonly text: string;
  readonly ko: string;
}

export const CAUSES = {
  sys: {
    code: Cause.sys,
    text: 'A `sys` instruction calls the parent; in the root it calls the firmware.',
    ko: '`sys` 명령어가 부모를 부릅니다. 루트에서는 펌웨어를 부릅니다.',
  },
  privileged: {
    code: Cause.privileged,
    text: 'A privileged instruction that the mode does not let through.',
    ko: '지금 모드에서 허용되지 않는 특권 명령어입니다.',
  },
  operand: {
    code: Cause.operand,
    text: 'A privileged instruction names a handle, field or port that does not exist.',
    ko: '특권 명령어가 없는 핸들, 필드, 포트를 가리킵니다.',
  },
  memory: {
    code: Cause.memory,
    text: 'An access reaches outside the window.',
    ko: '창 밖의 메모리에 접근합니다.',
  },
  divide: {
    code: Cause.divide,
    text: 'An integer is divided by zero.',
    ko: '정수를 0으로 나눕니다.',
  },
  indirect: {
    code: Cause.indirect,
    text: 'An indirect call names no entry of the table, or one of another type.',
    ko: '간접 호출이 표에 없는 항목이나 형식이 다른 항목을 가리킵니다.',
  },
  stack: {
    code: Cause.stack,
    text: 'A call would exceed the frames or the private storage of the context.',
    ko: '호출하면 컨텍스트의 프레임이나 전용 저장 공간을 넘습니다.',
  },
  unreachable: {
    code: Cause.unreachable,
    text: 'The `unreachable` instruction was reached.',
    ko: '`unreachable` 명령어에 다다랐습니다.',
  },
  exit: {
    code: Cause.exit,
    text: 'The entry function returned.',
    ko: '시작 함수가 돌아왔습니다.',
  },
  breakpoint: {
    code: Cause.breakpoint,
    text: 'A `break` instruction in the program.',
    ko: '프로그램 안의 `break` 명령어입니다.',
  },
  budget: {
    code: Cause.budget,
    text: 'The instructions that `resume` allowed are used up.',
    ko: '`resume`이 허용한 명령어를 모두 썼습니다.',
  },
  interrupt: {
    code: Cause.interrupt,
    text: 'An interrupt is pending for the context that resumed.',
    ko: '`resume`한 컨텍스트에 인터럽트가 와 있습니다.',
  },
  idle: {
    code: Cause.idle,
    text: 'The root waits, and neither an alarm nor input can come.',
    ko: '루트가 기다리지만 알람도 입력도 올 수 없습니다.',
  },
} as const satisfies Record<string, CauseRow>;

export type CauseName = keyof typeof CAUSES;

const names = new Map(Object.entries(CAUSES).map(([name, row]) => [row.code as number, name as CauseName]));

/** The name of a cause's number. */
export function causeName(cause: Cause): CauseName {
  return names.get(cause) ?? 'idle';
}
