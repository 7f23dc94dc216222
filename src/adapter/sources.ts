// Source texts as the client sees them: a file where it still is the text that the program was made from, else the
// text that the image carries, else only a name. So a client never shows a line of another text.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { sha256 } from '../base/hash';
import { Refusal } from '../base/message';
import type { Debugger, SourceQuery, SourceRef } from '../debugger';
import type { LaunchOptions } from '../options/table';
import type { Platform } from '../platform/platform';
import type { Loaded } from './loading';
import { NO_SOURCE_TEXT, STALE_HANDLE } from './messages';
import { SourcePaths } from './paths';

/**
 * Asks for the files that the sources of a program may be in. A platform that fetches what was asked for has them by the time
 * they are compared; one that reads at once finds out nothing new.
 */
export function askForSources(platform: Platform, { machine, folder }: Loaded, { sourceMap, allowRoots }: LaunchOptions): void {
  const paths = new SourcePaths(platform, folder, false, sourceMap, allowRoots);
  for (const { files } of machine.root.program.image.debug.values()) {
    for (const { name } of files) platform.realPath(paths.pathOf(name));
  }
}

export class Sources {
  private readonly byReference = new Map<number, SourceRef>();
  private readonly references = new Map<string, number>();
  /** SHA-256 of files as they were read last, by path; undefined: there is none. */
  private readonly hashes = new Map<string, string | undefined>();

  constructor(private readonly platform: Platform, private readonly debug: Debugger, private readonly paths: SourcePaths, private readonly loaded: Loaded) {}

  /** The source as the protocol writes it. */
  toClient(source: SourceRef): P.Source {
    const name = source.name.slice(source.name.lastIndexOf('/') + 1);
    const checksums: P.Checksum[] = [{ algorithm: 'SHA256', checksum: source.sha256 }];
    if (this.isCurrent(source)) return { name, path: this.paths.toClient(source.name), checksums };
    if (this.debug.sourceText(source) === undefined) return { name, path: this.paths.toClient(source.name), checksums, presentationHint: 'deemphasize' };
    return { name, path: this.paths.toClient(source.name), sourceReference: this.reference(source), origin: 'image', checksums };
  }

  /** Whether the client can show lines of the source: from the file, or from the image. */
  canShow(source: SourceRef): boolean {
    return this.isCurrent(source) || this.debug.sourceText(source) !== undefined;
  }

  /** The source that the client means. */
  query(source: P.Source): SourceQuery {
    if (source.sourceReference !== undefined && source.sourceReference > 0) return this.refOf(source.sourceReference);
    if (source.path === undefined) return { name: source.name ?? '' };
    const name = this.paths.toName(source.path, this.debug.sources().map((known) => known.name));
    const path = this.paths.pathOf(name);
    this.hashes.delete(path);
    return { name, sha256: this.hashOf(path) };
  }

  /** The text of a source: the image's, else the file's where it still is the same. Refuses where nobody has it. */
  text(source: P.Source | undefined, reference: number): string {
    const ref = reference > 0 ? this.refOf(reference) : source === undefined ? undefined : this.refOfName(this.query(source).name);
    const text = ref === undefined ? undefined : this.debug.sourceText(ref) ?? this.fileText(ref);
    if (text === undefined) throw new Refusal(NO_SOURCE_TEXT, { name: ref?.name ?? source?.name ?? source?.path ?? '?' });
    return text;
  }

  private fileText(source: SourceRef): string | undefined {
    const bytes = this.isCurrent(source) ? this.platform.readFile(this.paths.pathOf(source.name)) : undefined;
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  private refOfName(name: string): SourceRef | undefined {
    return this.debug.sources().find((known) => known.name === name);
  }

  private refOf(reference: number): SourceRef {
    const ref = this.byReference.get(reference);
    if (ref === undefined) throw new Refusal(STALE_HANDLE, { handle: reference });
    return ref;
  }

  private reference(source: SourceRef): number {
    const key = `${source.sha256} ${source.name}`;
    const known = this.references.get(key);
    if (known !== undefined) return known;
    const fresh = this.references.size + 1;
    this.references.set(key, fresh);
    this.byReference.set(fresh, source);
    return fresh;
  }

  private isCurrent(source: SourceRef): boolean {
    return this.hashOf(this.paths.pathOf(source.name)) === source.sha256;
  }

  /** SHA-256 of the text that the client shows for a path: what it gave at launch, else the file's. */
  private hashOf(path: string): string | undefined {
    const given = this.loaded.texts.get(path);
    if (given !== undefined) return given;
    if (!this.hashes.has(path)) {
      const bytes = this.platform.realPath(path) === undefined ? undefined : this.platform.readFile(path);
      this.hashes.set(path, bytes === undefined ? undefined : sha256(bytes));
    }
    return this.hashes.get(path);
  }
}
