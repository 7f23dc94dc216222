// Faults that adapters have, each planted alone in the toy, and the check that must find it.
import {
  all, always, answers, answersOnly, asks, events, firstOfAll, handler, messages, type Plant, servesOnly, stops, tooEarly, twice,
} from './plant';
import { LINES, No, SOURCE, type Body, type Toy } from './toy';

export interface Fault {
  /** What the adapter does, after "an adapter that". */
  readonly name: string;
  /** The check that must fail. */
  readonly check: string;
  readonly plant: Plant;
}

const never = (): undefined => undefined;

/** Counts a length in characters, where it should be in bytes. */
const countsCharacters: Plant = (toy) => {
  toy.send = (message) => {
    const json = JSON.stringify({ seq: ++toy.seq, ...message });
    toy.write(Buffer.from(`Content-Length: ${json.length}\r\n\r\n${json}`));
  };
};

const inMessages: readonly Fault[] = [
  { name: 'answers `threads` twice', check: 'one-answer', plant: (toy) => {
    const before = toy.answer.bind(toy);
    toy.answer = (asked, ...rest) => {
      before(asked, ...rest);
      if (asked.command === 'threads') before(asked, ...rest);
    };
  } },
  { name: 'leaves a request without an answer', check: 'one-answer', plant: answersOnly((command) => command !== 'setExceptionBreakpoints') },
  { name: 'answers another request', check: 'answers-belong', plant: messages((message) => (
    message.command === 'threads' ? { ...message, request_seq: Number(message.request_seq) + 1000 } : message)) },
  { name: 'answers with the name of another request', check: 'answers-belong', plant: messages((message) => (
    message.command === 'threads' ? { ...message, command: 'thread' } : message)) },
  { name: 'numbers from 0', check: 'sequence', plant: (toy) => { toy.seq = -1; } },
  { name: 'numbers events and answers apart', check: 'sequence', plant: (toy) => {
    let count = 0;
    messages((message) => (message.type === 'event' ? { ...message, seq: ++count } : message))(toy);
  } },
  { name: 'has no numbers', check: 'schema', plant: messages((message) => ({ ...message, seq: undefined })) },
  { name: 'names threads by text', check: 'schema', plant: always('threads', { threads: [{ id: 'one', name: 'only' }] }) },
  { name: 'sends null for what it has not', check: 'schema', plant: always('loadedSources', { sources: [{ name: null, path: SOURCE }] }) },
  { name: 'leaves the success out', check: 'schema', plant: messages((message) => (
    message.command === 'configurationDone' ? { ...message, success: undefined } : message)) },
  { name: 'counts characters instead of bytes', check: 'frames', plant: countsCharacters },
  { name: 'cuts messages with long signs short', check: 'length-in-bytes', plant: countsCharacters },
  { name: 'writes a line of its own between messages', check: 'frames', plant: handler('configurationDone', (before, toy) => (given) => {
    toy.write(Buffer.from('program starts\n'));
    return before(given);
  }) },
  { name: 'greets before the answer to `initialize`', check: 'initialize-first', plant: handler('initialize', (before, toy) => (given) => {
    toy.event('output', { output: 'hello\n' });
    return before(given);
  }) },
  { name: 'refuses without a word', check: 'refusals-explain', plant: messages((message) => (
    message.success === false ? { ...message, message: undefined } : message)) },
];

