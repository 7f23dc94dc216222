// Lab 12: one workload everywhere. The orders of the lecture hold; what turns is explained; guides and charts show what ran.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { render, type Language } from '../../src/base/message';
import { NodePlatform } from '../../src/platform/node/platform';
import { amountOf, orderDifferences, summarize, SUMMARY_FOLDER, turnedOrders, type Summary } from '../../src/labs/summary';
import { chartOf, chartSvg, summaryMarkdown, summaryText, wordsFit } from '../../src/labs/summary-text';
import { Workshop } from '../../src/labs/workshop';
import { preparedDisk } from './containers';
import { EXAMPLES } from './programs';

(process.platform === 'win32' ? describe.skip : describe)('lab 12: the summary', function () {
  this.timeout(0);
  let summary: Summary, disk: Uint8Array;
  const workshop = (): Workshop => new Workshop(new NodePlatform(), EXAMPLES, resolve('.'), () => disk);

  before(() => {
    disk = preparedDisk(SUMMARY_FOLDER);
    summary = summarize(workshop());
  });

  it('every place is measured', () => {
    assert.deepEqual(summary.missing, []);
    assert.deepEqual(summary.rows.map(({ kind }) => kind), ['bare', 'container', 'kvm', 'para', 'type1', 'type2']);
    for (const row of summary.rows) for (const what of ['cpu', 'io', 'memory'] as const) assert.ok(amountOf(row, what) > 0, `${row.kind} ${what}`);
  });

  it('the orders hold, but for those that are explained', () => {
    assert.deepEqual(orderDifferences(summary).map((each) => render(each, 'en')), []);
    assert.equal(turnedOrders(summary).length, 3, 'two about writing under KVM, and why');
  });

  it('computing: bare metal, then the container, then every kind of virtual machine; the order turns where only hypervisors have long turns', () => {
    const cpu = ({ rows }: Summary): [bare: number, container: number, ...machines: number[]] => {
      const [bare, container, ...machines] = rows.map((row) => amountOf(row, 'cpu'));
      return [bare, container, ...machines];
    };
    const [bare, container, ...machines] = cpu(summary);
    assert.ok(bare <= container && machines.every((machine) => container < machine), `${bare}, ${container}, ${machines.join(', ')}`);
    const kvm = 'labs/12-summary/kvm.sasm', longer = workshop().with({ [kvm]: workshop().text(kvm).replace('slice = 20000 ', 'slice = 2000000 ') });
    assert.equal(orderDifferences(summarize(longer)).length, 1);
  });

  it('a row that is not there is left out and named, and orders with it do not count', () => {
    const found = summarize(workshop().with({ [`labs/${SUMMARY_FOLDER}/type2.sasm`]: 'include "nowhere.sasm"' }));
    assert.deepEqual([found.missing.map(({ kind }) => kind), found.rows.length], [['type2'], 5]);
    assert.match(summaryText(found, 'en'), /Left out: type 2 \(full\)\. .*type2\.sasm, line 1/);
    assert.deepEqual(orderDifferences(found), []);
  });

  it('finds an order that does not hold', () => {
    const rows = summary.rows.map((row) => (row.kind === 'type1' ? { ...row, costs: { ...row.costs, io: { instructions: 1, crossings: 0 } } } : row));
    assert.equal(orderDifferences({ ...summary, rows }).length, 2);
  });

  for (const [language, ending] of [['en', ''], ['ko', '.ko']] as readonly [Language, string][]) {
    it(`guide and chart show what ran (${language})`, () => {
      const guide = readFileSync(join(EXAMPLES, 'labs', SUMMARY_FOLDER, `GUIDE${ending}.md`), 'utf8');
      assert.ok(guide.includes(`\n${summaryMarkdown(summary, language).replace(/^/gm, '   ')}\n`));
      assert.equal(readFileSync(join(EXAMPLES, 'labs', SUMMARY_FOLDER, `chart${ending}.svg`), 'utf8'), chartSvg(summary, language));
      assert.ok(wordsFit(chartOf(summary, language)));
    });
  }
});
