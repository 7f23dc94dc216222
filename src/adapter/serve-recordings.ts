// The request that writes the run so far to a file.
import type { RunToRecord } from '../debugger';
import type { Recording } from '../history/recording';
import { encodeRecording } from '../history/recording-file';
import type { Call } from '../protocol/call';
import type { Handlers } from '../protocol/connection';
import type { RecordingBody, SaveRecordingArguments } from '../protocol/own';
import type { Adapter } from './adapter';
import { runJob } from './runner';
import { bundleOf, standsAlone, toRecord } from './to-record';

export function serveRecordings(adapter: Adapter): Handlers {
  return { 'strata/saveRecording': (given, call) => save(adapter, given, call) };
}

/** Everything that is recorded of the branch, wherever on it the program stands. */
async function save(adapter: Adapter, { path, bundle = false }: SaveRecordingArguments, call: Call): Promise<RecordingBody> {
  const { platform, debuggee } = adapter, { loaded, options } = debuggee;
  const bundled = bundle || standsAlone(loaded);
  const recording = await runOf(adapter, toRecord(platform, debuggee, path, bundled), call);
  const withIt = bundled ? await platform.gather(() => bundleOf(platform, loaded, options)) : undefined;
  const bytes = encodeRecording({ ...recording, bundle: withIt });
  platform.writeFile(path, bytes);
  await platform.stored();
  return { path, bytes: bytes.length, steps: recording.end.steps, bundled };
}

async function runOf({ platform, debuggee }: Adapter, wanted: RunToRecord, call: Call): Promise<Recording> {
  const steps = debuggee.debug.recordRun(wanted, debuggee.loaded.recording?.end.ending !== undefined);
  try {
    return await runJob(platform, call, steps, () => undefined);
  } finally {
    // Where it was called off the machine is still elsewhere.
    steps.return(undefined as never);
  }
}
