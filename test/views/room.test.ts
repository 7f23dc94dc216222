// What the machine room draws and says, without a page.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Random } from '../../src/base/random';
import type { LayersBody, MemoryBody, PictureBody, PictureFrame, PictureLayer, PictureValue, TimeBody } from '../../src/protocol/picture';
import { fitted, svgOf, widthOf, type Drawing, type Words } from '../../src/views/drawing';
import { bytesText, drawLayers } from '../../src/views/layers-drawing';
import { cellBytes, CELLS_WANTED, drawMemory } from '../../src/views/memory-drawing';
import { fromRoom, toRoom } from '../../src/views/room-messages';
import { SHORTCUTS } from '../../src/views/shortcuts';
import { drawTime, momentAt } from '../../src/views/time-drawing';
import { drawStack, effectText, saidOf, type Surroundings } from '../../src/views/stack-drawing';

const PICTURES = 300;
const SURROUNDINGS: Surroundings = { width: 800, metrics: { font: 13, character: 8 }, language: 'en' };
const LARGE: Surroundings = { width: 1000, metrics: { font: 26, character: 15.6 }, language: 'ko' };

const value = (random: Random): PictureValue => random.pick<PictureValue>([
  { type: 'i32', value: String(random.word()) }, { type: 'i32', value: String(random.below(10)) }, { type: 'f64', value: '-1.7976931348623157e+308' }, { type: 'f64', value: 'nan' },
]);
const listOf = <T>(random: Random, most: number, make: (index: number) => T): T[] => Array.from({ length: random.below(most + 1) }, (_, i) => make(i));
const NAMES = ['main', 'a_function_with_a_very_long_name_indeed', '함수', 'f'];

function randomPicture(random: Random): PictureBody {
  const frames = [0, ...listOf(random, 15, () => 0)].map((): PictureFrame => (random.below(8) === 0
    ? { label: 'resumed by root > kernel.sasm #1', threadId: 1, name: '', locals: [], operands: [] }
    : {
      threadId: 1, name: random.pick(NAMES), locals: listOf(random, 20, (i) => ({ name: random.pick(NAMES) + String(i), type: 'i32', value: String(random.word()) })),
      operands: listOf(random, 30, () => value(random)),
    }));
  const inner = { ...frames[0], label: undefined, name: 'inner' }, { operands } = inner;
  const pops = operands.slice(operands.length - random.below(Math.min(3, operands.length) + 1));
  return {
    steps: random.below(1e9), end: 1e9, branch: 1, engine: 'auto', layer: 'root', frames: [inner, ...frames.slice(1)], totalFrames: frames.length + random.below(5),
    next: { instruction: 'call a_function', pops, pushes: random.pick([[], [value(random)], [{ type: 'i32' }]]), ...(random.below(9) === 0 ? { trap: 'divide' } : {}) },
  };
}

function randomLayers(random: Random): LayersBody {
  const layers: PictureLayer[] = [];
  const add = (below: number | undefined, depth: number): void => {
    const id = layers.length + 1;
    layers.push({
      id, ...(below === undefined ? {} : { below }), name: below === undefined ? 'root' : `${random.pick(NAMES)} #${id}`, mode: random.pick(['guest', 'user']),
      state: random.pick(['still', 'inside', 'executing']), start: 4096 * id, size: random.below(2) * 65536, retired: random.below(1e9), exits: random.below(1e6),
      causes: listOf(random, 5, (i) => ({ cause: `cause ${i}`, count: random.below(100) })),
    });
    if (depth < 12 && layers.length < 60) listOf(random, random.pick([0, 1, 3, 15]), () => add(id, depth + 1));
  };
  add(undefined, 0);
  return { steps: 1, memory: random.pick([16 << 20, 123_457]), layers };
}

function randomTime(random: Random): TimeBody {
  const branches = [0, ...listOf(random, 10, (i) => i + 1)].map((i) => {
    const end = 10 + random.below(1e9), samples = listOf(random, 40, (j) => ({
      steps: Math.floor(end * j / 41), printed: j * random.below(3), retired: listOf(random, 9, (context) => ({ context: context + 1, count: j * 100 * context })),
    }));
    return { number: i + 1, end, ...(i === 0 ? {} : { from: 1 + random.below(i), fromSteps: random.below(10) }), samples };
  });
  const branch = 1 + random.below(branches.length), { end } = branches[branch - 1];
  return {
    steps: random.below(end + 1), branch, branches, names: [{ context: 1, name: 'root' }, { context: 2, name: 'a_very_long_kernel_name_for_a_legend.sasm #1' }],
    marks: listOf(random, 9, (i) => ({ branch, steps: i, reason: random.pick(['breakpoint', 'pause']) })),
  };
}

