// What can be looked at while the program is stopped: frames, scopes, values, memory, code and source texts, as the
// prompt shows them. Which context and frame is chosen is kept here too.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { SAYS as ADAPTER_SAYS } from '../../adapter/messages';
import { Refusal, type Language } from '../../base/message';
import type { Client } from '../../client/client';
import { linesOfText } from '../diagnostics';
import type { BranchInstruction } from '../../protocol/travelling';
import type { LongRequests } from './long-requests';
import { PROMPT } from './messages';
import type { ShownCode, ShownFrame, ShownInstruction, ShownOrigin, ShownPlace, ShownValue } from './results';
import type { Target } from './target';

/** Elements of an array that `print` shows. */
const ELEMENTS_SHOWN_MAX = 200;

/** The scopes of a frame. */
export type ScopeName = 'stack' | 'locals' | 'context' | 'data';

/** The files of this computer, and how their paths are shown. */
export interface InspectionFiles {
  /** The text of a file; undefined where there is none. */
  read(path: string): string | undefined;
  shown(path: string): string;
}

export class Inspection {
  /** The chosen context, and the number of the chosen frame in its call stack. */
  thread = 1;
  private frameNumber = 0;
  private frames: readonly P.StackFrame[] | undefined;
  private readonly texts = new Map<string, readonly string[]>();

  private readonly client: Client;
  private readonly long: LongRequests;

  constructor({ client, long }: Pick<Target, 'client' | 'long'>, private readonly language: Language, private readonly files: InspectionFiles) {
    this.client = client;
    this.long = long;
  }

  /** The program has stopped: the innermost frame of the context is chosen. */
  choose(thread: number): void {
    this.thread = thread;
    this.frameNumber = 0;
    this.frames = undefined;
  }

  /** Values may have changed. */
  refresh(): void {
    this.frames = undefined;
  }

  // Frames

  /** The call stack with its labels. */
  async stack(): Promise<readonly P.StackFrame[]> {
    this.frames ??= (await this.client.request('stackTrace', { threadId: this.thread })).stackFrames;
    return this.frames;
  }

  /** Real frames, without the labels between layers. */
  private async realFrames(): Promise<readonly P.StackFrame[]> {
    return (await this.stack()).filter(isReal);
  }

  async frame(): Promise<P.StackFrame> {
    const frames = await this.realFrames();
    const frame = frames.at(this.frameNumber);
    if (frame === undefined) throw new Refusal(PROMPT.no_frame, { number: this.frameNumber, count: frames.length });
    return frame;
  }

  get chosenFrame(): number {
    return this.frameNumber;
  }

  /** Chooses a frame by its number. */
  async chooseFrame(number: number): Promise<P.StackFrame> {
    const { length: count } = await this.realFrames();
    if (number < 0 || number >= count) throw new Refusal(PROMPT.no_frame, { number, count });
    this.frameNumber = number;
    return this.frame();
  }

  /** All entries of the call stack as they are shown. */
  async shownFrames(): Promise<ShownFrame[]> {
    let number = 0;
    return (await this.stack()).map((frame) => (isReal(frame) ? this.shownFrame(frame, number++) : { name: frame.name }));
  }

  shownFrame(frame: P.StackFrame, number: number): ShownFrame {
    return { number, name: frame.name, address: frame.instructionPointerReference, place: this.placeOf(frame) };
  }

  /** A place that a message of the adapter names. */
  placeOf({ source, line = 0, column = 0, endLine, endColumn }: Partial<P.StackFrame>): ShownPlace | undefined {
    const file = source?.path ?? source?.name;
    return file === undefined || line === 0 ? undefined : { file: this.files.shown(file), line, column, endLine, endColumn };
  }

  // Values

  /** The variables of a scope of the chosen frame. */
  async scope(name: ScopeName): Promise<readonly P.Variable[]> {
    const { id } = await this.frame();
    const wanted = ADAPTER_SAYS[`scope_${name}`][this.language];
    const scope = (await this.client.request('scopes', { frameId: id })).scopes.find((each) => each.name === wanted);
    if (scope === undefined) return [];
    return (await this.client.request('variables', { variablesReference: scope.variablesReference })).variables;
  }

  /** The operand stack of the chosen frame, deepest first. */
  async operands(): Promise<string[]> {
    return (await this.scope('stack')).map(({ value }) => value).reverse();
  }

  async shownScope(name: ScopeName): Promise<ShownValue[]> {
    const shown: ShownValue[] = [];
    for (const { name: title, value, type, variablesReference } of await this.scope(name)) {
      shown.push({ name: title, type, value: variablesReference === 0 ? value : await this.elements(variablesReference) });
    }
    return shown;
  }

  private async elements(variablesReference: number): Promise<string> {
    const { variables } = await this.client.request('variables', { variablesReference, start: 0, count: ELEMENTS_SHOWN_MAX + 1 });
    const values = variables.slice(0, ELEMENTS_SHOWN_MAX).map(({ value }) => value);
    return `{${values.join(', ')}${variables.length > ELEMENTS_SHOWN_MAX ? ', …' : ''}}`;
  }

