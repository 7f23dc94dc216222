// What the launch options refuse, and what they warn about.
import type { MessageRow } from '../base/message';

export const OPTIONS_NO_OBJECT: MessageRow = {
  code: 'R020',
  en: '{name} is {found}. Give an object with launch options, such as {example}.',
  ko: '{name} 값이 {found}입니다. {example}처럼 실행 옵션을 담은 객체를 쓰십시오.',
};

export const OPTION_MISSING: MessageRow = {
  code: 'R021',
  en: 'The launch option {name} is missing. Give it, for example as {example}.',
  ko: '실행 옵션 {name} 값이 없습니다. 예를 들어 {example}처럼 지정하십시오.',
};

export const OPTION_MISSPELT: MessageRow = {
  code: 'R022',
  en: '{name} is no launch option; did you mean {near}?',
  ko: '{name}: 그런 실행 옵션은 없습니다. {near}의 오타입니까?',
};

export const OPTION_UNKNOWN: MessageRow = {
  code: 'R023',
  en: '{name} is no launch option and is ignored. Options are {names}.',
  ko: '{name}: 그런 실행 옵션은 없어서 무시합니다. 옵션은 {names}입니다.',
};

export const OPTION_NO_TEXT: MessageRow = {
  code: 'R024',
  en: 'The launch option {name} is {found}. Give a text that is not empty, such as {example}.',
  ko: '실행 옵션 {name} 값이 {found}입니다. {example}처럼 비어 있지 않은 텍스트를 쓰십시오.',
};

export const OPTION_NO_SWITCH: MessageRow = {
  code: 'R025',
  en: 'The launch option {name} is {found}. Give true or false.',
  ko: '실행 옵션 {name} 값이 {found}입니다. true나 false를 쓰십시오.',
};

export const OPTION_NO_CHOICE: MessageRow = {
  code: 'R026',
  en: 'The launch option {name} is {found}. Give one of {choices}.',
  ko: '실행 옵션 {name} 값이 {found}입니다. {choices} 가운데 하나를 쓰십시오.',
};

export const OPTION_NO_COUNT: MessageRow = {
  code: 'R027',
  en: 'The launch option {name} is {found}. Give a whole number from {least} to {most}.',
  ko: '실행 옵션 {name} 값이 {found}입니다. {least}에서 {most}까지의 정수를 쓰십시오.',
};

export const OPTION_NO_SIZE: MessageRow = {
  code: 'R028',
  en: 'The launch option {name} is {found}. Give bytes from {least} to {most}, as a number or as in "64KiB", "16MiB" or "1GiB".',
  ko: '실행 옵션 {name} 값이 {found}입니다. {least}에서 {most}까지의 바이트 수를 숫자나 "64KiB", "16MiB", "1GiB"처럼 쓰십시오.',
};

export const OPTION_NO_LIST: MessageRow = {
  code: 'R029',
  en: 'The launch option {name} is {found}. Give a list of texts, such as {example}.',
  ko: '실행 옵션 {name} 값이 {found}입니다. {example}처럼 텍스트 목록을 쓰십시오.',
};

export const OPTION_NO_MAP: MessageRow = {
  code: 'R030',
  en: 'The launch option {name} is {found}. Give names with what stands for each, such as {example}.',
  ko: '실행 옵션 {name} 값이 {found}입니다. {example}처럼 이름마다 대신할 값을 쓰십시오.',
};

export const OPTION_NO_INPUT: MessageRow = {
  code: 'R031',
  en: 'The launch option {name} is {found}. Give a text, or a list such as {example} whose counts of steps do not go down.',
  ko: '실행 옵션 {name} 값이 {found}입니다. 텍스트를 쓰거나, {example}처럼 단계 수가 줄어들지 않는 목록을 쓰십시오.',
};

export const OPTIONS_EXCLUDE: MessageRow = {
  code: 'R032',
  en: 'The launch options {name} and {other} exclude each other. Give one of them.',
  ko: '실행 옵션 {name}, {other}: 함께 쓸 수 없습니다. 하나만 지정하십시오.',
};

export const OPTION_NEEDS: MessageRow = {
  code: 'R033',
  en: 'The launch option {name} needs {other} too.',
  ko: '실행 옵션 {name}: {other} 옵션도 함께 지정해야 합니다.',
};

export const OPTION_TOO_LONG: MessageRow = {
  code: 'R034',
  en: 'The launch option {name} has {size} bytes; at most {limit} are accepted.',
  ko: '실행 옵션 {name} 값이 {size}바이트입니다. {limit}바이트까지만 받습니다.',
};
