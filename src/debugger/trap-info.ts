// Explains a trap: which instruction wanted what, with the values on its operand stack, what would have been allowed,
// and which instructions made the values.
import { message, type Arguments, type Message, type Text } from '../base/message';
import { Cause, causeName } from '../isa/causes';
import { decoded, effectOf } from '../isa/encoding';
import { FIELDS } from '../isa/fields';
import { Op, type Instruction } from '../isa/instructions';
import { PORTS } from '../isa/ports';
import { typeText } from '../isa/types';
import { Mode, windowOf, type Access, type Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { integerAt, shapeOf } from '../machine/operands';
import { framesOf, slotValue } from '../machine/walk';
import { formatNumber } from './format';
import type { Programs } from './programs';
import { ACCESSES, ALLOWED, LOOKS, TRAPS } from './trap-messages';
import type { LookAt, TrapInfo } from './types';
import type { Values } from './values';

/** What a trap is: of an instruction that stands before it, or recorded in a context. */
export interface TrapFacts {
  readonly cause: Cause;
  readonly access?: Access;
}

export function trapInfo(machine: Machine, programs: Programs, values: Values, context: Context, facts: TrapFacts): TrapInfo {
  const explainer = new Explainer(machine, programs, values, context, facts);
  return {
    cause: causeName(facts.cause), unhandled: context.isRoot && facts.cause !== Cause.exit, context: context.id,
    attempted: explainer.attempted(), look: explainer.look(),
  };
}

/** Why a run ended, where a trap of the root ended it. */
export function endingMessage(machine: Machine, programs: Programs, values: Values): Message | undefined {
  const { ending, root } = machine;
  if (ending?.cause === undefined) return undefined;
  return trapInfo(machine, programs, values, root, { cause: ending.cause, access: ending.access }).attempted;
}

class Explainer {
  private readonly word: number;
  private readonly instruction: Instruction;
  private readonly names: readonly string[];

  constructor(private readonly machine: Machine, private readonly programs: Programs, private readonly values: Values,
    private readonly context: Context, private readonly facts: TrapFacts) {
    this.word = machine.wordAt(context);
    this.instruction = decoded(this.word);
    this.names = effectOf(this.instruction.code)?.names ?? [];
  }

  private say(row: Text, args: Arguments = {}): Message {
    return message(row, { mnemonic: this.instruction.mnemonic, ...args });
  }

  /** The i32 operand with this place, 0 the one pushed first. */
  private operand(index: number): number {
    const { params } = shapeOf(this.context.program.image, this.word);
    return integerAt(this.machine.store, this.context, params.length - 1 - index);
  }

  private get text(): string {
    return this.programs.of(this.context.program).instructionText(this.context.pc);
  }

  attempted(): Message {
    switch (this.facts.cause) {
      case Cause.memory: return this.memory();
      case Cause.divide: return this.say(TRAPS.divide, { a: this.operand(0) });
      case Cause.operand: return this.operandMessage();
      case Cause.indirect: return this.indirect();
      case Cause.stack: return this.stack();
      case Cause.privileged: {
        const row = this.context.mode === Mode.user ? TRAPS.privileged_user : TRAPS.privileged_guest;
        return this.say(row, { instruction: this.text });
      }
      case Cause.sys: return this.say(this.context.isRoot ? TRAPS.sys_unknown : TRAPS.sys, { instruction: this.text.replace(/^sys /, '') });
      case Cause.unreachable: return this.say(TRAPS.unreachable);
      case Cause.exit: return this.say(TRAPS.exit);
      case Cause.breakpoint: return this.say(TRAPS.breakpoint);
      case Cause.idle: return this.say(TRAPS.idle);
      case Cause.budget: case Cause.interrupt: return this.say(TRAPS.between);
    }
  }

  private memory(): Message {
    const { access } = this.facts;
    if (access === undefined) return this.say(TRAPS.memory);
    const { size } = windowOf(this.context);
    const first = this.instruction.code !== Op.copy ? (access.size === 1 ? ACCESSES.at_one : ACCESSES.at)
      : access.write ? ACCESSES.to : ACCESSES.from;
    const second = size === 0 ? ALLOWED.nothing : ALLOWED.bytes;
    const row = { en: `${first.en}, but ${second.en}.`, ko: `${first.ko}: ${second.ko}.` };
    return this.say(row, { size: access.size, address: access.address, last: size - 1 });
  }

  private operandMessage(): Message {
    const { code } = this.instruction;
    switch (code) {
      case Op.ctx_new: case Op.image_drop: return this.noHandle(this.context.images, TRAPS.no_image, TRAPS.no_images);
      case Op.in_: return this.noPort((row) => row.in !== '');
      case Op.out: return this.noPort((row) => row.out !== '');
      case Op.ins: case Op.outs: return this.noPort((row) => row.block);
      case Op.ctx_drop: case Op.resume: return this.noHandle(this.context.children, TRAPS.no_context, TRAPS.no_contexts);
      case Op.ctx_get: case Op.ctx_getf: case Op.ctx_set: case Op.ctx_setf: {
        if (this.context.child(this.operand(0)) !== undefined) return this.noField(code);
        return this.noHandle(this.context.children, TRAPS.no_context, TRAPS.no_contexts);
      }
      default: return this.say(TRAPS.operand);
    }
  }

  private noHandle(table: readonly (object | undefined)[], some: Text, none: Text): Message {
    const known = table.flatMap((entry, i) => (entry === undefined ? [] : [i + 1]));
    return this.say(known.length === 0 ? none : some, { value: this.operand(0), known: known.join(', ') });
  }

  private noField(code: Op): Message {
    const write = code === Op.ctx_set || code === Op.ctx_setf;
    const type = code === Op.ctx_getf || code === Op.ctx_setf ? 'f64' : 'i32';
    const known = Object.entries(FIELDS).filter(([, row]) => [type, 'both'].includes(write ? row.set : row.get)).map(([name]) => name);
    return this.say(TRAPS.no_field, { value: this.operand(1), known: known.join(', ') });
  }

  private noPort(takes: (row: { in: string; out: string; block: boolean }) => boolean): Message {
    const known = Object.entries(PORTS).filter(([, row]) => takes(row)).map(([name]) => name);
    return this.say(TRAPS.no_port, { value: this.operand(0), known: known.join(', ') });
  }

  private indirect(): Message {
    const { image } = this.context.program;
    const value = integerAt(this.machine.store, this.context, 0) >>> 0;
    if (value >= image.table.length) return this.say(TRAPS.table_end, { value, count: image.table.length });
    const callee = image.table[value];
    const name = this.programs.of(this.context.program).functionName(callee);
    const found = typeText(image.types[image.functions[callee].type]), wanted = typeText(image.types[this.word >>> 8]);
    return this.say(TRAPS.table_type, { value, name, found, wanted });
  }

  private stack(): Message {
    const { frames, allowance } = this.context;
    if (frames >= allowance.frames) return this.say(TRAPS.frames, { next: frames + 1, limit: allowance.frames });
    return this.say(TRAPS.slots, { frames });
  }

  /** The operands that matter, with the instructions that pushed them. */
  look(): LookAt[] {
    const { params } = shapeOf(this.context.program.image, this.word);
    const [frame] = framesOf(this.machine.store, this.context);
    const pushers = this.values.pushers({ context: this.context, frame }, (frame.sp - frame.operands) / 2);
    const info = this.programs.of(this.context.program);
    return params.flatMap((type, index) => {
      const below = params.length - 1 - index, address = pushers[below] ?? -1;
      if (address < 0 || !this.matters(index, params.length)) return [];
      const value = formatNumber(type, slotValue(this.machine.store, frame.sp - 2 - below * 2, type));
      const said = message(LOOKS.pushed, { name: this.names[index] ?? `#${index}`, value, instruction: info.instructionText(address) });
      return [{ message: said, address: info.flat(address), location: info.location(address) }];
    });
  }

  /** Whether an operand, 0 the one pushed first, explains the trap. */
  private matters(index: number, count: number): boolean {
    const { cause, access } = this.facts;
    const name = this.names[index];
    switch (cause) {
      case Cause.memory: return name === 'addr' || name === 'len' || name === (access?.write === true ? 'dst' : 'src');
      case Cause.divide: return name === 'b';
      case Cause.indirect: return index === count - 1;
      case Cause.operand: return name !== 'v' && name !== 'n';
      case Cause.sys: case Cause.privileged: return true;
      default: return false;
    }
  }
}
