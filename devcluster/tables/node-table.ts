import type { KubeObject } from '../api/kube-object.js';
import { AGE, type Column, column, NAME, wideColumn } from './column.js';
import { UNKNOWN } from './duration.js';
import { NONE } from './text-cells.js';

interface Node extends KubeObject {
  spec?: { unschedulable?: boolean };
  status?: {
    conditions?: readonly { type: string; status: string }[];
    addresses?: readonly { type: string; address: string }[];
    nodeInfo?: {
      kubeletVersion?: string;
      osImage?: string;
      kernelVersion?: string;
      containerRuntimeVersion?: string;
      architecture?: string;
    };
  };
}

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE_LABEL = 'kubernetes.io/role';

export const NODE_COLUMNS: readonly Column<Node>[] = [
  NAME,
  column('Status', toStatus),
  column('Roles', toRoles),
  AGE,
  column('Version', ({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
  wideColumn('Internal-IP', (node) => toAddress(node, 'InternalIP')),
  wideColumn('External-IP', (node) => toAddress(node, 'ExternalIP')),
  wideColumn('OS-Image', ({ status }) => status?.nodeInfo?.osImage || UNKNOWN),
  wideColumn('Kernel-Version', toKernel),
  wideColumn(
    'Container-Runtime',
    ({ status }) => status?.nodeInfo?.containerRuntimeVersion || UNKNOWN,
  ),
];

function toStatus({ spec, status }: Node): string {
  // The last one counts where a type comes twice.
  const ready = status?.conditions?.findLast(({ type }) => type === 'Ready');
  const word = ready
    ? `${ready.status === 'True' ? '' : 'Not'}Ready`
    : 'Unknown';
  return spec?.unschedulable ? `${word},SchedulingDisabled` : word;
}

function toRoles({ metadata }: Node): string {
  const roles = Object.entries(metadata.labels ?? {}).map(([key, value]) =>
    key.startsWith(ROLE_PREFIX)
      ? key.slice(ROLE_PREFIX.length)
      : key === ROLE_LABEL
        ? value
        : '',
  );
  return [...new Set(roles.filter(Boolean))].sort().join(',') || NONE;
}

function toAddress({ status }: Node, wanted: string): string {
  const found = status?.addresses?.find(({ type }) => type === wanted);
  return found?.address ?? NONE;
}

function toKernel({ status }: Node): string {
  const { kernelVersion, architecture } = status?.nodeInfo ?? {};
  return `${kernelVersion || UNKNOWN}${architecture ? ` (${architecture})` : ''}`;
}
