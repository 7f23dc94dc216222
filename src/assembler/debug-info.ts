// The debug information of a program that was just assembled.
import { SPAN_FIELDS, SpanField, type DebugInfo, type NamedConstant } from '../image/debug';
import type { Image } from '../image/image';
import { opcodeOf } from '../isa/encoding';
import { Op } from '../isa/instructions';
import { EMPTY } from '../verifier/stack-states';
import type { WrittenFunction } from './code';
import { textHash } from './sources';
import type { Values } from './values';

/** What is known of an image's code when its debug information is made. */
export interface CodeFacts {
  readonly image: Image;
  readonly functions: readonly WrittenFunction[];
  readonly spans: Int32Array;
  readonly stateAt: Int32Array;
}

/** The debug information; `withText`: it carries the source texts. */
export function debugInfo(values: Values, facts: CodeFacts, withText: boolean): DebugInfo {
  const { program } = values;
  return {
    files: program.sources.map(({ name, tree }) => {
      const hash = textHash(tree);
      return withText ? { name, sha256: hash, text: tree.text } : { name, sha256: hash };
    }),
    spans: facts.spans,
    statements: statements(facts),
    functions: facts.functions.map(({ symbol, localNames, labels }) => ({ name: symbol.name, locals: localNames, labels })),
    data: program.data.map(({ name, address, size, element }) => ({ name, address, size, element })),
    constants: constants(values),
  };
}

/** Words that begin a line of the source, or have an empty operand stack before them. */
function statements({ image, functions, spans, stateAt }: CodeFacts): Int32Array {
  const found = new Int32Array(image.code.length);
  let count = 0;
  for (const { start, length } of functions) {
    let line = -1;
    for (let address = start; address < start + length; address++) {
      if (opcodeOf(image.code[address]) === Op.case_) continue;
      const own = spans[address * SPAN_FIELDS + SpanField.line];
      if (own !== line || stateAt[address] === EMPTY) found[count++] = address;
      line = own;
    }
  }
  return found.slice(0, count);
}

function constants(values: Values): NamedConstant[] {
  const found: NamedConstant[] = [];
  for (const { value } of values.program.constants) if (value !== undefined) found.push(value);
  for (const { name, fields, size } of values.program.structs) {
    for (const field of fields.values()) found.push({ name: `${name}.${field.name}`, type: 'i32', value: field.offset });
    found.push({ name: `${name}.size`, type: 'i32', value: size });
  }
  return found;
}
