// Limits of the history. None of them changes what a program does or where one can go, only how long it takes.

/** The most checkpoints. */
export const CHECKPOINTS_MAX = 600;
/** The least and the most steps from one checkpoint to the next. */
export const INTERVAL_MIN = 250_000;
export const INTERVAL_MAX = 64_000_000;
/**
 * In the first steps of a run they are nearer, so that a short run has some, too: by a part of the steps so far, and never by less
 * than some steps; until all of them take so many bytes.
 */
export const EARLY_STEPS = 1_000_000;
export const EARLY_PARTS = 32;
export const EARLY_INTERVAL_MIN = 16;
export const EARLY_BYTES = 16 * 1024 * 1024;
/** A checkpoint may take this part of the time from the one before it; what takes longer is made less often. */
export const CHECKPOINT_TIME_PART = 0.12;
/** Work of one piece of a travel, in instructions of an engine. */
export const TRAVEL_WORK = 500_000;
/** Steps of the first part of the past that a search looks through, and by how much each further part is larger. */
export const SEARCH_STEPS = 2_000;
export const SEARCH_GROWTH = 8;
/** Steps of the first and of the largest part of the past that is logged to find where a value came from. */
export const ORIGIN_STEPS = 2_000;
export const ORIGIN_STEPS_MAX = 200_000;
/** Steps of the first and of the largest part in which two branches are compared, and the turns of one that are kept for that. */
export const COMPARE_STEPS = 2_000;
export const COMPARE_STEPS_MAX = 16_000_000;
export const TRAIL_TURNS_MAX = 500_000;
/** Bytes of the text that the program printed which are kept of all branches, and which are given at once. */
export const OUTPUT_KEPT_MAX = 32 * 1024 * 1024;
export const OUTPUT_GIVEN_MAX = 16 * 1024 * 1024;
