// Tells the client what is wrong, file by file, and only where that has changed.
import type { Diagnostic } from '../base/diagnostic';
import { render, type Language } from '../base/message';
import { isUnnecessary, problemsOf } from '../language/problems';
import type { Client } from './client';
import { spanRange } from './convert';
import type { Models } from './models';
import { uriOf } from './names';

/** Numbers of the protocol. */
const SEVERITIES: Readonly<Record<Diagnostic['severity'], number>> = { error: 1, warning: 2, hint: 4 };
const UNNECESSARY = 1;

/** A problem as the protocol says it. */
export function problemOf(problem: Diagnostic, language: Language): object {
  const { span, severity, row, message, related } = problem;
  return {
    range: spanRange(span), severity: SEVERITIES[severity], code: row.code, source: 'strata', message: render(message, language),
    ...isUnnecessary(problem) ? { tags: [UNNECESSARY] } : {},
    ...related === undefined ? {} : {
      relatedInformation: related.map((other) => ({ location: { uri: uriOf(other.file), range: spanRange(other.span) }, message: render(other.message, language) })),
    },
  };
}

/** The problems of the programs of all open texts. */
export class Problems {
  /** What was told last of each file, as JSON. */
  private told = new Map<string, string>();

  constructor(private readonly models: Models, private readonly client: Client, private readonly tell: (uri: string, problems: readonly object[]) => void) {}

  /** Tells what has changed. */
  show(): void {
    const files = new Map<string, Map<string, object>>();
    for (const model of this.models.all()) {
      for (const file of model.assembly.files) if (!files.has(file)) files.set(file, new Map());
      for (const one of problemsOf(model)) files.get(one.file)?.set(JSON.stringify([one.row.code, one.span]), problemOf(one, this.client.language));
    }
    for (const file of this.told.keys()) if (!files.has(file)) files.set(file, new Map());
    for (const [file, problems] of files) this.showFile(file, [...problems.values()]);
  }

  private showFile(file: string, problems: readonly object[]): void {
    const text = JSON.stringify(problems);
    if ((this.told.get(file) ?? '[]') === text) return;
    if (problems.length > 0) this.told.set(file, text);
    else this.told.delete(file);
    this.tell(uriOf(file), problems);
  }
}
