// Programs of others that tests need, from Debian's packages. Where they are missing and may not be installed, the test fails.
import { execFileSync } from 'node:child_process';

/** Installs packages, which root may; `what` is said to be needed by anybody else. */
export function installPackages(what: string, packages: readonly string[]): void {
  if (process.getuid?.() !== 0) throw new Error(`${what} is needed: Debian's packages ${packages.join(' and ')}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { stdio: ['ignore', 'ignore', 'inherit'], env });
}
