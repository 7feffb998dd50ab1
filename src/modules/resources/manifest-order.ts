import { isObject } from './object-input.js';

/** What others need comes first: namespaces, kinds, accounts, what pods read, rights, then what runs; what stands in the way of
 * others comes last. */
const ORDER: readonly (readonly string[])[] = [
  ['Namespace', 'CustomResourceDefinition'],
  [
    'PriorityClass',
    'RuntimeClass',
    'StorageClass',
    'ResourceQuota',
    'LimitRange',
  ],
  ['ServiceAccount', 'Secret', 'ConfigMap', 'PersistentVolume'],
  ['ClusterRole', 'Role', 'PersistentVolumeClaim'],
  ['ClusterRoleBinding', 'RoleBinding', 'NetworkPolicy'],
  ['Service', 'Endpoints', 'EndpointSlice'],
];
const LAST = [
  'APIService',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicyBinding',
];

/** The place of a kind in the order of writing; equal ones stay as they were sent. */
export function rankOf(kind: string): number {
  if (LAST.includes(kind)) return ORDER.length + 1;
  const rank = ORDER.findIndex((kinds) => kinds.includes(kind));
  return rank < 0 ? ORDER.length : rank;
}

/** A kind that a CustomResourceDefinition among the manifests is going to add. */
export interface ComingKind {
  apiVersion: string;
  kind: string;
  plural: string;
  namespaced: boolean;
}

/** The kinds that an object defines; none when it is no CustomResourceDefinition. */
export function comingKinds(object: unknown): ComingKind[] {
  if (!isObject(object) || object.kind !== 'CustomResourceDefinition')
    return [];
  const { spec } = object;
  if (!isObject(spec) || !isObject(spec.names) || !Array.isArray(spec.versions))
    return [];
  const { kind, plural } = spec.names;
  return (spec.versions as unknown[])
    .filter(isObject)
    .filter(({ served }) => served !== false)
    .map(({ name }) => ({
      apiVersion: `${String(spec.group)}/${String(name)}`,
      kind: String(kind),
      plural: String(plural),
      namespaced: spec.scope === 'Namespaced',
    }));
}
