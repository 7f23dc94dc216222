// The table of launch options: what is read, what is refused and how it is said, and that everything derived from the
// table is what stands in package.json, its texts and the manual.
import * as assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { render } from '../../src/base/message';
import * as limits from '../../src/isa/limits';
import { launchOfFlags, optionFlags } from '../../src/options/flags';
import { manual } from '../../src/options/manual';
import { examineLaunch, readLaunch } from '../../src/options/read';
import { configurationAttributes, configurationTexts } from '../../src/options/schema';
import { LIMITS, OPTIONS, type OptionRow } from '../../src/options/table';

const program = 'main.sasm';

function refusals(given: unknown): string[] {
  return examineLaunch(given).refusals.map((refusal) => refusal.text('en'));
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

const rows: readonly (readonly [string, OptionRow])[] = [
  ...Object.entries<OptionRow>(OPTIONS), ...Object.entries<OptionRow>(LIMITS).map(([name, row]) => [`limits.${name}`, row] as const),
];

describe('options', () => {
  it('fills in the defaults', () => {
    assert.deepStrictEqual(readLaunch({ program }), {
      options: {
        program, args: [], cwd: undefined, input: undefined, inputFile: undefined, console: 'internalConsole', stopOnEntry: false,
        memory: limits.MEMORY_DEFAULT, disk: undefined, diskWrite: false, seed: 1, leaky: false, engine: 'auto', history: 256 * 1024 ** 2, stopOnExit: false, sourceMap: {},
        debugImages: [], allowRoots: [], openTexts: {}, noDebug: false,
        limits: {
          contexts: limits.CONTEXTS_DEFAULT, frames: limits.FRAMES_DEFAULT, slots: limits.SLOTS_DEFAULT, images: limits.IMAGES_DEFAULT,
          instructions: undefined, outputBytes: undefined,
        },
      },
      warnings: [],
    });
  });

  it('reads what is given, sizes and numbers as texts included', () => {
    const { options } = readLaunch({
      program, args: ['', 'a b'], input: 'x', memory: '64 MiB', disk: 'd.img', diskWrite: 'true', seed: '1_000', stopOnEntry: true, cwd: null,
      sourceMap: { lib: '/lib' }, limits: { frames: 10, outputBytes: '1k' },
    });
    const { args, input, memory, diskWrite, seed, stopOnEntry, cwd, sourceMap } = options;
    assert.deepStrictEqual({ args, input, memory, diskWrite, seed, stopOnEntry, cwd, sourceMap }, {
      args: ['', 'a b'], input: [{ at: 0, text: 'x' }], memory: 67108864, diskWrite: true, seed: 1000, stopOnEntry: true, cwd: undefined,
      sourceMap: { lib: '/lib' },
    });
    assert.strictEqual(options.limits.frames, 10);
    assert.strictEqual(options.limits.outputBytes, 1024);
    assert.strictEqual(options.limits.contexts, limits.CONTEXTS_DEFAULT);
  });

  it('reads sizes with every unit', () => {
    const sizes: readonly [unknown, number][] = [
      [0, 0], ['7', 7], ['7 B', 7], ['7k', 7168], ['7K', 7168], ['7KB', 7168], ['7 KiB', 7168], ['2M', 2097152], ['2mib', 2097152], ['1G', 1073741824],
      ['1_024', 1024],
    ];
    for (const [given, bytes] of sizes) assert.strictEqual(readLaunch({ program, memory: given }).options.memory, bytes, String(given));
    for (const given of ['', 'x', '-1', '1.5M', '1T', '1 K K', '0x10', ' 1', true, [], {}]) {
      assert.match(refusals({ program, memory: given })[0], /^R028: The launch option `memory` is .*\. Give bytes from 0 to 1073741824/);
    }
  });

  it('refuses what is wrong, with a number, the value, and what would be accepted', () => {
    const cases: readonly [unknown, string][] = [
      [undefined, 'R021: The launch option `program` is missing. Give it, for example as "${file}".'],
      [[], 'R020: `launch` is []. Give an object with launch options, such as {"program": "${file}"}.'],
      [{ program: '' }, 'R024: The launch option `program` is "". Give a text that is not empty, such as "${workspaceFolder}/kernel.simg".'],
      [{ program: ['a'] }, 'R024: The launch option `program` is ["a"]. Give a text that is not empty, such as "${workspaceFolder}/kernel.simg".'],
      [{ program, args: 'a' }, 'R029: The launch option `args` is "a". Give a list of texts, such as ["12","verbose"].'],
      [{ program, stopOnEntry: 1 }, 'R025: The launch option `stopOnEntry` is 1. Give true or false.'],
      [{ program, console: 'terminal' }, 'R026: The launch option `console` is "terminal". Give one of "internalConsole", "integratedTerminal", "externalTerminal".'],
      [{ program, seed: -1 }, 'R027: The launch option `seed` is -1. Give a whole number from 0 to 4294967295.'],
      [{ program, limits: { frames: 0.5 } }, 'R027: The launch option `limits.frames` is 0.5. Give a whole number from 1 to 1048576.'],
      [{ program, limits: 5 }, 'R020: `limits` is 5. Give an object with launch options, such as {"frames": 1000}.'],
      [{ program, memory: 2 ** 40 }, 'R028: The launch option `memory` is 1099511627776. Give bytes from 0 to 1073741824, as a number or as in "64KiB", "16MiB" or "1GiB".'],
      [{ program, sourceMap: { a: 1 } }, 'R030: The launch option `sourceMap` is {"a":1}. Give names with what stands for each, such as {"lib":"${workspaceFolder}/vendor/lib"}.'],
      [{ program, allowRoots: [''] }, 'R029: The launch option `allowRoots` is [""]. Give a list of texts, such as ["${workspaceFolder}/shared"].'],
      [{ program, stoponEntry: true }, 'R022: `stoponEntry` is no launch option; did you mean `stopOnEntry`?'],
      [{ program, limits: { frame: 1 } }, 'R022: `limits.frame` is no launch option; did you mean `limits.frames`?'],
      [{ program, input: 'a', inputFile: 'b' }, 'R032: The launch options `input` and `inputFile` exclude each other. Give one of them.'],
      [{ program, diskWrite: true }, 'R033: The launch option `diskWrite` needs `disk` too.'],
    ];
    for (const [given, text] of cases) assert.deepStrictEqual(refusals(given), [text]);
  });

  it('refuses input that goes back in time or is no list of texts with steps', () => {
    assert.deepStrictEqual(readLaunch({ program, input: [{ at: 0, text: 'a' }, { at: 9, text: 'b' }, { at: 9, text: 'c' }] }).options.input, [
      { at: 0, text: 'a' }, { at: 9, text: 'b' }, { at: 9, text: 'c' },
    ]);
    for (const input of [5, {}, ['a'], [{ at: -1, text: 'a' }], [{ at: 1.5, text: 'a' }], [{ at: 0 }], [{ at: 9, text: '' }, { at: 8, text: '' }], [null]]) {
      assert.match(refusals({ program, input })[0], /^R031: The launch option `input` is /);
    }
  });

  it('takes an empty text for what is open in the editor, but no empty path', () => {
    assert.deepStrictEqual(readLaunch({ program, openTexts: { 'untitled:1': '' } }).options.openTexts, { 'untitled:1': '' });
    assert.match(refusals({ program, sourceMap: { lib: '' } })[0], /^R030/);
    assert.match(refusals({ program, openTexts: { a: 1 } })[0], /^R030/);
  });

  it('tells everything that is wrong in one go', () => {
    assert.deepStrictEqual(refusals({ memory: 'x', sed: 1, limits: { images: 0 } }).map((text) => text.slice(0, 4)).sort(), ['R021', 'R022', 'R027', 'R028']);
    assert.throws(() => readLaunch({}), /R021/);
  });

  it('leaves the names of editors alone and warns of what resembles nothing', () => {
    const given = { program, type: 'strata', request: 'launch', name: 'x', preLaunchTask: 'y', __sessionId: 'z', 'dap-server-path': [] };
    const { warnings } = readLaunch(given);
    assert.deepStrictEqual(warnings.map((warning) => render(warning, 'en').split('.')[0]), ['`dap-server-path` is no launch option and is ignored']);
    assert.deepStrictEqual(refusals(JSON.parse('{"program":"x","__proto__":{"memory":"x"}}')), []);
  });

  it('has examples and defaults that it accepts', () => {
    for (const [option, row] of rows) {
      for (const value of [...row.examples, ...(row.default === undefined ? [] : [row.default])]) {
        const [name, limit] = option.split('.');
        const given = { program, disk: 'd', ...(limit === undefined ? { [name]: value } : { limits: { [limit]: value } }) };
        assert.deepStrictEqual(refusals(given), [], option);
      }
    }
  });

  it('becomes flags, each with its own name, and launches from them', () => {
    const flags = optionFlags();
    assert.strictEqual(new Set(flags.map(({ name }) => name)).size, flags.length);
    for (const { name } of flags) assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    assert.deepStrictEqual(flags.find(({ name }) => name === 'engine')?.takes, ['auto', 'interpreter', 'compiler']);
    const given = new Map<string, (string | true)[]>([
      ['memory', ['1M']], ['leaky', [true]], ['allow-root', ['a', 'b']], ['source-map', ['lib=/x=y']], ['max-frames', ['7']], ['input', ['hi']],
    ]);
    const { options, refusals: refused } = launchOfFlags({ program, args: ['1'] }, given);
    assert.deepStrictEqual(refused, []);
    assert.deepStrictEqual([options?.memory, options?.leaky, options?.allowRoots, options?.sourceMap, options?.limits.frames, options?.args, options?.input], [
      1048576, true, ['a', 'b'], { lib: '/x=y' }, 7, ['1'], [{ at: 0, text: 'hi' }],
    ]);
  });

  it('calls options by their flags on the command line', () => {
    const texts = (operands: object, flag: string, value: string | true): string[] =>
      launchOfFlags(operands, new Map([[flag, [value]]])).refusals.map((refusal) => refusal.text('en'));
    assert.deepStrictEqual(texts({ program }, 'max-frames', 'x'), ['R027: The launch option --max-frames is "x". Give a whole number from 1 to 1048576.']);
    assert.deepStrictEqual(texts({ program }, 'disk-write', true), ['R033: The launch option --disk-write needs --disk too.']);
    assert.match(texts({ program }, 'source-map', 'nowhere')[0], /^R030: The launch option --source-map is {"nowhere":""}/);
    assert.match(texts({}, 'leaky', true)[0], /^R021: The launch option PROGRAM is missing/);
  });

  it('is what package.json, its texts and the manual say; if not, run scripts/contribute.mjs', () => {
    const { contributes } = readJson('package.json') as { contributes: { debuggers: { type: string; configurationAttributes: unknown }[] } };
    assert.deepStrictEqual(contributes.debuggers.find(({ type }) => type === 'strata')?.configurationAttributes, configurationAttributes());
    for (const [language, file] of [['en', 'package.nls.json'], ['ko', 'package.nls.ko.json']] as const) {
      const ours = Object.entries(readJson(file)).filter(([key]) => key.startsWith('options.'));
      assert.deepStrictEqual(Object.fromEntries(ours), configurationTexts(language), file);
    }
    assert.strictEqual(readFileSync('docs/options.md', 'utf8'), manual());
  });

  it('has a text for every key that the schema names', () => {
    const keys = [...JSON.stringify(configurationAttributes()).matchAll(/%([\w.]+)%/g)].map(([, key]) => key);
    assert.deepStrictEqual(keys.sort(), Object.keys(configurationTexts('en')).sort());
    for (const text of Object.values(configurationTexts('ko'))) assert.match(text, /[가-힣]/);
  });
});
