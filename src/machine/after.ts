// What came of an instruction that the machine itself carried out, beside the causes for which it may trap instead.

/** Numbers above every {@link Cause}, so that one small number says either. */
export const enum After {
  /** It took effect and counts. */
  retired = 100,
  /** A `resume` entered its child. */
  entered,
  /** It waits for input; nothing has changed. */
  waiting,
  /** The run has ended. */
  ended,
  /** It goes on in pieces; see {@link Machine.work}. */
  working,
}
