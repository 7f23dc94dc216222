// slate: its shell, its processes, its files and its calls, seen from outside through the console and the disk.
import { strict as assert } from 'node:assert';
import { Random } from '../../src/base/random';
import { encodeStripped } from '../../src/image/write';
import type { Context } from '../../src/machine/context';
import { machineHash } from '../../src/machine/state-hash';
import { SUBJECTS } from '../engines/subjects';
import { assembled, generateLayer } from '../witness/generate';
import { blankDisk, diskWith, finish, machineFor, program, shell, stripped, written } from './systems';

const SLICE = 1000;

/** Lines of output without the prompts between them. */
function lines(output: string): string[] {
  return output.split(/\n|\$ /).filter((line) => line !== '');
}

/** What slate writes when it runs a program of a text, with arguments. */
function probe(text: string, args = ''): string[] {
  return lines(shell([`probe ${args}`], { disk: diskWith({ probe: stripped(written(text)) }) }).output);
}

/** A program that asks for one thing and prints the answer. */
function asking(code: string, data = ''): string[] {
  return probe(`memory 4096 data room = space 64 data far = i32 4000 ${data} entry func main ${code} sys print ret end`);
}

describe('slate: the shell', () => {
  it('starts programs with their arguments, one after the other, and ends with its input', () => {
    const { output, exit } = shell(['echo one   two', 'echo', 'echo three']);
    assert.equal(output, '$ one two\n$ \n$ three\n$ \n');
    assert.equal(exit, 0);
  });

  it('ends when it is told, with the code that it is told; what was started goes with it', () => {
    assert.deepEqual([shell(['exit 42', 'echo never']).exit, shell(['exit']).exit, shell(['exit 257']).exit], [42, 0, 1]);
    const { output, exit } = shell(['primes 30000 &', 'exit 3']);
    assert.deepEqual([output, exit], ['$ [2]\n$ ', 3]);
  });

  it('says how a program ended that did not end well', () => {
    assert.deepEqual(lines(shell(['primes 100', 'cat nothing', 'nobody here'], { disk: blankDisk() }).output),
      ['25 primes below 100', 'primes: exit code 25', 'cat: no such file', 'cat: exit code 1', 'nobody: no such program']);
  });

  it('goes on while programs run that were left alone, and waits for them when told', () => {
    const { output } = shell(['primes 2000 &', 'echo first', 'wait', 'echo last']);
    assert.deepEqual(lines(output), ['[2]', 'first', '303 primes below 2000', '[2]: exit code 3', 'last']);
  });

  it('takes no step while there is no input, and goes on when some comes', () => {
    const machine = machineFor(program('slate/slate'), { ends: false });
    assert.equal(machine.run(Infinity, 1e9).kind, 'input');
    const { steps } = machine;
    assert.ok(steps < 2000, `${steps} steps`);
    assert.equal(machine.run(Infinity, 1e9).kind, 'input');
    assert.equal(machine.steps, steps);
    machine.provideInput(new TextEncoder().encode('echo here\nexit 5\n'));
    assert.deepEqual([finish(machine).output, machine.ending?.code], ['$ here\n$ ', 5]);
  });

  it('takes a line in pieces for what it is: what has come', () => {
    const machine = machineFor(program('slate/slate'), { ends: false });
    for (const piece of ['ec', 'ho x\n', 'exit 1\n']) {
      assert.equal(machine.run(Infinity, 1e9).kind, 'input');
      machine.provideInput(new TextEncoder().encode(piece));
    }
    assert.deepEqual(lines(finish(machine).output), ['ec: no such program', 'ho: no such program']);
  });
});

