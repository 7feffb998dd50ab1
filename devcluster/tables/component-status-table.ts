import type { KubeObject } from '../api/kube-object.js';
import { type Column, column, NAME } from './column.js';

interface ComponentStatus extends KubeObject {
  conditions?: readonly Condition[];
}

interface Condition {
  type: string;
  status: string;
  message?: string;
  error?: string;
}

export const COMPONENT_STATUS_COLUMNS: readonly Column<ComponentStatus>[] = [
  NAME,
  column('Status', (component) => {
    const health = toHealth(component);
    if (!health) return 'Unknown';
    return health.status === 'True' ? 'Healthy' : 'Unhealthy';
  }),
  column('Message', (component) => toHealth(component)?.message ?? ''),
  column('Error', (component) => toHealth(component)?.error ?? ''),
];

function toHealth({ conditions }: ComponentStatus): Condition | undefined {
  return conditions?.find(({ type }) => type === 'Healthy');
}
