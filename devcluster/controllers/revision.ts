import { isEqual } from '../store/is-equal.js';
import { byAge, type ClusterObject } from './cluster-object.js';
import type { Deployment } from './deployment.js';
import type { PodTemplate } from './pod.js';
import { HASH_LABEL } from './pod-template-hash.js';
import { type ReplicaSet, wantedOf } from './replicator.js';
import { toRolloutLimits } from './rollout-limits.js';

const PREFIX = 'deployment.kubernetes.io';
export const REVISION = `${PREFIX}/revision`;
export const MAX_REPLICAS = `${PREFIX}/max-replicas`;
export const DESIRED_REPLICAS = `${PREFIX}/desired-replicas`;
const HISTORY = `${PREFIX}/revision-history`;
const MOST_HISTORY = 2000;

/** These say something of their own object and are not copied to the ReplicaSet. */
const OWN = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  REVISION,
  HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
]);

type Annotations = Record<string, string>;

export function revisionOf({ metadata }: ClusterObject): number {
  return Number.parseInt(metadata.annotations?.[REVISION] ?? '0', 10) || 0;
}

/** The ReplicaSet whose template is the deployment's, and the others. */
export function splitByTemplate(
  { spec }: Deployment,
  replicaSets: readonly ReplicaSet[],
): { current?: ReplicaSet; old: ReplicaSet[] } {
  const sorted = [...replicaSets].sort(byAge);
  const current = sorted.find((one) =>
    hasTemplate(one.spec.template, spec.template),
  );
  const old = sorted.filter((one) => one !== current);
  return { ...(current && { current }), old };
}

function hasTemplate(one: PodTemplate, other: PodTemplate): boolean {
  return isEqual(withoutHash(one), withoutHash(other));
}

function withoutHash({ metadata, spec }: PodTemplate): PodTemplate {
  const { [HASH_LABEL]: _, ...labels } = metadata?.labels ?? {};
  return { metadata: { ...metadata, labels }, spec };
}

/** How many pods are wanted, and how many there may be, as a ReplicaSet remembers it. */
export function toSizeAnnotations(deployment: Deployment): Annotations {
  const wanted = wantedOf(deployment);
  const { surge } = toRolloutLimits(deployment);
  return {
    [DESIRED_REPLICAS]: String(wanted),
    [MAX_REPLICAS]: String(wanted + surge),
  };
}

/** The annotations of the ReplicaSet of the deployment's template: the deployment's, and a revision younger than those of the
 * old ones. A ReplicaSet that comes back keeps the revisions that it had. */
export function toRevisionAnnotations(
  { metadata }: Deployment,
  known: Annotations,
  old: readonly ReplicaSet[],
): Annotations {
  const copied = Object.entries(metadata.annotations ?? {}).filter(
    ([key]) => !OWN.has(key),
  );
  const next = Math.max(0, ...old.map(revisionOf)) + 1;
  const last = known[REVISION];
  const annotations = { ...known, ...Object.fromEntries(copied) };
  if ((Number.parseInt(last ?? '0', 10) || 0) >= next) return annotations;
  return {
    ...annotations,
    [REVISION]: String(next),
    ...(last !== undefined && { [HISTORY]: toHistory(known[HISTORY], last) }),
  };
}

function toHistory(history: string | undefined, last: string): string {
  const revisions = [...(history ? history.split(',') : []), last];
  while (revisions.join(',').length > MOST_HISTORY) revisions.shift();
  return revisions.join(',');
}
