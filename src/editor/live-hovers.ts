// What stands under the pointer while a program is stopped: the value that a name has now, what wrote it last, and ways to go there.
// What a word means is said by providers.ts, and shows below. The editor's own window of values knows no links; the adapter is told
// to leave these values to us.
import * as vscode from 'vscode';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { evaluatable, instructionAt, labelAt } from '../language/evaluation';
import type { OriginBody, OriginValue } from '../protocol/own';
import { DEBUG_TYPE } from './configuration';
import { readable } from './convert';
import { FramesSeen, type FramePlace } from './frames-seen';
import { commandLink, inCode, plainly } from './links';
import { isTextOf, lastPart } from './names';
import { LANGUAGE, type OpenTexts } from './open-texts';

/** Commands that links under the pointer may run; no others do. */
const COMMANDS = ['strata.origin', 'strata.goToMoment', 'strata.backToCursor'] as const;

/** Elements of an array, and operands of an instruction, that show. */
const ELEMENTS_SHOWN = 16;
const OPERANDS_SHOWN = 8;

/** Where somebody points while a program is stopped there. */
interface Pointed {
  readonly document: vscode.TextDocument;
  readonly frame: vscode.DebugStackFrame;
  readonly place: FramePlace;
  readonly token: vscode.CancellationToken;
}

type Stretch = { readonly start: number; readonly end: number };

