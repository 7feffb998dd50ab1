import { sameJson } from '../../lib/json-diff.js';
import { requireVersion } from '../../graphql/check-version.js';
import type { Writes } from '../../graphql/writes.js';
import type { FoundApp } from './require-app.js';
import type { RawWorkload } from './workload.js';
import { WORKLOAD_KINDS } from './workload.js';

/** Writes a change of an app's workload; with ifVersion only on top of the version that the caller saw. */
export function changeApp(
  writes: Writes,
  { raw, workload }: FoundApp,
  ifVersion: string | undefined,
  change: (current: RawWorkload) => RawWorkload,
): Promise<RawWorkload> {
  const { namespace, name = '' } = raw.metadata ?? {};
  let again = false;
  return writes.change<RawWorkload>(
    WORKLOAD_KINDS[workload],
    { namespace, name },
    (current) => {
      const wanted = change(current);
      // Nothing left to write the second time: it is our own change, whose answer was lost.
      if (!again || !sameJson(wanted, current))
        requireVersion(current, ifVersion);
      again = true;
      return wanted;
    },
  );
}
