// All programs of Strata that Node runs, in one bundle, so that what they share is there once: start.ts says which one is meant.

/** `cli`, `adapter` or `grader`: a name that the bundle is given. */
declare const role: string;

switch (role) {
  case 'adapter': void import('./adapter.js'); break;
  case 'grader': void import('./grader.js'); break;
  default: void import('./cli.js');
}
