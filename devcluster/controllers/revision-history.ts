import { isBeingDeleted } from './cluster-object.js';
import { historyLimitOf } from './deployment.js';
import { wantedOf } from './replicator.js';
import { revisionOf } from './revision.js';
import type { Rollout } from './rollout.js';
import { unlessGone } from './status-answer.js';

/** Removes the oldest ReplicaSets that nobody needs any more, up to the limit of the history. */
export async function cleanUp({
  deployment,
  old,
  tools,
}: Rollout): Promise<void> {
  const limit = historyLimitOf(deployment);
  const candidates = old
    .filter((one) => !isBeingDeleted(one))
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  const excess =
    limit === undefined ? 0 : Math.max(0, candidates.length - limit);
  for (const one of candidates.slice(0, excess)) {
    const { metadata, status } = one;
    const isIdle =
      wantedOf(one) === 0 &&
      status.replicas === 0 &&
      (metadata.generation ?? 0) <= (status.observedGeneration ?? 0);
    if (isIdle) await unlessGone(tools.replicaSets.remove(one));
  }
}