/** Shows live values in texts of ours. */
export class LiveHovers implements vscode.HoverProvider, vscode.Disposable {
  private readonly frames = new FramesSeen();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(private readonly texts: OpenTexts) {
    this.subscriptions = [
      this.frames, vscode.languages.registerHoverProvider({ language: LANGUAGE }, this),
      vscode.debug.onDidStartDebugSession((session) => {
        if (session.type === DEBUG_TYPE) void answerOf(session, 'strata/ownHovers', { own: true });
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): Promise<vscode.Hover | undefined> {
    const frame = vscode.debug.activeStackItem;
    if (!(frame instanceof vscode.DebugStackFrame) || frame.session.type !== DEBUG_TYPE) return undefined;
    const place = this.frames.placeOf(frame);
    if (place === undefined || place.path === undefined || !isTextOf(document, place.path)) return undefined;
    const tree = this.texts.tree(document), offset = document.offsetAt(position), pointed = { document, frame, place, token };
    const named = evaluatable(tree, offset), code = instructionAt(tree, offset), label = labelAt(tree, offset);
    if (named !== undefined) return shown(pointed, named, await valueText(pointed, document.getText(rangeOf(document, named))));
    if (code !== undefined) return shown(pointed, code, await instructionText(pointed, document.positionAt(code.start)));
    return label && shown(pointed, label, backLink(pointed, document.positionAt(label.start)));
  }
}

function rangeOf(document: vscode.TextDocument, { start, end }: Stretch): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Markdown whose links run our commands and no others. */
function shown({ document, token }: Pointed, stretch: Stretch, text: string | undefined): vscode.Hover | undefined {
  if (text === undefined || text === '' || token.isCancellationRequested) return undefined;
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands: COMMANDS };
  return new vscode.Hover(markdown, rangeOf(document, stretch));
}

/** The answer to a request; undefined where the adapter refuses it, which is all that it can mean to somebody who only points. */
async function answerOf<T>(session: vscode.DebugSession, command: string, given: object): Promise<T | undefined> {
  return session.customRequest(command, given).then((body) => body as T, () => undefined);
}

/** The value of an expression, and what wrote it last. */
async function valueText(pointed: Pointed, expression: string): Promise<string | undefined> {
  const { frame: { session, frameId }, token } = pointed;
  const found = await answerOf<DebugProtocol.EvaluateResponse['body']>(session, 'evaluate', { expression, frameId, context: 'watch' });
  if (found === undefined || token.isCancellationRequested) return undefined;
  const value = found.variablesReference === 0 ? found.result : `${found.result}: ${await elementsText(session, found)}`;
  const head = `\`\`\`${LANGUAGE}\n${expression} = ${value.replace(/\s+/g, ' ')}\n\`\`\``;
  const origin = await answerOf<OriginBody>(session, 'strata/origin', { expression, frameId, brief: true });
  const writer = origin?.values[1];
  if (writer === undefined) return head;
  return `${head}\n\n${writerText(pointed, writer)} · ${whereFrom(expression, frameId)}`;
}

async function elementsText(session: vscode.DebugSession, { variablesReference, indexedVariables = 0 }: DebugProtocol.EvaluateResponse['body']): Promise<string> {
  const given = { variablesReference, filter: 'indexed', start: 0, count: Math.min(indexedVariables, ELEMENTS_SHOWN) };
  const body = await answerOf<DebugProtocol.VariablesResponse['body']>(session, 'variables', given);
  return (body?.variables ?? []).map(({ value }) => value).join(' ') + (indexedVariables > ELEMENTS_SHOWN ? ' …' : '');
}

/** What wrote a value last, and when. */
function writerText({ document }: Pointed, { kind, instruction, line, source, steps }: OriginValue): string {
  const moment = commandLink(vscode.l10n.t('instruction {0}', readable(steps)), 'strata.goToMoment', steps);
  if (kind === 'edit') return vscode.l10n.t('Changed by hand at {0}', moment);
  if (instruction === undefined) return vscode.l10n.t('There from the beginning');
  if (line === undefined) return vscode.l10n.t('Last written by {0} at {1}', inCode(instruction), moment);
  const file = source?.name === undefined || source.name.endsWith(lastPart(document.uri)) ? '' : `${source.name}:`;
  return vscode.l10n.t('Last written by {0} in line {1} at {2}', inCode(instruction), `${file}${line}`, moment);
}

function whereFrom(expression: string, frameId: number): string {
  return commandLink(vscode.l10n.t('Where from?'), 'strata.origin', { expression, frameId });
}

/** The operands that an instruction made and that are still there; all of them where it comes next. */
async function instructionText(pointed: Pointed, start: vscode.Position): Promise<string> {
  const { frame: { session, frameId }, place } = pointed;
  const scopes = await answerOf<DebugProtocol.ScopesResponse['body']>(session, 'scopes', { frameId });
  const [stack] = scopes?.scopes ?? [];
  const given = { variablesReference: stack?.variablesReference ?? 0, start: 0, count: OPERANDS_SHOWN };
  const body = stack === undefined ? undefined : await answerOf<DebugProtocol.VariablesResponse['body']>(session, 'variables', given);
  const operands = body?.variables ?? [], isNext = place.line === start.line + 1 && place.column === start.character + 1;
  const lines = isNext ? operands : await madeAt(session, operands, start);
  const head = lines.length === 0 ? [] : [isNext ? vscode.l10n.t('The operand stack before it, top first:') : vscode.l10n.t('What it made is on the operand stack:')];
  const rows = lines.map(({ name, value, type = '', evaluateName = '' }) => `- ${inCode(`${name} = ${value}`)} ${plainly(type)} · ${whereFrom(evaluateName, frameId)}`);
  return [...head, '', ...rows, '', backLink(pointed, start)].join('\n');
}

/** Those operands that the instruction at a place pushed. */
async function madeAt(session: vscode.DebugSession, operands: readonly DebugProtocol.Variable[], { line, character }: vscode.Position):
Promise<DebugProtocol.Variable[]> {
  const places = await Promise.all(operands.map(async ({ valueLocationReference: locationReference }) => locationReference === undefined ? undefined
    : answerOf<DebugProtocol.LocationsResponse['body']>(session, 'locations', { locationReference })));
  return operands.filter((_, i) => places[i]?.line === line + 1 && places[i]?.column === character + 1);
}

function backLink({ document }: Pointed, { line }: vscode.Position): string {
  return commandLink(vscode.l10n.t('Run back to the last time here'), 'strata.backToCursor', { uri: document.uri.toString(), line });
}
