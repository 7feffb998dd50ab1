import { selectorPicks } from '../../cluster/labels.js';
import { LABELS } from '../../cluster/labels.js';
import type { Pod } from '../pods/pod.type.js';
import type { Service } from '../services/service.type.js';
import { type App, Workload } from './app.type.js';

/** The app that a pod says it belongs to, by its label and its controller; never by the beginning of its name. A ReplicaSet
 * is named after its Deployment and the hash of the template, so it needs not be read. */
export function appNameOf({
  labelMap,
  owner,
}: Pod): { name: string; workload: Workload } | undefined {
  const name = labelMap[LABELS.app];
  if (name === undefined || !owner) return undefined;
  if (
    owner.kind === 'ReplicaSet' &&
    owner.name === `${name}-${labelMap[LABELS.podTemplateHash]}`
  ) {
    return { name, workload: Workload.DEPLOYMENT };
  }
  if (owner.kind === 'ReplicationController' && owner.name === name) {
    return { name, workload: Workload.REPLICATION_CONTROLLER };
  }
  return undefined;
}

/** Whether a pod is one of an app's. */
export function belongsTo(pod: Pod, app: App): boolean {
  const claim = appNameOf(pod);
  return (
    pod.tenantName === app.tenantName &&
    claim?.name === app.name &&
    claim.workload === app.workload
  );
}

/** Whether a service stands in front of an app: its selector picks the labels that the app's pods carry. */
export function standsBefore(service: Service, app: App): boolean {
  return (
    service.tenantName === app.tenantName &&
    selectorPicks(service.selectorMap, app.podLabels)
  );
}
