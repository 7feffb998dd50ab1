import type { Kind } from '../api/kind.js';
import { componentStatuses } from './component-status.js';
import { configMaps } from './config-map.js';
import { deployments } from './deployment.js';
import { endpointSlices } from './endpoint-slice.js';
import { endpoints } from './endpoints.js';
import { events, eventViews } from './event.js';
import { horizontalPodAutoscalers } from './horizontal-pod-autoscaler.js';
import { limitRanges } from './limit-range.js';
import { namespaces } from './namespace.js';
import { networkPolicies } from './network-policy.js';
import { nodes } from './node.js';
import { persistentVolumes } from './persistent-volume.js';
import { persistentVolumeClaims } from './persistent-volume-claim.js';
import { pods } from './pod.js';
import { podTemplates } from './pod-template-kind.js';
import { replicaSets } from './replica-set.js';
import { replicationControllers } from './replication-controller.js';
import { resourceQuotas } from './resource-quota.js';
import { clusterRoles, roles } from './role.js';
import { clusterRoleBindings, roleBindings } from './role-binding.js';
import { secrets } from './secret.js';
import { createServiceKind } from './service.js';
import { serviceAccounts } from './service-account.js';
import type { ServiceOptions } from './service-allocation.js';

/** Returns all kinds that the dev cluster serves. */
export function createKinds(options: ServiceOptions = {}): readonly Kind[] {
  return [
    componentStatuses,
    configMaps,
    endpoints,
    events,
    limitRanges,
    namespaces,
    nodes,
    persistentVolumeClaims,
    persistentVolumes,
    podTemplates,
    pods,
    replicationControllers,
    resourceQuotas,
    secrets,
    serviceAccounts,
    createServiceKind(options),
    deployments,
    replicaSets,
    horizontalPodAutoscalers,
    endpointSlices,
    eventViews,
    networkPolicies,
    clusterRoleBindings,
    clusterRoles,
    roleBindings,
    roles,
  ];
}
