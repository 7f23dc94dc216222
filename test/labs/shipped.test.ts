// The checks that ship with the labs: every one passes on the examples and measures something, and every one fails where somebody broke
// what it is about; a student is told in words.
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { render } from '../../src/base/message';
import type { Check } from '../../src/labs/lab';
import { LABS, labNamed } from '../../src/labs/labs';
import { checkLab, type Checked } from '../../src/labs/run';
import { NodePlatform } from '../../src/platform/node/platform';
import { Workshop } from '../../src/labs/workshop';
import { BROKEN, brokenFiles } from './broken';
import { preparedDisk } from './containers';
import { EXAMPLES } from './programs';

const disks = new Map<string, Uint8Array>();
/** The examples, with the disks that the labs' scripts make. */
const WORKSHOP = new Workshop(new NodePlatform(), EXAMPLES, resolve('.'), (folder) => {
  const disk = disks.get(folder) ?? preparedDisk(folder);
  disks.set(folder, disk);
  return disk;
});

/** Mistakes by the check that has to find them: a line of a file below the examples, and what stands there instead. */
const MISTAKES: Readonly<Record<string, readonly (readonly [check: string, file: string, from: string, to: string])[]>> = {
  '01-what-a-vm-is': [
    ['same-output', 'systems/type1/console.sasm', 'port.console get byte out', 'port.console get byte 1 add out'],
    ['disjoint-windows', 'labs/01-what-a-vm-is/two_systems.sasm', 'slate_base + slate_memory + 0x1000', 'slate_base + 0x1000'],
    ['killing', 'systems/type1/contexts.sasm', 'now load +guest.base  get slot load +slot.base  add ret', 'get slot load +slot.base ret'],
  ],
  '02-why-it-is-possible': [
    ['sorted', 'labs/02-why-it-is-possible/classify.sasm', 'data innocuous = "  innocuous', 'data innocuous = "  privileged'],
    ['sorted-leaky', 'labs/02-why-it-is-possible/classify.sasm', 'SENSITIVE, AND IT DOES NOT TRAP', 'innocuous'],
  ],
  '03-type-1': [
    ['unchanged', 'labs/03-type-1/lab.sasm', 'image_size: chalk.size', 'image_size: 100'],
    ['ledger', 'systems/type1/contexts.sasm', 'get budget u2f now', 'get budget u2f 1.0 fadd now'],
    ['remainder', 'systems/type1/contexts.sasm', 'get budget u2f now', 'get budget u2f 1.0 fadd now'],
  ],
  '05-full-virtualization': [
    ['hidden', 'systems/type1/ports.sasm', '  1 ret', '  0 ret'],
    ['equivalent-probe', 'systems/type1/contexts.sasm', 'get budget u2f now', 'get budget u2f 1.0 fadd now'],
    ['equivalent-systems', 'systems/type1/contexts.sasm', 'get budget u2f now', 'get budget u2f 1.0 fadd now'],
    ['leaky', 'labs/05-full-virtualization/probe.sasm', 'Somebody is below me.', 'This is bare metal.'],
  ],
  '06-paravirtualization': [
    ['unchanged', 'labs/06-paravirtualization/full.sasm', 'image_size: slate.size', 'image_size: 100'],
    ['ported', 'systems/para/slate/console.sasm', 'call enqueue', 'drop'],
    ['fewer-exits', 'labs/06-paravirtualization/para.sasm', 'systems/para/slate/', 'systems/slate/'],
    ['cured', 'systems/translate/translate.sasm', '  get at traps_as_mode store', '  get at drop'],
  ],
  '11-jvm': [
    ['one-program', 'systems/slate/calls.sasm', 'get room  (me + process.arguments)  taken load copy', 'get room drop'],
    ['one-file', 'systems/pebble/chalk.sasm', 'get byte sys 20 (i32)', 'get byte 1 add sys 20 (i32)'],
  ],
};

/** What is true of the machine, whatever a student's files say. */
const OF_THE_MACHINE = new Set(['no-hole', 'the-hole']);

describe('labs as they ship', function () {
  this.timeout(0);

  it('every folder of a lab is in the table, in order, with its guides and its program', () => {
    const folders = readdirSync(join(EXAMPLES, 'labs'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const guided = folders.filter((name) => existsSync(join(EXAMPLES, 'labs', name, 'GUIDE.md')) && existsSync(join(EXAMPLES, 'labs', name, 'GUIDE.ko.md')));
    for (const folder of guided) assert.ok(labNamed(folder) !== undefined, folder);
    assert.deepEqual(LABS.map(({ folder }) => folder), LABS.map(({ folder }) => folder).sort());
    for (const { folder, number, program } of LABS) {
      assert.ok(existsSync(join(EXAMPLES, 'labs', folder, program)), `${folder}/${program}`);
      assert.equal(Number(folder.slice(0, 2)), number);
      for (const name of [folder, String(number), folder.slice(3)]) assert.equal(labNamed(name)?.folder, folder);
    }
  });

  for (const lab of LABS) {
    it(`${lab.folder}: all that it claims holds`, () => {
      const { checks, passed } = checkLab(lab, WORKSHOP);
      assert.deepEqual(checks.flatMap(told), []);
      assert.ok(passed && checks.length > 0);
      assert.equal(new Set(checks.map(({ check }) => check.name)).size, checks.length);
    });
  }

  for (const [folder, mistakes] of Object.entries(MISTAKES)) {
    it(`${folder}: each check finds a mistake`, () => {
      const checks: readonly Check[] = labNamed(folder)?.checks ?? [];
      assert.deepEqual(mistakes.map(([name]) => name).sort(), checks.map(({ name }) => name).filter((name) => !OF_THE_MACHINE.has(name)).sort());
      for (const [name, file, from, to] of mistakes) {
        const text = WORKSHOP.text(file), check = checks.find((each) => each.name === name);
        assert.equal(text.split(from).length, 2, `${file} holds “${from}” once`);
        assert.ok(check !== undefined);
        const lab = { ...LABS[0], checks: [check] }, { checks: [found] } = checkLab(lab, WORKSHOP.with({ [file]: text.replace(from, to) }));
        assert.ok(!found.passed, `${name} finds “${to}”`);
        assert.match(told(found)[0], /[가-힣]/);
      }
    });
  }

  for (const broken of BROKEN) {
    it(`the probe of lab 05 finds out: ${broken.name}`, () => {
      const changed = Object.fromEntries(Object.entries(brokenFiles(broken)).map(([name, text]) => [`systems/type1/${name}`, text]));
      const lab = labNamed('5');
      assert.ok(lab !== undefined);
      const { passed } = checkLab({ ...lab, checks: lab.checks.filter(({ name }) => name === 'hidden') }, WORKSHOP.with(changed));
      assert.ok(!passed);
    });
  }

  it('a program that does not assemble is told with its file and line', () => {
    const lab = labNamed('2');
    assert.ok(lab !== undefined);
    const file = 'labs/02-why-it-is-possible/classify.sasm', workshop = WORKSHOP.with({ [file]: `nonsense\n${WORKSHOP.text(file)}` });
    const { checks } = checkLab({ ...lab, checks: lab.checks.filter(({ name }) => name === 'sorted') }, workshop);
    assert.match(told(checks[0])[0], /^labs\/02-why-it-is-possible\/classify\.sasm, line 1: .*|classify\.sasm 1행: /);
  });
});

/** What differs, in both languages. */
function told({ finding: { differences } }: Checked): string[] {
  return differences.map((each) => `${render(each, 'en')} / ${render(each, 'ko')}`);
}