const inOrder: readonly Fault[] = [
  { name: 'never says `initialized`', check: 'start', plant: events('initialized', never) },
  { name: 'says `initialized` twice', check: 'initialized-once', plant: twice('initialized') },
  { name: 'runs before `configurationDone`', check: 'configuration', plant: all(
    (toy) => { toy.configured = never; },
    handler('setBreakpoints', (before, toy) => (given) => {
      if (toy.state === 'configuring') toy.later(() => toy.run(1));
      return before(given);
    }),
  ) },
  { name: 'leaves `launch` without an answer', check: 'start', plant: answersOnly((command) => command !== 'launch') },
  { name: 'never says that it stopped', check: 'start', plant: events('stopped', never) },
  { name: 'stops with the wrong reason', check: 'start', plant: stops((before) => (_reason, at, ids) => before('pause', at, ids)) },
  { name: 'stops in a thread that nobody knows', check: 'stop-names-thread', plant: always('threads', { threads: [{ id: 2, name: 'second' }] }) },
  { name: 'names a breakpoint that was never set', check: 'stop-names-thread', plant: stops((before) => (
    (reason, at, ids) => before(reason, at, ids?.map((id) => id + 50)))) },
  { name: 'says `stopped` before the answer to `next`', check: 'step-answered-first', plant: tooEarly('next') },
  { name: 'says `stopped` before the answer to `stepOut`', check: 'steps-go-in-and-out', plant: tooEarly('stepOut') },
  { name: 'says `stopped` before the answer to `pause`', check: 'pause-answered-first', plant: tooEarly('pause') },
  { name: 'steps over where it should step in', check: 'steps-go-in-and-out', plant: (toy) => { toy.handlers.stepIn = toy.handlers.next; } },
  { name: 'keeps old breakpoints', check: 'breakpoints-replaced', plant: handler('setBreakpoints', (before) => (given) => (
    Array.isArray(given.breakpoints) && given.breakpoints.length === 0 ? { breakpoints: [] } : before(given))) },
  { name: 'stops only once at a breakpoint', check: 'breakpoint-each-time', plant: (toy) => {
    let count = 0;
    stops((before) => (reason, at, ids) => (reason === 'breakpoint' && ++count > 1 ? toy.end() : before(reason, at, ids)))(toy);
  } },
  { name: 'says `terminated` twice', check: 'nothing-after-terminated', plant: twice('terminated') },
  { name: 'never says `terminated`', check: 'end', plant: events('terminated', never) },
  { name: 'never says `exited`', check: 'end', plant: events('exited', never) },
  { name: 'exits with another code', check: 'end', plant: events('exited', () => ({ exitCode: 0 })) },
  { name: 'swallows the output', check: 'end', plant: events('output', (body) => (body.category === 'stdout' ? undefined : body)) },
  { name: 'stops in a thread that has exited', check: 'known-threads', plant: stops((before, toy) => (reason, at, ids) => {
    before(reason, at, ids);
    toy.event('thread', { reason: 'exited', threadId: 1 });
  }) },
];

const inRequests: readonly Fault[] = [
  { name: 'knows every request', check: 'unknown-request', plant: always('conformance/unknown', {}) },
  { name: 'dies of an unknown request', check: 'unknown-request', plant: servesOnly(({ command }, toy) => {
    const known = command in toy.handlers;
    if (!known) toy.leave();
    return known;
  }) },
  { name: 'takes arguments of any type', check: 'malformed-arguments', plant: handler('scopes', (before) => (given) => (
    typeof given.frameId === 'number' ? before(given) : { scopes: [] })) },
  { name: 'makes up variables for any number', check: 'unknown-references', plant: always('variables', {
    variables: [{ name: 'count', value: '0', variablesReference: 0 }],
  }) },
  { name: 'reads one message of each piece', check: 'pieces', plant: firstOfAll((queue) => void queue.splice(1)) },
  { name: 'dies of a step while the program runs', check: 'step-while-running', plant: handler('next', (before, toy) => (given) => {
    if (toy.state === 'running') toy.leave();
    return before(given);
  }) },
  { name: 'does not answer `continue` after the end', check: 'requests-after-the-end', plant: answersOnly((command, toy) => (
    command !== 'continue' || toy.state !== 'ended')) },
  { name: 'loses requests when many come at once', check: 'many-in-flight', plant: firstOfAll((queue) => void queue.splice(100)) },
  { name: 'mixes up answers when many come at once', check: 'many-in-flight', plant: handler('variables', (before, toy) => (given) => (
    toy.queue.length > 20 ? { variables: [] } : before(given))) },
  { name: 'forgets what comes behind `continue`', check: 'requests-behind-continue', plant: handler('continue', (before, toy) => (given) => {
    toy.queue.splice(0);
    return before(given);
  }) },
  { name: 'is deaf while the program runs', check: 'requests-while-running', plant: servesOnly(({ command }, toy) => (
    toy.state !== 'running' || command === 'disconnect')) },
  { name: 'ignores breakpoints while the program runs', check: 'requests-while-running', plant: handler('setBreakpoints', (before, toy) => (
    (given) => (toy.state === 'running' ? { breakpoints: [{ verified: false }] } : before(given)))) },
];

