// Recordings as files: what is read is what was written, it runs to the same end, and whatever else the bytes are is refused.
import * as assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Refusal } from '../../src/base/message';
import { compiler } from '../../src/compiler/engine';
import { RECORDING_ERRORS } from '../../src/history/messages';
import type { Recording } from '../../src/history/recording';
import { decodeRecording, encodeRecording } from '../../src/history/recording-file';
import { encodeStripped } from '../../src/image/write';
import { machineHash } from '../../src/machine/state-hash';
import { randomFor } from '../engines/sample';
import { recordedRun, replay, type RecordedRun } from './recordings';

const RUNS = 80, FORGERIES = 2000;
/** Where the content begins. */
const HEADER_BYTES = 12;

const seeds = Array.from({ length: RUNS }, (_, i) => i + 1);

/** The code of the refusal that some work ends with; undefined where it does not. Any other trouble is thrown on. */
function refusalOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (trouble) {
    if (trouble instanceof Refusal) return trouble.row.code;
    throw trouble;
  }
}

/** The bytes with a checksum and a length that fit. */
function sealed(bytes: Uint8Array): Uint8Array {
  const result = bytes.slice();
  new DataView(result.buffer).setUint32(8, result.length, true);
  result.set(createHash('sha256').update(result.subarray(0, -32)).digest(), result.length - 32);
  return result;
}

function changed(run: RecordedRun, change: Partial<Recording>): RecordedRun {
  return { ...run, recording: { ...run.recording, ...change } };
}

describe('recordings', () => {
  const runs = seeds.map(recordedRun);

  it('have something of everything in these tests', () => {
    const some = (test: (recording: Recording) => boolean): boolean => runs.some(({ recording }) => test(recording));
    assert.ok(some(({ disk }) => disk !== undefined) && some(({ disk }) => disk === undefined));
    assert.ok(some(({ input }) => input.some(({ planned, bytes }) => planned === undefined && bytes !== undefined)));
    assert.ok(some(({ input }) => input.some(({ planned, step }) => planned !== undefined && planned !== step)));
    assert.ok(some(({ edits }) => edits.some(({ change: { kind } }) => kind === 'write')) && some(({ edits }) => edits.some(({ change: { kind } }) => kind !== 'write')));
    assert.ok(some(({ end }) => end.ending !== undefined) && some(({ end }) => end.ending === undefined));
  });

  it('are read as they were written, in a few hundred bytes', () => {
    for (const { recording } of runs) {
      const bytes = encodeRecording(recording);
      assert.deepEqual(decodeRecording(bytes), recording);
      assert.ok(bytes.length < 1000, `${bytes.length} bytes`);
    }
  });

  for (const [name, engine] of Object.entries({ interpreter: undefined, compiler: compiler({ always: true }) })) {
    it(`run to the same end again, ${name}`, () => {
      for (const run of runs) {
        const recording = decodeRecording(encodeRecording(run.recording));
        assert.equal(machineHash(replay({ ...run, recording }, engine)), run.recording.end.hash);
      }
    });
  }

  it('carry image and disk where they are to', () => {
    const run = runs.find(({ disk }) => disk.length > 0) ?? assert.fail('none with a disk');
    const bundle = { image: encodeStripped(run.image), disk: run.disk };
    assert.deepEqual(decodeRecording(encodeRecording({ ...run.recording, bundle })).bundle, bundle);
  });

  it('are refused with any byte flipped or changed', () => {
    for (const { recording } of runs.slice(0, 12)) {
      const bytes = encodeRecording(recording);
      for (let at = 0; at < bytes.length; at++) {
        for (const bits of [1 << (at & 7), 0xff]) {
          const damaged = bytes.slice();
          damaged[at] ^= bits;
          assert.match(refusalOf(() => decodeRecording(damaged)) ?? 'read', /^R30[1-4]$/, `byte ${at}`);
        }
      }
    }
  });

  it('are refused cut short anywhere, and with something behind', () => {
    const bytes = encodeRecording(runs[0].recording);
    for (let length = 0; length < bytes.length; length++) {
      const code = refusalOf(() => decodeRecording(bytes.slice(0, length)));
      assert.equal(code, length < 4 ? RECORDING_ERRORS.magic.code : RECORDING_ERRORS.length.code, `${length} bytes`);
    }
    assert.equal(refusalOf(() => decodeRecording(Uint8Array.of(...bytes, 0))), RECORDING_ERRORS.length.code);
  });

  it('that somebody forged, checksum and all, are read or refused, and replayed or refused, and never do harm', () => {
    const random = randomFor(0, 61);
    const found = new Map<string, number>();
    for (let i = 0; i < FORGERIES; i++) {
      const run = random.pick(runs);
      const code = refusalOf(() => replayForged(run, forged(encodeRecording(run.recording), (below) => random.below(below)))) ?? 'none';
      found.set(code, (found.get(code) ?? 0) + 1);
    }
    const said = [...found].sort().map(([code, count]) => `${code} ${count}`).join(', ');
    for (const { code } of [RECORDING_ERRORS.part, RECORDING_ERRORS.image, RECORDING_ERRORS.edit, RECORDING_ERRORS.hash, RECORDING_ERRORS.steps]) {
      assert.ok(found.has(code), `${code} is not among ${said}`);
    }
  });

  it('are refused on another image or disk, and where the end is another', () => {
    const run = runs.find(({ disk, recording }) => disk.length > 0 && recording.end.ending !== undefined) ?? assert.fail('none');
    const other = runs.find(({ image }) => image.identity !== run.image.identity) ?? assert.fail('none');
    const { end } = run.recording;
    const cases: [RecordedRun, string][] = [
      [{ ...run, image: other.image }, 'image'], [{ ...run, disk: run.disk.slice(1) }, 'disk'],
      [changed(run, { end: { ...end, hash: '0'.repeat(32) } }), 'hash'],
      [changed(run, { end: { ...end, steps: end.steps + 1 } }), 'steps'],
      [changed(run, { end: { ...end, ending: { code: (end.ending?.code ?? 0) ^ 1, cause: end.ending?.cause } } }), 'ending'],
      [changed(run, { options: { ...run.recording.options, memory: 0 } }), 'memory'],
    ];
    for (const [wrong, name] of cases) {
      assert.equal(refusalOf(() => replay(wrong)), RECORDING_ERRORS[name as keyof typeof RECORDING_ERRORS].code, name);
    }
  });
});

/** The bytes with a few of the content's changed, taken out or put in. */
function forged(bytes: Uint8Array, below: (limit: number) => number): Uint8Array {
  const content = [...bytes];
  for (let left = 1 + below(3); left > 0; left--) {
    const at = HEADER_BYTES + below(content.length - HEADER_BYTES - 32);
    const kind = below(6);
    if (kind === 0) content.splice(at, 1);
    else if (kind === 1) content.splice(at, 0, below(256));
    else content[at] = kind === 2 ? below(256) : content[at] ^ (1 << below(8));
  }
  return sealed(Uint8Array.from(content));
}

/** Reads, and replays what asks for no more than these tests have to give. */
function replayForged(run: RecordedRun, bytes: Uint8Array): void {
  const recording = decodeRecording(bytes);
  const { memory, limits } = recording.options;
  if (memory + limits.contexts * limits.slots * 8 > 1 << 20 || recording.end.steps > 20_000) return;
  replay({ ...run, recording });
}
