// What the client can do, speaks, and wants.
import { languageOf, type Language } from '../base/message';
import { INLAY_DEFAULTS, STACK_MARGINS, type InlayOptions, type StackMargin } from '../language/inlay';
import { at, type Fields } from './protocol';

/** What is known of the client from `initialize` on, and its settings. */
export class Client {
  language: Language;
  inlays: InlayOptions = INLAY_DEFAULTS;
  references = true;
  private capabilities: unknown = {};
  private commands: ReadonlySet<string> = new Set();

  /** `language`: that of this process, for clients that name none. */
  constructor(language: Language) {
    this.language = language;
  }

  initialize({ capabilities, locale, initializationOptions }: Fields): void {
    this.capabilities = capabilities;
    if (typeof locale === 'string') this.language = languageOf(locale);
    this.configure(initializationOptions);
    const commands = at(initializationOptions, 'commands');
    if (Array.isArray(commands)) this.commands = new Set(commands.filter((one) => typeof one === 'string'));
  }

  /** Takes settings as editors give them, with or without `strata` around; what is no setting of ours is left alone. */
  configure(given: unknown): void {
    const settings = at(given, 'strata') ?? given, stack = at(settings, 'inlayHints', 'stack');
    const isMargin = (STACK_MARGINS as readonly unknown[]).includes(stack);
    this.inlays = {
      stack: isMargin ? stack as StackMargin : this.inlays.stack,
      ends: flag(at(settings, 'inlayHints', 'ends'), this.inlays.ends), numbers: flag(at(settings, 'inlayHints', 'numbers'), this.inlays.numbers),
    };
    this.references = flag(at(settings, 'codeLens', 'references'), this.references);
  }

  /** Whether a member of the client's capabilities is true. */
  can(...path: readonly string[]): boolean {
    return at(this.capabilities, ...path) === true;
  }

  /** Whether a list among the client's capabilities holds something. */
  takes(what: string, ...path: readonly string[]): boolean {
    const list = at(this.capabilities, ...path);
    return Array.isArray(list) && list.includes(what);
  }

  /** Whether the client carries out a command of ours when a lens is pressed. */
  carriesOut(command: string): boolean {
    return this.commands.has(command);
  }
}

function flag(value: unknown, before: boolean): boolean {
  return typeof value === 'boolean' ? value : before;
}
