// Everything Strata says to people: one row a message, English and Korean side by side, in the folder that says it.
// A message stays a value until an edge (editor, adapter, command line) renders it in the reader's language.

export type Language = 'en' | 'ko';

/** A text in both languages; `{name}` stands for an argument. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

/** A numbered text: `S012` for source text, `L012` for image files, `R012` for refused requests. */
export interface MessageRow extends Text {
  readonly code: string;
}

/** Values that belong into a text; one may be said in words of its own. */
export type Arguments = Readonly<Record<string, string | number | Message>>;

/** What is to be said, with the values that belong into it. */
export interface Message {
  readonly row: Text;
  readonly arguments: Arguments;
}

/** A message of a row with its arguments. */
export function message(row: Text, args: Arguments = {}): Message {
  return { row, arguments: args };
}

/** The message as text. An argument that is missing stays visible as `{name}`. */
export function render(said: Message, language: Language): string {
  return said.row[language].replace(/\{(\w+)\}/g, (whole, name: string) => argumentText(said.arguments[name] ?? whole, language));
}

/** An argument as text. */
export function argumentText(argument: string | number | Message, language: Language): string {
  return typeof argument === 'object' ? render(argument, language) : String(argument);
}

/** The language for a locale such as `ko`, `ko-KR` or `ko_KR.UTF-8`; English for all that is not Korean. */
export function languageOf(locale: string | undefined): Language {
  return locale !== undefined && /^ko\b|^ko_/i.test(locale) ? 'ko' : 'en';
}

/** A request, image or setting that Strata turns down, with a number; never a bug and never a state of the machine. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly row: MessageRow, readonly args: Arguments = {}) {
    super(`${row.code}: ${render(message(row, args), 'en')}`);
  }

  /** The text in the reader's language, with its number. */
  text(language: Language): string {
    return `${this.row.code}: ${render(message(this.row, this.args), language)}`;
  }
}
