import { LABELS, MANAGED_BY } from '../../cluster/labels.js';

/** The labels that the workload, its pods, its Service and its secrets have in common. */
export function commonLabels(app: {
  name: string;
  tenant: string;
}): Record<string, string> {
  return {
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.tenant]: app.tenant,
    [LABELS.app]: app.name,
    [LABELS.appName]: app.name,
    [LABELS.name]: app.name,
  };
}
