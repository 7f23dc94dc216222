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

/** The values of a module that stay as they are: its SHA-256, and how long its code is. */
export function lastingColumns({ identity, start, end }: ModuleInfo): Record<Exclude<Column, 'contexts'>, string | number> {
  return { identity, codeBytes: end - start };
}

/** How many contexts run a module now. Its event does not tell it: contexts come and go while that is on its way. */
export function passingColumns(debug: Debugger, { number }: ModuleInfo): Record<Extract<Column, 'contexts'>, number> {
  return { contexts: debug.contexts().filter(({ id }) => debug.context(id).module === number).length };
}
