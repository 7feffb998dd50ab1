import type { Wording } from './wording.js';

/** A wording of an eviction and the resource that the node ran out of. */
export interface Eviction extends Wording {
  resource: 'memory' | 'ephemeral-storage';
}

export const EVICTED: readonly Eviction[] = [
  {
    text: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 20948Ki. Container {container} was using 25378008Ki, request is {request}, has larger consumption of memory. ',
    source: 'https://github.com/openshift/release/pull/57180',
    resource: 'memory',
  },
  {
    text: 'The node was low on resource: ephemeral-storage. Threshold quantity: 2146223340, available: 1883424Ki. Container {container} was using 52676Ki, request is {request}, has larger consumption of ephemeral-storage. ',
    source: 'https://github.com/cloud-ark/kubeplus/issues/1382',
    resource: 'ephemeral-storage',
  },
  {
    text: 'The node was low on resource: memory. Container {container} was using 1275700Ki, which exceeds its request of {request}. ',
    source:
      'https://github.com/Greenstand/treetracker-infrastructure/issues/49',
    resource: 'memory',
  },
  {
    text: 'The node was low on resource: ephemeral-storage. Container {container} was using 34260Ki, which exceeds its request of {request}. ',
    source: 'https://github.com/kubernetes/kubernetes/issues/91600',
    resource: 'ephemeral-storage',
  },
];

/** A node under pressure takes no pod; the event. */
export const NODE_UNDER_PRESSURE: readonly Wording[] = [
  {
    text: 'The node had condition: [{conditions}]. ',
    source: 'https://github.com/FederatedAI/KubeFATE/issues/64',
  },
];

/** The message of the pod's status then. */
export const POD_REJECTED: readonly Wording[] = [
  {
    text: 'Pod was rejected: The node had condition: [{conditions}]. ',
    source: 'kubernetes v1.37.2, pkg/kubelet/kubelet.go, rejectPod',
  },
  {
    text: 'Pod The node had condition: [{conditions}]. ',
    source: 'https://github.com/operate-first/apps/issues/1352',
  },
  {
    text: 'Pod The node was low on resource: [{conditions}]. ',
    source: 'https://github.com/gitpod-io/gitpod/issues/1229',
  },
];

/** activeDeadlineSeconds; the same in all versions since 2015. */
export const DEADLINE_EXCEEDED: readonly Wording[] = [
  {
    text: 'Pod was active on the node longer than the specified deadline',
    source: 'kubernetes v1.37.2, pkg/kubelet/active_deadline.go',
  },
];
