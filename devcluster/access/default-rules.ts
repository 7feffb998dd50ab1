import type { PolicyRule } from './rbac-object.js';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const BOTH = [...WRITE, ...READ].sort();

/** `resources` in one text, as they are named in paths. */
const rule = (
  verbs: readonly string[],
  group: string,
  resources: string,
): PolicyRule => ({
  verbs,
  apiGroups: [group],
  resources: resources.split(' '),
});

const events = (verbs: readonly string[]): PolicyRule => ({
  verbs,
  apiGroups: ['', 'events.k8s.io'],
  resources: ['events'],
});

/** What the real API server lets these roles do, of the groups that are served here and of the common ones that are not. */
export const VIEW: readonly PolicyRule[] = [
  rule(
    READ,
    '',
    'configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status',
  ),
  rule(
    READ,
    '',
    'bindings limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status',
  ),
  rule(READ, '', 'namespaces'),
  events(READ),
  rule(READ, 'discovery.k8s.io', 'endpointslices'),
  rule(
    READ,
    'apps',
    'controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status',
  ),
  rule(
    READ,
    'autoscaling',
    'horizontalpodautoscalers horizontalpodautoscalers/status',
  ),
  rule(READ, 'batch', 'cronjobs cronjobs/status jobs jobs/status'),
  rule(
    READ,
    'extensions',
    'daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale',
  ),
  rule(READ, 'policy', 'poddisruptionbudgets poddisruptionbudgets/status'),
  rule(READ, 'networking.k8s.io', 'ingresses ingresses/status networkpolicies'),
  rule(
    READ,
    'resource.k8s.io',
    'resourceclaims resourceclaims/status resourceclaimtemplates',
  ),
];

export const EDIT: readonly PolicyRule[] = [
  rule(
    READ,
    '',
    'pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy',
  ),
  rule(['impersonate'], '', 'serviceaccounts'),
  rule(WRITE, '', 'pods pods/attach pods/exec pods/portforward pods/proxy'),
  rule(['create'], '', 'pods/eviction'),
  rule(
    WRITE,
    '',
    'configmaps persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy',
  ),
  rule(['create'], '', 'serviceaccounts/token'),
  events(WRITE),
  rule(
    WRITE,
    'apps',
    'daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale',
  ),
  rule(WRITE, 'autoscaling', 'horizontalpodautoscalers'),
  rule(WRITE, 'batch', 'cronjobs jobs'),
  rule(
    WRITE,
    'extensions',
    'daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale',
  ),
  rule(WRITE, 'policy', 'poddisruptionbudgets'),
  rule(WRITE, 'networking.k8s.io', 'ingresses networkpolicies'),
  rule(BOTH, 'coordination.k8s.io', 'leases'),
  rule(WRITE, 'resource.k8s.io', 'resourceclaims resourceclaimtemplates'),
];

export const ADMIN: readonly PolicyRule[] = [
  rule(['create'], 'authorization.k8s.io', 'localsubjectaccessreviews'),
  rule(BOTH, 'rbac.authorization.k8s.io', 'rolebindings roles'),
];

export const BASIC_USER: readonly PolicyRule[] = [
  rule(
    ['create'],
    'authorization.k8s.io',
    'selfsubjectaccessreviews selfsubjectrulesreviews',
  ),
  rule(['create'], 'authentication.k8s.io', 'selfsubjectreviews'),
];

/** What asks the API server who somebody is and what he may do needs this. */
export const AUTH_DELEGATOR: readonly PolicyRule[] = [
  rule(['create'], 'authentication.k8s.io', 'tokenreviews'),
  rule(['create'], 'authorization.k8s.io', 'subjectaccessreviews'),
];

export const EVERYTHING: readonly PolicyRule[] = [
  rule(['*'], '*', '*'),
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/** The right to read these paths. */
export const readPaths = (paths: string): PolicyRule => ({
  verbs: ['get'],
  nonResourceURLs: paths.split(' '),
});

export const MONITORING: readonly PolicyRule[] = [
  readPaths(
    '/flagz /healthz /healthz/* /livez /livez/* /metrics /metrics/slis /readyz /readyz/* /statusz',
  ),
  rule(['get'], '', 'nodes/metrics'),
];
