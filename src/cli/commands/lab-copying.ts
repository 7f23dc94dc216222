// `strata lab list`, `open` and `reset`: the labs that there are, and copies of them for a student to change.
import { Refusal } from '../../base/message';
import { filesOf, copyMissing, resetLab } from '../../labs/copying';
import { LABS } from '../../labs/labs';
import { REFUSED_LABS, REPORT } from '../../labs/messages';
import type { Call } from '../call';
import { sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import { examplesOf, folderAt, labOf } from '../labs/places';

/** Writes a line for each lab. */
export async function labList(call: Call): Promise<number> {
  const { terminal: { out, language }, given, platform } = call;
  if (given.has('json')) {
    const examples = examplesOf(call);
    const labs = LABS.map((lab) => ({ name: lab.folder, number: lab.number, title: lab.title, program: lab.program, launch: lab.launch, files: filesOf(platform, examples, lab) }));
    out.write(`${JSON.stringify({ labs })}\n`);
  } else for (const { folder, title } of LABS) out.write(`${folder.padEnd(NAME_WIDTH)}${title[language]}\n`);
  return EXIT_CODES.done.code;
}

const NAME_WIDTH = 26;

/** Copies; what is there stays. */
export async function labOpen(call: Call): Promise<number> {
  const { given: { operands: [name, folder] }, platform, terminal: { out, language } } = call, lab = labOf(name);
  const examples = examplesOf(call), files = filesOf(platform, examples, lab);
  const { written, kept } = await copyMissing(files, folderAt(call, examples), folderAt(call, platform.resolve(call.folder, folder)));
  for (const file of kept) if (file.startsWith('labs/')) out.write(`${sentence(REPORT.kept, language, { path: platform.join(folder, file) })}\n`);
  out.write(`${sentence(REPORT.opened, language, { path: platform.join(folder, `labs/${lab.folder}`), count: written.length })}\n`);
  return EXIT_CODES.done.code;
}

/** Puts the originals back; what the student wrote stands beside them. */
export async function labReset(call: Call): Promise<number> {
  const { given: { operands: [name, folder] }, platform, terminal: { out, language } } = call, lab = labOf(name);
  const examples = examplesOf(call), own = platform.resolve(call.folder, folder), path = platform.join(folder, `labs/${lab.folder}`);
  if (platform.listFolder(platform.join(own, `labs/${lab.folder}`)) === undefined) throw new Refusal(REFUSED_LABS.not_open, { name: lab.folder, path: folder });
  const { written, kept } = await resetLab(filesOf(platform, examples, lab), folderAt(call, examples), folderAt(call, own));
  for (const file of kept) out.write(`${sentence(REPORT.saved, language, { path: platform.join(folder, file) })}\n`);
  out.write(`${sentence(written.length === 0 ? REPORT.unchanged : REPORT.reset, language, { path, count: written.length })}\n`);
  return EXIT_CODES.done.code;
}
