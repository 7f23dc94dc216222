// Limits of the debugger: what a program or a person may ask for must not take unbounded time or memory.

/** Log messages kept until somebody takes them. */
export const LOG_ENTRIES_MAX = 10_000;
/** UTF-16 units of log messages kept; the message that goes beyond is the last. */
export const LOG_UNITS_MAX = 1024 * 1024;
/** Bytes of a text that are shown without being asked for. */
export const TEXT_SHOWN_MAX = 256;
/** Bytes that `text[address, length]` reads. */
export const TEXT_READ_MAX = 65_536;
/** Bytes that one look at memory reads. */
export const MEMORY_READ_MAX = 16 * 1024 * 1024;
/** Rows of disassembly given at once. */
export const ROWS_MAX = 100_000;
/** Length of an expression in UTF-16 units, and how deep it may nest. */
export const EXPRESSION_MAX = 2_000;
export const NESTING_MAX = 100;
/** Instructions of a function in which the origins of operands are looked for, and places visited. */
export const ORIGINS_WORDS_MAX = 200_000;
export const ORIGINS_VISITS_MAX = 2_000_000;
/** Values of the tree that says where a value came from, and steps of the past that are looked through for it. */
export const ORIGIN_NODES_MAX = 300;
export const ORIGIN_STEPS_MAX = 4_000_000;
/** Work of coming back from a run once, in instructions of an engine. */
export const WORK_OF_A_STOP = 40;
/** Lines, and UTF-16 units of them, that log points on the past give; those that are too many are counted. */
export const PAST_LINES_MAX = 10_000;
export const PAST_UNITS_MAX = 1024 * 1024;
/** Values of a history before the moment that it was asked at, and as many after it: those nearest to it. */
export const HISTORY_VALUES_MAX = 1000;
/** Steps of the past that are looked through for the lines that a frame has executed. */
export const LINE_STACKS_STEPS_MAX = 10_000;
/** Steps of the first part of the past that is looked through for values; each further one is SEARCH_GROWTH times as long. */
export const HISTORY_STEPS = 20_000;
