// `x`: memory as rows of numbers, characters or texts, or code as instructions; formats as in gdb.
import { Refusal } from '../../base/message';
import { quotedText } from '../../debugger/format';
import { SHELL } from './commands';
import type { ShellLine } from './lines';
import { codeAt } from './locations';
import { PROMPT } from './messages';
import type { Result, ShownMemory } from './results';
import type { Shell } from './shell';

/** Elements that one command shows at most, and bytes of a text. */
const COUNT_MAX = 4096;
const TEXT_BYTES_MAX = 256;
const ROW_BYTES = 16;

const SIZES = { b: 1, h: 2, w: 4, g: 8 } as const;
const LETTERS = 'xduotcsif';

/** How memory is shown. */
interface Form {
  readonly count: number;
  readonly letter: string;
  readonly size: 1 | 2 | 4 | 8;
}

/** Reads `8xw`, `s`, `4` and the like; what is not said is as in the command before. */
function parseForm(format: string, before: Form): Form {
  const match = /^(\d*)([a-z]*)$/.exec(format);
  const letters = [...match?.[2] ?? '?'];
  const size = letters.find((letter): letter is keyof typeof SIZES => letter in SIZES);
  const letter = letters.find((each) => LETTERS.includes(each));
  const count = match?.[1] === '' ? 1 : Number(match?.[1]);
  const known = letters.every((each) => each === size || each === letter);
  if (!known || !(count >= 1 && count <= COUNT_MAX)) throw new Refusal(PROMPT.format, { format });
  const usual = letter === 'c' ? 1 : letter === 'f' ? 8 : before.size;
  return { count, letter: letter ?? before.letter, size: size === undefined ? usual : SIZES[size] };
}

const FIRST: Form = { count: 1, letter: 'x', size: 4 };

/** Where `x` goes on when it is repeated. */
export interface Examined {
  readonly form: Form;
  readonly memoryReference: string;
  readonly offset: number;
}

export async function examine(shell: Shell, { rest, format }: ShellLine): Promise<Result> {
  const { examined } = shell;
  if (rest === '' && examined === undefined) throw new Refusal(PROMPT.operand, { command: 'x', operands: SHELL.x.operands });
  const form = format === '' && rest === '' && examined !== undefined ? examined.form : parseForm(format, examined?.form ?? FIRST);
  if (form.letter === 'i') return instructions(shell, form, rest);
  const start = rest === '' && examined !== undefined ? examined : { memoryReference: await memoryAt(shell, rest), offset: 0 };
  const shown = form.letter === 's' ? await texts(shell, form, start) : await numbers(shell, form, start);
  shell.examined = { form, memoryReference: start.memoryReference, offset: shown.next };
  return { type: 'memory', rows: shown.rows };
}

async function memoryAt(shell: Shell, expression: string): Promise<string> {
  const { memoryReference } = await shell.inspection.evaluate(expression);
  if (memoryReference === undefined || !memoryReference.includes(':')) throw new Refusal(PROMPT.no_memory, { expression });
  return memoryReference;
}

interface Start {
  readonly memoryReference: string;
  readonly offset: number;
}

interface Shown {
  readonly rows: readonly ShownMemory[];
  /** Offset behind what was shown. */
  readonly next: number;
}

async function numbers(shell: Shell, { count, letter, size }: Form, start: Start): Promise<Shown> {
  const { address, bytes } = await shell.inspection.memory(start.memoryReference, start.offset, count * size);
  const rows: ShownMemory[] = [];
  for (let at = 0; at + size <= bytes.length; at += ROW_BYTES) {
    const values: string[] = [];
    for (let i = at; i < at + ROW_BYTES && i + size <= bytes.length; i += size) values.push(numberText(bytes, i, letter, size));
    rows.push({ address: `0x${(address + at).toString(16)}`, values });
  }
  return { rows, next: start.offset + count * size };
}

function numberText(bytes: Buffer, at: number, letter: string, size: 1 | 2 | 4 | 8): string {
  const signed = size === 8 ? bytes.readBigInt64LE(at) : BigInt(bytes.readIntLE(at, size));
  const unsigned = BigInt.asUintN(size * 8, signed);
  switch (letter) {
    case 'd': return String(signed);
    case 'u': return String(unsigned);
    case 'o': return `0${unsigned.toString(8)}`;
    case 't': return unsigned.toString(2).padStart(size * 8, '0');
    case 'c': return `${signed} ${characterText(Number(unsigned))}`;
    case 'f': return size === 8 ? String(bytes.readDoubleLE(at)) : String(signed);
    default: return `0x${unsigned.toString(16).padStart(size * 2, '0')}`;
  }
}

function characterText(code: number): string {
  return code >= 32 && code < 127 ? `'${String.fromCharCode(code)}'` : `'\\x${code.toString(16).padStart(2, '0')}'`;
}

/** Texts that end with a zero byte. */
async function texts(shell: Shell, { count }: Form, start: Start): Promise<Shown> {
  const rows: ShownMemory[] = [];
  let { offset } = start;
  for (let left = count; left > 0; left--) {
    const { address, bytes } = await shell.inspection.memory(start.memoryReference, offset, TEXT_BYTES_MAX);
    const end = bytes.indexOf(0);
    const text = bytes.subarray(0, end < 0 ? bytes.length : end);
    rows.push({ address: `0x${address.toString(16)}`, values: [quotedText(text.toString('utf8'))] });
    offset += text.length + (end < 0 ? 0 : 1);
    if (bytes.length === 0) break;
  }
  return { rows, next: offset };
}

async function instructions(shell: Shell, { count }: Form, expression: string): Promise<Result> {
  const memoryReference = await codeAt(shell, expression === '' ? 'pc' : expression);
  return { type: 'disassembly', instructions: await shell.inspection.shownInstructions(memoryReference, 0, count) };
}
