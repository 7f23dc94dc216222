// Which arguments and which body belong to each request, and which body to each event.
// Made by scripts/protocol.mjs from the schema of the Debug Adapter Protocol (Microsoft, MIT licence). Do not edit.
import type { DebugProtocol as P } from '@vscode/debugprotocol';

/** What is asked, and what is answered. */
export interface Exchange<Arguments, Body> {
  readonly arguments: Arguments;
  readonly body: Body;
}

export interface StandardRequests {
  cancel: Exchange<P.CancelArguments | undefined, void>;
  runInTerminal: Exchange<P.RunInTerminalRequestArguments, P.RunInTerminalResponse['body']>;
  startDebugging: Exchange<P.StartDebuggingRequestArguments, void>;
  initialize: Exchange<P.InitializeRequestArguments, P.InitializeResponse['body']>;
  configurationDone: Exchange<P.ConfigurationDoneArguments | undefined, void>;
  launch: Exchange<P.LaunchRequestArguments, void>;
  attach: Exchange<P.AttachRequestArguments, void>;
  restart: Exchange<P.RestartArguments | undefined, void>;
  disconnect: Exchange<P.DisconnectArguments | undefined, void>;
  terminate: Exchange<P.TerminateArguments | undefined, void>;
  breakpointLocations: Exchange<P.BreakpointLocationsArguments | undefined, P.BreakpointLocationsResponse['body']>;
  setBreakpoints: Exchange<P.SetBreakpointsArguments, P.SetBreakpointsResponse['body']>;
  setFunctionBreakpoints: Exchange<P.SetFunctionBreakpointsArguments, P.SetFunctionBreakpointsResponse['body']>;
  setExceptionBreakpoints: Exchange<P.SetExceptionBreakpointsArguments, P.SetExceptionBreakpointsResponse['body']>;
  dataBreakpointInfo: Exchange<P.DataBreakpointInfoArguments, P.DataBreakpointInfoResponse['body']>;
  setDataBreakpoints: Exchange<P.SetDataBreakpointsArguments, P.SetDataBreakpointsResponse['body']>;
  setInstructionBreakpoints: Exchange<P.SetInstructionBreakpointsArguments, P.SetInstructionBreakpointsResponse['body']>;
  continue: Exchange<P.ContinueArguments, P.ContinueResponse['body']>;
  next: Exchange<P.NextArguments, void>;
  stepIn: Exchange<P.StepInArguments, void>;
  stepOut: Exchange<P.StepOutArguments, void>;
  stepBack: Exchange<P.StepBackArguments, void>;
  reverseContinue: Exchange<P.ReverseContinueArguments, void>;
  restartFrame: Exchange<P.RestartFrameArguments, void>;
  goto: Exchange<P.GotoArguments, void>;
  pause: Exchange<P.PauseArguments, void>;
  stackTrace: Exchange<P.StackTraceArguments, P.StackTraceResponse['body']>;
  scopes: Exchange<P.ScopesArguments, P.ScopesResponse['body']>;
  variables: Exchange<P.VariablesArguments, P.VariablesResponse['body']>;
  setVariable: Exchange<P.SetVariableArguments, P.SetVariableResponse['body']>;
  source: Exchange<P.SourceArguments, P.SourceResponse['body']>;
  threads: Exchange<undefined, P.ThreadsResponse['body']>;
  terminateThreads: Exchange<P.TerminateThreadsArguments, void>;
  modules: Exchange<P.ModulesArguments, P.ModulesResponse['body']>;
  loadedSources: Exchange<P.LoadedSourcesArguments | undefined, P.LoadedSourcesResponse['body']>;
  evaluate: Exchange<P.EvaluateArguments, P.EvaluateResponse['body']>;
  setExpression: Exchange<P.SetExpressionArguments, P.SetExpressionResponse['body']>;
  stepInTargets: Exchange<P.StepInTargetsArguments, P.StepInTargetsResponse['body']>;
  gotoTargets: Exchange<P.GotoTargetsArguments, P.GotoTargetsResponse['body']>;
  completions: Exchange<P.CompletionsArguments, P.CompletionsResponse['body']>;
  exceptionInfo: Exchange<P.ExceptionInfoArguments, P.ExceptionInfoResponse['body']>;
  readMemory: Exchange<P.ReadMemoryArguments, P.ReadMemoryResponse['body']>;
  writeMemory: Exchange<P.WriteMemoryArguments, P.WriteMemoryResponse['body']>;
  disassemble: Exchange<P.DisassembleArguments, P.DisassembleResponse['body']>;
  locations: Exchange<P.LocationsArguments, P.LocationsResponse['body']>;
}

export interface StandardEvents {
  initialized: void;
  stopped: P.StoppedEvent['body'];
  continued: P.ContinuedEvent['body'];
  exited: P.ExitedEvent['body'];
  terminated: P.TerminatedEvent['body'];
  thread: P.ThreadEvent['body'];
  output: P.OutputEvent['body'];
  breakpoint: P.BreakpointEvent['body'];
  module: P.ModuleEvent['body'];
  loadedSource: P.LoadedSourceEvent['body'];
  process: P.ProcessEvent['body'];
  capabilities: P.CapabilitiesEvent['body'];
  progressStart: P.ProgressStartEvent['body'];
  progressUpdate: P.ProgressUpdateEvent['body'];
  progressEnd: P.ProgressEndEvent['body'];
  invalidated: P.InvalidatedEvent['body'];
  memory: P.MemoryEvent['body'];
}
