// Log points on the past print exactly what a fresh run with them prints, with conditions and hit conditions, in both engines, and
// disturb nothing.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { finish } from '../../src/base/steps';
import { compiler } from '../../src/compiler/engine';
import { DebugSession, type PastLog, type PastPointWish, type SourceRef } from '../../src/debugger';
import { PAST_LINES_MAX } from '../../src/debugger/limits';
import type { EngineMaker } from '../../src/machine/engine';
import { interpreter } from '../../src/machine/interpreter';
import { Machine } from '../../src/machine/machine';
import { machineHash } from '../../src/machine/state-hash';
import { imageOf, randomFor, sampleOf } from '../engines/sample';
import { PROGRAMS } from './crowds';
import { machineOf, session, Tester } from './sessions';

const ENGINES: Readonly<Record<string, EngineMaker>> = { interpreter, compiler: compiler({ always: true }) };
const HISTORY = { bytes: 1e6, interval: 300 };
const PURPOSE = 78;
const INSTRUCTIONS = 4000;

/** A line as text: what it says begins with the steps. */
function shown({ lines }: PastLog): string[] {
  return lines.map(({ text, steps, context, failed }) => {
    if (failed === undefined) assert.equal(text.split(' ')[0], `${steps}.0`);
    return failed === undefined ? `${context}: ${text}` : `${steps} failed`;
  });
}

/** What a run with live log points prints, up to where it stood when it was paused or ended. */
function printed(debug: DebugSession | Tester['debug'], machine: Machine, end: number): string[] {
  const lines: string[] = [];
  const take = (): void => {
    const { log, logLost } = debug.takeNews();
    assert.equal(logLost, 0);
    lines.push(...log.map(({ text, context }) => `${context}: ${text}`));
  };
  debug.continue();
  for (;;) {
    const event = debug.advance(2000);
    take();
    if (event?.kind === 'stopped' && event.reason === 'breakpoint') {
      lines.push(`${machine.steps} failed`);
      debug.continue();
    } else if (event !== undefined || debug.state !== 'running' || machine.steps > end) break;
  }
  const stepsOf = (line: string): number => Number(/^(?:\d+: )?(\d+)/.exec(line)?.[1]);
  return lines.filter((line) => stepsOf(line) <= end);
}

const point = fc.record({
  source: fc.nat(4), line: fc.nat(22), condition: fc.constantFrom(undefined, undefined, undefined, 'steps > 100', 'stack[0] > 1', 'i32[pc * 4] == 0', 'i32[stack[0] * 97] == 0', 'pc % 3 != 0'),
  hitCondition: fc.constantFrom(undefined, undefined, '%3', '>=5', '2', '<4'), logMessage: fc.constantFrom('{steps} {pc}', '{steps} at {frames}', '{steps} {pc,x} {sp}'),
  context: fc.constantFrom(undefined, undefined, undefined, 1, 2),
}, { requiredKeys: ['source', 'line', 'logMessage'] });
const setup = fc.record({ points: fc.uniqueArray(point, { minLength: 3, maxLength: 6, selector: (each) => JSON.stringify(each) }), work: fc.nat(12_000), back: fc.nat(100), compiled: fc.boolean() });
type Point = typeof point extends fc.Arbitrary<infer T> ? T : never;

function wishOf(sources: readonly SourceRef[], { source, line, ...options }: Point): PastPointWish {
  return { target: { kind: 'source', source: sources[source % sources.length], line }, ...options };
}

/** Without those that come to the same wish: of live ones there is only one then. */
function different(points: readonly Point[], sources: readonly SourceRef[]): Point[] {
  return [...new Map(points.map((each) => [JSON.stringify(wishOf(sources, each)), each])).values()];
}

/** Sets them as live ones. */
function arm({ debug }: Tester, sources: readonly SourceRef[], points: readonly Point[]): void {
  for (const [number, source] of sources.entries()) debug.setSourceBreakpoints(source, points.filter((each) => each.source % sources.length === number));
}

/** Flat addresses of the instructions that a run comes to. */
function placesOf(machine: Machine): number[] {
  const places = new Set<number>();
  for (let steps = 0; steps < INSTRUCTIONS && machine.ending === undefined; steps++) {
    places.add(machine.current.program.number * 2 ** 32 + 4 * machine.current.pc);
    if (machine.run(1, 1e9).kind === 'input') break;
  }
  return [...places];
}

