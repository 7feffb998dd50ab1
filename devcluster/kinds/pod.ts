import type { Kind } from '../api/kind.js';
import type { KubeObject } from '../api/kube-object.js';
import { setPodDefaults } from './pod-defaults.js';
import { validatePodStatus } from './pod-status-validation.js';
import { validatePodUpdate } from './pod-update-validation.js';
import { type Pod, type PodStatus, validatePod } from './pod-validation.js';
import { toQosClass } from './qos-class.js';

/** Pods: K1, K2, U10/pod, L6/pods. */
export const pods: Kind = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  subresources: ['binding', 'eviction', 'log', 'status'],
  definition: 'v1.Pod',
  nameRule: 'subdomain',
  hasGeneration: true,
  returnsDeleted: true,
  defaults: setDefaults,
  prepareCreate,
  prepareUpdate,
  prepareStatus,
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  validateStatus: validatePodStatus,
  fields: {
    'spec.nodeName': ({ spec }: Pod) => spec?.nodeName ?? '',
    'spec.restartPolicy': ({ spec }: Pod) => spec?.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }: Pod) => spec?.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }: Pod) =>
      spec?.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }: Pod) => String(spec?.hostNetwork ?? false),
    'status.phase': ({ status }: Pod) => status?.phase ?? '',
    'status.podIP': ({ status }: Pod) => status?.podIPs?.[0]?.ip ?? '',
    // The name is accepted, but no pod has a value of it.
    'status.podIPs': () => '',
    'status.nominatedNodeName': ({ status }: Pod) =>
      status?.nominatedNodeName ?? '',
  },
};

const GATED = {
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

function setDefaults(draft: Pod): void {
  setPodDefaults((draft.spec ??= {}));
  if (draft.status) setAddressDefaults(draft.status);
}

/** The one address and the list of addresses say the same; the older of the two fields wins. */
function setAddressDefaults(status: PodStatus): void {
  const first = status.podIPs?.[0]?.ip;
  if (!status.podIP && first) status.podIP = first;
  if (status.podIP && status.podIP !== first)
    status.podIPs = [{ ip: status.podIP }];
}

function prepareCreate(draft: Pod): void {
  const { spec = {}, metadata } = draft;
  draft.status = { phase: 'Pending', qosClass: toQosClass(spec) };
  if (spec.schedulingGates?.length)
    draft.status.conditions = [
      { ...GATED, lastTransitionTime: metadata.creationTimestamp },
    ];
}

function prepareUpdate(draft: KubeObject, old: KubeObject): void {
  draft.status = old.status;
}

/** A pod's class of service is settled when it is made. */
function prepareStatus(draft: Pod, old: Pod): void {
  if (draft.status && old.status?.qosClass)
    draft.status.qosClass ??= old.status.qosClass;
}