const inReferences: readonly Fault[] = [
  { name: 'forgets references as soon as they are used', check: 'references-live-while-stopped', plant: (toy) => {
    const before = toy.check.bind(toy);
    toy.check = (reference, kind) => {
      before(reference, kind);
      toy.references.delete(reference);
    };
  } },
  { name: 'takes references while the program runs', check: 'references-end-while-running', plant: (toy) => {
    toy.needs = never;
    toy.forget = never;
  } },
  { name: 'takes frames of before', check: 'frames-end-with-the-stop', plant: (toy) => { toy.forget = never; } },
  { name: 'takes variables of before', check: 'variables-end-with-the-stop', plant: (toy) => {
    toy.forget = () => {
      for (const [reference, kind] of toy.references) if (kind === 'frame') toy.references.delete(reference);
    };
  } },
  { name: 'shows the values of the first stop', check: 'references-show-the-present', plant: (toy) => {
    let first: Body | undefined;
    answers('variables', (body) => (first ??= body))(toy);
  } },
  { name: 'gives threads new numbers', check: 'threads-keep-their-numbers', plant: (toy) => {
    let thread = 0;
    events('stopped', (body) => ({ ...body, threadId: ++thread }))(toy);
  } },
];

/** Leaves `disconnect` without an answer in one state. */
function silentIn(state: Toy['state']): Plant {
  return answersOnly((command, toy) => command !== 'disconnect' || toy.state !== state);
}

const inLeaving: readonly Fault[] = [
  { name: 'refuses `disconnect` while the program runs', check: 'disconnect-while-running', plant: handler('disconnect', (before, toy) => (given) => {
    if (toy.state === 'running') throw new No('not now');
    return before(given);
  }) },
  { name: 'does not answer `disconnect` before `launch`', check: 'disconnect-after-initialize', plant: silentIn('new') },
  { name: 'does not answer `disconnect` before `configurationDone`', check: 'disconnect-while-configuring', plant: silentIn('configuring') },
  { name: 'serves `disconnect` before what came first', check: 'disconnect-with-open-requests', plant: firstOfAll((queue) => {
    queue.sort((a, b) => Number(b.command === 'disconnect') - Number(a.command === 'disconnect'));
  }) },
  { name: 'leaves without answering `disconnect`', check: 'disconnect-while-stopped', plant: handler('disconnect', (_before, toy) => () => {
    toy.leave();
    return undefined;
  }) },
  { name: 'stays after `disconnect`', check: 'disconnect-ends-the-adapter', plant: always('disconnect') },
  { name: 'answers nothing once the program has ended', check: 'disconnect-after-the-end', plant: servesOnly((_asked, toy) => (
    toy.state !== 'ended')) },
  { name: 'stays when its client is gone', check: 'end-of-input', plant: (toy) => {
    const before = toy.leave;
    toy.leave = () => { if (toy.state !== 'running') before(); };
  } },
  { name: 'answers no cancelled request', check: 'cancel-open', plant: servesOnly(({ cancelled }) => !cancelled) },
  { name: 'gives a cancelled request a reason of its own', check: 'cancel-open', plant: messages((message) => (
    message.message === 'cancelled' ? { ...message, message: 'stopped by the user' } : message)) },
  { name: 'does not answer `cancel`', check: 'cancel-unknown', plant: answersOnly((command) => command !== 'cancel') },
];

/** Sets breakpoints as if a field of theirs were not there. */
function ignores(field: string): Plant {
  return asks('setBreakpoints', (given) => (Array.isArray(given.breakpoints)
    ? { ...given, breakpoints: (given.breakpoints as Body[]).map((each) => ({ ...each, [field]: undefined })) }
    : given));
}

