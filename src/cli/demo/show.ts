// Shows the demonstration on the terminal of this process, and ends the process.
import { sentence } from '../diagnostics';
import { EXIT_CODES } from '../exit-codes';
import { languageFrom } from '../language';
import { Output, painter } from '../terminal';
import { demonstrate } from './demo';
import { DEMO } from './messages';

/** Ends with exit code 0 where the example ran to its end as it should. */
export async function showDemonstration(adapter: string, folder: string): Promise<void> {
  const out = new Output(() => process.stdout);
  const language = languageFrom(process.env);
  const good = await demonstrate({ adapter, folder, language, out, paint: painter(out, process.env) });
  if (!good) out.write(`${sentence(DEMO.failed, language)}\n`);
  await out.drained();
  process.exit(good ? EXIT_CODES.done.code : EXIT_CODES.bug.code);
}