describe('slate: processes', () => {
  it('are images that run on the firmware, too, and do the same there', () => {
    for (const command of ['echo a bc', 'count x', 'count', 'primes 300', 'primes', 'crash divide', 'crash stack', 'crash']) {
      const [name, ...args] = command.split(' ');
      const alone = program(`slate/programs/${name}`);
      const firmware = finish(machineFor(alone, { args }));
      const machine = machineFor(program('slate/slate'), { input: `${command}\nexit 0\n` });
      const { output } = finish(machine);
      assert.ok(machine.programs.has(alone.identity), name);
      assert.equal(output.slice(2, 2 + firmware.output.length), firmware.output, name);
      const said = output.slice(2 + firmware.output.length);
      const causes: Readonly<Record<number, string>> = { 132: 'memory', 133: 'divide', 135: 'stack' };
      const expected = firmware.exit === 0 ? '$ ' : firmware.exit !== undefined && firmware.exit > 128
        ? `${name}: trap, ${causes[firmware.exit]}\n$ ` : `${name}: exit code ${firmware.exit}\n$ `;
      assert.equal(said, expected, name);
    }
  });

  it('see a window of just the size that their image wants', () => {
    const machine = machineFor(program('slate/slate'), { input: 'count\ncat x\n', disk: blankDisk() });
    const limits = new Map<string, number>();
    while (machine.run(1, 1e6).kind !== 'ended') limits.set(machine.current.program.image.identity, machine.current.limit);
    for (const name of ['shell', 'count', 'cat']) {
      const { identity, image } = program(`slate/programs/${name}`);
      assert.equal(limits.get(identity), image.window, name);
    }
  });

  it('lose the machine after their slice, and get it in turn', () => {
    const machine = machineFor(program('slate/slate'), { input: 'primes 1500 &\nprimes 1500 &\nprimes 1500 &\nwait\n' });
    const turns: Context[] = [], longest = { steps: 0 };
    let inside = machine.current, entered = 0;
    while (machine.run(1, 1e6).kind !== 'ended') {
      if (inside.isRoot && !machine.current.isRoot) entered = machine.steps;
      if (!inside.isRoot && machine.current.isRoot) {
        longest.steps = Math.max(longest.steps, machine.steps - entered);
        if (inside.trap === undefined && inside.program.image.identity === program('slate/programs/primes').identity) turns.push(inside);
      }
      inside = machine.current;
    }
    const busy = [...new Set(turns)];
    assert.equal(busy.length, 3);
    assert.ok(turns.length > 30, `${turns.length} turns`);
    assert.equal(longest.steps, SLICE + 1);                // and the step with which `resume` comes back
    const begin = Math.max(...busy.map((context) => turns.indexOf(context)));
    const end = Math.min(...busy.map((context) => turns.lastIndexOf(context)));
    assert.ok(end - begin > 60, `${end - begin} turns of all three`);
    for (let i = begin; i + 3 <= end; i++) assert.equal(new Set(turns.slice(i, i + 3)).size, 3, `turn ${i}`);
  });

  it('do not tear the lines of others', () => {
    const { output } = shell(['count a &', 'count b &', 'count c &', 'wait']);
    const counted = lines(output).filter((line) => /^[abc] /.test(line));
    assert.equal(counted.length, 15);
    for (const line of counted) assert.match(line, /^[abc] [1-5]$/);
    for (const [first, second] of ['ab', 'bc']) assert.ok(counted.indexOf(`${second} 1`) < counted.indexOf(`${first} 5`), second);
  });

  it('die alone', () => {
    const alone = lines(shell(['count a']).output);
    for (const [way, cause] of Object.entries({ '': 'memory', divide: 'divide', stack: 'stack', device: 'privileged' })) {
      const { output, exit } = shell(['count a &', `crash ${way}`, 'wait', 'echo still here', 'exit 9']);
      assert.deepEqual(lines(output).filter((line) => line.startsWith('a ')), alone, way);
      assert.ok(lines(output).includes(`crash: trap, ${cause}`), output);
      assert.ok(lines(output).includes('still here'));
      assert.equal(exit, 9);
    }
  });

  it('are eight at most, and a slot is free again when its process has ended', () => {
    const { output } = shell([...Array.from({ length: 8 }, () => 'primes 3000 &'), 'wait', 'echo again']);
    assert.deepEqual(lines(output).filter((line) => /^\[\d\]$/.test(line)), ['[2]', '[3]', '[4]', '[5]', '[6]', '[7]', '[8]']);
    assert.ok(output.includes('primes: cannot be started'));
    assert.equal(lines(output).filter((line) => line === '430 primes below 3000').length, 7);
    assert.ok(output.includes('again'));
  });

  it('do not see what was left in memory by others', () => {
    const leave = 'memory 65536 entry func main 8 255 65000 fill ret end';
    const look = `memory 65536 entry func main local at: i32, sum: i32
      next: get sum get at load or set sum  get at 4 add tee at 65532 lt jumpnz next  get sum sys print ret end`;
    const disk = diskWith({ leave: stripped(written(leave)), look: stripped(written(look)) });
    assert.deepEqual(lines(shell([...Array.from({ length: 8 }, () => 'leave'), 'look'], { disk }).output), ['0']);
  });

  it('wait only for those that they have started', () => {
    assert.deepEqual(asking('1 sys 19 (i32 -> i32)'), ['-1']);
    assert.deepEqual(asking('2 sys 19 (i32 -> i32)'), ['-1'], 'for itself');
    assert.deepEqual(asking('-7 sys 19 (i32 -> i32)'), ['-1']);
  });

  it('know their number, and may yield', () => {
    assert.deepEqual(asking('sys 17 () sys 16 (-> i32)'), ['2']);
  });
});

