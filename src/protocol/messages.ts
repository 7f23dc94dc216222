// What the protocol refuses, and what it says about input that is no message. Rendered at the edges.
import type { MessageRow } from '../base/message';

export const FIELD_MISSING: MessageRow = {
  code: 'R050',
  en: 'Request `{command}`: `{path}` is missing. Accepted: {accepted}.',
  ko: '`{command}` 요청: `{path}` 값이 없습니다. 받는 값: {accepted}.',
};

export const FIELD_WRONG: MessageRow = {
  code: 'R051',
  en: 'Request `{command}`: `{path}` is {found}. Accepted: {accepted}.',
  ko: '`{command}` 요청: `{path}` 값이 {found}입니다. 받는 값: {accepted}.',
};

export const REQUEST_UNKNOWN: MessageRow = {
  code: 'R052',
  en: 'The request `{command}` is not served here. Served: {accepted}.',
  ko: '`{command}` 요청은 여기서 처리하지 않습니다. 처리하는 요청: {accepted}.',
};

export const MISTAKE: MessageRow = {
  code: 'R053',
  en: 'Strata made a mistake while serving `{command}`: {reason}. The session goes on; please report this.',
  ko: 'Strata가 `{command}` 요청을 처리하다가 내부 오류를 일으켰습니다: {reason}. 세션은 계속됩니다. 이 문제를 알려 주십시오.',
};

export const CLIENT_REFUSED: MessageRow = {
  code: 'R054',
  en: 'The client refused the request `{command}`: {reason}.',
  ko: '클라이언트가 `{command}` 요청을 거절했습니다: {reason}.',
};

export const CONNECTION_ENDED: MessageRow = {
  code: 'R055',
  en: 'The connection ended before `{command}` was answered.',
  ko: '`{command}` 응답을 받기 전에 연결이 끊어졌습니다.',
};

export const HEADER_ENDLESS: MessageRow = {
  code: 'R060',
  en: 'A message header has no end within {limit} bytes; going on at the next `Content-Length:`.',
  ko: '메시지 헤더가 {limit}바이트 안에서 끝나지 않습니다. 다음 `Content-Length:`부터 계속합니다.',
};

export const HEADER_WRONG: MessageRow = {
  code: 'R061',
  en: 'A message header is not `Content-Length: ` and a count of bytes; going on at the next `Content-Length:`.',
  ko: '메시지 헤더가 `Content-Length: `와 바이트 수의 형식이 아닙니다. 다음 `Content-Length:`부터 계속합니다.',
};

export const BODY_TOO_LONG: MessageRow = {
  code: 'R062',
  en: 'A message claims {length} bytes; at most {limit} are accepted. Going on at the next `Content-Length:`.',
  ko: '메시지 길이가 {length}바이트로 적혀 있습니다. {limit}바이트까지만 받습니다. 다음 `Content-Length:`부터 계속합니다.',
};

export const BODY_NOT_UTF8: MessageRow = {
  code: 'R063',
  en: 'A message of {length} bytes is not UTF-8.',
  ko: '{length}바이트짜리 메시지가 UTF-8이 아닙니다.',
};

export const BODY_NOT_JSON: MessageRow = {
  code: 'R064',
  en: 'A message of {length} bytes is not JSON.',
  ko: '{length}바이트짜리 메시지가 JSON이 아닙니다.',
};

export const INPUT_CUT_OFF: MessageRow = {
  code: 'R065',
  en: 'The input ended within a message.',
  ko: '메시지 중간에서 입력이 끝났습니다.',
};

export const NOT_A_MESSAGE: MessageRow = {
  code: 'R066',
  en: 'A message cannot be answered: `{path}` is {found}. Accepted: {accepted}.',
  ko: '응답할 수 없는 메시지입니다: `{path}` 값이 {found}입니다. 받는 값: {accepted}.',
};

export const RESPONSE_UNASKED: MessageRow = {
  code: 'R067',
  en: 'A response to request {seq} came, but no such request is open.',
  ko: '{seq}번 요청에 대한 응답이 왔지만 그런 요청은 열려 있지 않습니다.',
};
