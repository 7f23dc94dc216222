// Executes the instructions that a tree of origins names, and no others, from the constants and inputs that it names. What
// instructions compute is told by the witness of test/witness, which was written from the manual.
import { instructionOf, type Mnemonic } from '../../src/isa/instructions';
import type { Image } from '../../src/image/image';
import type { OriginNode, OriginSource } from '../../src/history/provenance';
import type { ValueType } from '../../src/isa/types';
import { Reference, type Value } from '../witness/reference';

const NO_IMAGE: Image = {
  window: 0, entry: 0, types: [{ params: [] }], functions: [{ type: 0, locals: [], operands: 16, start: 0, length: 1 }], code: new Int32Array(1),
  integers: new Int32Array(0), floats: new Float64Array(0), table: new Int32Array(0), segments: [], exports: [],
};

/** Executes one instruction of an image by itself. */
function execute(image: Image, word: number, window: number, operands: readonly Value[]): Reference {
  const { integers, floats } = image;
  const reference = new Reference({ ...NO_IMAGE, code: Int32Array.of(word), integers, floats }, window, 1);
  reference.frames[0].stack.push(...operands);
  return reference;
}

function toValue(type: ValueType, bytes: Uint8Array): Value {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { type, value: type === 'i32' ? view.getInt32(0, true) : view.getFloat64(0, true) };
}

function toBytes({ type, value }: Value): Uint8Array {
  return new Uint8Array(type === 'i32' ? Int32Array.of(value).buffer : Float64Array.of(value).buffer);
}

/** The value of a node, made again from nothing but its leaves. */
export class Evaluation {
  private readonly known = new Map<OriginNode, Uint8Array>();

  of(node: OriginNode): Uint8Array {
    const order: OriginNode[] = [node];
    while (order.length > 0) {
      const at = order[order.length - 1];
      const missing = at.sources.map(nodeOf).filter((source) => !this.known.has(source));
      if (missing.length > 0) order.push(...missing);
      else {
        order.pop();
        this.known.set(at, this.make(at));
      }
    }
    return this.bytesOf(node);
  }

  private bytesOf(node: OriginNode): Uint8Array {
    const bytes = this.known.get(node);
    if (bytes === undefined) throw new Error('a source comes before what is made of it');
    return bytes;
  }

  private make(node: OriginNode): Uint8Array {
    switch (node.kind) {
      case 'initial': case 'input': case 'machine': case 'edit': return node.bytes;
      case 'place': case 'parent': return this.joined(node);
      case 'move': return this.moved(node);
      case 'constant': return this.computed(node, []);
      case 'instruction': return this.computed(node, node.sources.map((source) => this.operand(source)));
    }
  }

  private operand(source: OriginSource): Value {
    const node = nodeOf(source);
    // A source that itself was brought there has the type of what it was brought as.
    return toValue(node.type === 'f64' ? 'f64' : 'i32', this.bytesOf(node));
  }

  private computed({ site }: OriginNode, operands: readonly Value[]): Uint8Array {
    if (site === undefined) throw new Error('an instruction stands somewhere');
    const reference = execute(site.program.image, site.word, 0, operands);
    if (reference.step() !== undefined) throw new Error('an instruction that took effect');
    return toBytes(reference.frames[0].stack[0]);
  }

  /** The bytes of all sources, where they belong. */
  private joined(node: OriginNode): Uint8Array {
    const bytes = new Uint8Array(node.bytes.length), covered = new Uint8Array(node.bytes.length);
    for (const source of node.sources) {
      bytes.set(this.bytesOf(nodeOf(source)).subarray(source.from, source.from + source.size), source.at);
      covered.fill(1, source.at, source.at + source.size);
    }
    if (covered.includes(0)) throw new Error(`a ${node.kind} with bytes from nowhere`);
    return bytes;
  }

  private moved(node: OriginNode): Uint8Array {
    const mnemonic = instructionOf((node.site?.word ?? 0) & 0xff)?.mnemonic;
    if (mnemonic === undefined) throw new Error('an instruction');
    if (mnemonic.startsWith('load') || mnemonic === 'fload') return this.loaded(node, mnemonic);
    if (mnemonic.startsWith('store') || mnemonic === 'fstore') return this.stored(node);
    if (mnemonic === 'fill') return new Uint8Array(node.bytes.length).fill(this.bytesOf(nodeOf(node.sources[0]))[0]);
    return this.joined(node);
  }

  private loaded(node: OriginNode, mnemonic: Mnemonic): Uint8Array {
    const size = mnemonic.startsWith('load8') ? 1 : mnemonic.startsWith('load16') ? 2 : node.bytes.length;
    const memory = this.joined({ ...node, bytes: node.bytes.subarray(0, size) });
    const reference = execute(NO_IMAGE, (node.site?.word ?? 0) & 0xff, size, [{ type: 'i32', value: 0 }]);
    reference.memory.splice(0, Infinity, ...memory);
    if (reference.step() !== undefined) throw new Error('a load that took effect');
    return toBytes(reference.frames[0].stack[0]);
  }

  private stored({ site, bytes, sources }: OriginNode): Uint8Array {
    const [source] = sources;
    const type = ((site?.word ?? 0) & 0xff) === (instructionWord('fstore')) ? 'f64' : 'i32';
    const reference = execute(NO_IMAGE, (site?.word ?? 0) & 0xff, bytes.length, [{ type: 'i32', value: 0 }, toValue(type, this.bytesOf(nodeOf(source)))]);
    if (reference.step() !== undefined) throw new Error('a store that took effect');
    return Uint8Array.from(reference.memory);
  }
}

function instructionWord(mnemonic: Mnemonic): number {
  for (let code = 0; code < 256; code++) if (instructionOf(code)?.mnemonic === mnemonic) return code;
  throw new Error(mnemonic);
}

/** The node of a source, which must have been found. */
export function nodeOf({ node }: OriginSource): OriginNode {
  if (node === undefined) throw new Error('a source that was not followed');
  return node;
}

/** All nodes of a tree, each once. */
export function allNodes(root: OriginNode): OriginNode[] {
  const all = new Set([root]);
  for (const node of all) for (const { node: source } of node.sources) if (source !== undefined) all.add(source);
  return [...all];
}
