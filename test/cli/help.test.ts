// Help texts, exit codes and the manual's page.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { version } from '../../package.json';
import { COMMANDS, type CommandName } from '../../src/cli/commands';
import { SHELL, findCommand, type ShellCommand, type ShellRow } from '../../src/cli/debug/commands';
import { EXIT_CODES } from '../../src/cli/exit-codes';
import { commandHelp, programHelp } from '../../src/cli/help';
import { launchFlags } from '../../src/cli/launch-flags';
import { cells, columns, wrapped } from '../../src/cli/layout';
import { manual } from '../../src/cli/manual';
import { LIMITS, OPTIONS, type OptionRow } from '../../src/options/table';
import { strata } from './process';

const names = Object.keys(COMMANDS) as CommandName[];

describe('the help of the command line', () => {
  it('is what docs/cli.md was made from (node scripts/manual.mjs makes it again)', () => {
    assert.equal(readFileSync('docs/cli.md', 'utf8'), manual());
  });

  it('fits its width in both languages', () => {
    for (const language of ['en', 'ko'] as const) {
      for (const width of [60, 80, 120]) {
        const texts = [programHelp({ language, width }), ...names.map((name) => commandHelp(name, launchFlags(COMMANDS[name]), { language, width }))];
        // Examples of command lines are never broken.
        const lines = texts.flatMap((text) => text.split('\n')).filter((line) => !/^ {2}strata /.test(line) && !/^\S+: strata/.test(line));
        for (const line of lines) assert.ok(cells(line) <= width, `${cells(line)} cells: ${line}`);
      }
    }
  });

  it('names every flag of every launch option', () => {
    const help = commandHelp('run', launchFlags(COMMANDS.run), { language: 'en', width: 80 });
    for (const { flag } of [...Object.values<OptionRow>(OPTIONS), ...Object.values<OptionRow>(LIMITS)]) {
      if (flag !== undefined) assert.ok(help.includes(`--${flag}`), flag);
    }
  });

  it('breaks lines at spaces, by cells and not by characters', () => {
    assert.deepEqual(wrapped('가나다 라마바 사', 8), ['가나다', '라마바', '사']);
    assert.deepEqual(wrapped('a bb ccc', 4), ['a bb', 'ccc']);
    assert.equal(columns([['-x', 'one two']], 80), '  -x  one two');
  });

  it('has an exit code of its own for each reason', () => {
    const codes = Object.values(EXIT_CODES).map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
  });

  it('is written by every command, in the language that is asked for', async () => {
    const english = await strata(['asm', '--help']);
    assert.deepEqual([english.code, english.stderr], [0, '']);
    assert.match(english.stdout, /^Usage: strata asm \[OPTION\]\.\.\. SOURCE\n/);
    const korean = await strata(['asm', '--help', '--language', 'ko']);
    assert.match(korean.stdout, /^사용법: strata asm /);
    assert.equal((await strata(['help', 'asm'])).stdout, english.stdout);
  });

  it('takes the language of the environment, LC_ALL before LANG', async () => {
    assert.match((await strata(['--help'], { environment: { LC_ALL: '', LANG: 'ko_KR.UTF-8' } })).stdout, /^사용법/);
    assert.match((await strata(['--help'], { environment: { LC_ALL: 'en_GB.UTF-8', LANG: 'ko_KR.UTF-8' } })).stdout, /^Usage/);
    assert.match((await strata(['--language', 'en', '--help'], { environment: { LC_ALL: 'ko' } })).stdout, /^Usage/);
  });

  it('lists the commands on standard error where none is given', async () => {
    const { code, stdout, stderr } = await strata([]);
    assert.deepEqual([code, stdout], [64, '']);
    for (const name of names) assert.match(stderr, new RegExp(`^ {2}${name} `, 'm'));
  });

  it('suggests the command that was meant', async () => {
    const { code, stderr } = await strata(['rnu']);
    assert.deepEqual([code, stderr], [64, 'strata: R801: There is no command `rnu`. `strata --help` lists them. Did you mean `run`?\n']);
    assert.match((await strata(['--language', 'ko', 'rnu'])).stderr, /^strata: R801: .*`run`/);
  });

  it('tells the version', async () => {
    assert.equal((await strata(['--version'])).stdout, `strata ${version}\n`);
  });
});

describe('the table of the prompt', () => {
  it('gives every short name to one command', () => {
    const short = Object.values<ShellRow>(SHELL).flatMap((row) => row.short);
    assert.equal(new Set(short).size, short.length);
    for (const name of Object.keys(SHELL) as ShellCommand[]) {
      assert.equal(findCommand(name), name);
      for (const other of SHELL[name].short) assert.equal(findCommand(other), name);
    }
  });

  it('takes the short names that people know from gdb', () => {
    const known = {
      b: 'break', tb: 'tbreak', d: 'delete', c: 'continue', n: 'next', s: 'step', ni: 'nexti', si: 'stepi', fin: 'finish', u: 'until', r: 'run',
      bt: 'backtrace', where: 'backtrace', f: 'frame', i: 'info', p: 'print', l: 'list', disas: 'disassemble', k: 'kill', q: 'quit', h: 'help',
      cond: 'condition', undisp: 'undisplay', disp: 'display',
    };
    for (const [word, name] of Object.entries(known)) assert.equal(findCommand(word), name, word);
  });

  it('names all candidates of a beginning that several commands have', () => {
    assert.deepEqual(findCommand('un'), ['until', 'undisplay']);
    assert.deepEqual(findCommand('xyzzy'), []);
  });
});
