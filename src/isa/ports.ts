// The ports of the devices, and the interrupts that devices raise in the root.

export const enum Port {
  console = 0,
  disk = 1,
  disk_sector = 2,
  disk_sectors = 3,
  clock_low = 4,
  clock_high = 5,
  alarm_low = 6,
  alarm_high = 7,
  random = 8,
  power = 9,
  memory = 10,
}

/** One row for each port: the instructions it takes, and what they do. */
export interface PortRow {
  readonly code: number;
  readonly in: string;
  readonly out: string;
  readonly block: boolean;
}

export const PORTS = {
  console: { code: Port.console, in: 'The next byte of input; -1 where none has come yet, -2 at its end. Takes the console interrupt.', out: 'Writes the low 8 bits as a byte.', block: false },
  disk: { code: Port.disk, in: '', out: '', block: true },
  'disk.sector': { code: Port.disk_sector, in: 'The sector at which `ins` and `outs` begin.', out: 'Sets the sector at which `ins` and `outs` begin.', block: false },
  'disk.sectors': { code: Port.disk_sectors, in: 'Sectors of the disk; 0 without a disk.', out: '', block: false },
  'clock.low': { code: Port.clock_low, in: 'The low word of the clock; latches the high one.', out: '', block: false },
  'clock.high': { code: Port.clock_high, in: 'The high word of the clock, as latched.', out: '', block: false },
  'alarm.low': { code: Port.alarm_low, in: '', out: 'Arms the alarm at this low word and the high word given before; 0 for both disarms it. Clears the alarm interrupt.', block: false },
  'alarm.high': { code: Port.alarm_high, in: '', out: 'The high word of the alarm to come.', block: false },
  random: { code: Port.random, in: 'A random i32 from the seeded generator.', out: '', block: false },
  power: { code: Port.power, in: '', out: 'Ends the run with the low 8 bits as its exit code.', block: false },
  memory: { code: Port.memory, in: 'Bytes of the window that the machine gave its root.', out: '', block: false },
} as const satisfies Record<string, PortRow>;

export type PortName = keyof typeof PORTS;

/** Bits of a context's set of pending interrupts. */
export const enum Interrupt {
  console = 1,
  alarm = 2,
}

export const INTERRUPTS = { console: Interrupt.console, alarm: Interrupt.alarm } as const;
