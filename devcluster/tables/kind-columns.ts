import type { ResourceName } from '../api/status-error.js';
import { toResourceText } from '../api/status-error.js';
import { AUTOSCALER_COLUMNS } from './autoscaler-table.js';
import { type Column, PLAIN_COLUMNS } from './column.js';
import { COMPONENT_STATUS_COLUMNS } from './component-status-table.js';
import {
  CONFIG_MAP_COLUMNS,
  SECRET_COLUMNS,
  SERVICE_ACCOUNT_COLUMNS,
} from './content-tables.js';
import {
  ENDPOINT_SLICE_COLUMNS,
  ENDPOINTS_COLUMNS,
} from './endpoint-tables.js';
import { EVENT_COLUMNS, EVENT_VIEW_COLUMNS } from './event-tables.js';
import {
  NAMESPACE_COLUMNS,
  NETWORK_POLICY_COLUMNS,
  RESOURCE_QUOTA_COLUMNS,
} from './namespace-tables.js';
import { NODE_COLUMNS } from './node-table.js';
import { POD_COLUMNS } from './pod-table.js';
import { ROLE_BINDING_COLUMNS } from './role-binding-table.js';
import { SERVICE_COLUMNS } from './service-table.js';
import {
  PERSISTENT_VOLUME_CLAIM_COLUMNS,
  PERSISTENT_VOLUME_COLUMNS,
} from './volume-tables.js';
import {
  DEPLOYMENT_COLUMNS,
  POD_TEMPLATE_COLUMNS,
  REPLICA_SET_COLUMNS,
  REPLICATION_CONTROLLER_COLUMNS,
  SCALE_COLUMNS,
} from './workload-tables.js';

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  componentstatuses: COMPONENT_STATUS_COLUMNS,
  configmaps: CONFIG_MAP_COLUMNS,
  endpoints: ENDPOINTS_COLUMNS,
  events: EVENT_COLUMNS,
  namespaces: NAMESPACE_COLUMNS,
  nodes: NODE_COLUMNS,
  persistentvolumeclaims: PERSISTENT_VOLUME_CLAIM_COLUMNS,
  persistentvolumes: PERSISTENT_VOLUME_COLUMNS,
  pods: POD_COLUMNS,
  podtemplates: POD_TEMPLATE_COLUMNS,
  replicationcontrollers: REPLICATION_CONTROLLER_COLUMNS,
  resourcequotas: RESOURCE_QUOTA_COLUMNS,
  secrets: SECRET_COLUMNS,
  serviceaccounts: SERVICE_ACCOUNT_COLUMNS,
  services: SERVICE_COLUMNS,
  'deployments.apps': DEPLOYMENT_COLUMNS,
  'replicasets.apps': REPLICA_SET_COLUMNS,
  'horizontalpodautoscalers.autoscaling': AUTOSCALER_COLUMNS,
  'scales.autoscaling': SCALE_COLUMNS,
  'endpointslices.discovery.k8s.io': ENDPOINT_SLICE_COLUMNS,
  'events.events.k8s.io': EVENT_VIEW_COLUMNS,
  'networkpolicies.networking.k8s.io': NETWORK_POLICY_COLUMNS,
  'clusterrolebindings.rbac.authorization.k8s.io': ROLE_BINDING_COLUMNS,
  'rolebindings.rbac.authorization.k8s.io': ROLE_BINDING_COLUMNS,
};

/** The columns of a kind's table. */
export function columnsOf(resource: ResourceName): readonly Column[] {
  return COLUMNS[toResourceText(resource)] ?? PLAIN_COLUMNS;
}
