import type { KubeObject } from '../api/kube-object.js';
import type { LabelSelector } from '../kinds/label-selector.js';
import { AGE, type Column, column, NAME } from './column.js';
import { toSelectorCell } from './text-cells.js';

interface Namespace extends KubeObject {
  status?: { phase?: string };
}

interface ResourceQuota extends KubeObject {
  status?: {
    hard?: Record<string, string>;
    used?: Record<string, string>;
  };
}

interface NetworkPolicy extends KubeObject {
  spec?: { podSelector?: LabelSelector };
}

export const NAMESPACE_COLUMNS: readonly Column<Namespace>[] = [
  NAME,
  column('Status', ({ status }) => status?.phase ?? ''),
  AGE,
];

export const RESOURCE_QUOTA_COLUMNS: readonly Column<ResourceQuota>[] = [
  NAME,
  column('Request', (quota) => toUsage(quota, (name) => !isLimit(name))),
  column('Limit', (quota) => toUsage(quota, isLimit)),
  AGE,
];

export const NETWORK_POLICY_COLUMNS: readonly Column<NetworkPolicy>[] = [
  NAME,
  column('Pod-Selector', ({ spec }) => toSelectorCell(spec?.podSelector)),
  AGE,
];

/** `cpu: 1/2, pods: 3/10`, used before allowed. */
function toUsage(
  { status }: ResourceQuota,
  isShown: (resource: string) => boolean,
): string {
  return Object.entries(status?.hard ?? {})
    .filter(([name]) => isShown(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, hard]) => `${name}: ${status?.used?.[name] ?? '0'}/${hard}`)
    .join(', ');
}

function isLimit(resource: string): boolean {
  return resource.startsWith('limits.');
}
