// What Strata is in a browser, in one bundle, so that what extension and worker share ships once: the extension, which the editor loads,
// and the debug adapter, which the extension starts in a worker with the same text, its `role` put before it.
type Activate = typeof import('./extension.js').activate;

/** Given to the worker only. */
declare const role: unknown;

/** What the editor calls; not there in a worker. */
export const activate = typeof role === 'undefined'
  ? async (...given: Parameters<Activate>): Promise<void> => (await import('./extension.js')).activate(...given)
  : undefined;

if (activate === undefined) void import('./adapter.js');
