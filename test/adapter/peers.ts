// What other debug adapters say they can do, as docs/protocol.md compares it: flags of their `Capabilities` that are true, or
// lists that are not empty, in the answer to `initialize` or in a later event `capabilities`.
export interface Peer {
  readonly name: string;
  /** Where it was read: the file and the version of it. */
  readonly from: string;
  readonly flags: readonly string[];
}

/** The day on which the sources were read. */
export const COMPARED = '2026-11-23';

/** Flags that all of them have. */
const COMMON = [
  'supportsConfigurationDoneRequest', 'supportsConditionalBreakpoints', 'supportsHitConditionalBreakpoints', 'supportsEvaluateForHovers',
  'exceptionBreakpointFilters', 'supportsSetVariable', 'supportsCompletionsRequest', 'supportsExceptionInfoRequest', 'supportTerminateDebuggee',
  'supportsDelayedStackTraceLoading', 'supportsLogPoints', 'supportsReadMemoryRequest', 'supportsWriteMemoryRequest', 'supportsClipboardContext',
  'supportsExceptionFilterOptions',
];

export const PEERS: readonly Peer[] = [
  {
    name: 'lldb-dap', from: 'LLVM main, `lldb/tools/lldb-dap`: the features of the handlers, `DAP::GetCapabilities`, `GetTargetBasedCapabilities`',
    flags: [...COMMON, 'supportsFunctionBreakpoints', 'supportsStepInTargetsRequest', 'completionTriggerCharacters', 'supportsModulesRequest',
      'supportsRestartRequest', 'supportsValueFormattingOptions', 'supportsDataBreakpoints', 'supportsDataBreakpointBytes', 'supportsDisassembleRequest',
      'supportsCancelRequest', 'supportsBreakpointLocationsRequest', 'supportsSteppingGranularity', 'supportsInstructionBreakpoints'],
  },
  {
    name: 'CodeLLDB', from: 'main, `adapter/codelldb/src/debug_session.rs` at 0136179 and later: `make_capabilities`, and the event for `reverseDebugging`',
    flags: [...COMMON, 'supportsFunctionBreakpoints', 'supportsGotoTargetsRequest', 'supportsDataBreakpoints', 'supportsDataBreakpointBytes', 'supportsCancelRequest',
      'supportsDisassembleRequest', 'supportsSteppingGranularity', 'supportsInstructionBreakpoints', 'supportsStepBack'],
  },
  {
    name: 'js-debug', from: 'main, `src/adapter/debugAdapter.ts`: `capabilities`',
    flags: [...COMMON, 'supportsRestartFrame', 'supportsStepInTargetsRequest', 'completionTriggerCharacters', 'supportsRestartRequest', 'supportsValueFormattingOptions',
      'supportsLoadedSourcesRequest', 'supportsSetExpression', 'supportsBreakpointLocationsRequest', 'supportsANSIStyling'],
  },
];
