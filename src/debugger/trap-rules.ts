// At which traps a run stops: rules of causes, each with a condition and a direction of its own.
import { Refusal, type Message, message } from '../base/message';
import { CAUSES, Cause } from '../isa/causes';
import type { Context } from '../machine/context';
import type { Machine } from '../machine/machine';
import { scopeAt } from './bound-breakpoint';
import { isGiven } from './breakpoint-record';
import { compile, isTrue } from './expression/compile';
import { Environment } from './expression/environment';
import { parseExpression } from './expression/parse';
import { ExpressionRefusal, type Expression, type Tree } from './expression/tree';
import type { Programs } from './programs';
import type { Direction, TrapRule } from './types';

interface KnownRule extends TrapRule {
  readonly bits: number;
  readonly expression: Expression | undefined;
}

export class TrapRules {
  private rules: readonly KnownRule[] = [];
  private readonly environment: Environment;

  constructor(private readonly machine: Machine, private readonly programs: Programs) {
    this.environment = new Environment(machine);
  }

  /** Takes rules for those before; gives for each what is wrong with its condition: such a rule stops nowhere. */
  set(rules: readonly TrapRule[]): (Message | undefined)[] {
    const known: KnownRule[] = [];
    const problems = rules.map((rule) => {
      try {
        known.push(knownRule(rule));
        return undefined;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return message(error.row, error.args);
      }
    });
    this.rules = known;
    this.machine.watch.causes = known.reduce((bits, rule) => bits | rule.bits, 0);
    this.machine.watch.unhandled = known.some(({ unhandled }) => unhandled);
    return problems;
  }

  /** Whether a trap of a context stops. A condition that has no value there stops, so that nobody waits in vain. */
  stops(context: Context, cause: Cause, direction: Direction): boolean {
    return this.rules.some((rule) => {
      const ends = context.isRoot && cause !== Cause.exit;
      const { mode = 'both', expression, rootOnly = false } = rule;
      const isMeant = ((rule.bits & (1 << cause)) !== 0 && (!rootOnly || ends)) || (rule.unhandled && ends);
      if (!isMeant || (mode !== 'both' && mode !== direction)) return false;
      return expression === undefined || this.holds(expression, context);
    });
  }

  private holds({ tree }: Expression, context: Context): boolean {
    this.environment.setInnermost(context);
    try {
      const compiled = compile(tree, scopeAt(this.programs.of(context.program), context.pc));
      return compiled.type === 'text' ? compiled.text(this.environment) !== '' : isTrue(compiled.compute(this.environment));
    } catch (error) {
      if (error instanceof ExpressionRefusal) return !isForOthers(tree, context.id);
      throw error;
    }
  }
}

/** Whether a condition begins with `$context == n`, and this is another one: the names behind it need not mean anything here. */
function isForOthers(tree: Tree, id: number): boolean {
  if (tree.kind !== 'binary') return false;
  const { operator, left, right } = tree;
  if (operator === '&&') return isForOthers(left, id);
  return operator === '==' && left.kind === 'name' && /^\$?context$/.test(left.name) && right.kind === 'number' && right.value !== id;
}

function knownRule(rule: TrapRule): KnownRule {
  const bits = rule.causes.reduce((all, name) => all | (1 << CAUSES[name].code), 0);
  return { ...rule, bits, expression: isGiven(rule.condition) ? parseExpression(rule.condition) : undefined };
}
