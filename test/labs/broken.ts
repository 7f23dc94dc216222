// Broken hypervisors: the real one of examples/systems/type1 with a line or two of its source changed. Checks that do not
// catch them are worth nothing.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './programs';

/** A mistake: lines of files of the hypervisor, and what stands there instead. */
export interface Broken {
  readonly name: string;
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[];
}

/** The broken hypervisors that every lab about full virtualization must catch. */
export const BROKEN: readonly Broken[] = [
  { name: 'no clipping of limits', changes: [{
    file: 'contexts.sasm', from: 'get slot load +slot.limit  get slot load +slot.base call room  call least ret', to: 'get slot load +slot.limit ret',
  }] },
  { name: 'slept time forgotten', changes: [{ file: 'time.sasm', from: 'now now fload +guest.alarm fstore +guest.clock\n', to: '\n' }] },
  { name: 'budget off by one', changes: [{ file: 'contexts.sasm', from: 'get budget u2f now', to: 'get budget u2f 1.0 fadd now' }] },
  { name: 'raw handles shown', changes: [{
    file: 'contexts.sasm', from: 'get handle  0  get slot load +slot.handle  select ret', to: 'get slot load +slot.handle ret',
  }] },
  { name: 'alarm before budget', changes: [
    { file: 'exits.sasm', from: '  now fload +guest.end_of_budget  now fload +guest.clock  fle jumpnz used_up\n', to: '' },
    { file: 'exits.sasm', from: 'jumpz done       ; as', to: 'jumpz calm       ; as' },
    { file: 'exits.sasm', from: '  cause.interrupt call come_back\ndone:\n', to: `  cause.interrupt call come_back ret
calm:
  now fload +guest.end_of_budget  now fload +guest.clock  fle jumpnz used_up
` },
  ] },
  { name: '`mode` tells the truth', changes: [{ file: 'ports.sasm', from: '  1 ret', to: '  0 ret' }] },
  { name: 'a stale trap record', changes: [
    { file: 'exits.sasm', from: 'trap:\n', to: 'trap:\n  last  now load +guest.process load +slot.handle field.opcode ctx.get  store\n' },
    { file: 'contexts.sasm', from: '  get field field.interrupt gt.u', to: '  get field jumpnz fresh  last load ret\nfresh:\n  get field field.interrupt gt.u' },
    { file: 'guest.sasm', from: 'data home', to: 'data last = i32 0\ndata home' },
  ] },
  { name: 'a refused ctx.set passed on unchecked', changes: [{
    file: 'contexts.sasm', from: 'get value ctx.set ret', to: 'get value ctx.set drop 1 ret',
  }] },
];

/** Mistakes that are not named there, of the same size. */
export const BROKEN_OTHERWISE: readonly Broken[] = [
  { name: 'memory of others read and written by ins and outs', changes: [{
    file: 'ports.sasm', from: '  get address get size call inside jumpz outside', to: '  get address get size call inside 1 or jumpz outside',
  }] },
  { name: 'the time of a dropped process runs again', changes: [{ file: 'contexts.sasm', from: '  get slot 0.0 fstore +slot.time\n', to: '' }] },
  { name: 'the alarm is late by one', changes: [{ file: 'run.sasm', from: 'now fload +guest.alarm  flt', to: 'now fload +guest.alarm  fle' }] },
  { name: 'an interrupt is heard twice', changes: [{ file: 'time.sasm', from: 'woken:\n  now 0 store +guest.pending\n', to: 'woken:\n' }] },
  { name: 'handles are never free again', changes: [{
    file: 'contexts.sasm', from: 'ctx.drop\n  get slot 0 store +slot.handle\n', to: 'ctx.drop\n',
  }] },
  { name: 'a window is moved in our memory, not in the guest\'s', changes: [{
    file: 'contexts.sasm', from: 'now load +guest.base  get slot load +slot.base  add ret', to: 'get slot load +slot.base ret',
  }] },
];

/** The files that a mistake changes, by name. Each line stands there exactly once. */
export function brokenFiles({ changes }: Broken): Readonly<Record<string, string>> {
  const changed: Record<string, string> = {};
  for (const { file, from, to } of changes) {
    const text = changed[file] ?? readFileSync(join(EXAMPLES, 'systems/type1', file), 'utf8');
    assert.equal(text.split(from).length, 2, `${file} holds the line once`);
    changed[file] = text.replace(from, to);
  }
  return changed;
}
