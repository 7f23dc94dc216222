// The prompt of `strata debug` as a person uses it, over the real adapter process: Enter, input, Ctrl+C, Ctrl+D, history, Tab.
import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { PassThrough } from 'node:stream';
import { complete } from '../../src/cli/debug/completion';
import { makeShell } from '../../src/cli/debug/make-shell';
import { prompt } from '../../src/cli/debug/prompt';
import type { Result } from '../../src/cli/debug/results';
import type { Shell } from '../../src/cli/debug/shell';
import { readLaunch } from '../../src/options/read';
import { NodePlatform } from '../../src/platform/node/platform';
import { withFolder } from './process';
import { ECHO_LINE, ENDLESS } from './programs';

const PROMPT = '(strata) ';
const ADAPTER = path.resolve(__dirname, '../../src/adapter.js');

/** A person at the prompt. */
class Person {
  readonly input = new PassThrough();
  readonly output = new PassThrough();
  readonly results: Result[] = [];
  said = '';
  private read = 0;
  private readonly hopes: { readonly fulfilled: () => boolean; readonly resolve: () => void }[] = [];

  constructor() {
    this.output.on('data', (bytes: Uint8Array) => this.hear(String(bytes)));
  }

  hear(text: string): void {
    this.said += text;
    this.look();
  }

  take(result: Result): void {
    this.results.push(result);
    this.look();
  }

  type(text: string): void {
    this.input.write(text);
  }

  /** Resolves when a result of this type has come, the `count`th of its kind. */
  sees(type: Result['type'], count = 1): Promise<void> {
    return this.until(() => this.results.filter((result) => result.type === type).length >= count);
  }

  /** Resolves when a text has been written behind the one that was read last. */
  async reads(text: string): Promise<void> {
    await this.until(() => this.said.includes(text, this.read));
    this.read = this.said.indexOf(text, this.read) + text.length;
  }

  private until(fulfilled: () => boolean): Promise<void> {
    if (fulfilled()) return Promise.resolve();
    return new Promise((resolve) => { this.hopes.push({ fulfilled, resolve }); });
  }

  private look(): void {
    for (const { resolve } of this.hopes.filter(({ fulfilled }) => fulfilled())) resolve();
  }
}

/** Lets a person debug a program, until the prompt has ended. */
function atPrompt(program: string, work: (person: Person, shell: Shell) => Promise<void>, terminal = false, history = ''): Promise<{ readonly person: Person; readonly history: string }> {
  return withFolder({ 'p.sasm': program }, async (folder) => {
    const file = path.join(folder, 'state', 'strata', 'history');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, history);
    const person = new Person();
    const { options } = readLaunch({ program: 'p.sasm', cwd: folder });
    const sink = { result: (result: Result) => person.take(result), output: (_category: string, text: string) => person.hear(text) };
    const shell = makeShell({ language: 'en', platform: new NodePlatform(), folder, adapter: ADAPTER }, options, sink);
    await shell.target.load();
    const environment = { XDG_STATE_HOME: path.join(folder, 'state'), LOCALAPPDATA: path.join(folder, 'state'), HOME: folder };
    const end = prompt(shell, { input: person.input, output: person.output, terminal, environment });
    await work(person, shell);
    await end;
    await shell.target.close();
    return { person, history: readFileSync(file, 'utf8') };
  });
}

/** Function and instruction of each stop. */
function stops(person: Person): string[] {
  return person.results.flatMap((result) => (result.type === 'stopped' ? [result.instruction ?? ''] : []));
}