describe('slate: calls that ask for what there is not', () => {
  it('are refused where a buffer is not wholly inside the window', () => {
    for (const buffer of ['4000 97', '4096 1', '-1 1', '-1 2', '-8 16', '0 -1', '4097 65535', '-2147483648 -2147483648']) {
      assert.deepEqual(asking(`${buffer} sys write`), ['-1'], `write ${buffer}`);
      assert.deepEqual(asking(`${buffer} sys read`), ['-1'], `read ${buffer}`);
      assert.deepEqual(asking(`${buffer} room 0 sys 18 (i32 i32 i32 i32 -> i32)`), ['-1'], `start ${buffer}`);
    }
    assert.deepEqual(asking('4096 0 sys write'), ['0']);
    assert.deepEqual(asking('4095 1 sys read'), ['0'], 'the end of the input');
  });

  it('end the process where there is no such call, or one of another type', () => {
    for (const call of ['sys 7 ()  1', 'sys 15 (-> i32)', 'sys 26 (-> i32)', 'sys 4095 (-> i32)', '1 0 sys 1 (i32 i32 -> f64) drop 1',
      'sys 5 (-> i32)', 'sys 17 (-> f64) drop 1']) {
      assert.deepEqual(asking(call).slice(-1), ['probe: trap, call'], call);
    }
  });

  it('start only images', () => {
    assert.deepEqual(asking('room 64 room 0 sys 18 (i32 i32 i32 i32 -> i32)'), ['-1']);
    assert.deepEqual(asking('4090 6 room 0 sys 18 (i32 i32 i32 i32 -> i32)'), ['-1']);
    assert.deepEqual(asking('0 0 room 0 sys 18 (i32 i32 i32 i32 -> i32)'), ['-1']);
  });

  it('give the clock and random numbers', () => {
    const text = `memory 4096 entry func main local before: f64  sys clock set before  sys clock get before fgt sys print
      sys random sys random ne sys print ret end`;
    assert.deepEqual(probe(text), ['11']);
  });

  for (let seed = 1; seed <= 40; seed++) {
    it(`leave the kernel and their neighbours alone: random program ${seed}`, () => {
      const random = new Random(seed);
      const layer = generateLayer(random, { words: 150, window: 4096, risk: 40, devices: true, privileged: true, irreducible: false });
      const disk = diskWith({ wild: encodeStripped(assembled(layer)) });
      const machine = machineFor(program('slate/slate'), { input: 'count a &\nwild &\n', disk });
      machine.run(1_000_000, 1e9);
      const output = new TextDecoder().decode(machine.devices.output.take());
      assert.deepEqual(output.match(/a \d\n/g), ['a 1\n', 'a 2\n', 'a 3\n', 'a 4\n', 'a 5\n']);
      assert.equal(machine.ending?.cause, undefined);
    });
  }
});

