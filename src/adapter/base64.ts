// Bytes as base64 and back, in steps, since a client may ask for all of memory at once.
import { Refusal } from '../base/message';
import type { Steps } from '../base/steps';
import { BAD_BASE64 } from './messages';

/** Bytes of one step: a multiple of 3, so that the pieces join without padding, and few enough for the arguments of one call. */
const STEP_BYTES = 0x6000;
const STEP_CHARACTERS = STEP_BYTES / 3 * 4;

export function* toBase64(bytes: Uint8Array): Steps<string> {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += STEP_BYTES) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + STEP_BYTES))));
    yield;
  }
  return parts.join('');
}

/** Refuses what is no base64. */
export function* fromBase64(text: string): Steps<Uint8Array> {
  if (text.length % 4 !== 0) throw new Refusal(BAD_BASE64);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array(text.length / 4 * 3 - padding);
  for (let at = 0; at < text.length; at += STEP_CHARACTERS) {
    const piece = text.slice(at, at + STEP_CHARACTERS);
    const isLast = at + STEP_CHARACTERS >= text.length;
    if (!(isLast ? /^[A-Za-z0-9+/]*={0,2}$/ : /^[A-Za-z0-9+/]*$/).test(piece)) throw new Refusal(BAD_BASE64);
    const decoded = atob(piece);
    for (let i = 0; i < decoded.length; i++) bytes[at / 4 * 3 + i] = decoded.charCodeAt(i);
    yield;
  }
  return bytes;
}
