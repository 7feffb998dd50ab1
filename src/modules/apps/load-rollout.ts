import type { Context } from '../../graphql/context.js';
import { findVisible } from '../../graphql/find-object.js';
import type { Rollout } from './rollout.type.js';
import { loadEvidence } from './rollout-evidence.js';
import type { RolloutName } from './rollout-id.js';
import { findRollout } from './to-rollout.js';
import { fromWorkload, type RawWorkload, WORKLOAD_KINDS } from './workload.js';

/** A rollout as it is now: the workload by name, and what its pods tell. */
export async function loadRollout(
  context: Context,
  id: string,
  name: RolloutName,
): Promise<Rollout | null> {
  const { workload, tenant, app } = name;
  const raw = await findVisible<RawWorkload>(
    context.cluster,
    WORKLOAD_KINDS[workload],
    tenant,
    app,
  );
  const found = raw && fromWorkload(raw, workload);
  if (!found || found.uid !== name.uid) return null;
  return findRollout(id, name, raw, await loadEvidence(context, found));
}
