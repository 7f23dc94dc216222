// What holds in the labs about containers: the sessions that their guides tell to type come out as the guides show, on the disk that
// the script of the lab makes.
import { message, type Message } from '../base/message';
import { Machine } from '../machine/machine';
import { CONTAINER_MACHINE, ended } from './arrangements';
import { Unfit, type Check } from './lab';
import { DIFFERS } from './messages';
import { verified, type Workshop } from './workshop';

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

/** Lines of the guide that do not come, one after the other. */
function absent(who: string, output: string, wanted: string): Message[] {
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
      const disk = workshop.disk(folder), all = sessions(workshop, folder);
      if (disk === undefined) throw new Unfit([message(DIFFERS.not_prepared, { folder })]);
      let instructions = 0;
      const found = all.flatMap(([{ kind, text }, shown]) => {
        const program = programs[kind], input = [{ step: 0, bytes: new TextEncoder().encode(text) }, { step: 0, bytes: undefined }];
        const machine = new Machine(verified(workshop.image(program)), { ...CONTAINER_MACHINE, disk, input });
        const output = ended(machine, program).devices.output.take();
        instructions += machine.running.time;
        return absent(program, new TextDecoder().decode(output), shown.text);
      });
      return { figures: { sessions: all.length, instructions }, differences: found };
    },
  };
}
