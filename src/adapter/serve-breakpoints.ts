// Requests about breakpoints and exceptions, which are traps here.
import { Refusal, render } from '../base/message';
import type { Handlers } from '../protocol/connection';
import type { Adapter } from './adapter';
import { NO_EXCEPTION } from './messages';

export function serveBreakpoints(adapter: Adapter): Handlers {
  const { breakpoints } = adapter;
  return {
    setBreakpoints: (given) => ({ breakpoints: breakpoints.setSource(adapter.launched, given, adapter.form) }),
    setFunctionBreakpoints: (given) => ({ breakpoints: breakpoints.setFunctions(adapter.launched, given, adapter.form.language) }),
    setInstructionBreakpoints: (given) => ({ breakpoints: breakpoints.setInstructions(adapter.launched, given, adapter.form.language) }),
    setExceptionBreakpoints: (given) => {
      breakpoints.setFilters(adapter.launched, given.filters);
      return {};
    },
    breakpointLocations: (given) => {
      if (given === undefined) return { breakpoints: [] };
      const { debuggee, form } = adapter;
      const start = form.fromPosition(given.line, given.column);
      const end = given.endLine === undefined && given.endColumn === undefined
        ? { line: start.line + 1, column: 0 }
        : form.fromPosition(given.endLine ?? given.line, given.endColumn ?? Number.MAX_SAFE_INTEGER);
      const spans = debuggee.debug.possibleLocations(debuggee.sources.query(given.source), { start, end });
      return { breakpoints: spans.map((span) => form.toRange(span)) };
    },
    exceptionInfo: (given) => {
      const { debuggee, form } = adapter;
      const info = debuggee.debug.trapInfo(given.threadId);
      if (info === undefined) throw new Refusal(NO_EXCEPTION, { context: given.threadId });
      const look = info.look.map((place) => render(place.message, form.language));
      const description = render(info.attempted, form.language);
      return {
        exceptionId: info.cause,
        description,
        breakMode: info.unhandled ? 'unhandled' : 'always',
        details: { message: description, typeName: info.cause, stackTrace: look.join('\n') },
      };
    },
  };
}
