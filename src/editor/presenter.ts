// Presenter Mode: large fonts for a lecture hall, on and off with one key. What the settings were before is kept where it outlives
// the window, so that nothing is lost when that is closed in between.
import * as vscode from 'vscode';

/** Settings that are made large, with their values. In a browser there is no zoom to set: the browser has its own. */
const LARGE: readonly (readonly [setting: string, value: number])[] = [
  ['window.zoomLevel', 1], ['editor.fontSize', 26], ['debug.console.fontSize', 24], ['terminal.integrated.fontSize', 24], ['editor.inlayHints.fontSize', 24],
];
const KEPT = 'presenter.settings';

export class Presenter {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changes.event;

  constructor(private readonly memory: vscode.Memento) {}

  get isOn(): boolean {
    return this.memory.get(KEPT) !== undefined;
  }

  async toggle(): Promise<void> {
    const settings = vscode.workspace.getConfiguration(), kept = this.memory.get<Record<string, number | null>>(KEPT);
    const write = (setting: string, value: number | undefined): Thenable<void> => settings.update(setting, value, vscode.ConfigurationTarget.Global);
    if (kept === undefined) {
      const there = LARGE.filter(([setting]) => settings.inspect(setting)?.defaultValue !== undefined);
      await this.memory.update(KEPT, Object.fromEntries(there.map(([setting]) => [setting, settings.inspect<number>(setting)?.globalValue ?? null])));
      for (const [setting, value] of there) await write(setting, value);
    } else {
      for (const [setting, value] of Object.entries(kept)) await write(setting, value ?? undefined);
      await this.memory.update(KEPT, undefined);
    }
    this.changes.fire();
  }
}
