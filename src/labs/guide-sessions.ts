// What holds in the labs about containers: the sessions that their guides tell to type come out as the guides show, on the disk that
// the script of the lab makes.
import { message, type Message } from '../base/message';
import { ended, taken } from './arrangements';
import { containerMachine, preparedDisk } from './containers';
import { Unfit, type Check } from './lab';
import { DIFFERS } from './messages';
import type { Workshop } from './workshop';

interface Block {
  readonly kind: string;
  readonly text: string;
}

/** The blocks of the guide, each kind of session with what the console shows behind it. */
function sessions(workshop: Workshop, folder: string): readonly (readonly [typed: Block, shown: Block])[] {
  const name = `labs/${folder}/GUIDE.md`, text = workshop.text(name);
  const blocks = [...text.matchAll(/^( *)```(\w+)\n([^]*?)^ *```$/gm)]
    .map(([, indent, kind, block]) => ({ kind, text: block.split('\n').map((line) => line.slice(indent.length)).join('\n') }));
  const found = blocks.flatMap((block, i) => (block.kind === 'console' && TYPED.has(blocks[i - 1]?.kind ?? '') ? [[blocks[i - 1], block] as const] : []));
  if (found.length === 0) throw new Unfit([message(DIFFERS.no_blocks, { path: name })]);
  return found;
}

const TYPED: ReadonlySet<string> = new Set(['session', 'careless']);

/** Lines without prompts. */
function lines(output: string): string[] {
  return output.split(/\n|[#$] /).filter((line) => line !== '');
}

/** The first of some lines that does not come behind those before it. */
export function absent(who: string, output: string, wanted: string): Message[] {
  const found = lines(output);
  let at = 0;
  for (const line of wanted.split('\n').filter((each) => each !== '')) {
    const place = found.findIndex((each, index) => index >= at && each.startsWith(line));
    if (place < 0) return [message(DIFFERS.silent, { who, wanted: line })];
    at = place + 1;
  }
  return [];
}

/** @param programs by the kind of the block in which it is typed, below the examples */
export function guideSessions(folder: string, programs: Readonly<Record<string, string>>): Check {
  return {
    name: 'sessions', text: { en: 'the sessions of the guide come out as it shows', ko: '안내서의 세션이 적힌 대로 나온다' },
    run: (workshop) => {
      const disk = preparedDisk(workshop, folder), all = sessions(workshop, folder);
      let instructions = 0;
      const found = all.flatMap(([{ kind, text }, shown]) => {
        const program = programs[kind], machine = ended(containerMachine(workshop.image(program), disk, text), program);
        instructions += machine.running.time;
        return absent(program, taken(machine), shown.text);
      });
      return { figures: { sessions: all.length, instructions }, differences: found };
    },
  };
}