describe('the prompt of strata debug', () => {
  it('repeats a step by Enter, but no command that looks', async () => {
    const { person } = await atPrompt('entry func main\n  1 2 3 drop drop drop ret\nend\n', async (typist) => {
      typist.type('start\nstepi\n\n\nprint 1\n\n');
      await typist.sees('values');
      typist.type('quit\n');
    });
    assert.deepEqual(stops(person), ['push 1', 'push 2', 'push 3', 'drop']);
    assert.equal(person.results.filter(({ type }) => type === 'values').length, 1);
  });

  it('keeps lines that are typed ahead, and gives them to the program only where it waits', async () => {
    const { person } = await atPrompt(ECHO_LINE, async (typist) => {
      typist.type('run\nhello\nprint 1\n');
      await typist.sees('values');
      typist.type('quit\n');
    });
    assert.match(person.said, /hello\n/);
    assert.deepEqual(person.results.map(({ type }) => type), ['exited', 'values']);
    assert.deepEqual(person.results[0], { type: 'exited', code: 6 });
  });

  it('pauses a program that runs, and one that waits', async () => {
    const { person } = await atPrompt(ENDLESS, async (typist, shell) => {
      typist.type('run\n');
      await typist.reads('ready');
      shell.target.interrupt();
      await typist.sees('stopped');
      typist.type('quit\n');
    });
    const [stopped] = person.results;
    assert.deepEqual(stopped.type === 'stopped' && [stopped.reason, stopped.instruction], ['pause', 'jump again']);
    await atPrompt(ECHO_LINE, async (typist, shell) => {
      shell.target.onWaiting = () => shell.target.interrupt();
      typist.type('run\n');
      await typist.sees('stopped');
      typist.type('quit\n');
    });
  });

  it('ends the input of a program that runs, and quits at the prompt, when no more is typed', async () => {
    const { person } = await atPrompt(ECHO_LINE, async (typist) => {
      typist.type('run\n');
      await typist.reads('waits for input');
      typist.input.end();
      await typist.sees('exited');
    });
    assert.deepEqual(person.results, [{ type: 'exited', code: 0 }]);
    await atPrompt(ECHO_LINE, async (typist) => { typist.input.end(); });
  });

  it('takes Ctrl+C and Ctrl+D from a terminal: to pause, to give up a line, to end the input, to quit', async () => {
    const { person } = await atPrompt(ECHO_LINE, async (typist) => {
      typist.type('run\r');
      await typist.reads('waits for input');
      typist.type('\x03');
      await typist.reads(PROMPT);
      typist.type('print 1\x03');
      await typist.reads(PROMPT);
      typist.type('continue\r\x04');
      await typist.sees('exited');
      await typist.reads(PROMPT);
      typist.type('\x04');
    }, true);
    assert.deepEqual(person.results.map(({ type }) => type), ['stopped', 'exited']);
    assert.deepEqual(person.results[1], { type: 'exited', code: 0 });
  });

  it('keeps a history between sessions', async () => {
    const { history, person } = await atPrompt(ECHO_LINE, async (typist) => {
      typist.type('\x1b[A\r');
      await typist.sees('values');
      typist.type('echo done\r');
      await typist.sees('text');
      typist.type('quit\r');
    }, true, 'print 1\nprint 6 * 7\n');
    const [first] = person.results;
    assert.equal(first.type === 'values' && first.values[0].value, '42');
    assert.equal(history, 'print 1\nprint 6 * 7\necho done\nquit\n');
  });

  it('goes on behind a mistake', async () => {
    const { person } = await atPrompt(ECHO_LINE, async (typist) => {
      typist.type('foo\nstart\nquit\n');
      await typist.sees('stopped');
    });
    assert.deepEqual(person.results.map(({ type }) => type), ['error', 'stopped']);
  });

  it('proposes commands, subjects, names and places', async () => {
    await atPrompt(ECHO_LINE, async (typist, shell) => {
      typist.type('start\n');
      await typist.sees('stopped');
      assert.deepEqual(await complete(shell, 'unt'), [['until'], 'unt']);
      assert.deepEqual(await complete(shell, 'info lo'), [['locals'], 'lo']);
      assert.deepEqual(await complete(shell, 'catch mem'), [['memory'], 'mem']);
      assert.deepEqual(await complete(shell, 'help zap'), [[], 'zap']);
      assert.deepEqual(await complete(shell, 'print 1 + si'), [['size'], 'si']);
      assert.deepEqual((await complete(shell, 'b ma'))[0], ['main']);
      assert.deepEqual(await complete(shell, 'b p.sa'), [['p.sasm:'], 'p.sa']);
      assert.deepEqual((await complete(shell, 'b main if si'))[0], ['size']);
      assert.deepEqual(await complete(shell, 'quit '), [[], 'quit ']);
      typist.type('quit\n');
    });
  });
});
