// The constants that every program has: numbers of the instruction table and its neighbours, by name.
import { CAUSES } from '../isa/causes';
import { FIELDS } from '../isa/fields';
import { CALLS } from '../isa/firmware';
import { INSTRUCTIONS } from '../isa/instructions';
import { INTERRUPTS, PORTS } from '../isa/ports';

const constants = new Map<string, number>([['mode.user', 0], ['mode.guest', 1]]);

function family(name: string, rows: Readonly<Record<string, { readonly code: number }>>): void {
  for (const [member, row] of Object.entries(rows)) constants.set(`${name}.${member}`, row.code);
}

family('cause', CAUSES);
family('field', FIELDS);
family('port', PORTS);
family('sys', CALLS);
family('op', INSTRUCTIONS);
for (const [name, bit] of Object.entries(INTERRUPTS)) constants.set(`interrupt.${name}`, bit);

/** Names such as `cause.exit`, with their values. */
export const BUILTIN_CONSTANTS: ReadonlyMap<string, number> = constants;

/** What stands in front of the dot of a constant of the machine; no declaration may be called so. */
export const BUILTIN_FAMILIES: ReadonlySet<string> = new Set([...constants.keys()].map((name) => name.slice(0, name.indexOf('.'))));
