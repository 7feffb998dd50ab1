import { createCurrent } from './current-replica-set.js';
import { replicasIn } from './deployment-status.js';
import { isOver } from './pod.js';
import { wantedOf } from './replicator.js';
import type { Rollout } from './rollout.js';

/** One step of a rollout that starts no new pod before the last old one is gone. */
export async function recreate(rollout: Rollout): Promise<void> {
  const { deployment, activeOld } = rollout;
  for (const one of activeOld) await rollout.resize(one, 0);
  if (activeOld.length > 0 || hasOldPods(rollout)) return;
  if (!rollout.current) await createCurrent(rollout);
  if (rollout.current)
    await rollout.resize(rollout.current, wantedOf(deployment));
}

function hasOldPods({ old, tools }: Rollout): boolean {
  return (
    replicasIn(old) > 0 ||
    old.some((one) => tools.podsOf(one).some((pod) => !isOver(pod)))
  );
}
