// The breakpoints that the client wants, kept beyond one run of the program: they are set again after a restart, and
// those that came before the launch are set when there is a program. Each keeps the number that the client knows.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { message, render, type Message } from '../base/message';
import type { Breakpoint, BreakpointOptions } from '../debugger';
import type { ClientForm } from './client-form';
import { directionOf, parseDataId } from './data-ids';
import type { Debuggee } from './debuggee';
import { parseCodeReference } from './memory-reference';
import { SAYS } from './messages';
import { directionModeOf } from './modes';
import { trapWishes, type TrapWish } from './trap-wishes';

/** One list of breakpoints that a client sets as a whole: those of a source, of functions, of instructions. */
interface Group {
  /** Sets them in a program and gives what became of them, in order. */
  readonly set: (debuggee: Debuggee) => Breakpoint[];
  /** The client's numbers, in order. */
  readonly ids: readonly number[];
}

export class BreakpointRequests {
  private readonly groups = new Map<string, Group>();
  private wishes: readonly TrapWish[] = [{ causes: [], unhandled: true }];
  private quiet = false;
  private last = 0;
  private clientIds = new Map<number, number>();

  /** The client's number of a breakpoint of the debugger's. */
  clientId(id: number): number {
    let known = this.clientIds.get(id);
    if (known === undefined) this.clientIds.set(id, known = ++this.last);
    return known;
  }

  setSource(debuggee: Debuggee | undefined, given: P.SetBreakpointsArguments, form: ClientForm): P.Breakpoint[] {
    const wanted = (given.breakpoints ?? given.lines?.map((line) => ({ line })) ?? []).map((one: P.SourceBreakpoint) => ({
      line: form.fromLine(one.line), ...(one.column === undefined ? {} : { column: form.fromColumn(one.column) }), ...optionsOf(one),
      mode: directionModeOf(one.mode, 'source'),
    }));
    const key = `source ${given.source.path ?? ''} ${given.source.sourceReference ?? 0} ${given.source.name ?? ''}`;
    const set: Group['set'] = (at) => at.debug.setSourceBreakpoints(at.sources.query(given.source), wanted);
    return this.replace(debuggee, key, wanted.length, set, form.language);
  }

  setFunctions(debuggee: Debuggee | undefined, given: P.SetFunctionBreakpointsArguments, language: 'en' | 'ko'): P.Breakpoint[] {
    const wanted = given.breakpoints.map((one) => ({ name: one.name, ...optionsOf(one) }));
    return this.replace(debuggee, 'functions', wanted.length, (at) => at.debug.setFunctionBreakpoints(wanted), language);
  }

  setInstructions(debuggee: Debuggee | undefined, given: P.SetInstructionBreakpointsArguments, language: 'en' | 'ko'): P.Breakpoint[] {
    const wanted = given.breakpoints.map((one) => (
      { address: parseCodeReference(one.instructionReference) + (one.offset ?? 0), ...optionsOf(one), mode: directionModeOf(one.mode, 'instruction') }));
    return this.replace(debuggee, 'instructions', wanted.length, (at) => at.debug.setInstructionBreakpoints(wanted), language);
  }

  setData(debuggee: Debuggee | undefined, given: P.SetDataBreakpointsArguments, language: 'en' | 'ko'): P.Breakpoint[] {
    const set: Group['set'] = ({ debug }) => debug.setDataBreakpoints(given.breakpoints.map((one) => {
      const { target, mode } = parseDataId(one.dataId, debug);
      const own = mode === 'own' ? { context: target.context } : {};
      return { target, access: one.accessType ?? 'write', ...optionsOf(one), mode: directionOf(mode), ...own };
    }));
    return this.replace(debuggee, 'data', given.breakpoints.length, set, language);
  }

  /** At which traps to stop; gives what became of each filter, each filter with options and each exception option, in this order. */
  setTraps(debuggee: Debuggee | undefined, given: P.SetExceptionBreakpointsArguments, language: 'en' | 'ko'): P.Breakpoint[] {
    this.wishes = trapWishes(given);
    const problems = debuggee === undefined ? [] : this.applyTraps(debuggee);
    return this.wishes.map((wish, i) => {
      const said = 'unknown' in wish ? message(SAYS.unknown_filter, { filter: wish.unknown }) : problems[i];
      return said === undefined ? { verified: true } : { verified: false, message: render(said, language) };
    });
  }

  /** Sets everything in a program that was just loaded; nothing of it where it is to run without stops. */
  applyTo(debuggee: Debuggee, quiet: boolean): void {
    this.clientIds = new Map();
    this.quiet = quiet;
    this.applyTraps(debuggee);
    if (quiet) return;
    for (const [key, { set, ids }] of this.groups) {
      const made = set(debuggee);
      made.forEach(({ id }, i) => this.clientIds.set(id, ids[i]));
      this.groups.set(key, { set, ids });
      debuggee.tellBreakpoints(made);
    }
  }

  private applyTraps(debuggee: Debuggee): (Message | undefined)[] {
    const none = { causes: [], unhandled: false };
    return debuggee.debug.setTrapRules(this.wishes.map((wish) => (this.quiet || 'unknown' in wish ? none : wish)));
  }

  private replace(debuggee: Debuggee | undefined, key: string, count: number, set: Group['set'], language: 'en' | 'ko'): P.Breakpoint[] {
    if (debuggee === undefined || this.quiet) {
      const said = debuggee === undefined ? SAYS.not_launched : SAYS.not_debugging;
      const ids = Array.from({ length: count }, () => ++this.last);
      this.groups.set(key, { set, ids });
      return ids.map((id) => ({ id, verified: false, reason: 'pending', message: render(message(said), language) }));
    }
    const made = set(debuggee);
    this.groups.set(key, { set, ids: made.map(({ id }) => this.clientId(id)) });
    return made.map((one) => debuggee.breakpoint(one));
  }
}

function optionsOf(given: { condition?: string; hitCondition?: string; logMessage?: string }): BreakpointOptions {
  const { condition, hitCondition, logMessage } = given;
  return {
    ...(condition === undefined || condition.trim() === '' ? {} : { condition }),
    ...(hitCondition === undefined || hitCondition.trim() === '' ? {} : { hitCondition }),
    ...(logMessage === undefined || logMessage === '' ? {} : { logMessage }),
  };
}
