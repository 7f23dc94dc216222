// Contexts: making and dropping them, handles, windows that nest and move, modes, allowances.
import * as assert from 'node:assert/strict';
import type { Context } from '../../src/machine/context';
import { windowOf } from '../../src/machine/context';
import { bytesOfImage, main } from '../witness/builder';
import { contextsOf, launch, limited, outcomeOf, pathOf, runs, trapCode } from '../witness/machines';
import { CHILD_BASE, CHILD_LIMIT, DATA, child, layer, parent } from '../witness/parents';

const HUGE = 2 ** 31 - 1;

/** Windows of all contexts by path, as physical `start+size`. */
function windows(root: Context): Record<string, string> {
  return Object.fromEntries([...root.downward()].map((context) => {
    const { start, size } = windowOf(context);
    return [pathOf(context) || 'root', `${start}+${size}`];
  }));
}

describe('machine: contexts', () => {
  describe('ctx.new', () => {
    it('gives the smallest free handle, from 1', () => {
      assert.equal(runs(parent('ret', `0 make say 0 make say 0 make say 2 ctx.drop 0 make say 1 ctx.drop 3 ctx.drop 0 make say 0 make say 0
        make say ret`)),
        '1 2 3 2 1 3 4 |0');
    });

    it('copies the image\'s data into the window and nothing else', () => {
      const withData = child('ret', { window: 256, data: { 16: Uint8Array.of(1, 2, 3), 40: Uint8Array.of(9) } });
      assert.equal(runs(parent(withData, `30000 255 65 fill child child.size image.load 30000 64 0 ctx.new say
        30015 load8.u say 30016 load8.u say 30018 load8.u say 30019 load8.u say 30040 load8.u say 30041 load8.u say
        ret`)), '1 255 1 3 255 9 255 |0');
    });

    it('data that does not fit makes nothing and changes nothing', () => {
      const withData = child('ret', { window: 256, data: { 16: Uint8Array.of(1, 2, 3) } });
      for (const [base, limit, answer] of [[30000, 18, 0], [30000, 19, 1], [65536 - 18, 1000, 0], [65536 - 19, 1000, 1], [-1, -1, 0],
        [70000, 5, 0]]) {
        assert.equal(runs(parent(withData, `child child.size image.load ${base} ${limit} 0 ctx.new say 30016 load8.u say 0 make say ret`)),
          `${answer} ${base === 30000 && answer === 1 ? 1 : 0} ${answer + 1} |0`, `${base} ${limit}`);
      }
    });

    it('takes modes 0 and 1 and no other', () => {
      assert.equal(runs(parent('ret', '0 make say 1 make say 2 make say -1 make say ret')), '1 2 0 0 |0');
    });

    it('traps where there is no such image', () => {
      for (const image of [0, 2, -1, HUGE]) {
        assert.equal(runs(parent('ret', `child child.size image.load drop ${image} 0 0 0 ctx.new drop ret`)), `|${trapCode('operand')}`);
      }
    });

    it('begins at the entry function with locals at zero and an empty stack', () => {
      const looks = child('get i get j get x sys 30 (i32 i32 f64) ret');
      assert.equal(runs(parent(looks, `0 make tee c -1 resume say get c field.operand0 ctx.get say get c field.operand1 ctx.get say
        get c field.operand2 ctx.getf sayf ret`)), '1 0 0 0 |0');
    });

    it('the private storage of a dropped context is no secret left to the next one', () => {
      const writes = child('7 set i 7 set j 7.0 set x sys 30 () ret');
      const reads = child('get i get j add get x f2i add sys 30 (i32) ret');
      const sizes = { child: DATA, 'child.size': bytesOfImage(writes).length, 'other.size': bytesOfImage(reads).length };
      assert.equal(runs(parent(writes, `0 make tee c -1 resume drop get c ctx.drop
        5000 other.size image.load 20000 20000 0 ctx.new tee c -1 resume say get c field.operand0 ctx.get say ret`,
      { data: { [DATA]: bytesOfImage(writes), 5000: bytesOfImage(reads) }, constants: sizes })), '1 0 |0');
    });
  });

  describe('ctx.drop', () => {
    it('drops the context and all below it', () => {
      const grandparent = layer(child('sys 30 () ret'), '0 make drop 0 make drop sys 31 () ret');
      const machine = launch(parent(grandparent, '1 make tee c -1 resume say sys 4000 () get c ctx.drop ret'));
      const dropped: number[] = [];
      machine.onContext = (context, made) => { if (!made) dropped.push(context.id); };
      machine.watch.unhandled = true;
      assert.equal(machine.run(1e6, 1e9).kind, 'trap');
      assert.deepEqual(contextsOf(machine).map(pathOf), ['', '1', '1.1', '1.2']);
      machine.root.pc++;
      machine.run(1e6, 1e9);
      assert.deepEqual(contextsOf(machine).map(pathOf), ['']);
      assert.deepEqual(dropped, [2, 3, 4]);
    });

    it('a handle that is not there traps: 0, one never given, one dropped', () => {
      for (const code of ['0 ctx.drop', '-1 ctx.drop', '2 ctx.drop', '1 ctx.drop 1 ctx.drop', '1 ctx.drop 1 -1 resume drop',
        '1 ctx.drop 1 field.opcode ctx.get drop']) {
        assert.equal(runs(parent('ret', `0 make drop ${code} ret`)), `|${trapCode('operand')}`, code);
      }
    });

    it('a context inside a resume may be dropped by one further out', () => {
      const inner = layer(child('loop: jump loop'), '0 make tee c -1 resume drop ret');
      assert.equal(runs(parent(inner, '1 make tee c 100 resume say get c ctx.drop 1 make say 1 100 resume say ret')), '11 1 11 |0');
    });
  });

  describe('windows', () => {
    it('begin at base and hold limit bytes of the parent\'s', () => {
      assert.equal(runs(parent('0 305419896 store 16380 7 store ret', `0 make -1 resume say ${CHILD_BASE} load say ${CHILD_BASE + 16380}
        load say ret`)),
        '9 305419896 7 |0');
    });

    it('nest, and a change of an outer one moves and clips all below', () => {
      const guest = layer(child('sys 30 () ret', { window: 64 }),
        'child child.size image.load 100 1000 0 ctx.new tee c -1 resume drop sys 31 () ret');
      const machine = launch(parent(guest, `child child.size image.load 20000 30000 1 ctx.new tee c -1 resume drop sys 3999 ()
        get c field.base 40000 ctx.set drop sys 3999 () get c field.limit 600 ctx.set drop sys 3999 ()
        get c field.base 65000 ctx.set drop get c field.limit -1 ctx.set drop sys 3999 () get c field.base 65500 ctx.set drop sys 3999 ()
        get c field.base -1 ctx.set drop sys 3999 () ret`));
      const seen: Record<string, string>[] = [];
      machine.watch.unhandled = true;
      for (let i = 0; i < 6; i++) {
        assert.equal(machine.run(1e6, 1e9).kind, 'trap');
        seen.push(windows(machine.root));
        machine.root.pc++;
      }
      assert.deepEqual(seen, [
        { root: '0+65536', 1: '20000+30000', 1.1: '20100+1000' },
        { root: '0+65536', 1: '40000+25536', 1.1: '40100+1000' },
        { root: '0+65536', 1: '40000+600', 1.1: '40100+500' },
        { root: '0+65536', 1: '65000+536', 1.1: '65100+436' },
        { root: '0+65536', 1: '65500+36', 1.1: '0+0' },
        { root: '0+65536', 1: '0+0', 1.1: '0+0' },
      ]);
    });

    it('are stored as given: clipped at use, so widening the parent\'s brings all of it back', () => {
      const guest = layer(child('200 load drop sys 30 () ret', { window: 64 }),
        `child child.size image.load 100 1000 0 ctx.new tee c -1 resume sys 40 (i32)
        get c -1 resume sys 40 (i32) ret`);
      assert.equal(runs(parent(guest, `child child.size image.load 20000 30000 1 ctx.new set c get c 10 resume drop
        get c field.limit 250 ctx.set drop get c -1 resume say get c field.operand0 ctx.get say get c field.result 0 ctx.set drop
        get c field.limit 30000 ctx.set drop get c -1 resume say get c field.operand0 ctx.get say ret`)), '1 4 1 1 |0');
    });

    it('an access outside traps and has changed nothing, not even the bytes that are inside', () => {
      for (const store of ['16381 -1 store', '16383 -1 store16', '16377 1.5 fstore', '16380 0 5 copy', '16380 7 5 fill',
        '16380 7 500 fill', '16000 0 500 copy', '16000 16200 300 copy']) {
        assert.equal(runs(parent(`${store} ret`, `${CHILD_BASE + 15000} 85 ${CHILD_LIMIT - 15000} fill 0 make -1 resume say
          ${CHILD_BASE + 16376} load ${CHILD_BASE + 16380} load and ${CHILD_BASE + 16000} load and 1431655765 eq say
          ret`)), '4 1 |0', store);
      }
    });

    it('base and limit cannot be read back', () => {
      for (const field of ['field.base', 'field.limit']) assert.equal(runs(parent('ret', `0 make ${field} ctx.get drop ret`)),
        `|${trapCode('operand')}`);
    });

    it('a window may change while the context is inside a resume', () => {
      const guest = layer(child('loop: 0 load8.u drop jump loop', { window: 64 }),
        'child child.size image.load 100 64 0 ctx.new -1 resume sys 40 (i32) ret');
      assert.equal(runs(parent(guest, `1 make tee c 60 resume say get c field.limit 100 ctx.set say get c -1 resume say get c
        field.operand0 ctx.get say ret`)), '11 1 1 4 |0');
    });

    it('a window of no bytes, and accesses of no bytes anywhere', () => {
      assert.equal(runs(parent('-1 -1 0 copy -1 0 0 fill 0 load8.u drop ret',
        `child child.size image.load 0 0 0 ctx.new tee c -1 resume say get c field.time ctx.getf sayf ret`)),
        '4 9 |0');
    });
  });

  describe('modes', () => {
    it('`mode` answers 1 in root and guest, and traps in user mode', () => {
      const asks = child('mode sys 30 (i32) ret');
      assert.equal(runs(parent(asks,
        `mode say 1 make tee c -1 resume say get c field.operand0 ctx.get say 0 make tee c -1 resume say get c field.opcode ctx.get say
          ret`)), '1 1 1 2 119 |0');
    });

    it('with `leaky` it answers 0 in user mode without a trap', () => {
      const asks = child('mode sys 30 (i32) ret');
      assert.equal(runs(parent(asks,
        `mode say 1 make tee c -1 resume say get c field.operand0 ctx.get say 0 make tee c -1 resume say get c field.operand0 ctx.get say
          ret`),
        { leaky: true }), '1 1 1 1 0 |0');
    });

    it('can be changed by the parent, also inside a resume', () => {
      const guest = layer(child('loop: jump loop'), '0 make 50 resume drop mode sys 40 (i32) ret');
      assert.equal(runs(parent(guest,
        `1 make tee c 20 resume say get c field.mode 0 ctx.set say get c -1 resume say get c field.opcode ctx.get say get c field.mode 1
          ctx.set say get c -1 resume say ret`)),
        '11 1 2 119 1 1 |0');
      assert.equal(runs(parent('ret', '0 make tee c field.mode 2 ctx.set say get c field.mode -1 ctx.set say ret')), '0 0 |0');
    });

    it('children of a context whose mode becomes user stay, for when it is a guest again', () => {
      const guest = layer(child('sys 30 () ret'), '0 make drop sys 41 () 1 -1 resume sys 40 (i32) ret');
      assert.equal(runs(parent(guest, `1 make tee c -1 resume drop get c field.result 0 ctx.set drop get c field.mode 0 ctx.set drop get c
        -1 resume say
        get c field.mode 1 ctx.set drop get c -1 resume say get c field.operand0 ctx.get say ret`)), '2 1 1 |0');
    });

    it('a guest has handles of its own, and guests may make guests', () => {
      const level3 = layer(child('sys 30 () ret', { window: 64 }),
        'child child.size image.load 4000 64 0 ctx.new sys 40 (i32) 1 -1 resume sys 40 (i32) ret', { window: 8000 });
      const level2 = layer(level3,
        `child child.size image.load 8000 8000 1 ctx.new sys 40 (i32) 1 -1 resume sys 40 (i32) 1 field.operand0 ctx.get sys 40 (i32)
          ret`, { window: 20_000 });
      const root = parent(level2, `child child.size image.load 20000 20000 1 ctx.new set c
        loop: get c -1 resume say get c field.operand0 ctx.get say get c field.result 0 ctx.set jumpnz loop ret`);
      assert.equal(runs(root), '1 1 1 1 1 1 9 0 |0');
    });
  });

  describe('allowances', () => {
    const three = (first: string, then: string): ReturnType<typeof parent> => {
      const guest = layer(child('ret', { window: 64 }), `child child.size image.load tee d jumpz none again: get d 0 64 0 ctx.new tee i
        jumpz full get j 1 add set j jump again
        full: get j sys 40 (i32) ret none: -1 sys 40 (i32) ret`);
      return parent(guest, `1 make set c ${first} get c -1 resume drop get c field.operand0 ctx.get say ${then} ret`);
    };

    it('contexts: counted over all below, by default the parent\'s own', () => {
      assert.equal(runs(three('', '')), '6 |0');
      assert.equal(runs(three('get c field.contexts 2 ctx.set say', '')), '1 2 |0');
      assert.equal(runs(three('get c field.contexts 0 ctx.set say', '')), '1 0 |0');
      assert.equal(runs(three('', '0 make say get c ctx.drop 0 make say')), '6 0 1 |0');
      assert.equal(runs(main('ret'), limited({ contexts: 1 })), '|0');
    });

    it('contexts: one guest\'s allowance leaves the rest to its neighbour', () => {
      const guest = layer(child('ret', { window: 64 }),
        'child child.size image.load set d again: get d 0 64 0 ctx.new jumpnz again sys 40 () ret');
      const root = parent(guest, `1 make drop 1 make drop 1 field.contexts 2 ctx.set drop 2 field.contexts 3 ctx.set drop
        1 -1 resume say 2 -1 resume say 0 make say ret`);
      const machine = launch(root, limited({ contexts: 9 }));
      assert.equal(outcomeOf(machine), '1 1 3 |0');
      assert.deepEqual(contextsOf(machine).map(pathOf), ['', '1', '1.1', '1.2', '2', '2.1', '2.2', '2.3', '3']);
    });

    it('images: counted over all below', () => {
      const guest = layer(child('ret', { window: 64 }),
        'again: child child.size image.load tee i jumpz full get i set j jump again full: get j sys 40 (i32) ret');
      const root = (first: string, then: string): ReturnType<typeof parent> => parent(guest,
        `1 make set c ${first} get c -1 resume drop get c field.operand0 ctx.get say ${then} ret`);
      assert.equal(runs(root('', 'child child.size image.load say get c ctx.drop child child.size image.load say')), '7 0 2 |0');
      assert.equal(runs(root('get c field.images 3 ctx.set drop', 'child child.size image.load say')), '3 2 |0');
      assert.equal(runs(root('get c field.images 0 ctx.set drop', '')), '0 |0');
    });

    it('frames: the call that would exceed them traps, and more of them let it go on', () => {
      const deep = child('f ret', { functions: { 'f () a:i32': 'f ret' } });
      const time = 'get c -1 resume say get c field.time ctx.getf sayf';
      assert.equal(runs(parent(deep, `0 make tee c field.frames 10 ctx.set say ${time} get c field.frames 20 ctx.set say ${time} get c
        field.frames 5 ctx.set say ${time} ret`)),
        '1 7 9 1 7 19 1 7 19 |0');
    });

    it('frames: by default the parent\'s own', () => {
      const deep = child('f ret', { functions: { 'f () a:i32': 'f ret' } });
      assert.equal(runs(parent(deep, '0 make tee c -1 resume say get c field.time ctx.getf sayf ret'), limited({ frames: 33 })), '7 32 |0');
    });

    it('are at most the parent\'s own and never negative', () => {
      for (const [field, own] of [['contexts', 7], ['frames', 256], ['images', 8]] as const) {
        assert.equal(runs(parent('ret', `0 make tee c field.${field} ${own} ctx.set say get c field.${field} ${own + 1} ctx.set say get c
          field.${field} -1 ctx.set say get c field.${field} 0 ctx.set say ret`)),
          '1 0 0 1 |0', field);
      }
    });

    it('a child\'s cannot exceed what its parent was given', () => {
      const guest = layer(child('ret', { window: 64 }), `child child.size image.load 0 64 0 ctx.new tee d field.frames 17 ctx.set 100 mul
        get d field.frames 16 ctx.set 10 mul add get d field.contexts 3 ctx.set add sys 40 (i32) ret`);
      assert.equal(runs(parent(guest, `1 make tee c field.frames 16 ctx.set drop get c field.contexts 2 ctx.set drop
        get c -1 resume say get c field.operand0 ctx.get say ret`)), '1 10 |0');
    });

    it('no guest exhausts the private storage of its neighbour', () => {
      const deep = child('f ret', { functions: { 'f () a:i32': 'f ret' } });
      assert.equal(runs(parent(deep,
        '0 make 1 resume drop 0 make set d 1 -1 resume say get d -1 resume say get d field.time ctx.getf sayf ret')), '7 7 255 |0');
    });
  });
});
