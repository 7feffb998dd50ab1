import type { V1LimitRange, V1ResourceQuota } from '@kubernetes/client-node';

import type { RawObject } from '../../cluster/cluster.js';
import { type Kind, KINDS } from '../../cluster/kinds.js';
import type { Raw } from '../../cluster/raw.js';
import type { ContainerDefaults } from './container-defaults.type.js';
import { Egress } from './egress.type.js';
import { toContainerDefaults } from './limit-range-defaults.js';
import type { PodSecurityLevel } from './pod-security.type.js';
import { GUARD_NAME } from './tenant-guards.manifest.js';
import type { TenantWish } from './tenant-spec.js';

type Find = (kind: Kind, name: string) => RawObject | undefined;

/** What was wished for a tenant as far as its guards tell. It stands in for a wish that is not stored, so that whoever
 * completes the tenant neither loosens nor tightens what holds there. */
export function toFoundWish(
  podSecurity: PodSecurityLevel | undefined,
  find: Find,
): TenantWish {
  const quota: Raw<V1ResourceQuota> | undefined = find(
    KINDS.resourceQuota,
    GUARD_NAME,
  );
  return {
    podSecurity,
    quota: quota?.spec?.hard,
    containerDefaults: foundDefaults(find(KINDS.limitRange, GUARD_NAME)),
    egress: foundEgress(find),
  };
}

function foundDefaults(
  range: Raw<V1LimitRange> | undefined,
): ContainerDefaults | undefined {
  const defaults = { ...toContainerDefaults(range ? [range] : []) };
  const isEmpty = Object.values(defaults).every((value) => value === undefined);
  return isEmpty ? undefined : defaults;
}

/** Of what a missing policy may have been, the least. */
function foundEgress(find: Find): Egress | undefined {
  const isThere = (name: string) =>
    find(KINDS.networkPolicy, name) !== undefined;
  if (!isThere('moorage-default-deny')) return undefined;
  if (isThere('moorage-allow-internet')) return Egress.INTERNET;
  return isThere('moorage-allow-dns') ? Egress.TENANT_ONLY : Egress.NONE;
}
