// What a submission that is a file in a folder of many sees of that folder: itself and what all share. So nobody includes what another
// one wrote, and nobody reads the expectations.
import type { Platform } from '../../platform/platform';

/** The folder beside submissions that all of them may include from, and that is none itself. */
export const SHARED_FOLDER = 'lib';

/** The platform on which a program sees of `folder` itself and the shared folder only. */
export function alone(platform: Platform, folder: string, program: string): Platform {
  const own = platform.relative(folder, program);
  const sees = (path: string): boolean => {
    const below = platform.relative(folder, path);
    return below === undefined || below === own || below.startsWith(`${SHARED_FOLDER}/`);
  };
  const seen: Partial<Platform> = {
    readFile: (path, bytes_max) => (sees(path) && sees(platform.realPath(path) ?? path) ? platform.readFile(path, bytes_max) : undefined),
    listFolder: (path) => platform.listFolder(path)?.filter(({ name }) => sees(platform.join(path, name))),
  };
  return Object.assign(Object.create(platform) as Platform, seen);
}