let lines = 0;

describe('log points on the past', () => {
  for (const [name, texts] of Object.entries(PROGRAMS)) {
    it(`print what a fresh run prints: ${name}`, () => {
      fc.assert(fc.property(setup, ({ points: drawn, work, back, compiled }) => {
        const engine = compiled ? { engine: ENGINES.compiler } : {};
        const tester = new Tester(machineOf(texts, engine), { history: HISTORY, stopOnExit: true }), { debug, machine } = tester;
        debug.continue();
        if (debug.advance(work) === undefined) debug.pause();
        const { end } = debug.position;
        debug.goTo(Math.max(0, end - back));
        tester.run();
        const sources = debug.sources(), points = different(drawn, sources), found = finish(debug.pastLog(points.map((each) => wishOf(sources, each))));
        assert.equal(found.end, end);
        assert.equal(found.leftOut, 0);
        const fresh = new Tester(machineOf(texts, engine));
        arm(fresh, sources, points);
        const wanted = printed(fresh.debug, fresh.machine, end);
        lines += wanted.length;
        assert.deepEqual(unique(shown(found)), wanted);
        assert.equal(machine.steps, Math.max(0, end - back));
      }), { numRuns: 80 });
    });
  }

  for (const [name, engine] of Object.entries(ENGINES)) {
    it(`print what a fresh run prints: random programs, ${name}`, () => {
      for (let seed = 1; seed <= 60; seed++) {
        const sample = sampleOf(seed, []), random = randomFor(seed, PURPOSE), image = imageOf(sample);
        const debug = new DebugSession(new Machine(image, { ...sample.options, engine }), { history: HISTORY, limits: { instructions: INSTRUCTIONS }, stopOnExit: true });
        debug.setTrapFilter({ causes: [], unhandled: false });
        debug.continue();
        if (debug.advance(1 + random.below(INSTRUCTIONS)) === undefined && debug.state === 'running') debug.pause();
        if (debug.state === 'ended') continue;
        const visited = placesOf(new Machine(image, sample.options)), addresses = [...new Set(Array.from({ length: 6 }, () => random.pick(visited)))];
        const options = addresses.map((address) => ({
          address, logMessage: '{steps} {pc} {sp}', condition: random.pick(['', 'steps % 2 == 0', 'i32[pc] != 0', 'depth > 1']), hitCondition: random.pick(['', '', '%2', '>3']),
        }));
        const found = finish(debug.pastLog(options.map(({ address, ...rest }) => ({ target: { kind: 'instruction', address }, ...rest }))));
        const machine = new Machine(image, { ...sample.options, engine }), fresh = new DebugSession(machine, { limits: { instructions: INSTRUCTIONS } });
        fresh.setTrapFilter({ causes: [], unhandled: false });
        fresh.setInstructionBreakpoints(options);
        const wanted = printed(fresh, machine, found.end);
        lines += wanted.length;
        assert.deepEqual(unique(shown(found)), wanted, `seed ${seed}`);
      }
    });

    it(`count the lines for which there is no room, ${name}`, () => {
      const count = 30_000;
      const tester = session(`entry func main\n  local i: i32\nnext:\n  get i 1 add set i\n  get i ${count} lt jumpnz next\n  ret\nend\n`, { engine });
      const recorded = new Tester(tester.machine, { history: { bytes: 1e6 }, stopOnExit: true }), { debug } = recorded;
      debug.continue();
      recorded.run();
      const leftOut = (options: Partial<PastPointWish>): number => {
        const { lines: found, leftOut: left } = finish(debug.pastLog([{ target: { kind: 'source', source: debug.sources()[0], line: 3 }, logMessage: '{i}', ...options }]));
        assert.equal(found.length, PAST_LINES_MAX);
        assert.equal(found[0].text, options.hitCondition === '%2' ? '1' : options.condition === undefined ? '0' : '3001');
        return left;
      };
      assert.equal(leftOut({}), count - PAST_LINES_MAX);
      assert.equal(leftOut({ hitCondition: '%2' }), count / 2 - PAST_LINES_MAX);
      assert.equal(leftOut({ condition: 'i > 3000' }), count - 3001 - PAST_LINES_MAX);
      assert.equal(leftOut({ condition: 'i > 3000', hitCondition: '<=12000' }), 2000);
    });
  }

  it('disturb neither hits nor output nor stops, say what is wrong, and can be called off', () => {
    const texts = PROGRAMS['two processes that take turns'];
    const make = (): Tester => {
      const tester = new Tester(machineOf(texts), { history: HISTORY, stopOnExit: true });
      tester.debug.setSourceBreakpoints({ name: 'round_robin/counter.sasm' }, [{ line: 9, hitCondition: '%3' }, { line: 10, logMessage: 'live' }]);
      tester.go();
      tester.debug.takeOutput();
      tester.debug.takeNews();
      return tester;
    };
    const one = make(), other = make(), { debug, machine } = one;
    const source = { name: 'round_robin/counter.sasm' }, stop = debug.stop, hash = machineHash(machine), { steps } = machine;
    const target = { kind: 'source', source, line: 9 } as const;
    const called = debug.pastLog([{ target, logMessage: 'x' }]);
    called.next();
    assert.equal(debug.state, 'running');
    called.return(undefined as never);
    const { points, lines: found } = finish(debug.pastLog([
      { target, logMessage: '{pc}' }, { target, logMessage: '{nothing}' }, { target, logMessage: '{' }, { target, logMessage: 'x', hitCondition: 'often' },
      { target: { kind: 'function', name: 'main' }, logMessage: 'main' }, { target, logMessage: 'x', condition: 'i32[-1] == 0' },
    ]));
    assert.deepEqual(points.map(({ verified }) => verified), [true, false, false, false, true, true]);
    assert.deepEqual(points.map(({ message }) => message?.row.en === undefined), [true, false, false, false, true, true]);
    assert.ok(points[0].hits >= 3 && found.filter(({ point }) => point === 0).length === points[0].hits);
    assert.equal(found.filter(({ failed }) => failed !== undefined).length, points[5].hits);
    const mains = found.filter(({ point, function: name }) => point === 4 && name === 'main');
    assert.ok(mains.length === points[4].hits && new Set(mains.map(({ context }) => context)).size >= 2);
    assert.deepEqual({ stop: debug.stop, hash: machineHash(machine), steps: machine.steps }, { stop, hash, steps });
    assert.deepEqual(debug.takeNews().log, []);
    assert.equal(debug.takeOutput().length, 0);
    for (let i = 0; i < 2; i++) {
      assert.equal(one.go(), other.go());
      assert.equal(machine.steps, other.machine.steps);
      assert.deepEqual(one.debug.takeOutput(), other.debug.takeOutput());
      assert.deepEqual(one.debug.takeNews().log, other.debug.takeNews().log);
    }
  });

  it('find programs that are loaded on the way, in a recording of which nothing has run', () => {
    const texts = PROGRAMS['a kernel and its process'], first = new Tester(machineOf(texts), { history: HISTORY, stopOnExit: true });
    first.go();
    const { end } = first.debug.position, recorded = { edits: [], end, allow: () => undefined };
    const tester = new Tester(machineOf(texts), { history: { ...HISTORY, recorded }, stopOnExit: true }), { debug, machine } = tester;
    const target = { kind: 'source', source: { name: 'child.sasm' }, line: 4 } as const;
    debug.setSourceBreakpoints(target.source, [{ line: 4 }]);
    const { lines: found, points } = finish(debug.pastLog([{ target, logMessage: '{i}' }]));
    assert.deepEqual(found.map(({ text }) => text), ['0', '1', '2']);
    assert.deepEqual([points[0].verified, points[0].hits, machine.steps], [true, 3, 0]);
    debug.goTo(end);
    assert.equal(tester.place(tester.run()).split(' ')[0], 'goto');
    assert.equal(machine.steps, end);
    debug.reverseContinue();
    tester.run();
    assert.equal(machine.steps, found[2].steps);
  });

  it('were not all silent', () => assert.ok(lines > 1200, String(lines)));
});

/** Where several points fail at one moment a live run stops once. */
function unique(found: readonly string[]): string[] {
  return found.filter((line, i) => !line.endsWith('failed') || found[i - 1] !== line);
}
