import type { AdmissionRequest, Validator } from '../api/admission.js';
import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import {
  compareQuantities,
  subtractQuantities,
  ZERO,
} from '../quantity/quantity.js';
import {
  addAmounts,
  type Amounts,
  filterAmounts,
  fromAmounts,
  printAmounts,
  toAmounts,
} from './amounts.js';
import { newPodOf, type ResourceList } from './pod-object.js';
import { countedKeys, usageOf } from './quota-usage.js';
import { refuse } from './refusal.js';
import { toUnspecified } from './unspecified-needs.js';

interface ResourceQuota extends KubeObject {
  status?: { hard?: ResourceList; used?: ResourceList };
}

/** Holds new objects to the quotas of their namespace and counts them at once (K13). Reading the store and writing it in one
 * turn is what makes the count exact. `resourceQuota` is the kind under which quotas are written. */
export function createQuotaValidator(resourceQuota: Kind): Validator {
  return (request) => {
    if (!mayUseMore(request)) return [];
    const quotas: readonly ResourceQuota[] = request.reader.list(
      resourceQuota,
      request.namespace,
    );
    const concerned = quotas.filter((quota) => isCounted(request, quota));
    const counted = concerned.map((quota) => count(request, quota));
    return request.dryRun
      ? []
      : counted.flatMap((object) =>
          object ? { kind: resourceQuota, object } : [],
        );
  };
}

/** Only services and claims can need more after they were made. */
function mayUseMore(request: AdmissionRequest): boolean {
  const { operation, subresource, kind, namespace } = request;
  if (subresource !== '' || namespace === '' || !kind.namespaced) return false;
  if (kind.plural === 'events' || isReview(kind)) return false;
  if (operation === 'CREATE') return true;
  return (
    operation === 'UPDATE' &&
    kind.group === '' &&
    ['services', 'persistentvolumeclaims'].includes(kind.plural)
  );
}

/** Reviews are answered, not stored. */
const isReview = ({ group }: Kind): boolean =>
  group === 'authorization.k8s.io' || group === 'authentication.k8s.io';

/** Whether a quota counts the object; refuses what it cannot count. */
function isCounted(request: AdmissionRequest, quota: ResourceQuota): boolean {
  const { hard = {}, used = {} } = quota.status ?? {};
  const keys = countedKeys(request.kind, Object.keys(hard));
  if (keys.length === 0) return false;
  const name = quota.metadata.name ?? '';
  const pod = newPodOf(request);
  const unspecified = pod && toUnspecified(pod.spec, keys);
  if (unspecified)
    throw refuse(request, `failed quota: ${name}: must specify ${unspecified}`);
  if (keys.some((key) => !(key in used)))
    throw refuse(
      request,
      `status unknown for quota: ${name}, resources: ${keys.sort().join(',')}`,
    );
  return true;
}

/** The quota with the object counted; undefined when it makes no difference. */
function count(
  request: AdmissionRequest,
  quota: ResourceQuota,
): ResourceQuota | undefined {
  const hard = toAmounts(quota.status?.hard);
  const used = toAmounts(quota.status?.used);
  const requested = toRequested(request, [...hard.keys()]);
  if (requested.size === 0) return undefined;
  const next = addAmounts(used, requested);
  const isExceeded = (key: string) =>
    requested.has(key) &&
    compareQuantities(next.get(key) ?? ZERO, hard.get(key) ?? ZERO) > 0;
  const exceeded = (amounts: Amounts) =>
    printAmounts(filterAmounts(amounts, isExceeded));
  if ([...requested.keys()].some(isExceeded))
    throw refuse(
      request,
      `exceeded quota: ${quota.metadata.name}, requested: ${exceeded(requested)}, used: ${exceeded(used)}, limited: ${exceeded(hard)}`,
    );
  return {
    ...quota,
    metadata: { ...quota.metadata },
    status: { ...quota.status, used: fromAmounts(next) },
  };
}

/** What the request asks for beyond what the object has already. */
function toRequested(
  { kind, object, old }: AdmissionRequest,
  keys: readonly string[],
): Amounts {
  const before: Amounts = old ? usageOf(kind, old, keys) : new Map();
  const more = [...usageOf(kind, object, keys)].map(
    ([key, quantity]) =>
      [key, subtractQuantities(quantity, before.get(key) ?? ZERO)] as const,
  );
  return new Map(more.filter(([, { nanos }]) => nanos > 0n));
}