describe('slate: files', () => {
  const store = ['save notes   hello dear   world', 'save list milk', 'install echo say', 'ls'];

  it('are there after the next boot with the same disk', () => {
    const first = shell(store, { disk: blankDisk() });
    const { length } = stripped(program('slate/programs/echo'));
    assert.deepEqual(lines(first.output), ['notes 17', 'list 5', `say ${length}`]);
    const second = shell(['ls', 'cat notes', 'say from the disk'], { disk: first.disk });
    assert.deepEqual(lines(second.output), ['notes 17', 'list 5', `say ${length}`, 'hello dear world', 'from the disk']);
    assert.deepEqual(second.disk, first.disk);
  });

  it('are created, written anew, and deleted', () => {
    const commands = ['save a one', 'save b two', 'save a three four', 'rm b', 'rm b', 'ls', 'cat a', 'cat b'];
    const { output, disk } = shell(commands, { disk: blankDisk() });
    assert.deepEqual(lines(output), ['rm: no such file', 'rm: exit code 1', 'a 11', 'three four', 'cat: no such file', 'cat: exit code 1']);
    assert.deepEqual(lines(shell(['save c x', 'ls'], { disk }).output), ['a 11', 'c 2']);
  });

  it('lie where they are said to: the host reads and writes the same disk', () => {
    const text = new TextEncoder().encode('from outside\n');
    const disk = diskWith({ letter: text, say: stripped(program('slate/programs/echo')) });
    assert.deepEqual(lines(shell(['cat letter', 'say so'], { disk }).output), ['from outside', 'so']);
    assert.deepEqual(shell(['save letter from inside'], { disk }).disk.slice(1024, 1024 + 12), new TextEncoder().encode('from inside\n'));
  });

  it('are read and written from any sector up to their end, and end behind what was written last', () => {
    const text = `memory 16384 include "lib/calls.sasm" data name = "big" data bytes = space 2048
      entry func main local at: i32
        name name.size call create drop
        bytes 7 2048 fill
        name name.size 0 bytes 2048 call write_file call say
        name name.size 4 bytes 100 call write_file call say
        name name.size 5 bytes 100 call write_file call say
        name name.size 3 bytes 2048 call read_file call say
        name name.size 4 bytes 2048 call read_file call say
        name name.size 5 bytes 2048 call read_file call say
        name name.size -1 bytes 2048 call read_file call say
        name name.size 8388608 bytes 2048 call read_file call say
        name name.size 1 bytes 10 call write_file call say
        name name.size 0 bytes 2048 call read_file call say
        ret end
      data gap = " "
      func say (number: i32) get number sys print gap 1 sys write drop ret end`;
    assert.deepEqual(probe(text.replace('local at: i32', '')), ['2048 100 -1 612 100 -1 -1 0 10 522 ']);
  });

  it('take 64 KiB each, and there are 63 of them', () => {
    const text = `memory 65536 include "lib/calls.sasm" data name = "f00" data bytes = space 32768
      entry func main local i: i32, made: i32
      next:
        name i32_digits get i 10 div add store8 +1
        name i32_digits get i 10 rem add store8 +2
        made_of set made
        get made jumpnz full
        get i 1 add tee i 90 lt jumpnz next
      full:
        get i sys print ret end`.replace(/i32_digits/g, "'0'").replace('made_of', 'name name.size call create');
    assert.deepEqual(probe(text), ['62']);                 // the program itself is the 63rd
    const filling = `memory 65536 include "lib/calls.sasm" data name = "full" data bytes = space 32768 data gap = " "
      entry func main
        name name.size call create drop
        name name.size 0 bytes 32768 call write_file sys print gap 1 sys write drop
        name name.size 64 bytes 32768 call write_file sys print gap 1 sys write drop
        name name.size 128 bytes 32768 call write_file sys print gap 1 sys write drop
        name name.size 64 bytes 32768 call read_file sys print ret end`;
    assert.deepEqual(probe(filling), ['32768 32768 0 32768']);
  });

  it('are refused where the disk is full or absent, and names that are none', () => {
    assert.deepEqual(lines(shell(['save a text', 'cat a'], { disk: blankDisk(2) }).output), ['save: exit code 1']);
    assert.deepEqual(lines(shell(['save a text']).output), ['save: exit code 1']);
    assert.deepEqual(asking('room 0 sys 20 (i32 i32 -> i32)'), ['-1']);
    assert.deepEqual(asking('room 5 sys 20 (i32 i32 -> i32)'), ['-1']);
    assert.deepEqual(asking('room 0 sys 24 (i32 i32 -> i32)'), ['-1']);
    assert.deepEqual(asking('0 1024 sys 23 (i32 i32 -> i32)'), ['1008']);
  });

  it('are safe on the disk of another system: slate does not boot from it', () => {
    const disk = blankDisk().fill(0x55, 0, 4);
    const machine = machineFor(program('slate/slate'), { input: 'save a text\n', disk });
    const { exit, disk: after } = finish(machine);
    assert.equal(exit, 136);
    assert.deepEqual(after, disk);
  });
});

describe('slate: the machine under it', () => {
  const session = ['count a &', 'primes 500', 'crash', 'save notes text', 'install count again', 'again b &', 'cat notes', 'wait', 'ls'];
  const given = { input: session.map((line) => `${line}\n`).join(''), disk: blankDisk() };

  it('is the same after every engine', () => {
    const machine = machineFor(program('slate/slate'), given);
    const wanted = { ...finish(machine), steps: machine.steps, hash: machineHash(machine) };
    assert.equal(wanted.exit, 0);
    for (const subject of SUBJECTS) {
      const other = machineFor(program('slate/slate'), { ...given, engine: subject.make(new Random(7)) });
      assert.deepEqual({ ...finish(other), steps: other.steps, hash: machineHash(other) }, wanted, subject.name);
    }
  });
});