function randomMemory(random: Random): MemoryBody {
  const { layers } = randomLayers(random), size = random.pick([64, 65_536, 1 << 20, (16 << 20) + 4]), cell = cellBytes(size), cells = Math.ceil(size / cell);
  return {
    steps: 1, size, cell, layers: layers.map((layer) => ({ ...layer, start: random.below(size), size: random.below(3) * 1024 })),
    heat: listOf(random, 20, () => ({ cell: random.below(cells), written: random.below(256), read: random.below(256) })).filter(({ cell: at }, i, all) => all.findIndex((each) => each.cell === at) === i),
    next: listOf(random, 2, () => ({ start: random.below(size), size: 1, write: random.below(2) === 0 })),
  };
}

/** The corners of a text. */
function extent({ x, y, anchor, text }: Words, { metrics }: Surroundings): readonly [left: number, top: number, right: number, bottom: number] {
  const width = widthOf(text, metrics), left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return [left, y - metrics.font * 0.75, left + width, y + metrics.font * 0.2];
}

/** Two texts of a drawing of which one covers the other, or one that is partly outside. */
function trouble(drawing: Drawing, surroundings: Surroundings): string | undefined {
  const words = drawing.shapes.filter((shape) => shape.kind === 'words'), extents = words.map((each) => extent(each, surroundings));
  for (const [i, [left, top, right, bottom]] of extents.entries()) {
    if (left < 0 || top < 0 || right > drawing.width || bottom > drawing.height) return `${words[i].key} "${words[i].text}" is outside`;
    for (let j = 0; j < i; j++) {
      const other = extents[j];
      if (left < other[2] && other[0] < right && top < other[3] && other[1] < bottom) return `${words[i].key} "${words[i].text}" covers ${words[j].key} "${words[j].text}"`;
    }
  }
  return undefined;
}

function picture(operands: readonly string[], steps: number, next: Partial<PictureBody['next']> = {}): PictureBody {
  return {
    steps, end: steps, branch: 1, engine: 'auto', layer: 'root', totalFrames: 1,
    frames: [{ threadId: 1, name: 'main', locals: [], operands: operands.map((each) => ({ type: 'i32', value: each })) }],
    next: { instruction: 'nop', pops: [], pushes: [], ...next },
  };
}

