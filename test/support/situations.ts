import { PLACED } from './placed-situations.js';
import { QUIET } from './quiet-situations.js';
import { REFUSED } from './refused-situations.js';
import { STARTED } from './started-situations.js';
import type { Situation } from './status-situation.js';

/** All that can become of an app, in the order of docs/status.md. */
export const SITUATIONS: Situation[] = [
  ...REFUSED,
  ...PLACED,
  ...STARTED,
  ...QUIET,
];
