// The shapes of what an adapter sends: bodies of responses and events. Only tests read them.
// Made by scripts/protocol.mjs from the schema of the Debug Adapter Protocol (Microsoft, MIT licence). Do not edit.
import type { Shapes } from './shape';

/** The shape of each response's body; `?` where it may be left out, empty where there is none. */
export const RESPONSES: Readonly<Record<string, string>> = {
  cancel: '', runInTerminal: 'RunInTerminalResponse.body', startDebugging: '', initialize: 'Capabilities?',
  configurationDone: '', launch: '', attach: '', restart: '', disconnect: '', terminate: '',
  breakpointLocations: 'BreakpointLocationsResponse.body', setBreakpoints: 'SetBreakpointsResponse.body',
  setFunctionBreakpoints: 'SetFunctionBreakpointsResponse.body',
  setExceptionBreakpoints: 'SetExceptionBreakpointsResponse.body?',
  dataBreakpointInfo: 'DataBreakpointInfoResponse.body', setDataBreakpoints: 'SetDataBreakpointsResponse.body',
  setInstructionBreakpoints: 'SetInstructionBreakpointsResponse.body', continue: 'ContinueResponse.body', next: '',
  stepIn: '', stepOut: '', stepBack: '', reverseContinue: '', restartFrame: '', goto: '', pause: '',
  stackTrace: 'StackTraceResponse.body', scopes: 'ScopesResponse.body', variables: 'VariablesResponse.body',
  setVariable: 'SetVariableResponse.body', source: 'SourceResponse.body', threads: 'ThreadsResponse.body',
  terminateThreads: '', modules: 'ModulesResponse.body', loadedSources: 'LoadedSourcesResponse.body',
  evaluate: 'EvaluateResponse.body', setExpression: 'SetExpressionResponse.body',
  stepInTargets: 'StepInTargetsResponse.body', gotoTargets: 'GotoTargetsResponse.body',
  completions: 'CompletionsResponse.body', exceptionInfo: 'ExceptionInfoResponse.body',
  readMemory: 'ReadMemoryResponse.body?', writeMemory: 'WriteMemoryResponse.body?',
  disassemble: 'DisassembleResponse.body?', locations: 'LocationsResponse.body?',
};

/** The shape of each event's body. */
export const EVENTS: Readonly<Record<string, string>> = {
  initialized: '', stopped: 'StoppedEvent.body', continued: 'ContinuedEvent.body', exited: 'ExitedEvent.body',
  terminated: 'TerminatedEvent.body?', thread: 'ThreadEvent.body', output: 'OutputEvent.body',
  breakpoint: 'BreakpointEvent.body', module: 'ModuleEvent.body', loadedSource: 'LoadedSourceEvent.body',
  process: 'ProcessEvent.body', capabilities: 'CapabilitiesEvent.body', progressStart: 'ProgressStartEvent.body',
  progressUpdate: 'ProgressUpdateEvent.body', progressEnd: 'ProgressEndEvent.body',
  invalidated: 'InvalidatedEvent.body', memory: 'MemoryEvent.body',
};

