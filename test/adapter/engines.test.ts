// The option `engine` where WebAssembly may be compiled, where it may not, and where there is none.
import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Adapter } from '../../src/adapter/adapter';
import { mayCompile } from '../../src/compiler/engines';
import { NodePlatform } from '../../src/platform/node/platform';
import { InlineTransport } from '../../src/protocol/transport';
import { Tester } from './session';

const PROGRAM = join(process.cwd(), 'examples', 'factorial.sasm');

/** A session with an adapter in this process, of a program that runs to its end. */
async function outputsOf(launch: object): Promise<DebugProtocol.OutputEvent['body'][]> {
  const ours: InlineTransport = new InlineTransport((message) => setImmediate(() => theirs.deliver(message)));
  const theirs: InlineTransport = new InlineTransport((message) => setImmediate(() => ours.deliver(message)));
  new Adapter(new NodePlatform(''), theirs, { broken: assert.fail, mistake: assert.fail });
  const tester = new Tester(ours);
  const { session, halt } = await tester.launch({ launch: { program: PROGRAM, ...launch } as object, functionBreakpoints: [{ name: 'main' }] });
  assert.equal(halt.kind, 'stopped');
  // What is said once is not said again where the program starts anew.
  await tester.client.request('restart', {});
  assert.equal((await session.halted()).kind, 'stopped');
  assert.deepEqual(await session.continue(), { kind: 'terminated', exitCode: 0 });
  return tester.outputs;
}

/** Does some work in a host whose `WebAssembly.Module` throws. */
async function forbidden<T>(trouble: Error, work: () => Promise<T>): Promise<T> {
  const { Module } = WebAssembly;
  WebAssembly.Module = class { constructor() { throw trouble; } } as unknown as typeof Module;
  try {
    return await work();
  } finally {
    WebAssembly.Module = Module;
  }
}

const NOTE = 'R221: WebAssembly may not be compiled here, so the program is interpreted: results are the same, only slower.\n';

describe('the engine of a launch', () => {
  it('is found out in a host that really forbids to compile', () => {
    const contents = "export { mayCompile } from './src/compiler/engines';";
    const [{ text }] = buildSync({
      stdin: { contents, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, format: 'iife', globalName: 'engines', write: false, logLevel: 'error',
    }).outputFiles;
    for (const wasm of [true, false]) {
      const host = createContext({ TextEncoder, TextDecoder }, { codeGeneration: { strings: false, wasm } });
      runInContext(text, host);
      assert.equal(runInContext('engines.mayCompile()', host), wasm);
    }
    const without = createContext({ TextEncoder, TextDecoder, WebAssembly: undefined });
    runInContext(text, without);
    assert.equal(runInContext('engines.mayCompile()', without), false);
  });

  it('needs no word where everything is there', async () => {
    for (const engine of ['auto', 'compiler', 'interpreter']) assert.deepEqual((await outputsOf({ engine })).filter(({ category }) => category === 'important'), []);
  });

  for (const trouble of [new WebAssembly.CompileError('violates the policy'), new EvalError('violates the policy')]) {
    describe(`where compiling is forbidden with a ${trouble.name}`, () => {
      it('`auto` interprets and says so, once', async () => {
        const said = (await forbidden(trouble, () => outputsOf({}))).filter(({ category }) => category === 'important');
        assert.deepEqual(said, [{ category: 'important', output: NOTE }]);
      });

      it('`interpreter` has nothing to say', async () => {
        assert.ok((await forbidden(trouble, () => outputsOf({ engine: 'interpreter' }))).every(({ category }) => category !== 'important'));
      });

      it('`compiler` is refused, with what would be accepted', async () => {
        await assert.rejects(forbidden(trouble, () => outputsOf({ engine: 'compiler' })), /R220: .*Give "auto" or "interpreter"/);
      });
    });
  }

  it('a host that breaks otherwise is no host that forbids', async () => {
    await assert.rejects(forbidden(new TypeError('broken'), async () => mayCompile()), TypeError);
  });
});
