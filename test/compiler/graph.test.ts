// Graphs: blocks in reverse postorder, what dominates what, loops, and which graphs cannot be nested.
import * as assert from 'node:assert/strict';
import { graphOf, type Graph } from '../../src/compiler/graph';
import { imageOf } from './texts';

/** The graph of the entry function from its start. */
function graph(body: string, locals = 'i: i32'): Graph {
  const image = imageOf(`memory 64\nentry func main\nlocal ${locals}\n${body}\nend\n`);
  const { start, length } = image.functions[image.entry];
  return graphOf({ code: image.code, start, length, stopsAt: () => false }, start);
}

/** For each block its successors, as `0>1,2 1>3`. */
function shape({ blocks }: Graph): string {
  return blocks.map(({ successors }, i) => `${i}>${successors.join()}`).join(' ');
}

describe('compiler: graphs', () => {
  it('straight code is one block', () => {
    assert.equal(shape(graph('1 set i nop ret')), '0>');
  });

  it('a branch has two ways, the one not taken first, and they join', () => {
    const found = graph('get i jumpz other 1 set i jump on other: 2 set i on: ret');
    assert.deepEqual([...found.dominators], [0, 0, 0, 0]);
    assert.equal(found.blocks[0].successors.length, 2);
    assert.deepEqual([...found.entries], [0, 1, 1, 2]);
    assert.ok(found.blocks[found.blocks[0].successors[0]].start < found.blocks[found.blocks[0].successors[1]].start);
  });

  it('two loops with one head: the outer one gets an empty block of its own', () => {
    const found = graph('outer: inner: get i 1 add tee i 10 lt jumpnz inner get i 20 lt jumpnz outer ret');
    assert.equal(found.reducible, true);
    assert.equal(shape(found), '0>1 1>2,1 2>3,0 3>');
    assert.equal(found.blocks[0].start, found.blocks[0].end);
    assert.deepEqual(found.isHeader, [true, true, false, false]);
    assert.deepEqual(found.isOwnLoop, [false, true, false, false]);
    assert.deepEqual([...found.outer], [-1, 0, -1, -1]);
  });

  it('code that is entered at the head of an inner loop keeps that loop by itself', () => {
    const image = imageOf('memory 64\nentry func main\nlocal i: i32\nouter: 0 set i inner: get i 1 add tee i 10 lt jumpnz inner get i 20 lt jumpnz outer ret\nend\n');
    const { start, length } = image.functions[image.entry];
    const found = graphOf({ code: image.code, start, length, stopsAt: () => false }, start + 2);
    assert.equal(found.isOwnLoop.filter((is) => is).length, 1);
    assert.equal(found.blocks[found.isOwnLoop.indexOf(true)].start, start + 2);
  });

  it('nested loops with heads of their own', () => {
    const found = graph('outer: 0 set i inner: get i 1 add tee i 10 lt jumpnz inner get i 20 lt jumpnz outer ret');
    assert.deepEqual(found.isHeader.flatMap((is, block) => (is ? [block] : [])), [0, 1]);
    assert.deepEqual([...found.loops], [0, 1, 0, -1]);
    assert.deepEqual([...found.outer], [-1, 0, -1, -1]);
  });

  it('a loop with two ways in is not reducible', () => {
    const found = graph('get i jumpz second first: nop second: get i 1 add tee i 10 lt jumpnz first ret');
    assert.equal(found.reducible, false);
  });

  it('a call ends a block and an instruction of the machine ends the way', () => {
    const image = imageOf('memory 64\nfunc f\nret\nend\nentry func main\ncall f nop mode drop ret\nend\n');
    const { start, length } = image.functions[image.entry];
    const found = graphOf({ code: image.code, start, length, stopsAt: () => false }, start);
    assert.equal(shape(found), '0>1 1>');
    assert.deepEqual(found.blocks.map((block) => block.end - block.start), [1, 2]);
  });

  it('an observer\'s stop ends the way before its instruction', () => {
    const image = imageOf('memory 64\nentry func main\nnop nop nop ret\nend\n');
    const { start, length } = image.functions[image.entry];
    const found = graphOf({ code: image.code, start, length, stopsAt: (address) => address === start + 2 }, start);
    assert.deepEqual(found.blocks, [{ start, end: start + 2, stops: true, successors: [] }]);
  });

  it('begins at any instruction', () => {
    const image = imageOf('memory 64\nentry func main\nlocal i: i32\nagain: get i 1 add set i jump again\nend\n');
    const { start, length } = image.functions[image.entry];
    const found = graphOf({ code: image.code, start, length, stopsAt: () => false }, start + 2);
    assert.equal(shape(found), '0>1 1>0');
    assert.equal(found.blocks[0].start, start + 2);
  });
});
