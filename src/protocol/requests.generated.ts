// The shapes of the arguments of every request of the protocol.
// Made by scripts/protocol.mjs from the schema of the Debug Adapter Protocol (Microsoft, MIT licence). Do not edit.
import type { Shapes } from './shape';

/** The shape of each request's arguments; `?` where they may be left out, empty where there are none. */
export const ARGUMENTS = {
  cancel: 'CancelArguments?', runInTerminal: 'RunInTerminalRequestArguments',
  startDebugging: 'StartDebuggingRequestArguments', initialize: 'InitializeRequestArguments',
  configurationDone: 'ConfigurationDoneArguments?', launch: 'LaunchRequestArguments', attach: 'AttachRequestArguments',
  restart: 'RestartArguments?', disconnect: 'DisconnectArguments?', terminate: 'TerminateArguments?',
  breakpointLocations: 'BreakpointLocationsArguments?', setBreakpoints: 'SetBreakpointsArguments',
  setFunctionBreakpoints: 'SetFunctionBreakpointsArguments',
  setExceptionBreakpoints: 'SetExceptionBreakpointsArguments', dataBreakpointInfo: 'DataBreakpointInfoArguments',
  setDataBreakpoints: 'SetDataBreakpointsArguments', setInstructionBreakpoints: 'SetInstructionBreakpointsArguments',
  continue: 'ContinueArguments', next: 'NextArguments', stepIn: 'StepInArguments', stepOut: 'StepOutArguments',
  stepBack: 'StepBackArguments', reverseContinue: 'ReverseContinueArguments', restartFrame: 'RestartFrameArguments',
  goto: 'GotoArguments', pause: 'PauseArguments', stackTrace: 'StackTraceArguments', scopes: 'ScopesArguments',
  variables: 'VariablesArguments', setVariable: 'SetVariableArguments', source: 'SourceArguments', threads: '',
  terminateThreads: 'TerminateThreadsArguments', modules: 'ModulesArguments', loadedSources: 'LoadedSourcesArguments?',
  evaluate: 'EvaluateArguments', setExpression: 'SetExpressionArguments', stepInTargets: 'StepInTargetsArguments',
  gotoTargets: 'GotoTargetsArguments', completions: 'CompletionsArguments', exceptionInfo: 'ExceptionInfoArguments',
  readMemory: 'ReadMemoryArguments', writeMemory: 'WriteMemoryArguments', disassemble: 'DisassembleArguments',
  locations: 'LocationsArguments',
} as const;

