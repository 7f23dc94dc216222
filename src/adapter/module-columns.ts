// What a table of modules shows of an image beside the protocol's own columns.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Language, Text } from '../base/message';
import type { Debugger, ModuleInfo } from '../debugger';
import type { OWN_MODULE_COLUMNS } from '../protocol/own';

type Column = keyof typeof OWN_MODULE_COLUMNS;

const COLUMNS: Readonly<Record<Column, { readonly label: Text; readonly type: 'string' | 'number' }>> = {
  identity: { label: { en: 'Identity', ko: '식별자' }, type: 'string' },
  codeBytes: { label: { en: 'Bytes of code', ko: '코드 바이트' }, type: 'number' },
  contexts: { label: { en: 'Contexts', ko: '컨텍스트' }, type: 'number' },
};

export function moduleColumns(language: Language): P.ColumnDescriptor[] {
  return Object.entries(COLUMNS).map(([attributeName, { label, type }]) => ({ attributeName, label: label[language], type }));
}

/** The values of a module in these columns: its SHA-256, and how many contexts run it now. */
export function extraColumns(debug: Debugger, { identity, start, end, number }: ModuleInfo): Record<Column, string | number> {
  const contexts = debug.contexts().filter(({ id }) => debug.context(id).module === number).length;
  return { identity, codeBytes: end - start, contexts };
}
