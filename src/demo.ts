// Entry point of `npm run demo`, which is started in the project's folder.
import { demo } from './cli/demo';

// A reader that has seen enough, such as `head`, is nothing to complain about.
process.stdout.on('error', () => process.exit());
demo(process.cwd()).catch((trouble: unknown) => {
  process.stderr.write(`${trouble instanceof Error ? trouble.message : String(trouble)}\n`);
  process.exitCode = 1;
});
