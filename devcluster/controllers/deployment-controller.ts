import { isEqual } from '../store/is-equal.js';
import {
  controllerOf,
  fromKey,
  isBeingDeleted,
  keyOf,
  toKey,
} from './cluster-object.js';
import { type Controller, startWhenSynced } from './controller.js';
import { updateCurrent } from './current-replica-set.js';
import { claimDependents, indexByController } from './dependents.js';
import { deadlineOf, type Deployment, isRolling } from './deployment.js';
import { conditionOf, withCondition } from './deployment-conditions.js';
import {
  deadlineInMs,
  withFailure,
  withProgress,
} from './deployment-progress.js';
import { countReplicas, isComplete } from './deployment-status.js';
import { watchEndingNamespaces } from './ending-namespaces.js';
import { createEventRecorder } from './event-recorder.js';
import type { Pod } from './pod.js';
import { isScaled, scale } from './proportional-scaling.js';
import { recreate } from './recreate.js';
import type { ReplicaSet } from './replicator.js';
import { DEPLOYMENTS, PODS, REPLICA_SETS } from './resource.js';
import { splitByTemplate } from './revision.js';
import { cleanUp } from './revision-history.js';
import { rollForward } from './rolling-update.js';
import { Rollout, type RolloutTools } from './rollout.js';
import { isSameStatus } from './same-status.js';
import { WorkQueue } from './work-queue.js';

// The times in conditions are of whole seconds.
const SECOND_MS = 1000;

/** Rolls out what deployments want by means of ReplicaSets (K9). */
export const runDeployments: Controller = ({
  collections,
  events,
  signal,
  log,
}) => {
  const deployments = collections.of<Deployment>(DEPLOYMENTS);
  const replicaSets = collections.of<ReplicaSet>(REPLICA_SETS);
  const pods = collections.of<Pod>(PODS);
  const ending = watchEndingNamespaces(collections);
  const podsByController = indexByController(pods);
  const name = 'deployment-controller';
  const queue = new WorkQueue({ name, work: synchronise, signal, log });
  const tools: RolloutTools = {
    replicaSets,
    events: createEventRecorder(events, name, DEPLOYMENTS),
    podsOf: ({ metadata }) => podsByController.get(metadata.uid),
  };

  async function synchronise(key: string): Promise<void> {
    const stored = deployments.cache.find(key);
    if (!stored || ending.has(stored.metadata.namespace)) return;
    const own = await claimDependents({
      owner: stored,
      ownerResource: DEPLOYMENTS,
      selector: stored.spec.selector,
      dependents: replicaSets,
      isClaimable: () => true,
      readOwner: () => deployments.read(...fromKey(key)),
    });
    const deployment = await markPause(stored);
    const before = structuredClone({
      status: deployment.status,
      annotations: deployment.metadata.annotations,
    });
    const { current, old } = splitByTemplate(deployment, own);
    const rollout = new Rollout(deployment, current, old, tools);
    try {
      await advance(rollout);
    } finally {
      await writeStatus(rollout, before);
    }
    const waitMs = deadlineInMs(deployment, deployment.status);
    if (waitMs !== undefined) queue.addAfter(key, waitMs + SECOND_MS);
  }

  /** A deployment that rests, or goes on, is not late: the condition says so before anything else happens. */
  async function markPause(stored: Deployment): Promise<Deployment> {
    const draft = { ...stored, metadata: { ...stored.metadata } };
    const reason = conditionOf(stored.status, 'Progressing')?.reason;
    const isPaused = stored.spec.paused ?? false;
    if (
      isBeingDeleted(stored) ||
      deadlineOf(stored) === undefined ||
      reason === 'ProgressDeadlineExceeded' ||
      isPaused === (reason === 'DeploymentPaused')
    )
      return draft;
    draft.status = withCondition(stored.status, {
      type: 'Progressing',
      status: 'Unknown',
      reason: isPaused ? 'DeploymentPaused' : 'DeploymentResumed',
      message: `Deployment is ${isPaused ? 'paused' : 'resumed'}`,
    });
    const written = await deployments.replace(draft, 'status');
    return { ...written, metadata: { ...written.metadata } };
  }

  async function writeStatus(
    { deployment, current, old }: Rollout,
    before: { status: object; annotations: object | undefined },
  ): Promise<void> {
    const isRollout = !deployment.spec.paused && !isBeingDeleted(deployment);
    const counted = countReplicas(deployment, current, old);
    deployment.status = isRollout
      ? withFailure(withProgress(deployment, current, counted), current, old)
      : counted;
    const { status, metadata } = deployment;
    if (
      !isSameStatus(before.status, status) ||
      !isEqual(before.annotations, metadata.annotations)
    )
      await deployments.replace(deployment, 'status');
  }

  function addOwner(replicaSet: ReplicaSet | undefined): void {
    const reference = replicaSet && controllerOf(replicaSet);
    if (reference?.kind === DEPLOYMENTS.kind)
      queue.add(toKey(replicaSet?.metadata.namespace, reference.name));
  }

  deployments.cache.onChange((now) => now && queue.add(keyOf(now)));
  replicaSets.cache.onChange((now, before) => {
    addOwner(now);
    if (before && controllerOf(before)?.uid !== (now && controllerOf(now)?.uid))
      addOwner(before);
  });
  // A deployment that recreates its pods waits for the last old one to be gone.
  pods.cache.onChange((now, before) => {
    if (now || !before) return;
    const { namespace } = before.metadata;
    const owner = controllerOf(before);
    if (owner?.kind !== REPLICA_SETS.kind) return;
    const replicaSet = replicaSets.cache.get(namespace, owner.name);
    const parent = replicaSet && controllerOf(replicaSet);
    const deployment = parent && deployments.cache.get(namespace, parent.name);
    if (deployment && !isRolling(deployment)) queue.add(keyOf(deployment));
  });
  startWhenSynced([deployments, replicaSets, pods, ending], () =>
    queue.start(),
  );
};

async function advance(rollout: Rollout): Promise<void> {
  const { deployment } = rollout;
  if (isBeingDeleted(deployment)) return;
  await updateCurrent(rollout);
  if (deployment.spec.paused) {
    await scale(rollout);
    await cleanUp(rollout);
  } else if (isScaled(rollout)) await scale(rollout);
  else {
    await (isRolling(deployment) ? rollForward(rollout) : recreate(rollout));
    if (isComplete(deployment, deployment.status)) await cleanUp(rollout);
  }
}
