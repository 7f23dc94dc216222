// The name that somebody probably meant; `base` has it, because launch options suggest names too.
export { nearest } from '../base/suggest';
