// Every limit of the machine and of its formats, in one place. "Launch option" marks those a launch may change.

/** Bytes of physical memory, unless launched otherwise (launch option `memory`). */
export const MEMORY_DEFAULT = 16 * 1024 * 1024;
/** The most bytes of physical memory that a launch may ask for. */
export const MEMORY_MAX = 1024 * 1024 * 1024;
/** Contexts of a machine at one time, the root included (launch option `limits.contexts`). */
export const CONTEXTS_DEFAULT = 128;
export const CONTEXTS_MAX = 4096;
/** Frames of one context, which is its call depth (launch option `limits.frames`). */
export const FRAMES_DEFAULT = 16_384;
export const FRAMES_MAX = 1_048_576;
/** Slots of 8 bytes in the private storage of one context, for frames, locals and operands (launch option `limits.slots`). */
export const SLOTS_DEFAULT = 131_072;
export const SLOTS_MAX = 16_777_216;
/** The least there may be, so that every entry function has room. */
export const SLOTS_MIN = 16_384;
/** The private storage of all contexts together, in slots of 8 bytes: 1 GiB. */
export const SLOTS_TOTAL_MAX = 134_217_728;
/** Images that a context and all below it may hold at one time (launch option `limits.images`). */
export const IMAGES_DEFAULT = 256;
export const IMAGES_MAX = 65_536;

/** Slots of a frame's own bookkeeping, beside its locals and operands. */
export const FRAME_SLOTS = 2;

/** Bytes of the part of an image that counts for its identity. */
export const IMAGE_BYTES_MAX = 256 * 1024 * 1024;
/** Instructions of an image: what an operand of 24 bits can name. */
export const CODE_MAX = 1 << 24;
export const FUNCTIONS_MAX = 1 << 20;
export const TYPES_MAX = 65_536;
export const TABLE_MAX = 1 << 20;
export const CONSTANTS_MAX = 1 << 24;
export const EXPORTS_MAX = 65_536;
export const SEGMENTS_MAX = 65_536;
export const PARAMS_MAX = 255;
export const LOCALS_MAX = 4_096;
/** Operands that the stack of one frame may hold. */
export const OPERANDS_MAX = 4_096;
export const NAME_BYTES_MAX = 1_024;

/** `sys` carries its number and the types of its operands in one instruction. */
export const SYS_NUMBER_MAX = 4_095;
export const SYS_OPERANDS_MAX = 5;
/** Operands of a trapped instruction that `ctx.get` can read. */
export const TRAP_OPERANDS_MAX = 8;

/** Bytes of a disk sector, and the most bytes that one `ins` or `outs` moves. */
export const SECTOR_BYTES = 512;
export const TRANSFER_BYTES_MAX = 65_536;
/** Bytes of a disk file. */
export const DISK_BYTES_MAX = 1024 * 1024 * 1024;
/** Bytes that a copy, a fill or an image load works on before messages are served again. */
export const PIECE_BYTES = 65_536;
/** Instructions, of all images of a machine together, for which an observer can keep a counter: 2 MiB of counters. */
export const CODE_COUNTED_MAX = 1 << 18;
/** Console input that may wait to be read, in bytes. */
export const INPUT_BYTES_MAX = 64 * 1024 * 1024;
