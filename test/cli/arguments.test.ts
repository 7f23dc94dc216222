// Reading of command lines, against the rows of the table.
import { strict as assert } from 'node:assert';
import { readArguments } from '../../src/cli/arguments';
import { COMMANDS, isGroup, type CommandName, type CommandRow } from '../../src/cli/commands';
import { Given } from '../../src/cli/flags';
import { grammarOf } from '../../src/cli/main';
import { UsageError } from '../../src/cli/usage';

function read(command: CommandName, ...words: string[]): Given {
  const given = new Given();
  readArguments(grammarOf(command), words, given);
  return given;
}

function refused(command: CommandName, ...words: string[]): string {
  try {
    read(command, ...words);
  } catch (trouble) {
    assert.ok(trouble instanceof UsageError, String(trouble));
    return trouble.message;
  }
  throw new Error('nothing was refused');
}

describe('reading of command lines', () => {
  it('takes values behind a space, an equals sign, and right behind a short flag', () => {
    for (const words of [['--output', 'x', 'p'], ['--output=x', 'p'], ['-o', 'x', 'p'], ['-ox', 'p'], ['p', '-o', 'x']]) {
      const given = read('asm', ...words);
      assert.equal(given.text('output'), 'x');
      assert.deepEqual(given.operands, ['p']);
    }
  });

  it('leaves everything behind a program to the program', () => {
    const given = read('run', '--memory', '1MiB', 'p.sasm', '--memory', '-h', '--', 'x');
    assert.deepEqual(given.texts('memory'), ['1MiB']);
    assert.deepEqual(given.rest, ['--memory', '-h', '--', 'x']);
    assert.equal(given.has('help'), false);
  });

  it('takes operands that begin with a dash behind --, and a single dash as one', () => {
    assert.deepEqual(read('check', '--', '-x', '--json').operands, ['-x', '--json']);
    assert.deepEqual(read('check', '-').operands, ['-']);
  });

  it('reads counts, also with _ between their digits', () => {
    assert.equal(read('trace', '--from', '1_000_000', 'p').count('from'), 1_000_000);
    for (const wrong of ['-1', '1.5', 'x', '', '1__0', '9007199254740993']) assert.match(refused('trace', `--from=${wrong}`, 'p'), /^R805/);
  });

  it('gathers flags that may be given several times, and refuses others twice', () => {
    assert.deepEqual(read('debug', '-x', 'a', '-x', 'b', 'p').texts('script'), ['a', 'b']);
    assert.match(refused('asm', '-o', 'a', '-o', 'b', 'p'), /^R809/);
  });

  it('says what is wrong, with a suggestion where there is one', () => {
    assert.match(refused('run', '--memroy', '1', 'p'), /^R802: .*Did you mean `--memory`\?$/);
    assert.match(refused('run', '--xyzzy', 'p'), /^R802: `run` has no option `--xyzzy`\. `strata run --help` lists them\.$/);
    assert.match(refused('asm', 'p', '--output'), /^R803/);
    assert.match(refused('check', '--json=yes', 'p'), /^R804/);
    assert.match(refused('run', '--engine', 'steam', 'p'), /^R806: .*auto, interpreter/);
    assert.match(refused('run'), /^R807: `run` needs `PROGRAM`/);
    assert.match(refused('asm', 'p', 'q'), /^R808/);
  });

  it('lets --help stand instead of operands', () => {
    assert.equal(read('run', '--help').has('help'), true);
  });

  it('takes every example of the table', () => {
    for (const row of Object.values<CommandRow>(COMMANDS)) {
      assert.ok(row.examples.length > 0);
      for (const { line } of row.examples) {
        const [first, ...rest] = line.split(' '), own = isGroup(first) ? 2 : 1;
        const name = line.split(' ').slice(0, own).join(' '), words = rest.slice(own - 1);
        assert.ok(name in COMMANDS, line);
        read(name as CommandName, ...words);
      }
    }
  });
});
