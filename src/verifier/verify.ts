// Verification of a whole image: what may run, and the operand stack before each of its instructions.
import { finish, type Steps } from '../base/steps';
import { LoadError } from '../image/messages';
import type { Image, LoadedImage } from '../image/image';
import { OperandCheck } from './operands';
import { FlowWalk } from './flow';
import type { Problem, Report } from './problem';
import { StackStates } from './stack-states';

/** An image that may run. */
export interface VerifiedImage extends LoadedImage {
  readonly states: StackStates;
  /** For each word of code the stack before it, a number of {@link states}; UNREACHED where no way leads. */
  readonly stateAt: Int32Array;
}

/** What was found out about an image's code. */
export interface Analysis {
  readonly states: StackStates;
  readonly stateAt: Int32Array;
  /** For each function the most operands on its stack. */
  readonly deepest: Int32Array;
  readonly problems: readonly Problem[];
}

const PIECE_WORDS = 20_000;
/** Problems that are worth telling of one image; more take memory and help nobody. */
export const PROBLEMS_MAX = 10_000;

/** Looks at an image's code up to the function with the last of `most` problems, yielding now and then; never throws for what the code is. */
export function* analyzeSteps(image: Image, most = PROBLEMS_MAX): Steps<Analysis> {
  const states = new StackStates();
  const stateAt = new Int32Array(image.code.length);
  const deepest = new Int32Array(image.functions.length);
  const problems: Problem[] = [];
  const report: Report = (error, address, args, from) => { if (problems.length < most) problems.push({ error, address, args, from }); };
  const operands = new OperandCheck(image, report), flow = new FlowWalk(image, states, stateAt, report);
  let words = 0;
  for (let i = 0; i < image.functions.length && problems.length < most; i++) {
    const fn = image.functions[i];
    const before = problems.length;
    operands.begin(fn);
    for (let from = fn.start; from < fn.start + fn.length; from += PIECE_WORDS) {
      const to = Math.min(from + PIECE_WORDS, fn.start + fn.length);
      operands.check(from, to);
      if ((words += to - from) >= PIECE_WORDS) {
        words = 0;
        yield;
      }
    }
    if (problems.length > before) continue;
    flow.begin(fn);
    while (!flow.walk()) yield;
    deepest[i] = flow.deepest;
  }
  return { states, stateAt, deepest, problems };
}

/** The image, verified, yielding now and then. Throws {@link LoadError} for the first problem in its code. */
export function* verifySteps(image: LoadedImage): Steps<VerifiedImage> {
  const { states, stateAt, problems } = yield* analyzeSteps(image, 1);
  if (problems.length > 0) {
    const { error, address, args } = problems[0];
    throw new LoadError(error, 'code', address * 4, args);
  }
  return { ...image, states, stateAt };
}

/** {@link analyzeSteps} without a break. */
export function analyze(image: Image): Analysis {
  return finish(analyzeSteps(image));
}

/** {@link verifySteps} without a break. */
export function verify(image: LoadedImage): VerifiedImage {
  return finish(verifySteps(image));
}
