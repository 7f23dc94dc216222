// What the server says it can do.
import { SIGNATURE_TRIGGERS } from '../language/signature';
import { TYPED } from '../language/formatting';
import { WORD_MODIFIERS, WORD_TYPES } from '../language/semantic';

/** The answer to `initialize` but for the version. */
export const CAPABILITIES = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: 2, save: { includeText: false } },
  completionProvider: { triggerCharacters: ['.', '['], resolveProvider: true },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: [...SIGNATURE_TRIGGERS] },
  declarationProvider: true,
  definitionProvider: true,
  typeDefinitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  codeActionProvider: { codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', 'refactor.inline'] },
  codeLensProvider: { resolveProvider: true },
  documentLinkProvider: {},
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: TYPED[0], moreTriggerCharacter: TYPED.slice(1) },
  renameProvider: { prepareProvider: true },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  callHierarchyProvider: true,
  semanticTokensProvider: { legend: { tokenTypes: WORD_TYPES, tokenModifiers: WORD_MODIFIERS }, full: true, range: true },
  inlayHintProvider: { resolveProvider: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
