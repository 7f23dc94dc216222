// Faults that adapters have, each planted alone in the toy, and the check that must find it.
import { LINES, No, type Asked, type Body, type Toy } from './toy';

export interface Fault {
  readonly name: string;
  /** The check that must fail. */
  readonly check: string;
  readonly plant: (toy: Toy) => void;
}

/** Changes what the answers to one request say. */
function changeAnswers(toy: Toy, command: string, change: (body: Body) => Body): void {
  const handler = toy.handlers[command];
  toy.handlers[command] = (given) => change(handler(given) ?? {});
}

/** Changes every message on its way out; undefined: it is not sent. */
function changeMessages(toy: Toy, change: (message: Body) => Body | undefined): void {
  const send = toy.send.bind(toy);
  toy.send = (message) => {
    const changed = change(message);
    if (changed !== undefined) send(changed);
  };
}

/** Does something else in the place of an answer. */
function inPlaceOfAnswer(toy: Toy, instead: (asked: Asked, answer: () => void) => void): void {
  const answer = toy.answer.bind(toy);
  toy.answer = (asked, success, body, message) => instead(asked, () => answer(asked, success, body, message));
}

const withoutEvent = (name: string) => (toy: Toy): void => changeMessages(toy, (message) => (message.event === name ? undefined : message));
const twiceTheEvent = (name: string) => (toy: Toy): void => {
  const event = toy.event.bind(toy);
  toy.event = (given, body) => {
    event(given, body);
    if (given === name) event(given, body);
  };
};

/** Events come before the answer to the request that leads to them. */
function eventsFirst(command: string): (toy: Toy) => void {
  return (toy) => {
    const { later } = toy;
    const handler = toy.handlers[command];
    toy.handlers[command] = (given) => {
      toy.later = (follow) => follow();
      try {
        return handler(given);
      } finally {
        toy.later = later;
      }
    };
  };
}

const handle = (command: string, handler: (toy: Toy) => Body | undefined) => (toy: Toy): void => {
  toy.handlers[command] = () => handler(toy);
};

