/** A kind of objects, as far as a client must know it to reach them. */
export interface Resource {
  /** Empty for core. */
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
}

const resource = (
  groupVersion: string,
  kind: string,
  plural: string,
  namespaced = true,
): Resource => {
  const [version = '', group = ''] = groupVersion.split('/').reverse();
  return { group, version, plural, kind, namespaced };
};

export const NAMESPACES = resource('v1', 'Namespace', 'namespaces', false);
export const NODES = resource('v1', 'Node', 'nodes', false);
export const PODS = resource('v1', 'Pod', 'pods');
export const SERVICES = resource('v1', 'Service', 'services');
export const ENDPOINTS = resource('v1', 'Endpoints', 'endpoints');
export const CONFIG_MAPS = resource('v1', 'ConfigMap', 'configmaps');
export const QUOTAS = resource('v1', 'ResourceQuota', 'resourcequotas');
export const CLAIMS = resource(
  'v1',
  'PersistentVolumeClaim',
  'persistentvolumeclaims',
);
export const SERVICE_ACCOUNTS = resource(
  'v1',
  'ServiceAccount',
  'serviceaccounts',
);
export const REPLICATION_CONTROLLERS = resource(
  'v1',
  'ReplicationController',
  'replicationcontrollers',
);
export const REPLICA_SETS = resource('apps/v1', 'ReplicaSet', 'replicasets');
export const DEPLOYMENTS = resource('apps/v1', 'Deployment', 'deployments');
export const ENDPOINT_SLICES = resource(
  'discovery.k8s.io/v1',
  'EndpointSlice',
  'endpointslices',
);

/** Of these the whole objects are watched; of all others nobody needs more than the metadata. */
const WHOLE = new Set(
  [
    NAMESPACES,
    NODES,
    PODS,
    SERVICES,
    ENDPOINTS,
    CONFIG_MAPS,
    QUOTAS,
    CLAIMS,
    REPLICATION_CONTROLLERS,
    REPLICA_SETS,
    DEPLOYMENTS,
    ENDPOINT_SLICES,
  ].map(toResourceKey),
);

export function isNeededWhole(one: Resource): boolean {
  return WHOLE.has(toResourceKey(one));
}

/** Tells resources apart: `pods.`, `deployments.apps`. */
export function toResourceKey({ group, plural }: Resource): string {
  return `${plural}.${group}`;
}

export function apiVersionOf({ group, version }: Resource): string {
  return group ? `${group}/${version}` : version;
}

/** The path of a collection; of all namespaces when none is given. */
export function toCollectionPath(
  { group, version, plural }: Resource,
  namespace?: string,
): string {
  const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
  return `${root}${namespace ? `/namespaces/${namespace}` : ''}/${plural}`;
}
