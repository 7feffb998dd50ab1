import type { V1LimitRange, V1ResourceQuota } from '@kubernetes/client-node';

import type { RawObject } from '../../cluster/cluster.js';
import { type Kind, KINDS } from '../../cluster/kinds.js';
import { LABELS, MANAGED_BY } from '../../cluster/labels.js';
import type { Raw } from '../../cluster/raw.js';
import type { Settings } from '../../graphql/context.js';
import type { ContainerDefaults } from './container-defaults.type.js';
import { toRoleBinding } from './member.manifest.js';
import {
  toExcessPolicies,
  toNetworkPolicies,
} from './network-policies.manifest.js';
import type { TenantSpec } from './tenant-spec.js';

/** An object that protects a tenant, as it must be. */
export interface GuardManifest {
  kind: Kind;
  object: RawObject;
}

/** A guard by its name. */
export interface GuardName {
  kind: Kind;
  name: string;
}

/** The name of a tenant's ResourceQuota and of its LimitRange. */
export const GUARD_NAME = 'moorage';

/** The account that pods run as which name none. */
export const POD_ACCOUNT = 'default';

/** The guards of a tenant in the order in which they are written: nobody gets rights before the namespace is guarded. */
export function toGuards(
  tenant: string,
  spec: TenantSpec,
  settings: Settings,
): GuardManifest[] {
  return [
    { kind: KINDS.resourceQuota, object: toResourceQuota(tenant, spec.quota) },
    {
      kind: KINDS.limitRange,
      object: toLimitRange(tenant, spec.containerDefaults),
    },
    ...toNetworkPolicies(tenant, spec.egress, settings.dns).map((object) => ({
      kind: KINDS.networkPolicy,
      object,
    })),
    { kind: KINDS.serviceAccount, object: toPodAccount(tenant) },
    ...spec.members.map((member) => ({
      kind: KINDS.roleBinding,
      object: toRoleBinding(tenant, member),
    })),
  ];
}

/** What of ours must not be there (any more), because it allows more than is wished. */
export function toExcessGuards(
  spec: TenantSpec,
  settings: Settings,
): GuardName[] {
  return toExcessPolicies(spec.egress, settings.dns).map((name) => ({
    kind: KINDS.networkPolicy,
    name,
  }));
}

/** The ResourceQuota of a tenant. */
export function toResourceQuota(
  tenant: string,
  quota: Record<string, string>,
): Raw<V1ResourceQuota> {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: ours(tenant),
    spec: { hard: { ...quota } },
  };
}

/** The LimitRange of a tenant, with what the cluster would fill in: a maximum is also a default limit, a limit also a default request. */
export function toLimitRange(
  tenant: string,
  defaults: ContainerDefaults,
): Raw<V1LimitRange> {
  const max = { cpu: defaults.maxCpu, memory: defaults.maxMemory };
  const limit = {
    cpu: defaults.cpuLimit ?? max.cpu,
    memory: defaults.memoryLimit ?? max.memory,
  };
  const request = {
    cpu: defaults.cpuRequest ?? limit.cpu,
    memory: defaults.memoryRequest ?? limit.memory,
  };
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: ours(tenant),
    spec: {
      limits: [
        {
          type: 'Container',
          ...given('defaultRequest', request),
          ...given('default', limit),
          ...given('max', max),
        },
      ],
    },
  };
}

/** The default ServiceAccount: the cluster makes it, we only keep its token out of pods. */
function toPodAccount(tenant: string): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: POD_ACCOUNT, namespace: tenant },
    automountServiceAccountToken: false,
  } as RawObject;
}

function ours(tenant: string) {
  return {
    name: GUARD_NAME,
    namespace: tenant,
    labels: { [LABELS.managedBy]: MANAGED_BY, [LABELS.tenant]: tenant },
  };
}

function given(key: string, values: Record<string, string | undefined>) {
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  return set.length === 0 ? {} : { [key]: Object.fromEntries(set) };
}
