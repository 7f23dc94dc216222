// All of Strata that Node runs, in one bundle, so that what its parts share ships once: start.ts says which one is meant.

type Activate = typeof import('./extension.js').activate;

/** `cli`, `adapter`, `grader` or `extension`: a name that the bundle is given. */
declare const role: string;
/** What the module exports that loads the bundle; the editor looks there. */
declare const exported: { activate?: Activate };

switch (role) {
  case 'adapter': void import('./adapter.js'); break;
  case 'grader': void import('./grader.js'); break;
  case 'extension': exported.activate = async (...given: Parameters<Activate>) => (await import('./extension.js')).activate(...given); break;
  default: void import('./cli.js');
}
