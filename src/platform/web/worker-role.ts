// How the bundle of the browser knows that it runs in a worker, and what it needs there that the editor gives elsewhere.

/** Stands before the text of the bundle in a worker. */
export const WORKER_PREFIX = 'const role = "worker", module = { exports: {} };\n';
