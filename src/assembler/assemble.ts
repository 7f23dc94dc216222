// The whole way from text to image: read, gather names, work out values, lay out data, write code, test it.
import { Refusal } from '../base/message';
import { finish, type Steps } from '../base/steps';
import type { Diagnostic } from '../base/diagnostic';
import type { DebugInfo } from '../image/debug';
import type { Image } from '../image/image';
import { decodeImage } from '../image/read';
import { encodeStripped } from '../image/write';
import { verifySteps } from '../verifier/verify';
import { Builder, type Unit } from './build';
import { PROBLEMS, withReason } from './messages';
import { Report, type Place } from './report';
import { Sources, type Found, type Request, type Source } from './sources';
import type { Declaration, Embedded } from './symbols';
import type { Values } from './values';

/** What came of a text. */
export interface Assembly {
  /** Absent where there is an error. */
  readonly image?: Image;
  /** The image without debug information, as `embed` embeds it. */
  readonly bytes?: Uint8Array;
  readonly identity?: string;
  /** Debug information of the image and of those embedded in it, by identity. */
  readonly debug: ReadonlyMap<string, DebugInfo>;
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of all the files that were read, the program's own first. */
  readonly files: readonly string[];
  /** The program and those embedded in it as sources, as far as they were understood; the program itself is the last. */
  readonly units: readonly Unit[];
}

/** Assembles a text, yielding now and then. Problems are values; it throws only what the platform throws. */
export function* assembleSteps(request: Request): Steps<Assembly> {
  return yield* new Assembler(request).run();
}

/** {@link assembleSteps} without a break. */
export function assemble(request: Request): Assembly {
  return finish(assembleSteps(request));
}

class Assembler {
  private readonly report = new Report();
  private readonly sources: Sources;
  private readonly files = new Set<string>();
  private readonly units: Unit[] = [];
  /** Programs and images that were embedded from files, by real path. */
  private readonly embedded = new Map<string, Embedded | undefined>();

  constructor(private readonly request: Request) {
    this.sources = new Sources(request, this.report);
  }

  *run(): Steps<Assembly> {
    const source = yield* this.sources.main();
    const result = source === undefined ? undefined : yield* this.program(source, undefined, []);
    const { errors } = this.report;
    const diagnostics = this.report.inOrder([...this.files]);
    const common = { diagnostics, files: [...this.files], units: this.units };
    return result === undefined || errors > 0 ? { debug: new Map(), ...common } : { ...result, ...common };
  }

  /** The image of a source that is a program of its own; `chain`: the real paths of those that embed it. */
  private *program(source: Source, parent: Values | undefined, chain: readonly Found[]): Steps<Embedded | undefined> {
    const builder = this.builder(parent, [...chain, source]);
    yield* builder.include(source, [source]);
    return yield* builder.build(source);
  }

  private builder(parent: Values | undefined, chain: readonly Found[]): Builder {
    const { report, sources, files, units } = this;
    const setting = { report, sources, files, units, withText: this.request.sourceText === true };
    return new Builder(setting, parent, chain, {
      file: (found, place, wanted) => this.embedFile(found, place, wanted, chain),
      inline: (at, values) => this.embedInline(at, values, chain),
    });
  }

  private *embedInline(at: Declaration, values: Values, chain: readonly Found[]): Steps<Embedded | undefined> {
    const builder = this.builder(values, chain);
    yield* builder.inline(at);
    return yield* builder.build(at.source);
  }

  private *embedFile(found: Found, place: Place, wanted: string, chain: readonly Found[]): Steps<Embedded | undefined> {
    if (this.embedded.has(found.real)) return this.embedded.get(found.real);
    const isImage = wanted.endsWith('.simg');
    const result = yield* isImage ? this.imageFile(found, place, wanted) : this.sourceFile(found, place, wanted, chain);
    this.embedded.set(found.real, result);
    return result;
  }

  private *sourceFile(found: Found, place: Place, wanted: string, chain: readonly Found[]): Steps<Embedded | undefined> {
    const source = yield* this.sources.read(found, place, wanted);
    if (source === undefined) return undefined;
    const result = yield* this.program(source, undefined, chain);
    if (result === undefined) this.report.add(place, PROBLEMS.broken_embedded, { path: wanted });
    return result;
  }

  private *imageFile(found: Found, place: Place, wanted: string): Steps<Embedded | undefined> {
    this.files.add(found.path);
    const bytes = this.sources.bytes(found, place, wanted);
    if (bytes === undefined) return undefined;
    try {
      const image = yield* verifySteps(decodeImage(bytes));
      const stripped = encodeStripped(image);
      return { image, bytes: stripped, identity: image.identity, debug: image.debug };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.report.add(place, withReason(PROBLEMS.bad_image, error.row), { ...error.args, path: wanted });
      return undefined;
    }
  }
}
