// Limits of the compiler. None of them changes what a program does, only which engine does it.

/** Instructions of a module: the function that is wanted and those that it calls; larger functions make a module of their own. */
export const UNIT_INSTRUCTIONS_MAX = 2_000;
/** Instructions of a function above which it is compiled while the interpreter goes on. */
export const AT_ONCE_INSTRUCTIONS_MAX = 2_000;
/** Instructions of a function above which it is never compiled. */
export const FUNCTION_INSTRUCTIONS_MAX = 50_000;
/** Instructions in all modules of one program, with and without an observer's stops; above it all of them are dropped. */
export const PROGRAM_INSTRUCTIONS_MAX = 2_000_000;
/** Bytes of the native stack that nested calls may take; an engine has about twice that everywhere. */
export const NATIVE_STACK_BYTES = 400_000;
/** The most instructions that compiled code is given at once. */
export const FUEL_MAX = 1 << 30;
/** Instructions that are interpreted between two looks at where the program is. */
export const SAMPLE_INSTRUCTIONS = 2_000;
/** How often a function must be found running before it is compiled. */
export const SAMPLES_OF_HOT = 2;
/** How often the interpreter must begin at an instruction before compiled code can go on there. */
export const BEGINNINGS_OF_HOT = 24;
/**
 * Visits after which it is asked whether compiled code is a gain, how many instructions each must do for that, and how
 * often the interpreter must begin there again before another try.
 */
export const VISITS_TO_JUDGE = 64;
export const VISIT_INSTRUCTIONS_MIN = 16;
export const BEGINNINGS_TO_TRY_AGAIN = 20_000;
/** The least fuel for which it is worth entering compiled code. */
export const FUEL_MIN = 24;
/** Instructions of a function that is put in the place of its calls, and how deep such functions may be in one another. */
export const INLINED_INSTRUCTIONS_MAX = 24;
export const INLINE_DEPTH_MAX = 2;
/** How often a loop of one block is written in a row at most, and how many instructions that may be. */
export const UNROLLED_COPIES_MAX = 4;
export const UNROLLED_INSTRUCTIONS_MAX = 80;
