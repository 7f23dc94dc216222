// Everything of a machine at a moment but its physical memory, whose pages are kept elsewhere: contexts with their stacks, the
// chain, devices, counts. A snapshot is taken between two runs. Programs that were loaded stay known; no count depends on that.
import type { Allowance, Context } from './context';
import type { InputState } from './input';
import type { Ending, Machine } from './machine';
import type { FreeStacks, Store } from './store';

/** What a context is at a moment. */
interface ContextState {
  readonly context: Context;
  readonly fields: Readonly<Fields>;
  readonly allowance: Allowance;
  readonly children: Context['children'];
  readonly images: Context['images'];
  /** Its stack from the start up to sp. */
  readonly stack: Int32Array;
}

const FIELDS = ['fn', 'pc', 'fp', 'sp', 'frames', 'active', 'trapWord', 'trapCause', 'trapAccess', 'answer', 'answerValue', 'call', 'interrupts',
  'retired', 'time', 'budget', 'since', 'windowStart', 'windowSize', 'contextsBelow', 'imagesHeld', 'base', 'limit', 'mode'] as const;

type Fields = Pick<Context, typeof FIELDS[number]>;

interface DevicesState {
  readonly sector: number;
  readonly clockLatch: number;
  readonly alarmLatch: number;
  readonly alarm: number;
  readonly slept: number;
  readonly random: number;
  readonly output: number;
  readonly input: InputState;
  readonly disk: ReadonlyMap<number, Uint8Array>;
}

export interface Snapshot {
  readonly steps: number;
  readonly ending: Ending | undefined;
  readonly made: number;
  readonly time: number;
  readonly chain: readonly Context[];
  readonly contexts: readonly ContextState[];
  readonly stacks: FreeStacks;
  readonly devices: DevicesState;
  /** What an observer had counted; see Tally. */
  readonly tally: unknown;
}

/** Takes a snapshot. A long instruction that has begun is undone first. */
export function takeSnapshot(machine: Machine): Snapshot {
  machine.settle();
  const { steps, ending, running, store } = machine;
  return {
    steps, ending, made: machine.contextsMade, time: running.time, chain: [...machine.chain], stacks: store.freeStacks(),
    contexts: [...machine.root.downward()].map((context) => contextState(store, context)), devices: devicesState(machine),
    tally: machine.observation.tally?.keep(),
  };
}

function contextState(store: Store, context: Context): ContextState {
  const fields = Object.fromEntries(FIELDS.map((name) => [name, context[name]])) as unknown as Fields;
  return {
    context, fields, allowance: { ...context.allowance }, children: [...context.children], images: [...context.images],
    stack: store.i32.slice(store.stackStart(context.stack), context.sp),
  };
}

function devicesState({ devices }: Machine): DevicesState {
  const { sector, clockLatch, alarmLatch, alarm, slept, random } = devices;
  return {
    sector, clockLatch, alarmLatch, alarm, slept, random,
    output: devices.output.total, input: devices.input.state(), disk: devices.disk.version(),
  };
}

/** Puts a machine back to a snapshot of its own; nobody has touched its physical memory. */
export function restoreSnapshot(machine: Machine, snapshot: Snapshot): void {
  machine.settle();
  for (const context of machine.root.downward()) context.dropped = true;
  for (const state of snapshot.contexts) restoreContext(machine.store, state);
  machine.steps = snapshot.steps;
  machine.ending = snapshot.ending;
  machine.contextsMade = snapshot.made;
  machine.running.restore(snapshot.chain, snapshot.time);
  machine.store.restoreStacks(snapshot.stacks);
  restoreDevices(machine, snapshot.devices);
  machine.observation.tally?.restore(snapshot.tally);
}

function restoreContext(store: Store, { context, fields, allowance, children, images, stack }: ContextState): void {
  Object.assign(context, fields);
  Object.assign(context.allowance, allowance);
  context.children.splice(0, Infinity, ...children);
  context.images.splice(0, Infinity, ...images);
  context.dropped = false;
  context.dueAround = 0;
  store.i32.set(stack, store.stackStart(context.stack));
}

function restoreDevices({ devices }: Machine, { output, input, disk, ...plain }: DevicesState): void {
  Object.assign(devices, plain);
  devices.output.total = output;
  devices.input.restore(input);
  devices.disk.restore(disk);
}

/** Bytes of the host that a snapshot takes, about. */
export function snapshotBytes({ contexts, devices }: Snapshot): number {
  return contexts.reduce((sum, { stack }) => sum + 600 + stack.byteLength, 400 + devices.disk.size * 40);
}
