// Writes images: the command Assemble to Image, and the task `strata`, which does the same and says what is wrong in
// lines that the problem matcher `$strata` reads.
import * as vscode from 'vscode';
import { render } from '../base/message';
import type { Diagnostic } from '../base/diagnostic';
import { encodeImage } from '../image/write';
import { editorLanguage } from './convert';
import type { Models } from './models';
import { lastPart, nameOf, standsAlone, uriOf } from './names';
import type { OpenTexts } from './open-texts';
import type { ProgramChoice } from './program-choice';
import { showErrors } from './problems';

/** The type of our tasks, as in package.json. */
const TASK_TYPE = 'strata';

/** What package.json lets a task name. */
interface AssembleTask extends vscode.TaskDefinition {
  readonly program: string;
  readonly output?: string;
}

/** What came of an attempt to write an image. */
interface Outcome {
  /** Bytes written; undefined where the program has errors. */
  readonly bytes: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Assembles programs and writes their images. */
export class Assembling implements vscode.TaskProvider {
  constructor(private readonly models: Models, private readonly texts: OpenTexts, private readonly choice: ProgramChoice) {}

  /** The command: assembles the program in front, beside which the image is written. */
  async assembleActive(given?: unknown): Promise<void> {
    const program = given instanceof vscode.Uri ? given : await this.choice.choose(undefined);
    const output = program && await outputOf(program);
    if (program === undefined || output === undefined) return;
    await this.saveSources(program);
    const { bytes } = await this.write(program, output);
    if (bytes === undefined) void showErrors(vscode.l10n.t('{0} has errors and was not assembled.', lastPart(program)));
    else void showWritten(output, bytes);
  }

  async provideTasks(): Promise<vscode.Task[]> {
    const tasks: vscode.Task[] = [];
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      for (const program of await this.choice.programs(folder)) {
        if (!program.path.endsWith('.sasm')) continue;
        tasks.push(this.task(folder, { type: TASK_TYPE, program: program.path.slice(folder.uri.path.length + 1) }));
      }
    }
    return tasks;
  }

  resolveTask({ definition, scope }: vscode.Task): vscode.Task | undefined {
    const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
    return folder === undefined || typeof definition.program !== 'string' ? undefined : this.task(folder, definition as AssembleTask);
  }

  private task(folder: vscode.WorkspaceFolder, definition: AssembleTask): vscode.Task {
    const program = vscode.Uri.joinPath(folder.uri, definition.program);
    const output = definition.output === undefined ? imageBeside(program) : vscode.Uri.joinPath(folder.uri, definition.output);
    const execution = new vscode.CustomExecution(() => Promise.resolve(new TaskTerminal(program, output, () => this.write(program, output))));
    const task = new vscode.Task(definition, folder, vscode.l10n.t('assemble {0}', definition.program), 'strata', execution, ['$strata']);
    task.group = vscode.TaskGroup.Build;
    return task;
  }

  private async write(program: vscode.Uri, output: vscode.Uri): Promise<Outcome> {
    const { assembly: { image, debug, diagnostics } } = await this.models.modelOf(nameOf(program));
    if (image === undefined) return { bytes: undefined, diagnostics };
    const bytes = encodeImage(image, debug);
    await vscode.workspace.fs.writeFile(output, bytes);
    return { bytes: bytes.length, diagnostics };
  }

  /** An image tells which sources it was made of, so these must be on disk. */
  private async saveSources(program: vscode.Uri): Promise<void> {
    const { assembly } = await this.models.modelOf(nameOf(program));
    for (const file of assembly.files) {
      const document = this.texts.document(file);
      if (document?.isDirty === true && !document.isUntitled) await document.save();
    }
  }
}

function imageBeside(program: vscode.Uri): vscode.Uri {
  return program.with({ path: program.path.replace(/(\.sasm)?$/, '.simg') });
}

async function outputOf(program: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (!standsAlone(program)) return imageBeside(program);
  return vscode.window.showSaveDialog({ filters: { [vscode.l10n.t('Strata image')]: ['simg'] } });
}

async function showWritten(output: vscode.Uri, bytes: number): Promise<void> {
  const open = vscode.l10n.t('Open');
  if (await vscode.window.showInformationMessage(vscode.l10n.t('{0} written, {1} bytes.', lastPart(output), bytes), open) !== open) return;
  await vscode.commands.executeCommand('vscode.open', output);
}

/** The terminal of a task. */
class TaskTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;

  constructor(private readonly program: vscode.Uri, private readonly output: vscode.Uri, private readonly work: () => Promise<Outcome>) {}

  open(): void {
    this.run().then((code) => this.closed.fire(code), (error: unknown) => {
      this.line(error instanceof Error ? error.message : String(error));
      this.closed.fire(2);
    });
  }

  close(): void {
    this.written.dispose();
  }

  private async run(): Promise<number> {
    const { bytes, diagnostics } = await this.work();
    for (const diagnostic of diagnostics) this.line(problemLine(diagnostic));
    if (bytes !== undefined) this.line(vscode.l10n.t('{0} written, {1} bytes.', this.output.fsPath, bytes));
    else this.line(vscode.l10n.t('{0} has errors and was not assembled.', this.program.fsPath));
    return bytes === undefined ? 1 : 0;
  }

  private line(text: string): void {
    this.written.fire(`${text}\r\n`);
  }
}

/** A problem as `strata asm` prints it and `$strata` reads it. */
function problemLine({ file, span: { start }, severity, row, message }: Diagnostic): string {
  const word = severity === 'hint' ? 'info' : severity;
  return `${uriOf(file).fsPath}:${start.line + 1}:${start.column + 1}: ${word} ${row.code}: ${render(message, editorLanguage())}`;
}

/** Registers the command and the task. */
export function registerAssembling(assembling: Assembling): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('strata.assemble', (given?: unknown) => assembling.assembleActive(given)),
    vscode.tasks.registerTaskProvider(TASK_TYPE, assembling),
  );
}
