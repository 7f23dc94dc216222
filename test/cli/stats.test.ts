// `strata stats`: what a run did by layer, as tables and as JSON.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { COSTS, type CostReport } from '../../src/meter/costs';
import type { MeterReport } from '../../src/meter/report';
import { strata, withFolder } from './process';

const ROUND_ROBIN = path.resolve('examples/round_robin.sasm');

/** A root that runs a guest in guest mode, which exits once for a port, and whose own process calls it twice. */
const GUEST = {
  'host.sasm': `memory 131072
embed guest "guest.sasm"
entry func main
  local c: i32
  guest guest.size image.load 65536 65536 mode.guest ctx.new set c
again:
  get c -1 resume cause.privileged ne jumpnz done
  get c field.result 0 ctx.set drop
  jump again
done:
  ret
end
`,
  'guest.sasm': `memory 65536
embed process "process.sasm"
entry func main
  local c: i32
  process process.size image.load 32768 4096 mode.user ctx.new set c
  get c -1 resume drop
  get c field.result 0 ctx.set drop
  get c -1 resume drop
  port.console 65 out
  ret
end
`,
  'process.sasm': 'memory 4096\nentry func main\n  sys 30 () sys 31 () ret\nend\n',
};

type Told = MeterReport & { readonly end: string; readonly code: number; readonly costs?: CostReport };

async function json(args: readonly string[], cwd?: string): Promise<Told> {
  const { stdout } = await strata(['stats', '--json', ...args], { cwd });
  return JSON.parse(stdout) as Told;
}

describe('strata stats', () => {
  it('writes tables; the program keeps its output and its exit code', async () => {
    const { code, stdout, stderr } = await strata(['stats', '--places', '2', ROUND_ROBIN], {});
    const plain = await strata(['run', ROUND_ROBIN], {});
    assert.deepEqual([code, stderr], [plain.code, plain.stdout]);
    const lines = stdout.split('\n').map((line) => line.trim().replace(/ +/g, ' '));
    assert.ok(lines.includes('layer context mode instructions % entered exits crossings ready waits'));
    assert.ok(lines.includes('counter.sasm #1 (dropped) 2 user 81 4.5 12 12 24 0'));
    assert.ok(lines.some((line) => line.startsWith('9 sys sys 3 (print) ') && line.endsWith('counter.sasm:10 main root > counter.sasm #1')));
    assert.ok(lines.some((line) => /^… and \d+ more places$/.test(line)));
    assert.ok(!stdout.includes('Modelled'));
  });

  it('says the same in JSON, exact and with sums', async () => {
    const told = await json([ROUND_ROBIN]);
    const { code, stdout } = await strata(['trace', '--json', ROUND_ROBIN], {});
    const steps = stdout.trim().split('\n').length - 1;
    assert.deepEqual([told.end, told.code, told.steps], ['ended', code, steps]);
    assert.equal(told.layers.reduce((sum, { retired }) => sum + retired, 0), told.retired);
    assert.equal(told.crossings, 2 * (told.steps - told.retired));
    const [, counter] = told.layers;
    assert.deepEqual(counter.causes.map(({ cause, count, kinds }) => [cause, count, kinds.map(({ call }) => call)]), [
      ['sys', 9, [3]], ['exit', 1, []], ['budget', 2, []],
    ]);
    assert.equal(counter.places.reduce((sum, { count }) => sum + count, 0), counter.exits);
  });

  it('tells the modes apart, and counts nothing that stays inside a guest', async () => {
    await withFolder(GUEST, async (cwd) => {
      const told = await json(['--costs', 'first', 'host.sasm'], cwd);
      assert.deepEqual(told.layers.map(({ name, mode, depth, exits }) => [name, mode, depth, exits]), [
        ['root', 'root', 0, 1], ['guest.sasm #1', 'guest', 1, 2], ['process.sasm #1', 'user', 2, 2],
      ]);
      assert.deepEqual(told.layers[1].causes.map(({ cause, kinds }) => [cause, kinds.map(({ instruction }) => instruction)]), [
        ['privileged', ['out']], ['exit', []],
      ]);
      const { exit, trap } = COSTS.first;
      assert.deepEqual(told.costs?.layers.map(({ exits }) => exits), [trap, 2 * exit, 2 * trap]);
      assert.equal(told.costs?.cycles, told.retired + 2 * exit + 3 * trap);
    });
  });

  it('shows modelled costs apart, only where they are wanted, of either hardware', async () => {
    for (const name of ['first', 'later'] as const) {
      const { stdout } = await strata(['stats', '--costs', name, ROUND_ROBIN], {});
      const [counted, modelled] = stdout.split('Modelled hardware costs');
      assert.ok(!counted.includes(COSTS[name].hardware));
      assert.ok(modelled.includes(COSTS[name].hardware) && modelled.includes(COSTS[name].source.en));
    }
    const { code } = await strata(['stats', '--costs', 'never', ROUND_ROBIN], {});
    assert.equal(code, 64);
  });

  it('writes what was counted up to a limit, and to a file', async () => {
    await withFolder({ 'p.sasm': 'entry func main\nagain:\n  nop jump again\nend\n' }, async (cwd) => {
      const { code } = await strata(['stats', '--json', '--max-instructions', '1000', '-o', 'out.json', 'p.sasm'], { cwd });
      const told = JSON.parse(readFileSync(path.join(cwd, 'out.json'), 'utf8')) as Told;
      assert.deepEqual([told.end, told.retired, told.code], ['limit', 1000, code]);
      assert.deepEqual(told.layers[0].causes, []);
    });
  });
});