  /** Where the value of an expression in the chosen frame came from. */
  async origins(expression: string): Promise<ShownOrigin[]> {
    const { id: frameId } = await this.frame();
    const { values } = await this.long.ask('strata/origin', { expression, frameId });
    return values.map(({ depth, kind, steps, value, instruction, threadId, function: name, main, again = false, open = false, ...place }) => (
      { depth, kind, steps, value, instruction, thread: threadId, function: name, place: this.placeOf(place), main, again, open }));
  }

  /** An instruction that somebody executes. */
  shownCode({ instruction, function: name, threadId: thread, ...place }: BranchInstruction): ShownCode {
    return { instruction, function: name, thread, place: this.placeOf(place) };
  }

  /** What an expression is worth in the chosen frame; `format` is a letter of gdb's. */
  async value(expression: string, format = ''): Promise<ShownValue> {
    const { result, type, variablesReference } = await this.evaluate(expression + formatSuffix(format));
    return { name: expression, type, value: variablesReference === 0 ? result : await this.elements(variablesReference) };
  }

  async evaluate(expression: string): Promise<P.EvaluateResponse['body']> {
    const { id: frameId } = await this.frame();
    return this.client.request('evaluate', { expression, context: 'watch', frameId });
  }

  /** What the adapter would watch for an expression in the chosen frame. */
  async watchable(expression: string): Promise<P.DataBreakpointInfoResponse['body']> {
    const { id: frameId } = await this.frame();
    return this.client.request('dataBreakpointInfo', { name: expression, frameId });
  }

  async set(expression: string, value: string): Promise<ShownValue> {
    const { id: frameId } = await this.frame();
    const { value: now, type } = await this.client.request('setExpression', { expression, value, frameId });
    this.refresh();
    return { name: expression, value: now, type };
  }

  // Sources

  /** Lines of a frame's or breakpoint's source; undefined where nobody has its text. */
  async lines(source: P.Source | undefined): Promise<readonly string[] | undefined> {
    if (source === undefined) return undefined;
    const key = `${source.sourceReference ?? 0} ${source.path ?? source.name ?? ''}`;
    const known = this.texts.get(key);
    if (known !== undefined) return known;
    const text = await this.text(source);
    if (text === undefined) return undefined;
    const lines = linesOfText(text);
    this.texts.set(key, lines);
    return lines;
  }

  private async text(source: P.Source): Promise<string | undefined> {
    const { sourceReference = 0, path } = source;
    if (sourceReference > 0) return (await this.client.request('source', { source, sourceReference })).content;
    return path === undefined ? undefined : this.files.read(path);
  }

  /** The line of a source at which a frame stands. */
  async lineOf({ source, line }: P.StackFrame): Promise<string | undefined> {
    return line === 0 ? undefined : (await this.lines(source))?.[line - 1];
  }

  /** Forgets the texts of files: the program was built again. */
  forgetTexts(): void {
    this.texts.clear();
  }

  // Code and memory

  /** Rows of disassembly from `offset` rows behind a reference; rows where there is no code are left out. */
  async instructions(memoryReference: string, instructionOffset: number, instructionCount: number): Promise<P.DisassembledInstruction[]> {
    const body = await this.client.request('disassemble', { memoryReference, instructionOffset, instructionCount });
    return (body?.instructions ?? []).filter(({ presentationHint }) => presentationHint !== 'invalid');
  }

  /** {@link instructions} as they are shown, with the one at which the chosen frame stands marked. */
  async shownInstructions(memoryReference: string, offset: number, count: number): Promise<ShownInstruction[]> {
    const here = (await this.frame()).instructionPointerReference;
    const rows = await this.instructions(memoryReference, offset, count);
    return rows.map(({ address, instruction, symbol, line }) => ({ address, instruction, symbol, line, current: address === here }));
  }

  /** The instruction at a frame's address. */
  async instructionOf({ instructionPointerReference }: P.StackFrame): Promise<string | undefined> {
    if (instructionPointerReference === undefined) return undefined;
    return (await this.instructions(instructionPointerReference, 0, 1)).at(0)?.instruction;
  }

  /** Bytes of memory and the address of the first; fewer where the window ends. */
  async memory(memoryReference: string, offset: number, count: number): Promise<{ readonly address: number; readonly bytes: Buffer }> {
    const { address, data = '' } = await this.client.request('readMemory', { memoryReference, offset, count }) ?? { address: '0' };
    return { address: Number(address.slice(address.indexOf(':') + 1)), bytes: Buffer.from(data, 'base64') };
  }
}

export function isReal({ presentationHint }: P.StackFrame): boolean {
  return presentationHint !== 'label';
}

/** What the adapter's expressions write behind a value for gdb's letters. */
const FORMATS: Readonly<Record<string, string>> = { '': '', d: ',d', x: ',x', t: ',b', u: ',u', c: ',c' };

function formatSuffix(format: string): string {
  if (!Object.hasOwn(FORMATS, format)) throw new Refusal(PROMPT.format, { format });
  return FORMATS[format];
}