describe('the machine room', () => {
  for (const surroundings of [SURROUNDINGS, LARGE]) {
    it(`draws any stack without one text over another, at ${surroundings.metrics.font} pixels`, () => {
      for (let seed = 1; seed <= PICTURES; seed++) {
        const random = new Random(seed), before = randomPicture(random);
        assert.equal(trouble(drawStack(randomPicture(random), before, surroundings), surroundings), undefined, `seed ${seed}`);
        const keys = drawStack(before, undefined, surroundings).shapes.map(({ key }) => key);
        assert.equal(new Set(keys).size, keys.length, `seed ${seed}: each shape has a key of its own`);
      }
    });
  }

  it('draws any layers without one text over another, each in the one that it lies below', () => {
    for (let seed = 1; seed <= PICTURES; seed++) {
      const body = randomLayers(new Random(seed)), drawing = drawLayers(body, SURROUNDINGS);
      assert.equal(trouble(drawing, SURROUNDINGS), undefined, `seed ${seed}`);
      const boxes = new Map(drawing.shapes.flatMap((shape) => (shape.kind === 'box' ? [[shape.key, shape]] : [])));
      for (const { id, below } of body.layers) {
        const inner = boxes.get(`layer ${id}`), outer = boxes.get(`layer ${below ?? ''}`);
        if (inner === undefined || outer === undefined) continue;
        assert.ok(inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < outer.x + outer.width && inner.y + inner.height < outer.y + outer.height, `seed ${seed}, layer ${id}`);
      }
    }
    assert.deepEqual([16 << 20, 65536, 100, 1.5 * 2 ** 20].map(bytesText), ['16 MiB', '64 KiB', '100 B', '1.5 MiB']);
  });

  it('draws any run without one text over another, and finds the moment that a place stands for', () => {
    for (let seed = 1; seed <= PICTURES; seed++) {
      const body = randomTime(new Random(seed));
      for (const surroundings of [SURROUNDINGS, LARGE]) {
        const { axis, ...drawing } = drawTime(body, surroundings);
        assert.equal(trouble(drawing, surroundings), undefined, `seed ${seed}`);
        assert.equal(momentAt(axis, axis.left), 0);
        assert.equal(momentAt(axis, axis.right + 50), Math.max(...body.branches.map(({ end }) => end)));
        const now = drawing.shapes.find(({ key }) => key === 'now');
        assert.ok(now?.kind === 'line' && Math.abs(momentAt(axis, now.from[0]) - body.steps) <= 1);
      }
    }
  });

  it('draws any memory without one text over another, each cell once in the colour of the innermost window', () => {
    for (let seed = 1; seed <= PICTURES; seed++) {
      const body = randomMemory(new Random(seed)), cells = Math.ceil(body.size / body.cell);
      assert.ok(cells <= CELLS_WANTED);
      for (const surroundings of [SURROUNDINGS, LARGE]) {
        const drawing = drawMemory(body, surroundings), boxes = drawing.shapes.flatMap((shape) => (shape.kind === 'box' && shape.key.startsWith('owner ') ? [shape] : []));
        assert.equal(trouble(drawing, surroundings), undefined, `seed ${seed}`);
        const [{ height: side }] = boxes;
        assert.equal(Math.round(boxes.reduce((sum, { width }) => sum + width, 0) / side), cells, `seed ${seed}`);
      }
    }
  });

  it('marks what has changed, what goes and what comes', () => {
    const body = picture(['1', '5', '4'], 8, { instruction: 'add', pops: [{ type: 'i32', value: '5' }, { type: 'i32', value: '4' }], pushes: [{ type: 'i32', value: '9' }] });
    const parts = new Map(drawStack(body, picture(['2', '5'], 7), SURROUNDINGS).shapes.map(({ key, part }) => [key, part]));
    assert.equal(parts.get('frame 1 operand 0'), 'cell-changed');
    assert.equal(parts.get('frame 1 operand 1'), 'cell-leaving');
    assert.equal(parts.get('frame 1 operand 2'), 'cell-leaving');
    assert.equal(parts.get('coming 0'), 'cell-coming');
    assert.equal(effectText(body.next), '5 4 | add -> 9');
  });

  it('says each step', () => {
    const before = picture(['3'], 7, { instruction: 'push 5' });
    assert.equal(saidOf(picture(['3', '5'], 8), before, 'en'), 'push 5; stack 3, 5');
    assert.equal(saidOf(picture([], 8), before, 'ko'), 'push 5; 스택 비어 있음');
    assert.equal(saidOf(picture(['1'], 100), before, 'en'), 'instruction 100; stack 1');
  });

  it('shortens what is too long, with two columns for wide characters', () => {
    const { metrics } = SURROUNDINGS;
    assert.equal(fitted('factorial', 9 * 8, metrics), 'factorial');
    assert.equal(fitted('factorial', 8 * 8, metrics), 'factori…');
    assert.equal(fitted('한글', 4 * 8, metrics), '한글');
    assert.equal(fitted('한글이', 4 * 8, metrics), '한…');
  });

  it('writes texts of programs into files as texts', () => {
    const drawing: Drawing = { width: 10, height: 10, shapes: [{ kind: 'words', key: 'a', part: 'value', x: 0, y: 0, anchor: 'start', text: '<script>"&\0' }] };
    const svg = svgOf(drawing, SURROUNDINGS.metrics, 'mono', 'white', () => ({ fill: 'black', stroke: 'none', dashed: false }));
    assert.ok(!svg.includes('<script') && !svg.includes('\0') && svg.includes('&#60;script&#62;&#34;&#38;\ufffd'));
  });

  it('has the keys on its card that the extension binds', () => {
    const { contributes: { keybindings } } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { keybindings: { command: string; key: string; mac?: string }[] } };
    const bound = SHORTCUTS.flatMap(({ command, keys, mac }) => {
      const own = keybindings.find((each) => each.command === command);
      return own === undefined ? [] : [[[keys.toLowerCase(), mac?.toLowerCase()], [own.key, own.mac]] as const];
    });
    assert.ok(bound.length >= 3);
    for (const [shown, own] of bound) assert.deepEqual(shown, own);
  });

  it('understands its own messages and no others', () => {
    assert.ok(toRoom({ kind: 'picture', body: picture(['1'], 1), reason: 'step' }));
    assert.ok(fromRoom({ kind: 'show', frame: 3 }));
    for (const wrong of [undefined, null, 'ready', {}, { kind: 'move', move: 'jump' }, { kind: 'show', frame: -1 }, { kind: 'save', format: 'exe', name: 'a', data: '' }]) {
      assert.equal(fromRoom(wrong), undefined, JSON.stringify(wrong));
    }
    assert.equal(toRoom({ kind: 'picture', body: { ...picture(['1'], 1), frames: [{}] }, reason: 'step' }), undefined);
  });
});
