// What a page must keep: the part of the inspection that is said outside of the page.
export interface Demands {
  /** Pixels of the smallest text. */
  readonly font: number;
  /** The least contrast of a text. */
  readonly contrast: number;
}
