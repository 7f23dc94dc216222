// `strata lab check` and `test`: the checks of labs, on a student's files or on those that come with Strata.
import { checkedText, checkLab, resultsJson, tableText, type LabResult } from '../../labs/run';
import type { Lab } from '../../labs/lab';
import { LABS } from '../../labs/labs';
import { Workshop } from '../../labs/workshop';
import type { Call } from '../call';
import { EXIT_CODES } from '../exit-codes';
import { disksOf } from '../labs/disks';
import { examplesOf, labOf, labsIn } from '../labs/places';
import type { Output } from '../terminal';

/** The labs of a folder, as the student has them now. */
export async function labCheck(call: Call): Promise<number> {
  const { examples, labs } = labsIn(call, call.platform.resolve(call.folder, call.given.operands[0]));
  const results = await checked(call, examples, labs, call.given.has('json') ? undefined : call.terminal.out);
  return reported(call, results);
}

/** The labs that come with Strata. */
export async function labTest(call: Call): Promise<number> {
  const { given: { operands }, terminal } = call;
  const results = await checked(call, examplesOf(call), operands.length === 0 ? LABS : operands.map(labOf), terminal.error);
  if (!call.given.has('json')) terminal.out.write(tableText(results, terminal.language));
  return reported(call, results);
}

/** @param told where what comes of each check is written as soon as it is known */
async function checked(call: Call, examples: string, labs: readonly Lab[], told: Output | undefined): Promise<LabResult[]> {
  const { platform, terminal: { language } } = call, results: LabResult[] = [], workshop = new Workshop(platform, examples, examples, disksOf(call, examples));
  for (const lab of labs) {
    told?.write(`${String(lab.number).padStart(2, '0')} ${lab.title[language]}\n`);
    results.push(checkLab(lab, workshop, (each) => told?.write(checkedText(each, language))));
    await told?.drained();
  }
  return results;
}

function reported({ given, terminal: { out, language } }: Call, results: readonly LabResult[]): number {
  if (given.has('json')) out.write(resultsJson(results, language));
  return results.every(({ passed }) => passed) ? EXIT_CODES.done.code : EXIT_CODES.found.code;
}
