// What is said about the end of a run, and the exit code that it gives.
import { unreachable } from '../base/assert';
import { render, type Arguments, type Text } from '../base/message';
import { causeName } from '../isa/causes';
import type { Machine } from '../machine/machine';
import { LIMIT_REACHED, type RunLimit } from '../options/run-limits';
import { LIMITS } from '../options/table';
import { sentence } from './diagnostics';
import type { RunEnd } from './execution';
import { EXIT_CODES, TRAP_BASE } from './exit-codes';
import { SENTENCES } from './messages';
import type { Moments } from './moments';
import type { Terminal } from './terminal';

/** Writes to standard error what a person should know, and gives the exit code. */
export function reportEnd(end: RunEnd, machine: Machine, moments: Moments, terminal: Terminal): number {
  const say = (text: Text, args: Arguments = {}): void => {
    const { current } = machine;
    const place = moments.placeOf(current);
    const at = place === undefined ? '' : sentence(SENTENCES.at_place, terminal.language, { place });
    terminal.error.write(`strata: ${sentence(text, terminal.language, { function: moments.functionOf(current), place: at, ...args })}\n`);
  };
  switch (end.kind) {
    case 'ended': return end.ending.code;
    case 'reached': return EXIT_CODES.done.code;
    case 'trap': {
      const { attempted, look } = moments.explain(machine.current, end);
      say(SENTENCES.trap, { cause: causeName(end.cause), what: render(attempted, terminal.language) });
      for (const { message, place } of look) terminal.error.write(`  ${place === undefined ? '' : `${place}: `}${render(message, terminal.language)}\n`);
      return TRAP_BASE + end.cause;
    }
    case 'interrupted': say(SENTENCES.interrupted, { steps: machine.root.time }); return EXIT_CODES.interrupted.code;
    case 'limit': say(...limitReached(end.limit, machine)); return EXIT_CODES.limit.code;
    case 'unread': return EXIT_CODES.output.code;
    default: return unreachable(end);
  }
}

function limitReached(limit: RunLimit, machine: Machine): [Text, Arguments] {
  return [LIMIT_REACHED[limit], limit === 'instructions'
    ? { option: `--${LIMITS.instructions.flag}`, count: machine.root.time }
    : { option: `--${LIMITS.outputBytes.flag}`, count: machine.devices.output.limit }];
}
