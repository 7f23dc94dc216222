// Where the programs of labs come from: a folder that holds `labs` and `systems` as the examples do, the student's or ours, and
// texts laid over its files; so a check can wrap any image in hypervisors of its choice, and a test can break a line of one.
import { assemble, type Assembly } from '../assembler/assemble';
import type { Files } from '../assembler/sources';
import { message, type Message } from '../base/message';
import type { Image } from '../image/image';
import { decodeImage } from '../image/read';
import { encodeStripped } from '../image/write';
import type { Platform } from '../platform/platform';
import { verify, type VerifiedImage } from '../verifier/verify';
import { filesBelow } from './copying';
import { Unfit } from './lab';
import { DIFFERS } from './messages';

/** Files by path that stand in for those of the disk. */
export type Overlay = Readonly<Record<string, string | Uint8Array>>;

/** Files that can also be listed by folder. */
export type Shelf = Files & Pick<Platform, 'listFolder'>;

/** Files below an overlay, which puts none into a list. */
export function overlaid(files: Shelf, overlay: Overlay): Shelf {
  return {
    listFolder: (folder) => files.listFolder(folder),
    readFile: (path) => {
      const content = overlay[path];
      return content === undefined ? files.readFile(path) : typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    realPath: (path) => (path in overlay ? path : files.realPath(path)),
    join: (folder, relative) => files.join(folder, relative),
    folderOf: (path) => files.folderOf(path),
    relative: (folder, path) => files.relative(folder, path),
  };
}

/** An image without its debug section. */
export function stripped(bytes: Uint8Array): Uint8Array {
  return bytes.slice(0, new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true));
}

/** The image that bytes hold. */
export function verified(bytes: Uint8Array): VerifiedImage {
  return verify(decodeImage(bytes));
}

/** A program that was assembled without a problem. */
export type Assembled = Assembly & Required<Pick<Assembly, 'image' | 'bytes' | 'identity'>>;

/** A guest of a hypervisor of type 1. */
export interface Guest {
  readonly image: Uint8Array;
  /** Bytes of its memory, at most. */
  readonly memory: number;
  /** Begins its lines; without one it has the console for itself. */
  readonly label?: string;
  /** Sectors of its disk, and where they begin; 0 where nothing is said. */
  readonly sectors?: number;
  readonly firstSector?: number;
}

/** What a hypervisor of type 1 gives its guests. */
export interface Type1 {
  readonly guests: readonly Guest[];
  /** Instructions of a turn. */
  readonly slice: number;
  /** Contexts, and images, that each guest may have. */
  readonly handles: number;
  /** Its source changed: texts of its files, by name. */
  readonly changed?: Readonly<Record<string, string>>;
}

/** The systems that have a monitor. */
export type HostName = 'type2' | 'kvm';

/** What a host gives a guest. */
export interface Hosted {
  readonly host: HostName;
  readonly guest: Guest;
  /** Instructions of a turn of the host. */
  readonly slice: number;
  /** Contexts, and images, that the guest may have. */
  readonly handles: number;
}

const PAGE = 4096;
/** Bytes of a room of the host. The first process has the second room. */
const ROOM = 1 << 20;
/** Where an arrangement has the records of its guests, behind all its other data, and their size. */
const GUESTS_AT = 8192, RECORD_SIZE_AT = 20;

/** A hypervisor as an image, and where the memories of its guests begin in its own. */
export interface Hypervisor {
  readonly image: Uint8Array;
  /** Bytes of memory that it wants. */
  readonly memory: number;
  readonly bases: readonly number[];
}

/** A host, and the image of the monitor in it. */
export interface Host extends Hypervisor {
  readonly monitor: Uint8Array;
}

function pages(bytes: number): number {
  return Math.ceil(bytes / PAGE) * PAGE;
}

/** The disk of a lab by its folder. */
export type Disks = (folder: string) => Uint8Array | undefined;

export class Workshop {
  private readonly templates = new Map<string, Image>();

  /**
   * @param examples the folder that has `labs` and `systems`
   * @param root programs may include what lies below it
   * @param disks the disks that the scripts of labs make
   */
  constructor(readonly files: Shelf, readonly examples: string, private readonly root = examples, private readonly disks: Disks = () => undefined) {}

  /** The same with texts laid over files, by their paths below the examples. */
  with(changed: Overlay): Workshop {
    const overlay = Object.fromEntries(Object.entries(changed).map(([name, content]) => [this.path(name), content]));
    return new Workshop(overlaid(this.files, overlay), this.examples, this.root, this.disks);
  }

  /** A path below the examples. */
  path(name: string): string {
    return this.files.join(this.examples, name);
  }

  /** The text of a file below the examples. */
  text(name: string): string {
    const bytes = this.files.readFile(this.path(name));
    if (bytes === undefined) throw new Unfit([message(DIFFERS.missing, { path: name })]);
    return new TextDecoder().decode(bytes);
  }

  /** The files below a folder, by their paths from there. */
  filesBelow(name: string): [name: string, bytes: Uint8Array][] {
    return filesBelow(this.files, this.examples, name).map((path) => [path.slice(name.length + 1), this.files.readFile(this.path(path)) ?? new Uint8Array(0)]);
  }

