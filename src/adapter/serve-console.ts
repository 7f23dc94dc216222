// The Debug Console: a line is input where the program waits for some, else an expression. `<text` is always input,
// `=expression` never, `.eof` ends the input.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { message, Refusal, render, type Text } from '../base/message';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { OWN_HOVERS, SAYS } from './messages';
import { frameOf, stopped, Values } from './serve-values';

const END_OF_INPUT = '.eof';

export function serveConsole(adapter: Adapter): Handlers {
  return {
    evaluate: (given) => (given.context === 'repl' ? consoleLine(adapter, given) : evaluateQuietly(adapter, given)),
    'strata/input': (given) => {
      if (given.text !== undefined && given.text !== '') adapter.debuggee.provideInput(new TextEncoder().encode(given.text));
      if (given.end === true) adapter.debuggee.provideInput(undefined);
    },
  };
}

/** A client with hovers of its own shows them where it hears that there is no value. */
function evaluateQuietly(adapter: Adapter, given: P.EvaluateArguments): P.EvaluateResponse['body'] {
  if (given.context === 'hover' && adapter.ownHovers) throw new Refusal(OWN_HOVERS);
  return evaluate(adapter, given, given.expression);
}

function consoleLine(adapter: Adapter, given: P.EvaluateArguments): P.EvaluateResponse['body'] {
  const line = given.expression;
  if (line.startsWith('<')) return send(adapter, line.slice(1));
  if (line.startsWith('=')) return evaluate(adapter, given, line.slice(1));
  if (line.trim() === END_OF_INPUT) {
    adapter.debuggee.provideInput(undefined);
    return said(adapter, SAYS.input_ended);
  }
  return adapter.debuggee.debug.state === 'waiting' ? send(adapter, line) : evaluate(adapter, given, line);
}

function send(adapter: Adapter, line: string): P.EvaluateResponse['body'] {
  adapter.debuggee.provideInput(new TextEncoder().encode(`${line}\n`));
  return said(adapter, SAYS.sent);
}

function said(adapter: Adapter, text: Text): P.EvaluateResponse['body'] {
  return { result: render(message(text), adapter.form.language), variablesReference: 0 };
}

function evaluate(adapter: Adapter, given: P.EvaluateArguments, expression: string): P.EvaluateResponse['body'] {
  const result = stopped(adapter).debug.evaluate(expression, frameOf(adapter, given.frameId));
  return new Values(adapter, given.format?.hex === true).evaluated(result);
}
