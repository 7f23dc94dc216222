// What the platform refuses, about files.
import type { MessageRow } from '../base/message';

export const FILE_IS_FOLDER: MessageRow = {
  code: 'R001',
  en: '{path} is a folder, or something else that is no ordinary file. Name a file.',
  ko: '{path}: 폴더이거나 일반 파일이 아닙니다. 파일을 지정하십시오.',
};

export const FILE_TOO_LARGE: MessageRow = {
  code: 'R002',
  en: '{path} has {size} bytes; at most {limit} are accepted.',
  ko: '{path}: 크기가 {size}바이트입니다. {limit}바이트까지만 받습니다.',
};

export const FILE_NOT_READABLE: MessageRow = {
  code: 'R003',
  en: '{path} cannot be read: {reason}.',
  ko: '{path}: 읽을 수 없습니다({reason}).',
};

export const FILE_NOT_WRITABLE: MessageRow = {
  code: 'R004',
  en: '{path} cannot be written: {reason}. What stood there before is unchanged.',
  ko: '{path}: 쓸 수 없습니다({reason}). 이전 내용은 그대로 있습니다.',
};
