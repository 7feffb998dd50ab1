import { setTimeout as sleep } from 'node:timers/promises';

import { retryDelay } from '../../lib/retry-delay.js';
import type { Target } from '../../cluster/cluster.js';
import { isConflict } from '../../cluster/cluster-error.js';
import type { ServedKind } from '../../cluster/discovery.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Context } from '../../graphql/context.js';
import { toOwnerErrors } from '../../graphql/field-owners.js';
import { gone } from './gone.js';
import { type Before, readBefore } from './write-resource.js';

const TRIES = 8;
const LONGEST_WAIT = 500;

/** Writes what belongs to the version that was read. When others write in between, such as a controller its status, and what
 * `ifVersion` stands for is still the same, it reads again and writes that. */
export async function undisturbed<T>(
  { cluster }: Context,
  kind: ServedKind,
  target: Target,
  { before, ifVersion }: { before: Before; ifVersion?: string },
  write: (current: Before) => Promise<T>,
): Promise<T> {
  let current = before;
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(current);
    } catch (error) {
      const isOwned = isConflict(error) && toOwnerErrors(error).length > 0;
      if (!isConflict(error) || isOwned || attempt >= TRIES) throw error;
      await sleep(retryDelay(attempt, 20, LONGEST_WAIT));
      current = await readBefore(cluster, kind, target);
      if (current === 'MISSING') throw gone(kind, target);
      if (current !== 'HIDDEN') requireVersion(current, ifVersion);
    }
  }
}
