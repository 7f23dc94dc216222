// Entry point of the process that grades one submission; src/cli/testing does the work.
import { gradeAlone } from './cli/testing/alone';
import { useNodeHasher } from './platform/node/hash';

useNodeHasher();
gradeAlone();
