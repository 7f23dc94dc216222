// What the adapter says it can do. Only what works stands here.
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import type { Language } from '../base/message';
import { CAUSES, type CauseName } from '../isa/causes';
import { SAYS } from './messages';
import { breakpointModes } from './modes';
import { moduleColumns } from './module-columns';

/** The filter for traps that nobody handles; all others are named after their cause. */
export const UNHANDLED = 'unhandled';

/** Causes that are ordinary events of a program with kernels: nobody wants to stop at each of them unasked. */
const NEVER_A_STOP: readonly CauseName[] = ['budget', 'interrupt'];

/** Causes at which a client may ask to stop. */
export const FILTER_CAUSES = (Object.keys(CAUSES) as CauseName[]).filter((name) => !NEVER_A_STOP.includes(name));

export const CAPABILITIES = {
  supportsConfigurationDoneRequest: true,
  supportsFunctionBreakpoints: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsEvaluateForHovers: true,
  supportsSetVariable: true,
  supportsSetExpression: true,
  supportsCompletionsRequest: true,
  completionTriggerCharacters: ['['],
  supportsModulesRequest: true,
  supportsLoadedSourcesRequest: true,
  supportedChecksumAlgorithms: ['SHA256'],
  supportsRestartRequest: true,
  supportsValueFormattingOptions: true,
  supportsExceptionInfoRequest: true,
  supportTerminateDebuggee: true,
  supportsDelayedStackTraceLoading: true,
  supportsTerminateRequest: true,
  supportsReadMemoryRequest: true,
  supportsWriteMemoryRequest: true,
  supportsDisassembleRequest: true,
  supportsSteppingGranularity: true,
  supportsInstructionBreakpoints: true,
  supportsBreakpointLocationsRequest: true,
  supportsClipboardContext: true,
  supportsCancelRequest: true,
  supportsStepBack: true,
  supportsDataBreakpoints: true,
  supportsDataBreakpointBytes: true,
  supportsExceptionFilterOptions: true,
  supportsExceptionOptions: true,
  supportsRestartFrame: true,
  supportsANSIStyling: true,
  supportsGotoTargetsRequest: true,
  supportsStepInTargetsRequest: true,
  supportsTerminateThreadsRequest: true,
  supportsSingleThreadExecutionRequests: true,
} as const satisfies P.Capabilities & Record<string, unknown>;

/** The body of `initialize`, in the client's language. */
export function capabilities(language: Language): P.Capabilities {
  const condition = { supportsCondition: true, conditionDescription: SAYS.filter_condition[language] };
  const filters: P.ExceptionBreakpointsFilter[] = FILTER_CAUSES.map((filter) => {
    const { text, ko } = CAUSES[filter];
    return { filter, label: filter, description: language === 'ko' ? ko : text, default: filter === 'breakpoint', ...condition };
  });
  return {
    ...CAPABILITIES,
    completionTriggerCharacters: [...CAPABILITIES.completionTriggerCharacters],
    supportedChecksumAlgorithms: [...CAPABILITIES.supportedChecksumAlgorithms],
    exceptionBreakpointFilters: [{ filter: UNHANDLED, label: SAYS.unhandled[language], default: true, ...condition }, ...filters],
    breakpointModes: breakpointModes(language),
    additionalModuleColumns: moduleColumns(language),
  };
}
