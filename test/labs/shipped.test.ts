// The checks that ship with the labs: every one passes on the examples and measures something, and every one fails where somebody broke
// what it is about; a student is told in words.
import { strict as assert } from 'node:assert';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { render } from '../../src/base/message';
import { filesOf } from '../../src/labs/copying';
import type { Lab } from '../../src/labs/lab';
import { LABS, labNamed } from '../../src/labs/labs';
import { checkLab, type Checked } from '../../src/labs/run';
import { NodePlatform } from '../../src/platform/node/platform';
import { Workshop } from '../../src/labs/workshop';
import { BROKEN, brokenFiles } from './broken';
import { preparedDisk } from './containers';
import { EXAMPLES } from './programs';

const disks = new Map<string, Uint8Array>();
/** The disk that a lab's script makes. */
const diskOf = (folder: string): Uint8Array => {
  const disk = disks.get(folder) ?? preparedDisk(folder);
  disks.set(folder, disk);
  return disk;
};
const PLATFORM = new NodePlatform();
/** The examples, with the disks that the labs' scripts make. */
const WORKSHOP = new Workshop(PLATFORM, EXAMPLES, resolve('.'), diskOf);

/** A student's folder with a lab: nothing is there but what opening the lab copies. */
function openedWorkshop(lab: Lab): Workshop {
  const files = new Set(filesOf(PLATFORM, EXAMPLES, lab).map((name) => join(EXAMPLES, name))), there = (path: string): boolean => files.has(path);
  return new Workshop({
    readFile: (path) => (there(path) ? PLATFORM.readFile(path) : undefined),
    realPath: (path) => (there(path) ? path : undefined),
    listFolder: (folder) => PLATFORM.listFolder(folder),
    join, folderOf: (path) => PLATFORM.folderOf(path), relative: (folder, path) => PLATFORM.relative(folder, path),
  }, EXAMPLES, EXAMPLES, diskOf);
}

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
  '04-type-2': [
    ['unchanged', 'systems/type2/vmm/console.sasm', "get byte 255 and '\\n' ne", "get byte 255 and '\\n' eq"],
    ['ledger', 'systems/type2/vmm/run.sasm', '(now + exit_counts * 2) call count_exit', 'now call count_exit'],
    ['crossings', 'systems/type2/vmm/record.sasm', 'get number 4 mul load +kernel_page ret', 'now load +guest.kernel.handle get number call host_get ret'],
    ['killing', 'systems/type2/host/lives.sasm', 'get process call release_machines ret', 'ret'],
  ],
  '05-full-virtualization': [
    ['hidden', 'systems/type1/ports.sasm', '  1 ret', '  0 ret'],
    ['equivalent-probe', 'systems/type1/contexts.sasm', 'get budget u2f now', 'get budget u2f 1.0 fadd now'],
    ['equivalent-systems', 'systems/type1/contexts.sasm', 'get budget u2f now', 'get budget u2f 1.0 fadd now'],
    ['leaky', 'labs/05-full-virtualization/probe.sasm', 'Somebody is below me.', 'This is bare metal.'],
  ],
  '06-paravirtualization': [
    ['unchanged', 'labs/06-paravirtualization/full.sasm', 'image_size: slate.size', 'image_size: 100'],
    ['ported', 'systems/para/slate/console.sasm', 'store +page.queued', 'drop drop'],
    ['fewer-exits', 'labs/06-paravirtualization/para.sasm', 'systems/para/slate/', 'systems/slate/'],
    ['costs', 'systems/para/slate/console.sasm', 'jumpz fits', 'drop'],
    ['computing', 'labs/06-paravirtualization/para.sasm', 'turn: 20000', 'turn: 200'],
    ['cured', 'systems/translate/translate.sasm', '  get at traps_as_mode store', '  get at drop'],
  ],
  '07-kvm': [
    ['unchanged', 'labs/07-kvm/monitor.sasm', 'image_size: slate.size', 'image_size: 100'],
    ['no-process-exits', 'systems/kvm/machines.sasm', 'mode.guest  ctx.new', 'mode.user  ctx.new'],
    ['device-exits', 'systems/type2/vmm/disk.sasm', 'now load +guest.base get address add  get size', 'get address  get size'],
    ['computing', 'systems/kvm/run.sasm', 'slice u2f fadd', '1000.0 fadd'],
    ['order-turns', 'systems/kvm/run.sasm', 'slice u2f fadd', '1000.0 fadd'],
  ],
  '08-docker-isolation': [
    ['sessions', 'systems/containers/spaces.sasm', 'get process load +process.more.number_space load +numbers.before  sub', '0 sub'],
    ['shares', 'systems/containers/groups.sasm', 'get count get group fload +group.share fdiv', 'get count'],
    ['limits', 'systems/containers/groups.sasm', 'get group fload +group.used_max  flt jumpnz done', 'inf flt jumpnz done'],
    ['no-exits', 'systems/containers/engine/engine.sasm', '  call ask drop\nnext:', '  call ask drop mode drop\nnext:'],
    ['crash', 'labs/08-docker-isolation/careless.sasm', 'field.operand0 call operand load ret', '0 ret'],
  ],
  '09-docker-deploy': [
    ['chain', 'labs/09-docker-deploy/image/Buildfile', 'COPY tools /bin\nCOPY job /bin/job', 'COPY job /bin/job\nCOPY tools /bin'],
    ['same-output', 'labs/09-docker-deploy/changed.sasm', 'get sum sys print', 'sys random sys print'],
    ['carried', 'systems/containers/store/commit.sasm', 'get at files add call write_whiteout', ''],
  ],
  '10-docker-on-a-mac': [
    ['sessions', 'labs/10-docker-on-a-mac/mac.sasm', 'image_size: host.size', 'image_size: 100'],
    ['same-output', 'systems/type1/contexts.sasm', 'get budget u2f now', 'get budget u2f 1.0 fadd now'],
    ['memory-once', 'labs/10-docker-on-a-mac/machines.sasm', 'base: 1 << 21', 'base: 1 << 20'],
  ],
  '11-jvm': [
    ['one-program', 'systems/slate/calls.sasm', 'get room  (me + process.arguments)  taken load copy', 'get room drop'],
    ['one-file', 'systems/pebble/chalk.sasm', 'get byte sys 20 (i32)', 'get byte 1 add sys 20 (i32)'],
  ],
  '12-summary': [['orders', 'labs/12-summary/para.sasm', 'systems/para/slate/', 'systems/slate/']],
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
    it(`${lab.folder}: all that it claims holds, where nothing but the lab was opened`, () => {
      const { checks, passed } = checkLab(lab, openedWorkshop(lab));
      assert.deepEqual(checks.flatMap(told), []);
      assert.ok(passed && checks.length > 0);
      assert.equal(new Set(checks.map(({ check }) => check.name)).size, checks.length);
    });
  }

  for (const { folder, checks } of LABS) {
    it(`${folder}: each check finds a mistake`, () => {
      const mistakes = MISTAKES[folder];
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
