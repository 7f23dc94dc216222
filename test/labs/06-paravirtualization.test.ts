// Lab 06: slate ported to hypercalls beside slate as it is, under one hypervisor. What the port saves is counted, not told. And a
// machine that leaks: who finds it out there, and three cures.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../../src/base/assert';
import { decodeImage } from '../../src/image/read';
import { opcodeOf } from '../../src/isa/encoding';
import { Op } from '../../src/isa/instructions';
import { PARAVIRTUALIZATION } from '../../src/labs/paravirtualization';
import { Machine, type MachineOptions } from '../../src/machine/machine';
import { diskWith, program, stripped, written } from '../systems/systems';
import { endedConsoleOf, memoryOf, optionsFor, type Subject } from './arrangements';
import { assertGuides, quotations } from './form';
import { patched } from './patch';
import { EXAMPLES, imageOf, verified, WORKSHOP, type Overlay } from './programs';

const LAB = join(EXAMPLES, 'labs/06-paravirtualization');
const PARA = join(EXAMPLES, 'systems/para'), SLATE = join(EXAMPLES, 'systems/slate'), TYPE1 = join(EXAMPLES, 'systems/type1');
const PORTED = ['slate.sasm', 'traps.sasm', 'calls.sasm', 'console.sasm'];
const LIMITS = { handles: 120, frames: 16_384 };
const SESSION = 'echo hello\ncount a\nprimes 100\ncrash divide\ncrash device\nsave note remember\nls\ncat note\ncount x &\ncount y &\nwait\nnobody\nexit 3\n';
/** Its result is an f64, and time passes from call to call; a call of another type than the process says ends it. */
const CLOCK = 'memory 4096 entry func main sys clock f2i sys print 0 sys clock sys clock flt sub sys print sys 16 (-> f64) f2i sys print ret end';
/** Writes more by one call than the page has room for: lines, and one without an end that is longer than the kernel keeps. */
const MUCH = `memory 4096 data text = ${JSON.stringify(Array.from({ length: 40 }, (_, i) => `${'-'.repeat(i)}\n`).join('') + 'x'.repeat(300))}
  entry func main text text.size sys write drop ret end`;

/** What a run is given beside its program. */
interface Given extends Partial<MachineOptions> {
  readonly text?: string;
}

const images = new Map<string, Uint8Array>();

/** The image of a program of the lab, as it lies there or with files changed. */
function lab(name: string, overlay: Overlay = {}): Uint8Array {
  const path = join(LAB, `${name}.sasm`), key = JSON.stringify([name, overlay]);
  const known = images.get(key) ?? imageOf(path, overlay);
  images.set(key, known);
  return known;
}

/** The machine of an image at its end. */
function ended(image: Uint8Array, { text, ...more }: Given = {}): Machine {
  const subject: Subject = { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, input: text };
  const machine = new Machine(verified(image), { ...optionsFor(subject, LIMITS), ...more });
  while (machine.ending === undefined) assert.notEqual(machine.run(Infinity, 1e9).kind, 'input');
  return machine;
}

function consoleText(machine: Machine): string {
  return Buffer.from(machine.devices.output.take()).toString('latin1');
}

const thousands = (count: number): string => count.toLocaleString('en');

