// Limits of the meter. Sums are exact beyond them too.

/** How many contexts that are gone are kept one by one; later ones are added up by image. */
export const GONE_MAX = 10_000;
/** Layers that a path spells out; from longer ones the middle is left out, behind so many. */
export const LAYERS_NAMED_MAX = 8;
export const LAYERS_NAMED_FIRST = 2;
