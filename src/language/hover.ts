// What an editor shows of the word under the pointer, as Markdown.
import { message, render, type Arguments, type Language, type Text } from '../base/message';
import type { Source } from '../assembler/sources';
import type { ProgramSymbol } from '../assembler/symbols';
import { documentation, codeOf, dataHead, fieldHead, functionHead, structText, valueText } from './declared';
import { builtinText, callText, instructionText } from './machine-words';
import { WORDS } from './messages';
import type { Model } from './model';
import { functionAround, stackBefore, statementAt, unitOf } from './stack';
import { targetAt, type Found, type Target } from './targets';

/** Markdown, and the stretch of text that it is about. */
export interface Hover {
  readonly markdown: string;
  readonly start: number;
  readonly end: number;
}

/** What stands at an offset; undefined where there is nothing to say. */
export function hover(model: Model, source: Source, offset: number, language: Language): Hover | undefined {
  const found = targetAt(model, source, offset);
  if (found === undefined) return undefined;
  const parts = [...describe(model, found.target, language), stackLine(model, source, found, language)];
  return { markdown: parts.filter((part) => part !== '').join('\n\n'), start: found.start, end: found.end };
}

/** Paragraphs about a target. */
export function describe(model: Model, target: Target, language: Language): string[] {
  const say = (text: Text, args: Arguments = {}): string => render(message(text, args), language);
  switch (target.kind) {
    case 'instruction': return [instructionText(target.mnemonic, language)];
    case 'builtin': return [builtinText(target.name, target.value, language)];
    case 'call': return [callText(target.name, language)];
    case 'label': {
      const { part } = target.site, start = part.tokenStart(target.token);
      return [code(`${target.name}:`), say(WORDS.label, { owner: ownerOf(target), line: part.tree.lineAt(start) + 1 })];
    }
    case 'local':
      return [code(`${target.parameter ? '' : 'local '}${target.name}: ${target.type}`), say(target.parameter ? WORDS.parameter : WORDS.local, { owner: ownerOf(target) })];
    case 'field': {
      const { offset, size } = target.field;
      return [code(fieldHead(target.path, target.field)), say(WORDS.field, { offset, size })];
    }
    case 'symbol': return target.property === undefined ? symbolText(model, target, say) : propertyText(target, target.property, say);
  }
}

type Say = (text: Text, args?: Arguments) => string;

function ownerOf({ site: { part, values }, token }: Extract<Target, { owner: number }>): string {
  return functionAround(values, part, part.tokenStart(token))?.name ?? '';
}

/** Text as code of our language. */
export function code(text: string): string {
  return `\`\`\`strata\n${text}\n\`\`\``;
}

function symbolText(model: Model, { symbol, values }: Extract<Target, { kind: 'symbol' }>, say: Say): string[] {
  const docs = documentation(symbol.at.part, symbol.at.node);
  switch (symbol.kind) {
    case 'constant': {
      const { value } = symbol;
      return [code(`const ${symbol.name}${value === undefined ? '' : ` = ${valueText(value.type, value.value)}`}`), docs];
    }
    case 'struct': return [code(structText(symbol)), docs, say(WORDS.struct, { size: symbol.size, alignment: symbol.alignment })];
    case 'data': {
      const place = say(WORDS.address, { address: symbol.address, size: symbol.size });
      if (!symbol.embeds) return [code(dataHead(symbol)), docs, place];
      return [code(`embed ${symbol.name}`), docs, say(WORDS.embedded, { size: symbol.size }), place];
    }
    case 'function': {
      const unit = unitOf(model, values), facts = unit === undefined ? undefined : codeOf(unit, symbol);
      return [
        code(functionHead(symbol)), docs, symbol.entry ? say(WORDS.entry) : '',
        facts === undefined ? '' : say(WORDS.stack_use, { deepest: facts.deepest, size: facts.length }),
        symbol.tableIndex < 0 ? '' : say(WORDS.table_index, { index: symbol.tableIndex }),
      ];
    }
  }
}

function propertyText({ symbol }: { readonly symbol: ProgramSymbol }, property: string, say: Say): string[] {
  const { name } = symbol;
  if (property === 'index' && symbol.kind === 'function') return [code(`${name}.index = ${symbol.tableIndex}`), say(WORDS.index_of, { name })];
  if (property !== 'size' || symbol.kind === 'constant' || symbol.kind === 'function') return [];
  return [code(`${name}.size = ${symbol.size}`), say(WORDS.size_of, { name })];
}

/** The operand stack before the instruction at a place. */
function stackLine(model: Model, source: Source, { start }: Found, language: Language): string {
  const part = source.tree.part(source.tree.regionAt(start));
  const node = statementAt(part, start);
  if (node === undefined) return '';
  const values = model.valuesAround(source, part, node);
  const stack = values === undefined ? undefined : stackBefore(model, source, values, part, part.start(node));
  if (stack === undefined) return '';
  if (stack === 'unreached') return render(message(WORDS.not_reached), language);
  const types = stack.length === 0 ? WORDS.empty[language] : `\`${stack.join(' ')}\``;
  return render(message(WORDS.stack_here, { stack: types }), language);
}