describe('lab 06: paravirtualization', function () {
  this.timeout(0);

  describe('the port', () => {
    const disk = (): Uint8Array => diskWith({ clock: stripped(written(CLOCK)), much: stripped(written(MUCH)) });
    const session = `${SESSION.replace('exit 3', 'clock\nmuch\nexit 3')}`;

    it('prints what slate prints, line by line, ends as it does, and leaves the same disk', () => {
      const bare = ended(stripped(program('slate/slate')), { text: session, disk: disk() });
      const wanted = consoleText(bare).replace(/\d{5,}/g, 'clock');
      for (const name of ['full', 'para']) {
        for (const turn of ['300', '1000', '20000']) {
          const path = join(LAB, `${name}.sasm`);
          const text = readFileSync(path, 'utf8').replace('turn: 20000', `turn: ${turn}, sectors: 1024`);
          const machine = ended(lab(name, { [path]: text }), { text: session, disk: disk() });
          const found = endedConsoleOf(consoleText(machine), 'A').replace(/\d{5,}/g, 'clock');
          assert.equal(found, `${wanted}[ended with 3]\n`, `${name}, turn ${turn}`);
          assert.equal(machine.ending?.code, 3);
          assert.equal(Buffer.compare(machine.devices.disk.contents(), bare.devices.disk.contents()), 0);
        }
      }
    });

    it('does not boot on the bare machine, which has no such call', () => {
      assert.equal(ended(imageOf(join(PARA, 'slate/slate.sasm')), {}).ending?.code, 129);
    });

    it('is the diff that the guides show, and nothing else', () => {
      for (const guide of ['GUIDE.md', 'GUIDE.ko.md']) {
        const diffs = quotations(join(LAB, guide)).filter(({ kind }) => kind === 'diff').map(({ text }) => text);
        const shown = diffs.map((diff) => /^\+\+\+ (?:.*\/)?(\S+)$/m.exec(diff)?.[1]);
        assert.deepEqual(shown, [...PORTED, 'exits.sasm']);
        PORTED.forEach((name, i) => {
          assert.equal(patched(readFileSync(join(SLATE, name), 'utf8'), diffs[i]), readFileSync(join(PARA, 'slate', name), 'utf8'));
        });
        assert.equal(patched(readFileSync(join(TYPE1, 'exits.sasm'), 'utf8'), diffs[PORTED.length]), readFileSync(join(PARA, 'exits.sasm'), 'utf8'));
      }
    });
  });

  describe('the hypervisor', () => {
    /** A guest that has a page and does what is said with it. */
    const guest = (body: string, overlay: Overlay = {}): Machine => {
      const text = `memory 4096 include "../../systems/para/page.sasm" data shared = page ()
        embed process memory 64 entry func main sys 20 () ret end end
        entry func main ${body} halt end`;
      const program = `memory 1048576 const handles = 4 data guests = guest (image: g, image_size: g.size, base: 65536, window: 4096, turn: 1000)
        embed g "guest.sasm" include "../../systems/para/hypervisor.sasm"`;
      return ended(imageOf(join(LAB, 'made.sasm'), { [join(LAB, 'made.sasm')]: program, [join(LAB, 'guest.sasm')]: text, ...overlay }));
    };

    /** A kernel that has one process, and resumes a context by the page at an address. */
    const switching = (address: string, context = 1): string => `process process.size image.load 2048 512 mode.user ctx.new drop
      ${address} ${context} -1 sys hypercall_switch (i32 i32 i32 -> i32) drop`;

    it('reads no page beyond the memory of the guest', () => {
      assert.equal(guest(switching('shared')).ending?.code, 0);
      assert.equal(guest(switching('(4096 - page.size)')).ending?.code, 0);
      for (const address of ['4096', '(4097 - page.size)', '-1', '-8']) assert.equal(guest(switching(address)).ending?.code, 128 + 3, address);
    });

    it('knows no context that the guest has not made, and no hypercall of another type or number', () => {
      assert.equal(guest('1.5 sys hypercall_switch (f64 -> i32) drop').ending?.code, 128 + 3);
      for (const context of [0, 2, 7]) assert.equal(guest(switching('shared', context)).ending?.code, 128 + 3);
      for (const call of ['shared 1 -1 sys hypercall_switch (i32 i32 i32)', 'sys 34 (-> i32) drop', 'sys 31 (-> i32) drop']) {
        assert.equal(guest(call).ending?.code, 128 + 1, call);
      }
    });

    /** A kernel that leaves bytes in its page, says how many they are, and writes one through the port. */
    const queueing = (queued: number): string => `${switching('shared')}
      (shared + page.queue) 'x' queue_size fill  shared ${queued} store +page.queued  port.console '!' out`;

    it('sends what is queued before what is written after it, and no more than a queue holds', () => {
      for (const [queued, sent] of [[0, 0], [3, 3], [256, 256], [257, 256], [-1, 256]]) {
        assert.equal(consoleText(guest(queueing(queued))), `${'x'.repeat(sent)}!`, String(queued));
      }
    });

    const broken: readonly { readonly name: string; readonly file: string; readonly from: string; readonly to: string }[] = [
      { name: 'the queue is forgotten', file: 'exits.sasm', from: '  call empty_queue                         ; never', to: '; never' },
      { name: 'the queue is sent twice', file: 'hypercalls.sasm', from: '  get page 0 store +page.queued\n', to: '' },
      { name: 'a queue is believed', file: 'hypercalls.sasm', from: 'queue_size call least  call put_text', to: 'call put_text' },
      { name: 'the record is forgotten', file: 'exits.sasm', from: '  call note_record\n', to: '' },
      { name: 'the answer is forgotten', file: 'hypercalls.sasm', from: '  get page call give_answer\n', to: '' },
      { name: 'an answer is given twice', file: 'hypercalls.sasm', from: '  get page 0 store +page.answer.to\n', to: '' },
    ];
    it('is found out where it empties the queue at the end of a turn, while the kernel is about to leave a line', () => {
      const path = join(PARA, 'exits.sasm'), text = readFileSync(path, 'utf8'), hasty = text.replace('stopped:\n', 'stopped:\n  call empty_queue\n');
      assert.notEqual(hasty, text);
      const lines = 'one\ntwo\nthree\nfour\nfive\n', wanted = `$ ${lines}$ [ended with 3]\n`;
      const writer = `memory 4096 data lines = ${JSON.stringify(lines)} entry func main lines lines.size sys write drop ret end`;
      const start = join(LAB, 'para.sasm'), starter = readFileSync(start, 'utf8');
      const wrong = (turn: number, overlay: Overlay): boolean => {
        const all = { [join(SLATE, 'programs/count.sasm')]: writer, [start]: starter.replace('turn: 20000', `turn: ${turn}`), ...overlay };
        return endedConsoleOf(consoleText(ended(imageOf(start, all), { text: 'count\nexit 3\n' })), 'A') !== wanted;
      };
      const turns = Array.from({ length: 20 }, (_, i) => 200 + i);
      assert.deepEqual(turns.filter((turn) => wrong(turn, {})), []);
      assert.ok(turns.some((turn) => wrong(turn, { [path]: hasty })));
    });

    for (const { name, file, from, to } of broken) {
      it(`is found out where ${name}`, () => {
        const path = join(PARA, file), text = readFileSync(path, 'utf8');
        assert.equal(text.split(from).length, 2, file);
        const overlay = { [path]: text.replace(from, to) };
        const queues = [3, 257].map((queued) => consoleText(guest(queueing(queued), overlay)));
        const image = imageOf(join(LAB, 'para.sasm'), overlay);
        const subject: Subject = { image, memory: decodeImage(image).window ?? 0, disk: new Uint8Array(0), seed: 1, input: 'echo hello\n' };
        const machine = new Machine(verified(image), optionsFor(subject, LIMITS));
        machine.run(1_000_000, 1e9);
        const wanted = ['xxx!', `${'x'.repeat(256)}!`, consoleText(ended(lab('para'), { text: 'echo hello\n' }))];
        assert.notDeepEqual([...queues, consoleText(machine)], wanted);
      });
    }
  });

  describe('the machine that leaks', () => {
    const says = (name: string, leaky: boolean): string => consoleText(ended(lab(name), { leaky }));
    const BARE = 'mode answers 1: this is bare metal.\n', VIRTUAL = 'mode answers 0: somebody is below me.\n';

    it('lets the probe find the hypervisor, which is hidden where it does not leak', () => {
      assert.deepEqual([false, true].map((leaky) => says('probe', leaky)), [BARE, BARE]);
      assert.deepEqual([false, true].map((leaky) => says('probe_emulated', leaky)), [BARE, VIRTUAL]);
    });

    for (const [cure, name] of [['binary translation', 'probe_translated'], ['paravirtualization', 'probe_ported'], ['hardware assistance', 'probe_assisted']]) {
      it(`is cured by ${cure}`, () => assert.deepEqual([false, true].map((leaky) => says(name, leaky)), [BARE, BARE]));
    }

    it('is cured for the whole probe of lab 05, too, to the byte', () => {
      const folder = join(EXAMPLES, 'labs/05-full-virtualization'), path = join(folder, 'under.sasm');
      const text = readFileSync(path, 'utf8').replace('type1/type1.sasm', 'translate/hypervisor.sasm');
      const wanted = consoleText(ended(imageOf(join(folder, 'probe.sasm')), { leaky: true }));
      assert.match(wanted, /This is bare metal/);
      assert.equal(consoleText(ended(imageOf(path, { [path]: text }), { leaky: true })), wanted);
    });

    it('is noticed and cured also while input waits', () => {
      for (const name of ['probe_translated', 'probe_ported', 'probe_assisted']) {
        for (const text of ['', 'x\n']) assert.equal(consoleText(ended(lab(name), { leaky: true, text })), BARE, name);
      }
    });

    it('has the image rewritten word by word: each `mode` is a call of the same length, all else is as it was', () => {
      const probe = Buffer.from(imageOf(join(LAB, 'probe.sasm')));
      const code = probe.length - probe.readUInt32LE(48);
      const wanted = Buffer.from(probe);
      for (let at = code; at < probe.length; at += 4) if (opcodeOf(probe.readUInt32LE(at)) === Op.mode) wanted.writeUInt32LE(0x10_2060, at);
      assert.notEqual(Buffer.compare(wanted, probe), 0);
      for (const leaky of [false, true]) {
        const machine = ended(lab('probe_translated'), { leaky });
        const memory = Buffer.from(memoryOf(machine, 0, 131_072));
        assert.equal(memory.includes(wanted), leaky);
        assert.equal(memory.includes(probe), !leaky);
      }
    });
  });

  it('the guides say what comes of it, in both languages', () => {
    const run = (name: string): Machine => ended(lab(name), { text: 'echo hello\n' });
    const [full, para] = ['full', 'para'].map((name) => consoleText(run(name)));
    const bare = ended(stripped(program('slate/slate')), { text: 'primes 2000\n' }).running.time;
    const figures = (name: string): Readonly<Record<string, number>> => defined(PARAVIRTUALIZATION.find((check) => check.name === name), name).run(WORKSHOP).figures;
    const { unmodified, ported } = figures('computing'), costs = figures('costs');
    assertGuides(LAB, ['full', 'para', 'costs', 'computing', 'leaky', 'cured'], {
      full, para,
      costs: `number of the process: ${costs['getpid.unmodified']} -> ${costs['getpid.ported']}\na line of 32 bytes:    ${costs['write.unmodified']} -> ${costs['write.ported']}\n`,
      computing: `bare ${thousands(bare)}, full ${thousands(unmodified)}, para ${thousands(ported)}: ${(ported / unmodified).toFixed(2)} times\n`,
      leaky: consoleText(ended(lab('probe_emulated'), { leaky: true })), cured: consoleText(ended(lab('probe_translated'), { leaky: true })),
    });
  });
});