export const ANSWER_SHAPES: Shapes = {
  'RunInTerminalResponse.body': { 'processId?': 'int32', 'shellProcessId?': 'int32' },
  Capabilities: {
    'supportsConfigurationDoneRequest?': 'boolean', 'supportsFunctionBreakpoints?': 'boolean',
    'supportsConditionalBreakpoints?': 'boolean', 'supportsHitConditionalBreakpoints?': 'boolean',
    'supportsEvaluateForHovers?': 'boolean', 'exceptionBreakpointFilters?': 'ExceptionBreakpointsFilter[]',
    'supportsStepBack?': 'boolean', 'supportsSetVariable?': 'boolean', 'supportsRestartFrame?': 'boolean',
    'supportsGotoTargetsRequest?': 'boolean', 'supportsStepInTargetsRequest?': 'boolean',
    'supportsCompletionsRequest?': 'boolean', 'completionTriggerCharacters?': 'string[]',
    'supportsModulesRequest?': 'boolean', 'additionalModuleColumns?': 'ColumnDescriptor[]',
    'supportedChecksumAlgorithms?': 'ChecksumAlgorithm[]', 'supportsRestartRequest?': 'boolean',
    'supportsExceptionOptions?': 'boolean', 'supportsValueFormattingOptions?': 'boolean',
    'supportsExceptionInfoRequest?': 'boolean', 'supportTerminateDebuggee?': 'boolean',
    'supportSuspendDebuggee?': 'boolean', 'supportsDelayedStackTraceLoading?': 'boolean',
    'supportsLoadedSourcesRequest?': 'boolean', 'supportsLogPoints?': 'boolean',
    'supportsTerminateThreadsRequest?': 'boolean', 'supportsSetExpression?': 'boolean',
    'supportsTerminateRequest?': 'boolean', 'supportsDataBreakpoints?': 'boolean',
    'supportsReadMemoryRequest?': 'boolean', 'supportsWriteMemoryRequest?': 'boolean',
    'supportsDisassembleRequest?': 'boolean', 'supportsCancelRequest?': 'boolean',
    'supportsBreakpointLocationsRequest?': 'boolean', 'supportsClipboardContext?': 'boolean',
    'supportsSteppingGranularity?': 'boolean', 'supportsInstructionBreakpoints?': 'boolean',
    'supportsExceptionFilterOptions?': 'boolean', 'supportsSingleThreadExecutionRequests?': 'boolean',
    'supportsDataBreakpointBytes?': 'boolean', 'breakpointModes?': 'BreakpointMode[]',
    'supportsANSIStyling?': 'boolean',
  },
  ExceptionBreakpointsFilter: {
    filter: 'string', label: 'string', 'description?': 'string', 'default?': 'boolean',
    'supportsCondition?': 'boolean', 'conditionDescription?': 'string',
  },
  ColumnDescriptor: {
    attributeName: 'string', label: 'string', 'format?': 'string',
    'type?': '"string"|"number"|"boolean"|"unixTimestampUTC"', 'width?': 'uint32',
  },
  BreakpointMode: {
    mode: 'string', label: 'string', 'description?': 'string', appliesTo: 'BreakpointModeApplicability[]',
  },
  BreakpointModeApplicability: 'string',
  'BreakpointLocationsResponse.body': { breakpoints: 'BreakpointLocation[]' },
  BreakpointLocation: { line: 'uint64', 'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64' },
  'SetBreakpointsResponse.body': { breakpoints: 'Breakpoint[]' },
  Breakpoint: {
    'id?': 'int32', verified: 'boolean', 'message?': 'string', 'source?': 'Source', 'line?': 'uint64',
    'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64', 'instructionReference?': 'string',
    'offset?': 'int64', 'reason?': '"pending"|"failed"',
  },
  'SetFunctionBreakpointsResponse.body': { breakpoints: 'Breakpoint[]' },
  'SetExceptionBreakpointsResponse.body': { 'breakpoints?': 'Breakpoint[]' },
  'DataBreakpointInfoResponse.body': {
    dataId: 'string|null', description: 'string', 'accessTypes?': 'DataBreakpointAccessType[]',
    'canPersist?': 'boolean',
  },
  'SetDataBreakpointsResponse.body': { breakpoints: 'Breakpoint[]' },
  'SetInstructionBreakpointsResponse.body': { breakpoints: 'Breakpoint[]' },
  'ContinueResponse.body': { 'allThreadsContinued?': 'boolean' },
  'StackTraceResponse.body': { stackFrames: 'StackFrame[]', 'totalFrames?': 'uint32' },
  StackFrame: {
    id: 'int32', name: 'string', 'source?': 'Source', line: 'uint64', column: 'uint64', 'endLine?': 'uint64',
    'endColumn?': 'uint64', 'canRestart?': 'boolean', 'instructionPointerReference?': 'string',
    'moduleId?': 'integer|string', 'presentationHint?': '"normal"|"label"|"subtle"',
  },
  'ScopesResponse.body': { scopes: 'Scope[]' },
  Scope: {
    name: 'string', 'presentationHint?': 'string', variablesReference: 'int32 0..', 'namedVariables?': 'int32 0..',
    'indexedVariables?': 'int32 0..', expensive: 'boolean', 'source?': 'Source', 'line?': 'uint64',
    'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64',
  },
  'VariablesResponse.body': { variables: 'Variable[]' },
  Variable: {
    name: 'string', value: 'string', 'type?': 'string', 'presentationHint?': 'VariablePresentationHint',
    'evaluateName?': 'string', variablesReference: 'int32 0..', 'namedVariables?': 'int32 0..',
    'indexedVariables?': 'int32 0..', 'memoryReference?': 'string', 'declarationLocationReference?': 'int32',
    'valueLocationReference?': 'int32',
  },
  VariablePresentationHint: {
    'kind?': 'string', 'attributes?': 'string[]', 'visibility?': 'string', 'lazy?': 'boolean',
  },
  'SetVariableResponse.body': {
    value: 'string', 'type?': 'string', 'variablesReference?': 'int32 0..', 'namedVariables?': 'int32 0..',
    'indexedVariables?': 'int32 0..', 'memoryReference?': 'string', 'valueLocationReference?': 'int32',
  },
  'SourceResponse.body': { content: 'string', 'mimeType?': 'string' },
  'ThreadsResponse.body': { threads: 'Thread[]' },
  Thread: { id: 'int32', name: 'string' },
  'ModulesResponse.body': { modules: 'Module[]', 'totalModules?': 'uint64' },
  Module: {
    id: 'integer|string', name: 'string', 'path?': 'string', 'isOptimized?': 'boolean', 'isUserCode?': 'boolean',
    'version?': 'string', 'symbolStatus?': 'string', 'symbolFilePath?': 'string', 'dateTimeStamp?': 'string',
    'addressRange?': 'string',
  },
  'LoadedSourcesResponse.body': { sources: 'Source[]' },
  'EvaluateResponse.body': {
    result: 'string', 'type?': 'string', 'presentationHint?': 'VariablePresentationHint',
    variablesReference: 'int32 0..', 'namedVariables?': 'int32 0..', 'indexedVariables?': 'int32 0..',
    'memoryReference?': 'string', 'valueLocationReference?': 'int32',
  },
  'SetExpressionResponse.body': {
    value: 'string', 'type?': 'string', 'presentationHint?': 'VariablePresentationHint',
    'variablesReference?': 'int32 0..', 'namedVariables?': 'int32 0..', 'indexedVariables?': 'int32 0..',
    'memoryReference?': 'string', 'valueLocationReference?': 'int32',
  },
  'StepInTargetsResponse.body': { targets: 'StepInTarget[]' },
  StepInTarget: {
    id: 'int32', label: 'string', 'line?': 'uint64', 'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64',
  },
  'GotoTargetsResponse.body': { targets: 'GotoTarget[]' },
  GotoTarget: {
    id: 'int32', label: 'string', line: 'uint64', 'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64',
    'instructionPointerReference?': 'string',
  },
  'CompletionsResponse.body': { targets: 'CompletionItem[]' },
  CompletionItem: {
    label: 'string', 'text?': 'string', 'sortText?': 'string', 'detail?': 'string', 'type?': 'CompletionItemType',
    'start?': 'uint32', 'length?': 'uint32', 'selectionStart?': 'uint32', 'selectionLength?': 'uint32',
  },
  CompletionItemType:
    '"method"|"function"|"constructor"|"field"|"variable"|"class"|"interface"|"module"|"property"|"unit"|"value"' +
    '|"enum"|"keyword"|"snippet"|"text"|"color"|"file"|"reference"|"customcolor"',
  'ExceptionInfoResponse.body': {
    exceptionId: 'string', 'description?': 'string', breakMode: 'ExceptionBreakMode', 'details?': 'ExceptionDetails',
  },
  ExceptionDetails: {
    'message?': 'string', 'typeName?': 'string', 'fullTypeName?': 'string', 'evaluateName?': 'string',
    'stackTrace?': 'string', 'innerException?': 'ExceptionDetails[]',
  },
  'ReadMemoryResponse.body': { address: 'string', 'unreadableBytes?': 'uint64', 'data?': 'string' },
  'WriteMemoryResponse.body': { 'offset?': 'int64', 'bytesWritten?': 'uint32' },
  'DisassembleResponse.body': { instructions: 'DisassembledInstruction[]' },
  DisassembledInstruction: {
    address: 'string', 'instructionBytes?': 'string', instruction: 'string', 'symbol?': 'string',
    'location?': 'Source', 'line?': 'uint64', 'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64',
    'presentationHint?': '"normal"|"invalid"',
  },
  'LocationsResponse.body': {
    source: 'Source', line: 'uint64', 'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64',
  },
  'StoppedEvent.body': {
    reason: 'string', 'description?': 'string', 'threadId?': 'int32', 'preserveFocusHint?': 'boolean',
    'text?': 'string', 'allThreadsStopped?': 'boolean', 'hitBreakpointIds?': 'int32[]',
  },
  'ContinuedEvent.body': { threadId: 'int32', 'allThreadsContinued?': 'boolean' },
  'ExitedEvent.body': { exitCode: 'int32' },
  'TerminatedEvent.body': { 'restart?': 'any' },
  'ThreadEvent.body': { reason: 'string', threadId: 'int32' },
  'OutputEvent.body': {
    'category?': 'string', output: 'string', 'group?': '"start"|"startCollapsed"|"end"',
    'variablesReference?': 'int32 0..', 'source?': 'Source', 'line?': 'uint64', 'column?': 'uint64', 'data?': 'any',
    'locationReference?': 'int32',
  },
  'BreakpointEvent.body': { reason: 'string', breakpoint: 'Breakpoint' },
  'ModuleEvent.body': { reason: '"new"|"changed"|"removed"', module: 'Module' },
  'LoadedSourceEvent.body': { reason: '"new"|"changed"|"removed"', source: 'Source' },
  'ProcessEvent.body': {
    name: 'string', 'systemProcessId?': 'int32', 'isLocalProcess?': 'boolean',
    'startMethod?': '"launch"|"attach"|"attachForSuspendedLaunch"', 'pointerSize?': 'uint32',
  },
  'CapabilitiesEvent.body': { capabilities: 'Capabilities' },
  'ProgressStartEvent.body': {
    progressId: 'string', title: 'string', 'requestId?': 'int32 1..', 'cancellable?': 'boolean', 'message?': 'string',
    'percentage?': 'number 0..100',
  },
  'ProgressUpdateEvent.body': { progressId: 'string', 'message?': 'string', 'percentage?': 'number 0..100' },
  'ProgressEndEvent.body': { progressId: 'string', 'message?': 'string' },
  'InvalidatedEvent.body': { 'areas?': 'InvalidatedAreas[]', 'threadId?': 'int32', 'stackFrameId?': 'int32' },
  InvalidatedAreas: 'string',
  'MemoryEvent.body': { memoryReference: 'string', offset: 'int64', count: 'uint64' },
  'ErrorResponse.body': { 'error?': 'Message' },
  Message: {
    id: 'int32', format: 'string', 'variables?': 'string{}', 'sendTelemetry?': 'boolean', 'showUser?': 'boolean',
    'url?': 'string', 'urlLabel?': 'string',
  },
};
