// The systems, hypervisors and programs of the labs are made to be read: how long they are, how long their routines, what stands in front
// of each, their form, and the pages that lead through them. One instruction counts as one line, however many a line of the text holds;
// comments, labels and declarations do not count. slate, chalk and the system of containers have more about themselves in test/systems.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from '../../src/meter/table';
import { LABS } from '../../src/labs/labs';
import { sizes } from '../systems/sizes';
import { assertForm, assertRoutinesSay, routineSizes } from './form';
import { EXAMPLES, imageOf } from './programs';

const ROUTINE_MAX = 40;

/** Programs by the file that one opens first, below the systems; the image that has it whole, below the examples; the most instructions. */
const SIZES: readonly (readonly [file: string, image: string, most: number])[] = [
  ['slate/slate.sasm', 'systems/slate/slate.sasm', 700],
  ['chalk/chalk.sasm', 'systems/chalk/chalk.sasm', 250],
  ['type1/type1.sasm', 'labs/05-full-virtualization/under.sasm', 1200],
  ['type2/type2.sasm', 'labs/04-type-2/lab.sasm', 1200],
  ['type2/vmm/vmm.sasm', 'labs/04-type-2/monitor.sasm', 1200],
  ['para/hypervisor.sasm', 'labs/06-paravirtualization/para.sasm', 1200],
  ['para/slate/slate.sasm', 'systems/para/slate/slate.sasm', 700],
  ['translate/hypervisor.sasm', 'labs/06-paravirtualization/probe_translated.sasm', 1200],
  ['kvm/kvm.sasm', 'labs/07-kvm/lab.sasm', 1200],
  ['kvm/vmm/vmm.sasm', 'labs/07-kvm/monitor.sasm', 1200],
];

/** The same for programs of containers, of which only the files below their folder count. */
const OWN_SIZES: readonly (readonly [program: string, most: number])[] = [['containers', 600], ['engine/engine', 900], ['store/store', 1450]];

/** Systems, the folders of their files, and the page that leads through them, if there is one. */
const SYSTEMS: readonly { readonly system: string; readonly folders: readonly string[]; readonly page?: string }[] = [
  { system: 'type1', folders: [''], page: 'type1' },
  { system: 'type2', folders: ['', 'host/', 'vmm/'], page: 'type2' },
  { system: 'kvm', folders: ['', 'vmm/'], page: 'kvm' },
  { system: 'para', folders: ['', 'slate/'] },
  { system: 'translate', folders: [''] },
  { system: 'pebble', folders: [''] },
];

/** Files of slate that the port has changed: they have the comments of slate. */
const PORTED: readonly string[] = ['slate.sasm', 'traps.sasm', 'calls.sasm', 'console.sasm'].map((name) => `para/slate/${name}`);

/** The programs of a folder, by their paths below the systems. */
function programs(folder: string): string[] {
  return readdirSync(join(EXAMPLES, folder)).filter((name) => name.endsWith('.sasm')).map((name) => `${folder}${name}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Fails where docs/systems.md does not say how long a program is, and what it may be, in both languages. */
function assertSaid(file: string, count: number, most: number): void {
  for (const page of ['docs/systems.md', 'docs/systems.ko.md']) {
    const row = readFileSync(page, 'utf8').split('\n').find((line) => line.startsWith('|') && line.includes(`(../examples/systems/${file})`));
    assert.ok(row?.includes(`| ${grouped(count)} | ${grouped(most)} |`), `${page}: ${file}, ${count} of ${most}: ${row}`);
  }
}

describe('reading the programs of the labs', () => {
  for (const [file, image, most] of SIZES) {
    it(`${file} has at most ${most} instructions, and no routine has more than ${ROUTINE_MAX}; docs/systems.md says so`, () => {
      const counts = routineSizes(imageOf(join(EXAMPLES, image)));
      assert.ok(sum(counts) <= most && Math.max(...counts) <= ROUTINE_MAX, `${sum(counts)} instructions, ${Math.max(...counts)} in one routine`);
      assertSaid(file, sum(counts), most);
    });
  }

  for (const [program, most] of OWN_SIZES) {
    it(`${program} has at most ${most} instructions of its own, and no routine has more than ${ROUTINE_MAX}; docs/systems.md says so`, () => {
      const { own, longest } = sizes(program);
      assert.ok(own <= most && longest <= ROUTINE_MAX, `${own} instructions, ${longest} in one routine`);
      assertSaid(`containers/${program}.sasm`, own, most);
    });
  }

  for (const { system, folders, page } of SYSTEMS) {
    const files = folders.flatMap((folder) => programs(`systems/${system}/${folder}`));
    for (const file of files) {
      it(`${file} is formatted, fits a page, and its routines say what they do`, () => {
        assertForm(join(EXAMPLES, file));
        if (!PORTED.includes(file.slice('systems/'.length))) assertRoutinesSay(join(EXAMPLES, file));
      });
    }
    if (page === undefined) continue;
    it(`docs/${page}.md leads through every file, in both languages, and says how long the programs are`, () => {
      const counts = SIZES.filter(([file]) => file.startsWith(`${system}/`)).map(([, image]) => sum(routineSizes(imageOf(join(EXAMPLES, image)))));
      for (const name of [`docs/${page}.md`, `docs/${page}.ko.md`]) {
        const text = readFileSync(name, 'utf8');
        for (const file of files) assert.ok(text.includes(`\`${file.slice(`systems/${system}/`.length)}\``), `${name}: ${file}`);
        for (const count of counts) assert.ok(text.includes(grouped(count)), `${name}: ${count}`);
      }
    });
  }

  it('type1.sasm names every file, in reading order', () => {
    const start = readFileSync(join(EXAMPLES, 'systems/type1/type1.sasm'), 'utf8');
    for (const file of programs('systems/type1/')) {
      const name = file.slice('systems/type1/'.length);
      if (name !== 'type1.sasm') assert.ok(start.includes(`include "${name}"`), name);
    }
  });

  for (const file of LABS.flatMap(({ folder }) => programs(`labs/${folder}/`))) {
    it(`${file} is formatted, fits a page, and opens with what it is`, () => assertForm(join(EXAMPLES, file)));
  }
});
