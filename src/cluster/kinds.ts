/** A kind of object that Moorage reads or writes by name. plural is the word in the path. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const kind = (
  apiVersion: string,
  name: string,
  plural: string,
  namespaced = true,
): Kind => ({
  apiVersion,
  kind: name,
  plural,
  namespaced,
});

/** The kinds that the product itself works with. */
export const KINDS = {
  namespace: kind('v1', 'Namespace', 'namespaces', false),
  node: kind('v1', 'Node', 'nodes', false),
  resourceQuota: kind('v1', 'ResourceQuota', 'resourcequotas'),
  limitRange: kind('v1', 'LimitRange', 'limitranges'),
  serviceAccount: kind('v1', 'ServiceAccount', 'serviceaccounts'),
  pod: kind('v1', 'Pod', 'pods'),
  service: kind('v1', 'Service', 'services'),
  event: kind('v1', 'Event', 'events'),
  replicationController: kind(
    'v1',
    'ReplicationController',
    'replicationcontrollers',
  ),
  deployment: kind('apps/v1', 'Deployment', 'deployments'),
  replicaSet: kind('apps/v1', 'ReplicaSet', 'replicasets'),
  endpointSlice: kind('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  networkPolicy: kind(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'networkpolicies',
  ),
  roleBinding: kind(
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    'rolebindings',
  ),
  clusterRole: kind(
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'clusterroles',
    false,
  ),
  secret: kind('v1', 'Secret', 'secrets'),
  horizontalPodAutoscaler: kind(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'horizontalpodautoscalers',
  ),
  selfSubjectReview: kind(
    'authentication.k8s.io/v1',
    'SelfSubjectReview',
    'selfsubjectreviews',
    false,
  ),
  selfSubjectAccessReview: kind(
    'authorization.k8s.io/v1',
    'SelfSubjectAccessReview',
    'selfsubjectaccessreviews',
    false,
  ),
  selfSubjectRulesReview: kind(
    'authorization.k8s.io/v1',
    'SelfSubjectRulesReview',
    'selfsubjectrulesreviews',
    false,
  ),
} as const;

/** The path of a collection, or of one object of it; every part is percent-encoded. */
export function pathOf(
  kind: Kind,
  namespace?: string,
  name?: string,
  subresource?: string,
): string {
  const root = kind.apiVersion.includes('/')
    ? `/apis/${kind.apiVersion}`
    : `/api/${kind.apiVersion}`;
  const parts = [
    ...(kind.namespaced && namespace !== undefined
      ? ['namespaces', namespace]
      : []),
    kind.plural,
    ...(name === undefined ? [] : [name]),
    ...(subresource === undefined ? [] : [subresource]),
  ];
  return `${root}/${parts.map(encodeURIComponent).join('/')}`;
}