export const ARGUMENT_SHAPES: Shapes = {
  CancelArguments: { 'requestId?': 'int32 1..', 'progressId?': 'string' },
  RunInTerminalRequestArguments: {
    'kind?': '"integrated"|"external"', 'title?': 'string', cwd: 'string', args: 'string[]',
    'env?': 'RunInTerminalRequestArguments.env{}', 'argsCanBeInterpretedByShell?': 'boolean',
  },
  'RunInTerminalRequestArguments.env': 'string|null',
  StartDebuggingRequestArguments: {
    configuration: 'object', 'outputPresentation?': '"separate"|"mergeWithParent"', request: '"launch"|"attach"',
  },
  InitializeRequestArguments: {
    'clientID?': 'string', 'clientName?': 'string', adapterID: 'string', 'locale?': 'string',
    'linesStartAt1?': 'boolean', 'columnsStartAt1?': 'boolean', 'pathFormat?': 'string',
    'supportsVariableType?': 'boolean', 'supportsVariablePaging?': 'boolean',
    'supportsRunInTerminalRequest?': 'boolean', 'supportsMemoryReferences?': 'boolean',
    'supportsProgressReporting?': 'boolean', 'supportsInvalidatedEvent?': 'boolean', 'supportsMemoryEvent?': 'boolean',
    'supportsArgsCanBeInterpretedByShell?': 'boolean', 'supportsStartDebuggingRequest?': 'boolean',
    'supportsANSIStyling?': 'boolean',
  },
  ConfigurationDoneArguments: 'object',
  LaunchRequestArguments: { 'noDebug?': 'boolean', '__restart?': 'any' },
  AttachRequestArguments: { '__restart?': 'any' },
  RestartArguments: { 'arguments?': 'LaunchRequestArguments|AttachRequestArguments' },
  DisconnectArguments: { 'restart?': 'boolean', 'terminateDebuggee?': 'boolean', 'suspendDebuggee?': 'boolean' },
  TerminateArguments: { 'restart?': 'boolean' },
  BreakpointLocationsArguments: {
    source: 'Source', line: 'uint64', 'column?': 'uint64', 'endLine?': 'uint64', 'endColumn?': 'uint64',
  },
  Source: {
    'name?': 'string', 'path?': 'string', 'sourceReference?': 'int32 0..',
    'presentationHint?': '"normal"|"emphasize"|"deemphasize"', 'origin?': 'string', 'sources?': 'Source[]',
    'adapterData?': 'any', 'checksums?': 'Checksum[]',
  },
  Checksum: { algorithm: 'ChecksumAlgorithm', checksum: 'string' },
  ChecksumAlgorithm: '"MD5"|"SHA1"|"SHA256"|"timestamp"',
  SetBreakpointsArguments: {
    source: 'Source', 'breakpoints?': 'SourceBreakpoint[]', 'lines?': 'uint64[]', 'sourceModified?': 'boolean',
  },
  SourceBreakpoint: {
    line: 'uint64', 'column?': 'uint64', 'condition?': 'string', 'hitCondition?': 'string', 'logMessage?': 'string',
    'mode?': 'string',
  },
  SetFunctionBreakpointsArguments: { breakpoints: 'FunctionBreakpoint[]' },
  FunctionBreakpoint: { name: 'string', 'condition?': 'string', 'hitCondition?': 'string' },
  SetExceptionBreakpointsArguments: {
    filters: 'string[]', 'filterOptions?': 'ExceptionFilterOptions[]', 'exceptionOptions?': 'ExceptionOptions[]',
  },
  ExceptionFilterOptions: { filterId: 'string', 'condition?': 'string', 'mode?': 'string' },
  ExceptionOptions: { 'path?': 'ExceptionPathSegment[]', breakMode: 'ExceptionBreakMode' },
  ExceptionPathSegment: { 'negate?': 'boolean', names: 'string[]' },
  ExceptionBreakMode: '"never"|"always"|"unhandled"|"userUnhandled"',
  DataBreakpointInfoArguments: {
    'variablesReference?': 'int32 0..', name: 'string', 'frameId?': 'int32', 'bytes?': 'uint32',
    'asAddress?': 'boolean', 'mode?': 'string',
  },
  SetDataBreakpointsArguments: { breakpoints: 'DataBreakpoint[]' },
  DataBreakpoint: {
    dataId: 'string', 'accessType?': 'DataBreakpointAccessType', 'condition?': 'string', 'hitCondition?': 'string',
  },
  DataBreakpointAccessType: '"read"|"write"|"readWrite"',
  SetInstructionBreakpointsArguments: { breakpoints: 'InstructionBreakpoint[]' },
  InstructionBreakpoint: {
    instructionReference: 'string', 'offset?': 'int64', 'condition?': 'string', 'hitCondition?': 'string',
    'mode?': 'string',
  },
  ContinueArguments: { threadId: 'int32', 'singleThread?': 'boolean' },
  NextArguments: { threadId: 'int32', 'singleThread?': 'boolean', 'granularity?': 'SteppingGranularity' },
  SteppingGranularity: '"statement"|"line"|"instruction"',
  StepInArguments: {
    threadId: 'int32', 'singleThread?': 'boolean', 'targetId?': 'int32', 'granularity?': 'SteppingGranularity',
  },
  StepOutArguments: { threadId: 'int32', 'singleThread?': 'boolean', 'granularity?': 'SteppingGranularity' },
  StepBackArguments: { threadId: 'int32', 'singleThread?': 'boolean', 'granularity?': 'SteppingGranularity' },
  ReverseContinueArguments: { threadId: 'int32', 'singleThread?': 'boolean' },
  RestartFrameArguments: { frameId: 'int32' },
  GotoArguments: { threadId: 'int32', targetId: 'int32' },
  PauseArguments: { threadId: 'int32' },
  StackTraceArguments: {
    threadId: 'int32', 'startFrame?': 'uint32', 'levels?': 'uint32', 'format?': 'StackFrameFormat',
  },
  StackFrameFormat: {
    'hex?': 'boolean', 'parameters?': 'boolean', 'parameterTypes?': 'boolean', 'parameterNames?': 'boolean',
    'parameterValues?': 'boolean', 'line?': 'boolean', 'module?': 'boolean', 'includeAll?': 'boolean',
  },
  ScopesArguments: { frameId: 'int32' },
  VariablesArguments: {
    variablesReference: 'int32 0..', 'filter?': '"indexed"|"named"', 'start?': 'uint32', 'count?': 'uint32',
    'format?': 'ValueFormat',
  },
  ValueFormat: { 'hex?': 'boolean' },
  SetVariableArguments: { variablesReference: 'int32 0..', name: 'string', value: 'string', 'format?': 'ValueFormat' },
  SourceArguments: { 'source?': 'Source', sourceReference: 'int32 0..' },
  TerminateThreadsArguments: { 'threadIds?': 'int32[]' },
  ModulesArguments: { 'startModule?': 'int32', 'moduleCount?': 'uint32' },
  LoadedSourcesArguments: 'object',
  EvaluateArguments: {
    expression: 'string', 'frameId?': 'int32', 'line?': 'uint64', 'column?': 'uint64', 'source?': 'Source',
    'context?': 'string', 'format?': 'ValueFormat',
  },
  SetExpressionArguments: { expression: 'string', value: 'string', 'frameId?': 'int32', 'format?': 'ValueFormat' },
  StepInTargetsArguments: { frameId: 'int32' },
  GotoTargetsArguments: { source: 'Source', line: 'uint64', 'column?': 'uint64' },
  CompletionsArguments: { 'frameId?': 'int32', text: 'string', column: 'uint64', 'line?': 'uint64' },
  ExceptionInfoArguments: { threadId: 'int32' },
  ReadMemoryArguments: { memoryReference: 'string', 'offset?': 'int64', count: 'uint64' },
  WriteMemoryArguments: { memoryReference: 'string', 'offset?': 'int64', 'allowPartial?': 'boolean', data: 'string' },
  DisassembleArguments: {
    memoryReference: 'string', 'offset?': 'int64', 'instructionOffset?': 'int64', instructionCount: 'uint32',
    'resolveSymbols?': 'boolean',
  },
  LocationsArguments: { locationReference: 'int32' },
};
