import { test } from '@jest/globals';

import { KNOWN_DIFFERENCES } from './known-differences.js';

const PLANE = process.env.MOORAGE_PLANE ?? 'real';

/** States one clause of the contract. `id` is a row of the contract's table; the statement says what the API must do. A plane
 * that is known to differ is left out with its reason, which the end of the run counts. */
export function clause(
  id: string,
  statement: string,
  scenario: () => Promise<void>,
): void {
  const known = KNOWN_DIFFERENCES.find(
    (line) => line.clause === id && line.plane === PLANE,
  );
  if (known) test.skip(`${id} ${statement}`, scenario);
  else test(`${id} ${statement}`, scenario);
}
