// What there is to say of the words that belong to the machine: instructions, calls, and the constants of its tables.
import { message, render, type Arguments, type Language, type Text } from '../base/message';
import { CAUSES, type CauseName } from '../isa/causes';
import { FIELDS, type FieldName, type FieldRow } from '../isa/fields';
import { CALLS, type CallName, type CallRow } from '../isa/firmware';
import { INSTRUCTIONS, type InstructionRow, type Mnemonic } from '../isa/instructions';
import { PORTS, type PortName, type PortRow } from '../isa/ports';
import { typeText } from '../isa/types';
import { KOREAN_CALLS, KOREAN_FIELDS, KOREAN_INSTRUCTIONS, KOREAN_PORTS } from './korean';
import { WORDS } from './messages';

/** Examples of an instruction that are shown. */
const EXAMPLES_MAX = 3;

/** Words that stand for an operand in the head of an instruction. */
const OPERANDS: Readonly<Record<InstructionRow['operand'], string>> = {
  none: '', small: 'n', integer: 'n', float: 'x', local: 'name', code: 'label', cases: '[label …]', function: 'name',
  type: '(types -> type)', offset: '[+offset]', sys: 'call', 
};

/** `add  a:i32 b:i32 -> i32`; a star where the effect depends on the operand. */
export function instructionHead(mnemonic: Mnemonic): string {
  const { operand, effect } = INSTRUCTIONS[mnemonic] as InstructionRow;
  const word = OPERANDS[operand] === '' ? mnemonic : `${mnemonic} ${OPERANDS[operand]}`;
  return effect === '*' ? word : `${word}  ; ${effect.trim()}`;
}

/** The sentence of an instruction. */
export function instructionSentence(mnemonic: Mnemonic, language: Language): string {
  return language === 'ko' ? KOREAN_INSTRUCTIONS[mnemonic] : INSTRUCTIONS[mnemonic].text;
}

/** All there is to say of an instruction, as Markdown. */
export function instructionText(mnemonic: Mnemonic, language: Language): string {
  const { formula, privileged, causes, examples } = INSTRUCTIONS[mnemonic] as InstructionRow;
  const sentence = instructionSentence(mnemonic, language);
  const shown = examples.slice(0, EXAMPLES_MAX);
  return [
    fence(instructionHead(mnemonic)),
    formula === '' ? sentence : `\`${formula}\` — ${sentence}`,
    privileged ? WORDS.privileged[language] : '',
    causes.length === 0 ? '' : `${WORDS.traps[language]}: ${causes.map((cause) => `\`${cause}\``).join(', ')}`,
    `${WORDS.example[language]}:\n${fence(shown.map(exampleText).join('\n'))}`,
  ].filter((part) => part !== '').join('\n\n');
}

function exampleText(example: string): string {
  const at = example.lastIndexOf('->');
  return `${example.slice(0, at)} ; ${example.slice(at)}`.replace(/ +;/, '  ;');
}

function fence(text: string): string {
  return `\`\`\`strata\n${text}\n\`\`\``;
}

/** All there is to say of a call of the firmware. */
export function callText(name: CallName, language: Language): string {
  const { code, type, text } = CALLS[name] as CallRow;
  const sentence = language === 'ko' ? KOREAN_CALLS[name] : text;
  return [fence(`sys ${name}  ; ${typeText(type)}`), sentence, say(WORDS.call, language, { number: code })].join('\n\n');
}

/** All there is to say of a constant of the machine, such as `cause.exit`. */
export function builtinText(name: string, value: number, language: Language): string {
  return [fence(`${name} = ${value}`), ...builtinParagraphs(name, language)].filter((part) => part !== '').join('\n\n');
}

function builtinParagraphs(name: string, language: Language): string[] {
  const family = name.slice(0, name.indexOf('.')), member = name.slice(name.indexOf('.') + 1);
  switch (family) {
    case 'cause': return causeText(member as CauseName, language);
    case 'field': return fieldText(member as FieldName, language);
    case 'port': return portText(member as PortName, language);
    case 'sys': return [callText(member as CallName, language)];
    case 'op': return [say(WORDS.opcode, language, { name: member }), instructionSentence(member as Mnemonic, language)];
    case 'interrupt': return [say(WORDS.interrupt, language)];
    default: return [say(member === 'user' ? WORDS.mode_user : WORDS.mode_guest, language)];
  }
}

function causeText(name: CauseName, language: Language): string[] {
  const { code, text, ko } = CAUSES[name];
  return [`${say(WORDS.cause, language, { number: code })}. ${language === 'ko' ? ko : text}`];
}

function fieldText(name: FieldName, language: Language): string[] {
  const { code, get, set, text } = FIELDS[name] as FieldRow;
  const access = [
    get === '' ? '' : say(WORDS.readable, language, { mnemonics: mnemonics(get, 'ctx.get', 'ctx.getf') }),
    set === '' ? '' : say(WORDS.writable, language, { mnemonics: mnemonics(set, 'ctx.set', 'ctx.setf') }),
  ].filter((part) => part !== '');
  const head = `${say(WORDS.context_field, language, { number: code })}: ${access.join(', ')}.`;
  return [head, language === 'ko' ? KOREAN_FIELDS[name] : text];
}

function mnemonics(types: FieldRow['get'], integer: string, float: string): string {
  return [types === 'f64' ? '' : `\`${integer}\``, types === 'i32' ? '' : `\`${float}\``].filter((part) => part !== '').join(', ');
}

function portText(name: PortName, language: Language): string[] {
  const row = PORTS[name] as PortRow, words = language === 'ko' ? KOREAN_PORTS[name] : row;
  return [
    `${say(WORDS.port, language, { number: row.code })}.${row.block ? ` ${say(WORDS.block_port, language)}` : ''}`,
    words.in === '' ? '' : `\`in\`: ${words.in}`,
    words.out === '' ? '' : `\`out\`: ${words.out}`,
  ];
}

function say(text: Text, language: Language, args: Arguments = {}): string {
  return render(message(text, args), language);
}