export const FAULTS: readonly Fault[] = [
  // Messages
  { name: 'answers `threads` twice', check: 'one-answer', plant: (toy) => inPlaceOfAnswer(toy, ({ command }, answer) => { answer(); if (command === 'threads') answer(); }) },
  { name: 'leaves `setExceptionBreakpoints` without an answer', check: 'one-answer', plant: (toy) => inPlaceOfAnswer(toy, ({ command }, answer) => { if (command !== 'setExceptionBreakpoints') answer(); }) },
  { name: 'answers another request', check: 'answers-belong', plant: (toy) => changeMessages(toy, (message) => (message.command === 'threads' ? { ...message, request_seq: Number(message.request_seq) + 1000 } : message)) },
  { name: 'answers with the name of another request', check: 'answers-belong', plant: (toy) => changeMessages(toy, (message) => (message.command === 'threads' ? { ...message, command: 'thread' } : message)) },
  { name: 'numbers from 0', check: 'sequence', plant: (toy) => { toy.seq = -1; } },
  { name: 'numbers events and answers apart', check: 'sequence', plant: (toy) => { let events = 0; changeMessages(toy, (message) => (message.type === 'event' ? { ...message, seq: ++events } : message)); } },
  { name: 'has no numbers', check: 'schema', plant: (toy) => changeMessages(toy, (message) => ({ ...message, seq: undefined })) },
  { name: 'names threads by text', check: 'schema', plant: (toy) => changeAnswers(toy, 'threads', () => ({ threads: [{ id: 'one', name: 'only' }] })) },
  { name: 'sends null for what it has not', check: 'schema', plant: (toy) => changeAnswers(toy, 'loadedSources', () => ({ sources: [{ name: null, path: '/toy/rounds' }] })) },
  { name: 'leaves the success out', check: 'schema', plant: (toy) => changeMessages(toy, (message) => (message.command === 'configurationDone' ? { ...message, success: undefined } : message)) },
  { name: 'counts characters instead of bytes', check: 'frames', plant: countCharacters },
  { name: 'counts the characters of long signs', check: 'length-in-bytes', plant: countCharacters },
  { name: 'writes a line of its own between messages', check: 'frames', plant: (toy) => inPlaceOfAnswer(toy, ({ command }, answer) => {
    if (command === 'configurationDone') toy.write(Buffer.from('program starts\n'));
    answer();
  }) },
  { name: 'greets before the answer to `initialize`', check: 'initialize-first', plant: greetFirst },
  { name: 'refuses without a word', check: 'refusals-explain', plant: (toy) => changeMessages(toy, (message) => (message.success === false ? { ...message, message: undefined } : message)) },

  // Order
  { name: 'never says `initialized`', check: 'start', plant: withoutEvent('initialized') },
  { name: 'says `initialized` twice', check: 'initialized-once', plant: twiceTheEvent('initialized') },
  { name: 'runs before `configurationDone`', check: 'configuration', plant: (toy) => {
    const set = toy.handlers.setBreakpoints;
    toy.handlers.setBreakpoints = (given) => {
      if (toy.state === 'configuring') toy.later(() => toy.run(1));
      return set(given);
    };
    toy.configured = () => undefined;
  } },
  { name: 'leaves `launch` without an answer', check: 'start', plant: (toy) => inPlaceOfAnswer(toy, ({ command }, answer) => { if (command !== 'launch') answer(); }) },
  { name: 'never says that it stopped', check: 'start', plant: withoutEvent('stopped') },
  { name: 'stops with the wrong reason', check: 'start', plant: (toy) => { const stop = toy.stop.bind(toy); toy.stop = (_reason, at, ids) => stop('pause', at, ids); } },
  { name: 'stops in a thread that nobody knows', check: 'stop-names-thread', plant: (toy) => changeAnswers(toy, 'threads', () => ({ threads: [{ id: 2, name: 'second' }] })) },
  { name: 'names a breakpoint that was never set', check: 'stop-names-thread', plant: (toy) => { const stop = toy.stop.bind(toy); toy.stop = (reason, at, ids) => stop(reason, at, ids?.map((id) => id + 50)); } },
  { name: 'says `stopped` before the answer to `next`', check: 'step-answered-first', plant: eventsFirst('next') },
  { name: 'says `stopped` before the answer to `stepOut`', check: 'steps-go-in-and-out', plant: eventsFirst('stepOut') },
  { name: 'says `stopped` before the answer to `pause`', check: 'pause-answered-first', plant: eventsFirst('pause') },
  { name: 'steps over where it should step in', check: 'steps-go-in-and-out', plant: (toy) => { toy.handlers.stepIn = toy.handlers.next; } },
  { name: 'keeps old breakpoints', check: 'breakpoints-replaced', plant: (toy) => {
    const set = toy.handlers.setBreakpoints;
    toy.handlers.setBreakpoints = (given) => (Array.isArray(given.breakpoints) && given.breakpoints.length === 0 ? { breakpoints: [] } : set(given));
  } },
  { name: 'stops only once at a breakpoint', check: 'breakpoint-each-time', plant: (toy) => { let stops = 0; const { stop, end } = toy; toy.stop = (reason, at, ids) => (reason === 'breakpoint' && ++stops > 1 ? end.call(toy) : stop.call(toy, reason, at, ids)); } },
  { name: 'says `terminated` twice', check: 'nothing-after-terminated', plant: twiceTheEvent('terminated') },
  { name: 'never says `terminated`', check: 'end', plant: withoutEvent('terminated') },
  { name: 'never says `exited`', check: 'end', plant: withoutEvent('exited') },
  { name: 'exits with another code', check: 'end', plant: (toy) => changeMessages(toy, (message) => (message.event === 'exited' ? { ...message, body: { exitCode: 0 } } : message)) },
  { name: 'swallows the output', check: 'end', plant: (toy) => changeMessages(toy, (message) => (message.event === 'output' && (message.body as Body).category === 'stdout' ? undefined : message)) },
  { name: 'stops in a thread that has exited', check: 'known-threads', plant: (toy) => { const stop = toy.stop.bind(toy); toy.stop = (reason, at, ids) => { stop(reason, at, ids); toy.event('thread', { reason: 'exited', threadId: 1 }); }; } },

  // Requests
  { name: 'knows every request', check: 'unknown-request', plant: (toy) => { toy.handlers['conformance/unknown'] = () => ({}); } },
  { name: 'dies of an unknown request', check: 'unknown-request', plant: (toy) => { const { serve } = toy; toy.serve = (asked) => (asked.command in toy.handlers ? serve.call(toy, asked) : toy.leave()); } },
  { name: 'takes arguments of any type', check: 'malformed-arguments', plant: (toy) => { const scopes = toy.handlers.scopes; toy.handlers.scopes = (given) => (typeof given.frameId === 'number' ? scopes(given) : { scopes: [] }); } },
  { name: 'makes up variables for any number', check: 'unknown-references', plant: handle('variables', () => ({ variables: [{ name: 'count', value: '0', variablesReference: 0 }] })) },
  { name: 'reads one message of each piece', check: 'pieces', plant: (toy) => { const { turn } = toy; toy.turn = () => { toy.queue.splice(1); turn.call(toy); }; } },
  { name: 'dies of a step while the program runs', check: 'step-while-running', plant: (toy) => { const next = toy.handlers.next; toy.handlers.next = (given) => { if (toy.state === 'running') toy.leave(); return next(given); }; } },
  { name: 'does not answer `continue` after the end', check: 'requests-after-the-end', plant: (toy) => inPlaceOfAnswer(toy, ({ command }, answer) => { if (command !== 'continue' || toy.state !== 'ended') answer(); }) },
  { name: 'loses requests when many come at once', check: 'many-in-flight', plant: (toy) => { const { turn } = toy; toy.turn = () => { toy.queue.splice(100); turn.call(toy); }; } },
  { name: 'mixes up answers when many come at once', check: 'many-in-flight', plant: (toy) => {
    const variables = toy.handlers.variables;
    toy.handlers.variables = (given) => (toy.queue.length > 20 ? { variables: [] } : variables(given));
  } },
  { name: 'forgets what comes behind `continue`', check: 'requests-behind-continue', plant: (toy) => { const { go } = toy; toy.go = (run) => { toy.queue.splice(0); return go.call(toy, run); }; } },
  { name: 'is deaf while the program runs', check: 'requests-while-running', plant: (toy) => { const { serve } = toy; toy.serve = (asked) => { if (toy.state !== 'running' || asked.command === 'disconnect') serve.call(toy, asked); }; } },
  { name: 'ignores breakpoints while the program runs', check: 'requests-while-running', plant: (toy) => { const set = toy.handlers.setBreakpoints; toy.handlers.setBreakpoints = (given) => (toy.state === 'running' ? { breakpoints: [{ verified: false }] } : set(given)); } },

  // References
  { name: 'forgets references as soon as they are used', check: 'references-live-while-stopped', plant: (toy) => { const { check } = toy; toy.check = (reference, kind) => { check.call(toy, reference, kind); toy.references.delete(reference); }; } },
  { name: 'takes references while the program runs', check: 'references-end-while-running', plant: (toy) => { toy.needs = () => undefined; toy.forget = () => undefined; } },
  { name: 'takes frames of before', check: 'frames-end-with-the-stop', plant: (toy) => { toy.forget = () => undefined; } },
  { name: 'takes variables of before', check: 'variables-end-with-the-stop', plant: (toy) => { toy.forget = () => { for (const [number, kind] of toy.references) if (kind === 'frame') toy.references.delete(number); }; } },
  { name: 'shows the values of the first stop', check: 'references-show-the-present', plant: (toy) => { let first: Body | undefined; changeAnswers(toy, 'variables', (body) => { first ??= body; return first; }); } },
  { name: 'gives threads new numbers', check: 'threads-keep-their-numbers', plant: (toy) => { let thread = 0; changeMessages(toy, (message) => (message.event === 'stopped' ? { ...message, body: { ...message.body as Body, threadId: ++thread } } : message)); } },

  // Leaving
  { name: 'refuses `disconnect` while the program runs', check: 'disconnect-while-running', plant: (toy) => { const disconnect = toy.handlers.disconnect; toy.handlers.disconnect = (given) => { if (toy.state === 'running') throw new No('not now'); return disconnect(given); }; } },
  { name: 'does not answer `disconnect` before `launch`', check: 'disconnect-after-initialize', plant: silentIn('new') },
  { name: 'does not answer `disconnect` before `configurationDone`', check: 'disconnect-while-configuring', plant: silentIn('configuring') },
  { name: 'serves `disconnect` before what came first', check: 'disconnect-with-open-requests', plant: (toy) => { const { turn } = toy; toy.turn = () => { toy.queue.sort(({ command }) => (command === 'disconnect' ? -1 : 0)); turn.call(toy); }; } },
  { name: 'leaves without answering `disconnect`', check: 'disconnect-while-stopped', plant: (toy) => { toy.handlers.disconnect = () => { toy.leave(); return undefined; }; } },
  { name: 'stays after `disconnect`', check: 'disconnect-ends-the-adapter', plant: handle('disconnect', () => undefined) },
  { name: 'answers nothing once the program has ended', check: 'disconnect-after-the-end', plant: (toy) => { const { serve } = toy; toy.serve = (asked) => { if (toy.state !== 'ended') serve.call(toy, asked); }; } },
  { name: 'stays when its client is gone', check: 'end-of-input', plant: (toy) => { const { leave } = toy; toy.leave = () => { if (toy.state !== 'running') leave(); }; } },
  { name: 'answers no cancelled request', check: 'cancel-open', plant: (toy) => { const { serve } = toy; toy.serve = (asked) => { if (!asked.cancelled) serve.call(toy, asked); }; } },
  { name: 'gives a cancelled request a reason of its own', check: 'cancel-open', plant: (toy) => changeMessages(toy, (message) => (message.message === 'cancelled' ? { ...message, message: 'stopped by the user' } : message)) },
  { name: 'does not answer `cancel`', check: 'cancel-unknown', plant: (toy) => inPlaceOfAnswer(toy, ({ command }, answer) => { if (command !== 'cancel') answer(); }) },

  // Capabilities
  { name: 'ignores conditions', check: 'supportsConditionalBreakpoints', plant: withoutField('condition') },
  { name: 'ignores hit conditions', check: 'supportsHitConditionalBreakpoints', plant: withoutField('hitCondition') },
  { name: 'stops at log points', check: 'supportsLogPoints', plant: withoutField('logMessage') },
  { name: 'answers `setVariable` and sets nothing', check: 'supportsSetVariable', plant: handle('setVariable', () => ({ value: '2' })) },
  { name: 'completes nothing', check: 'supportsCompletionsRequest', plant: handle('completions', () => ({ targets: [] })) },
  { name: 'gives all frames at once', check: 'supportsDelayedStackTraceLoading', plant: (toy) => { const trace = toy.handlers.stackTrace; toy.handlers.stackTrace = (given) => trace({ ...given, startFrame: 0, levels: 0 }); } },
  { name: 'steps forward instead of back', check: 'supportsStepBack', plant: (toy) => { toy.handlers.stepBack = toy.handlers.next; } },
  { name: 'restarts in the middle', check: 'supportsRestartRequest', plant: handle('restart', (toy) => { toy.later(() => toy.run(1)); return undefined; }) },
  { name: 'answers `terminate` and goes on', check: 'supportsTerminateRequest', plant: handle('terminate', () => undefined) },
  { name: 'announces modules and has none', check: 'supportsModulesRequest', plant: handle('modules', () => ({ modules: [] })) },
  { name: 'serves what it does not announce', check: 'supportsGotoTargetsRequest', plant: handle('gotoTargets', () => ({ targets: [{ id: 1, label: 'line', line: LINES.first }] })) },
  { name: 'refuses a filter that it announces', check: 'exceptionBreakpointFilters', plant: (toy) => { toy.handlers.setExceptionBreakpoints = ({ filters }) => { if (Array.isArray(filters) && filters.length > 0) throw new No('unknown filter'); return {}; }; } },
  { name: 'takes no breakpoint in a mode that it announces', check: 'breakpointModes', plant: (toy) => {
    toy.capabilities.breakpointModes = [{ mode: 'backward', label: 'Backward', appliesTo: ['source'] }];
    const set = toy.handlers.setBreakpoints;
    toy.handlers.setBreakpoints = (given) => (JSON.stringify(given).includes('backward') ? { breakpoints: [{ verified: false }] } : set(given));
  } },
  { name: 'gives sources a wrong checksum', check: 'supportedChecksumAlgorithms', plant: (toy) => changeAnswers(toy, 'stackTrace', (body) => ({
    ...body, stackFrames: (body.stackFrames as Body[]).map((each) => ({ ...each, source: { path: __filename, checksums: [{ algorithm: 'SHA256', checksum: '00' }] } })),
  })) },
  { name: 'announces a column that no module has', check: 'additionalModuleColumns', plant: (toy) => { toy.capabilities.additionalModuleColumns = [{ attributeName: 'size', label: 'Size' }]; } },
  { name: 'announces less than it should', check: 'capabilities-announced', plant: (toy) => { delete toy.capabilities.supportsStepBack; } },
];

