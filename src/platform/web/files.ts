// A file store at the other end of a message port: the worker asks, the editor, which has the files, answers.
import { assert, reasonOf } from '../../base/assert';
import type { Fetched, FileStore } from './platform';
import type { Port } from './port';

interface Question {
  readonly id: number;
  readonly name: string;
  /** What to write; absent where the file is asked for. */
  readonly bytes?: Uint8Array;
}

interface Answer {
  readonly id: number;
  readonly found?: Fetched;
  readonly trouble?: string;
}

/** The store that {@link serveFiles} serves at the other end. */
export function portFiles(port: Port): FileStore {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  port.onmessage = (event) => {
    const answer = event.data as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  };
  const ask = async (question: Omit<Question, 'id'>): Promise<Fetched> => {
    const id = ++last;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    port.postMessage({ id, ...question } satisfies Question);
    const answer = await answered;
    if (answer.trouble !== undefined) throw new Error(answer.trouble);
    return answer.found;
  };
  return {
    fetch: (name) => ask({ name }),
    async store(name, bytes) {
      const found = await ask({ name, bytes });
      assert(found === undefined, 'storing answers nothing');
    },
  };
}

/** Serves the files of a store to {@link portFiles} at the other end of the port. */
export function serveFiles(port: Port, files: FileStore): void {
  port.onmessage = (event) => {
    const { id, name, bytes } = event.data as Question;
    const done = bytes === undefined ? files.fetch(name) : files.store(name, bytes).then(() => undefined);
    done.then(
      (found) => port.postMessage({ id, found } satisfies Answer),
      (trouble: unknown) => port.postMessage({ id, trouble: reasonOf(trouble) } satisfies Answer),
    );
  };
}
