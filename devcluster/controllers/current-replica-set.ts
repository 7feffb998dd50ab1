import { isEqual } from '../store/is-equal.js';
import { deadlineOf, type Deployment } from './deployment.js';
import { withCondition } from './deployment-conditions.js';
import { wantedIn } from './deployment-status.js';
import { toControllerReference } from './owner-reference.js';
import { HASH_LABEL, toTemplateHash } from './pod-template-hash.js';
import { type ReplicaSet, wantedOf } from './replicator.js';
import { DEPLOYMENTS } from './resource.js';
import {
  REVISION,
  splitByTemplate,
  toRevisionAnnotations,
  toSizeAnnotations,
} from './revision.js';
import type { Rollout } from './rollout.js';
import { toRolloutLimits } from './rollout-limits.js';
import { isOfEndingNamespace, isRefusedWith, textOf } from './status-answer.js';

const MOST_NAME = 253;

/** Brings the annotations of the current ReplicaSet up to date and the deployment to its revision. */
export async function updateCurrent(rollout: Rollout): Promise<void> {
  const { deployment, current, old, tools } = rollout;
  if (!current) return;
  const { metadata, spec } = current;
  const annotations = toRevisionAnnotations(
    deployment,
    metadata.annotations ?? {},
    old,
  );
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  if (
    !isEqual(annotations, metadata.annotations ?? {}) ||
    minReadySeconds !== (spec.minReadySeconds ?? 0)
  )
    rollout.put(
      await tools.replicaSets.replace({
        ...current,
        metadata: { ...metadata, annotations },
        spec: { ...spec, minReadySeconds },
      }),
    );
  setRevision(deployment, annotations[REVISION]);
  if (!deployment.status.conditions?.some(({ type }) => type === 'Progressing'))
    setProgressing(
      deployment,
      'True',
      'FoundNewReplicaSet',
      `Found new replica set "${metadata.name}"`,
    );
}

/** Makes the ReplicaSet of the deployment's template, with as many pods as there may be at once (K9/replicaset). */
export async function createCurrent(rollout: Rollout): Promise<void> {
  const { deployment, tools } = rollout;
  const body = toReplicaSet(rollout);
  const { name } = body.metadata;
  try {
    rollout.current = await tools.replicaSets.create(
      deployment.metadata.namespace,
      body,
    );
  } catch (error) {
    if (isRefusedWith(error, 409)) return resolveCollision(rollout, name);
    if (isOfEndingNamespace(error)) return;
    const text = `Failed to create new replica set "${name}": ${textOf(error)}`;
    setProgressing(deployment, 'False', 'ReplicaSetCreateError', text);
    tools.events.warning(deployment, 'ReplicaSetCreateError', text);
    throw error;
  }
  const { replicas } = body.spec;
  if (replicas > 0)
    tools.events.normal(
      deployment,
      'ScalingReplicaSet',
      `Scaled up replica set ${name} from 0 to ${replicas}`,
    );
  setRevision(deployment, body.metadata.annotations[REVISION]);
  setProgressing(
    deployment,
    'True',
    'NewReplicaSetCreated',
    `Created new replica set "${name}"`,
  );
}

/** How many pods the current ReplicaSet should want now. */
export function toCurrentSize(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  now: number,
): number {
  const wanted = wantedOf(deployment);
  if (deployment.spec.strategy.type === 'Recreate') return wanted;
  const room = wanted + toRolloutLimits(deployment).surge - wantedIn(all);
  return room <= 0 ? now : now + Math.min(room, wanted - now);
}

function toReplicaSet({ deployment, old }: Rollout) {
  const { metadata, spec, status } = deployment;
  const hash = toTemplateHash(spec.template, status.collisionCount);
  const hashLabel = { [HASH_LABEL]: hash };
  const labels = { ...spec.template.metadata?.labels, ...hashLabel };
  return {
    metadata: {
      name: `${metadata.name.slice(0, MOST_NAME - hash.length - 1)}-${hash}`,
      labels,
      annotations: {
        ...toRevisionAnnotations(deployment, {}, old),
        ...toSizeAnnotations(deployment),
      },
      ownerReferences: [toControllerReference(deployment, DEPLOYMENTS)],
    },
    spec: {
      replicas: toCurrentSize(deployment, old, 0),
      minReadySeconds: spec.minReadySeconds ?? 0,
      selector: {
        ...spec.selector,
        matchLabels: { ...spec.selector.matchLabels, ...hashLabel },
      },
      template: {
        ...spec.template,
        metadata: { ...spec.template.metadata, labels },
      },
    },
  };
}

/** The name is taken: by the ReplicaSet that is meant, which the cache does not have yet, or by another template's. */
async function resolveCollision(rollout: Rollout, name: string): Promise<void> {
  const { deployment, tools } = rollout;
  const { metadata, status } = deployment;
  const taken = await tools.replicaSets.read(metadata.namespace, name);
  const isOwn = taken.metadata.ownerReferences?.some(
    ({ uid, controller }) => controller && uid === metadata.uid,
  );
  if (isOwn && splitByTemplate(deployment, [taken]).current) {
    tools.replicaSets.cache.learn(taken);
    rollout.current = taken;
    return;
  }
  deployment.status = {
    ...status,
    collisionCount: (status.collisionCount ?? 0) + 1,
  };
}

function setRevision({ metadata }: Deployment, revision = ''): void {
  metadata.annotations = { ...metadata.annotations, [REVISION]: revision };
}

function setProgressing(
  deployment: Deployment,
  status: 'True' | 'False',
  reason: string,
  message: string,
): void {
  if (deadlineOf(deployment) === undefined) return;
  const change = { type: 'Progressing', status, reason, message } as const;
  deployment.status = withCondition(deployment.status, change);
}