const inCapabilities: readonly Fault[] = [
  { name: 'ignores conditions', check: 'supportsConditionalBreakpoints', plant: ignores('condition') },
  { name: 'ignores hit conditions', check: 'supportsHitConditionalBreakpoints', plant: ignores('hitCondition') },
  { name: 'stops at log points', check: 'supportsLogPoints', plant: ignores('logMessage') },
  { name: 'answers `setVariable` and sets nothing', check: 'supportsSetVariable', plant: always('setVariable', { value: '2' }) },
  { name: 'completes nothing', check: 'supportsCompletionsRequest', plant: always('completions', { targets: [] }) },
  { name: 'gives all frames at once', check: 'supportsDelayedStackTraceLoading', plant: asks('stackTrace', (given) => (
    { ...given, startFrame: 0, levels: 0 })) },
  { name: 'steps forward instead of back', check: 'supportsStepBack', plant: (toy) => { toy.handlers.stepBack = toy.handlers.next; } },
  { name: 'restarts in the middle', check: 'supportsRestartRequest', plant: handler('restart', (_before, toy) => () => {
    toy.later(() => toy.run(1));
    return undefined;
  }) },
  { name: 'answers `terminate` and goes on', check: 'supportsTerminateRequest', plant: always('terminate') },
  { name: 'announces modules and has none', check: 'supportsModulesRequest', plant: always('modules', { modules: [] }) },
  { name: 'announces sources and has others', check: 'supportsLoadedSourcesRequest', plant: always('loadedSources', {
    sources: [{ path: '/other' }],
  }) },
  { name: 'shows nothing in a hover', check: 'supportsEvaluateForHovers', plant: handler('evaluate', (before) => (given) => (
    given.context === 'hover' ? { result: '', variablesReference: 0 } : before(given))) },
  { name: 'serves what it does not announce', check: 'supportsGotoTargetsRequest', plant: always('gotoTargets', {
    targets: [{ id: 1, label: 'line', line: LINES.first }],
  }) },
  { name: 'refuses a filter that it announces', check: 'exceptionBreakpointFilters', plant: handler('setExceptionBreakpoints', (before) => (given) => {
    if (Array.isArray(given.filters) && given.filters.length > 0) throw new No('unknown filter');
    return before(given);
  }) },
  { name: 'takes no breakpoint in a mode that it announces', check: 'breakpointModes', plant: all(
    (toy) => { toy.capabilities.breakpointModes = [{ mode: 'backward', label: 'Backward', appliesTo: ['source'] }]; },
    handler('setBreakpoints', (before) => (given) => (
      JSON.stringify(given).includes('backward') ? { breakpoints: [{ verified: false }] } : before(given))),
  ) },
  { name: 'gives sources a wrong checksum', check: 'supportedChecksumAlgorithms', plant: all(
    (toy) => { toy.capabilities.supportedChecksumAlgorithms = ['SHA256']; },
    answers('stackTrace', (body) => ({
      ...body,
      stackFrames: (body.stackFrames as Body[]).map((each) => (
        { ...each, source: { path: __filename, checksums: [{ algorithm: 'SHA256', checksum: '00' }] } })),
    })),
  ) },
  { name: 'announces a column that no module has', check: 'additionalModuleColumns', plant: (toy) => {
    toy.capabilities.additionalModuleColumns = [{ attributeName: 'size', label: 'Size' }];
  } },
  { name: 'announces less than it should', check: 'capabilities-announced', plant: (toy) => { delete toy.capabilities.supportsStepBack; } },
];

export const FAULTS: readonly Fault[] = [...inMessages, ...inOrder, ...inRequests, ...inReferences, ...inLeaving, ...inCapabilities];

/** The two that a capability's name alone is enough for: it is announced, and its request is unknown, or answered with nothing. */
export function faultsOf(capability: string): Fault[] {
  const announce: Plant = (toy) => { toy.capabilities[capability] = true; };
  const answerAll = servesOnly(({ command }, toy) => {
    toy.handlers[command] ??= () => ({});
    return true;
  });
  return [
    { name: `announces ${capability} and does not know its request`, check: capability, plant: announce },
    { name: `announces ${capability} and answers with nothing`, check: capability, plant: all(announce, answerAll) },
  ];
}