function greetFirst(toy: Toy): void {
  const initialize = toy.handlers.initialize;
  toy.handlers.initialize = (given) => {
    toy.event('output', { output: 'hello\n' });
    return initialize(given);
  };
}

function withoutField(field: string): (toy: Toy) => void {
  return (toy) => {
    const set = toy.handlers.setBreakpoints;
    toy.handlers.setBreakpoints = (given) => set(Array.isArray(given.breakpoints)
      ? { ...given, breakpoints: (given.breakpoints as Body[]).map((each) => ({ ...each, [field]: undefined })) }
      : given);
  };
}

/** The two that a capability's name alone is enough for: it is announced, and its request is unknown, or answered with nothing. */
export function faultsOf(capability: string): Fault[] {
  const announce = (toy: Toy): void => { toy.capabilities[capability] = true; };
  return [
    { name: `announces ${capability} and does not know its request`, check: capability, plant: announce },
    {
      name: `announces ${capability} and answers with nothing`, check: capability, plant: (toy) => {
        announce(toy);
        const { serve } = toy;
        toy.serve = (asked) => {
          toy.handlers[asked.command] ??= () => ({});
          serve.call(toy, asked);
        };
      },
    },
  ];
}

function countCharacters(toy: Toy): void {
  toy.send = (message) => {
    const json = JSON.stringify({ seq: ++toy.seq, ...message });
    toy.write(Buffer.from(`Content-Length: ${json.length}\r\n\r\n${json}`));
  };
}

/** Leaves `disconnect` without an answer in one state. */
function silentIn(state: Toy['state']): (toy: Toy) => void {
  return (toy) => inPlaceOfAnswer(toy, ({ command }, answer) => { if (command !== 'disconnect' || toy.state !== state) answer(); });
}
