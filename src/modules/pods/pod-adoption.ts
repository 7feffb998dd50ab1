import type { V1LabelSelector, V1Pod } from '@kubernetes/client-node';

import type { RawObject, Reader } from '../../cluster/cluster.js';
import { isForbidden } from '../../cluster/cluster-error.js';
import { KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import { requireObject } from '../../graphql/find-object.js';
import { invalid, type UserError } from '../../graphql/user-error.type.js';
import type { UpdatePodInput } from './pod.input.js';
import { changePod } from './pod.manifest.js';

type Controller = RawObject & {
  spec?: { selector?: Raw<V1LabelSelector> | Record<string, string> };
};
interface Claim {
  kind: string;
  name: string;
  picks: boolean;
}

/** A pod that matches the selector of a controller would be adopted by it, and perhaps deleted as one too many. */
export async function checkAdoption(
  cluster: Reader,
  namespace: string,
  labels: Record<string, string>,
): Promise<UserError[]> {
  const kinds = [KINDS.replicationController, KINDS.replicaSet];
  const claims = await Promise.all(
    kinds.map((kind) => readClaims(cluster, kind, namespace, labels)),
  );
  return claims
    .flat()
    .filter(({ picks }) => picks)
    .map(({ kind, name }) =>
      invalid(
        ['labels'],
        `The labels of this pod match the selector of the ${kind} "${name}", which would take it over. Choose another name or other labels.`,
      ),
    );
}

/** A pod that no controller looks after yet must not be adopted because of its new labels either. */
export async function checkRelabelling(
  cluster: Reader,
  input: UpdatePodInput,
): Promise<UserError[]> {
  if (!input.labels) return [];
  const pod = await requireObject<Raw<V1Pod>>(cluster, KINDS.pod, input);
  if (pod.metadata?.ownerReferences?.some(({ controller }) => controller))
    return [];
  const { labels = {} } = changePod(pod, input).metadata ?? {};
  return checkAdoption(cluster, input.tenant, labels);
}

/** Who may not list the controllers cannot be warned of them. */
async function readClaims(
  cluster: Reader,
  kind: (typeof KINDS)['replicaSet' | 'replicationController'],
  namespace: string,
  labels: Record<string, string>,
): Promise<Claim[]> {
  const project = ({ metadata, spec }: Controller) => ({
    kind: kind.kind,
    name: metadata?.name ?? '',
    picks: picksPod(spec?.selector, labels),
  });
  try {
    return (await cluster.list<Controller, Claim>(kind, { namespace, project }))
      .items;
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}

function picksPod(
  selector: Raw<V1LabelSelector> | Record<string, string> = {},
  labels: Record<string, string>,
): boolean {
  const isSet = 'matchLabels' in selector || 'matchExpressions' in selector;
  const { matchLabels = {}, matchExpressions = [] } = isSet
    ? (selector as Raw<V1LabelSelector>)
    : { matchLabels: selector as Record<string, string> };
  if (Object.keys(matchLabels).length + matchExpressions.length === 0)
    return false;
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) && matchExpressions.every((each) => fits(each, labels))
  );
}

function fits(
  {
    key,
    operator,
    values = [],
  }: { key: string; operator: string; values?: string[] },
  labels: Record<string, string>,
): boolean {
  const value = labels[key];
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  return operator === 'In'
    ? value !== undefined && values.includes(value)
    : value === undefined || !values.includes(value);
}
