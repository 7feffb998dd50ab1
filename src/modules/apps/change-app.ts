import { onVersion } from '../../graphql/check-version.js';
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
  return writes.change<RawWorkload>(
    WORKLOAD_KINDS[workload],
    { namespace, name },
    onVersion(ifVersion, change),
  );
}
