// `strata lsp`: the language server on the standard streams, for editors that start it.
import { LanguageServer } from '../../lsp/server';
import { NodePlatform } from '../../platform/node/platform';
import { standardStreams } from '../../platform/node/standard-streams';
import { framedTransport } from '../../protocol/transport';
import { version } from '../../../package.json';
import type { Call } from '../call';
import { EXIT_CODES } from '../exit-codes';

/** Serves one client until it is gone; one that goes without saying `shutdown` first gets code 1, as the protocol wants it. */
export async function lsp({ terminal }: Call): Promise<number> {
  const told = (trouble: unknown): void => terminal.error.write(`${trouble instanceof Error ? trouble.stack ?? trouble.message : String(trouble)}\n`);
  const server = new LanguageServer(new NodePlatform(), framedTransport(standardStreams()), terminal.language, version, told);
  return await server.ended() ? EXIT_CODES.done.code : EXIT_CODES.found.code;
}
