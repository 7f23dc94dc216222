// What an editor shows as wrong in a program: all that the assembler tells, and what nobody uses. What could as well not be
// there is a hint, which editors draw faded.
import type { Diagnostic } from '../base/diagnostic';
import { message } from '../base/message';
import { PROBLEMS } from '../assembler/messages';
import type { Source } from '../assembler/sources';
import type { ProgramSymbol } from '../assembler/symbols';
import { HINTS } from './messages';
import type { Model } from './model';
import { namesIn } from './names';
import { isBlank } from './programs';

/** Codes of what is about something that could as well not be there. */
const UNNECESSARY: ReadonlySet<string> = new Set(
  [PROBLEMS.unreachable, PROBLEMS.unused_local, PROBLEMS.unused_label, PROBLEMS.never_read, HINTS.unused].map(({ code }) => code));

const known = new WeakMap<Model, readonly Diagnostic[]>();

/** The problems of a program, in the order of its files; worked out when they are first asked for. */
export function problemsOf(model: Model): readonly Diagnostic[] {
  let problems = known.get(model);
  if (problems === undefined) known.set(model, problems = gathered(model));
  return problems;
}

/** Whether a problem is about something that could as well not be there. */
export function isUnnecessary({ row }: Diagnostic): boolean {
  return UNNECESSARY.has(row.code);
}

function gathered(model: Model): Diagnostic[] {
  const told = model.assembly.diagnostics.filter((one) => !isTooEarly(one, model.sources));
  return [...told.map((one): Diagnostic => (isUnnecessary(one) ? { ...one, severity: 'hint' } : one)), ...unused(model)];
}

/** A person who has written nothing yet is not told that something is missing. */
function isTooEarly({ row, file }: Diagnostic, sources: Model['sources']): boolean {
  const tree = sources.get(file)?.tree;
  return row.code === PROBLEMS.no_entry.code && tree !== undefined && isBlank(tree);
}

/**
 * Declarations of a program that nothing names, in its own text: what stands in an included one may be there for other
 * programs. Names that begin with `_` are left alone on purpose.
 */
function unused(model: Model): Diagnostic[] {
  const program = model.units[0]?.values.program, source = program?.sources[0];
  if (program?.entry === undefined || source === undefined) return [];
  const used = usedNames(model);
  return [...program.symbols.values()]
    .filter((symbol) => symbol.at.source === source && !symbol.name.startsWith('_') && !used.has(symbol.name) && !(symbol.kind === 'function' && symbol.entry))
    .map((symbol) => hint(source, symbol));
}

function hint(source: Source, { at: { part }, token, name }: ProgramSymbol): Diagnostic {
  const span = source.tree.span(part.tokenStart(token), part.tokenEnd(token));
  return { file: source.path, span, severity: 'hint', row: HINTS.unused, message: message(HINTS.unused, { name }) };
}

/** The first pieces of all names that are used somewhere in a program. */
function usedNames({ sources }: Model): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { tree } of sources.values()) {
    for (let i = 0; i < tree.starts.length; i++) {
      const part = tree.part(i);
      for (const { declares, kind, token } of namesIn(part)) {
        if (declares || kind === 'local' || kind === 'label' || kind === 'member') continue;
        const text = part.tokenText(token), dot = text.indexOf('.');
        used.add(dot < 0 ? text : text.slice(0, dot));
      }
    }
  }
  return used;
}