  /** The disk of a lab's folder, where its script has made one. */
  disk(folder: string): Uint8Array | undefined {
    return this.files.readFile(this.path(`labs/${folder}/build/disk.img`)) ?? this.disks(folder);
  }

  /** The program of a path, assembled without a problem. */
  assembled(path: string, overlay: Overlay = {}): Assembled {
    if (!(path in overlay) && this.files.realPath(path) === undefined) throw new Unfit([message(DIFFERS.missing, { path: this.shown(path) })]);
    const assembly = assemble({ path, files: overlaid(this.files, overlay), folder: this.root });
    const { image, bytes, identity } = assembly;
    const problems = assembly.diagnostics.filter(({ severity }) => severity === 'error');
    if (image === undefined || bytes === undefined || identity === undefined) throw new Unfit(problems.map((problem) => this.said(problem)));
    return { ...assembly, image, bytes, identity };
  }

  private said({ file, span, message: problem }: Assembly['diagnostics'][number]): Message {
    return message(DIFFERS.not_assembled, { path: this.shown(file), line: span.start.line + 1, problem });
  }

  /** A path as a student knows it. */
  private shown(path: string): string {
    return this.files.relative(this.examples, path) ?? path;
  }

  /** The image of a path, without its debug section. */
  imageOf(path: string, overlay: Overlay = {}): Uint8Array {
    return stripped(this.assembled(path, overlay).bytes);
  }

  /** The image of a program below the examples. */
  image(name: string): Uint8Array {
    return this.imageOf(this.path(name));
  }

  /** Wraps guests in a hypervisor of type 1. */
  type1({ guests, slice, handles, changed }: Type1): Hypervisor {
    return filled(this.template('systems/type1', 'type1.sasm', guests.length, handles, changed), guests, slice);
  }

  /** Puts a guest into a monitor, which is the only process of a host; the host goes off when the guest has ended. */
  hosted({ host, guest, slice, handles }: Hosted): Host {
    const monitor = filled(this.template(`systems/${host}/vmm`, 'vmm.sasm', 1, handles), [guest], 0);
    const folder = this.path(`systems/${host}`), path = this.files.join(folder, 'arrangement.sasm');
    const text = `const slice = ${slice} embed program "monitor.simg" include "${host}.sasm"\n`;
    const image = this.imageOf(path, { [path]: text, [this.files.join(folder, 'monitor.simg')]: monitor.image });
    return { image, memory: decodeImage(image).window ?? 0, bases: [ROOM + monitor.bases[0]], monitor: monitor.image };
  }

  /** A hypervisor or monitor for so many guests, which are not there yet. Assembling takes longer than most guests run. */
  private template(name: string, file: string, guests: number, handles: number, changed: Type1['changed'] = {}): Image {
    const folder = this.path(name), path = this.files.join(folder, 'arrangement.sasm');
    const text = `memory all const handles = ${handles}
      data record_size at ${RECORD_SIZE_AT - 4} = i32 -1, guest.size, -1
      data guests at ${GUESTS_AT} = space ${guests} * guest.size
      include "${file}"\n`;
    const key = JSON.stringify([name, text, changed]);
    const known = this.templates.get(key);
    if (known !== undefined) return known;
    const overlay = Object.fromEntries(Object.entries(changed).map(([each, source]) => [this.files.join(folder, each), source]));
    const made = decodeImage(this.imageOf(path, { ...overlay, [path]: text }));
    this.templates.set(key, made);
    return made;
  }
}

/** A hypervisor with its guests: behind its own data come their images and then their memories, a page between. */
function filled(hypervisor: Image, guests: readonly Guest[], slice: number): Hypervisor {
  const size = numberAt(hypervisor, RECORD_SIZE_AT);
  let end = pages(GUESTS_AT + guests.length * size);
  const place = (bytes: number): number => {
    const address = end + PAGE;
    end = address + pages(bytes);
    return address;
  };
  const addresses = guests.map(({ image }) => place(image.length));
  const bases = guests.map(({ memory }) => place(memory));
  const records = guests.map((guest, i) => ({ address: GUESTS_AT + i * size, bytes: record(guest, addresses[i], bases[i], slice) }));
  const images = guests.map(({ image }, i) => ({ address: addresses[i], bytes: image }));
  const memory = end + PAGE;
  const segments = [...hypervisor.segments, ...records, ...images].sort((a, b) => a.address - b.address);
  return { image: encodeStripped({ ...hypervisor, window: memory, segments }), memory, bases };
}

/** The number in the data of an image at an address; what no segment holds is 0. */
export function numberAt({ segments }: Image, at: number): number {
  const byte = (place: number): number => {
    const segment = segments.find(({ address, bytes }) => address <= place && place < address + bytes.length);
    return segment?.bytes[place - segment.address] ?? 0;
  };
  return byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24;
}

/** The first words of a guest's record, as guest.sasm declares them. */
function record({ image, memory, label, sectors = 0, firstSector = 0 }: Guest, address: number, base: number, slice: number): Uint8Array {
  return new Uint8Array(Int32Array.of(label?.charCodeAt(0) ?? 0, address, image.length, base, memory, slice, sectors, firstSector).buffer);
}
